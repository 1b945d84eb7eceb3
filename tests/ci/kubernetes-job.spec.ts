import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { parse, parseAllDocuments } from 'yaml';
import { loadTarget } from '../../harness/target/load-target.ts';
import { expectMerged, fromUser, readTemplate, test } from './pipeline.ts';

interface Variable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: { secretKeyRef: { name: string; key: string } };
}

interface Container {
  readonly image: string;
  readonly command: readonly string[];
  readonly args: readonly [string];
  readonly env: readonly Variable[];
  readonly volumeMounts: readonly { name: string; mountPath: string }[];
}

interface Job {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly data?: Readonly<Record<string, string>>;
  readonly spec: {
    readonly completionMode?: string;
    readonly completions?: number;
    readonly parallelism?: number;
    readonly template: {
      readonly spec: {
        readonly restartPolicy: string;
        readonly securityContext: object;
        readonly containers: readonly [Container];
        readonly volumes: readonly {
          readonly name: string;
          readonly persistentVolumeClaim?: { claimName: string };
          readonly configMap?: { name: string };
        }[];
      };
    };
  };
}

const documents = parseAllDocuments(readTemplate('kubernetes-job.yaml'));
const [claim, config, shards, merge] = documents.map(document => document.toJS() as Job);
if (shards === undefined || merge === undefined) throw new Error('The manifest has no two Jobs.');
const [shard] = shards.spec.template.spec.containers;
const [merging] = merge.spec.template.spec.containers;

test('Kubernetes: it is a volume, a target, an Indexed Job and a Job that merges', () => {
  expect(documents.flatMap(({ errors }) => errors)).toEqual([]);
  expect(
    [claim, config, shards, merge].map(each => [each?.apiVersion, each?.kind, each?.metadata.name]),
  ).toEqual([
    ['v1', 'PersistentVolumeClaim', 'assay-runs'],
    ['v1', 'ConfigMap', 'assay-target'],
    ['batch/v1', 'Job', 'assay-shards'],
    ['batch/v1', 'Job', 'assay-merge'],
  ]);
  expect(shards.spec).toMatchObject({ completionMode: 'Indexed', completions: 2, parallelism: 2 });
  for (const { spec } of [shards.spec.template, merge.spec.template]) {
    // What a Job's pods demand: Always is refused.
    expect(spec.restartPolicy).toBe('Never');
    expect(spec.securityContext).toMatchObject({ runAsNonRoot: true });
    const [{ volumeMounts }] = spec.containers;
    expect(spec.volumes.map(({ name }) => name)).toEqual(volumeMounts.map(({ name }) => name));
    expect(spec.volumes[0]?.persistentVolumeClaim?.claimName).toBe(claim?.metadata.name);
  }
  expect(shards.spec.template.spec.volumes[1]?.configMap?.name).toBe(config?.metadata.name);
  for (const { env } of [shard, merging]) {
    const value = (name: string) => env.find(each => each.name === name)?.value;
    expect(value('SHARDS')).toBe(String(shards.spec.completions));
    expect(value('ASSAY_SEED')).toBe(shard.env.find(({ name }) => name === 'ASSAY_SEED')?.value);
  }
  expect(shard.env.filter(({ valueFrom }) => valueFrom !== undefined)).toEqual([
    { name: 'CONTOSO_PASSWORD', valueFrom: { secretKeyRef: { name: 'contoso', key: 'password' } } },
  ]);
});

test('Kubernetes: the target in its ConfigMap is one', ({}, testInfo) => {
  const [name, text] = Object.entries(config?.data ?? {})[0] ?? ['', ''];
  expect(shard.args[0]).toContain(`--target /target/${name} `);
  expect(parse(text)).toMatchObject({ deployments: {} });
  const file = testInfo.outputPath(name);
  writeFileSync(file, text);
  expect(loadTarget(file).deployments).toBeDefined();
});

test('Kubernetes: its commands, for index 0, index 1 and merging, give the verdicts of one run', async ({
  pipeline,
  whole,
}) => {
  const cwd = pipeline.checkOut();
  const volume = join(cwd, 'runs');
  mkdirSync(join(cwd, 'target'));
  copyFileSync(join(cwd, 'contoso.yaml'), join(cwd, 'target', 'contoso.yaml'));
  const run = (container: Container, more: Readonly<Record<string, string>> = {}) => {
    const given = container.env.map(({ name, value, valueFrom }) => {
      if (name === 'ASSAY_ARGS') return [name, fromUser('ASSAY_ARGS')];
      return [name, valueFrom === undefined ? value : fromUser('CONTOSO_PASSWORD')];
    });
    // A pod's mounts are folders of its machine; here they are folders of the workspace.
    const command = container.args[0]
      .replaceAll('/runs/', `${volume}/`)
      .replaceAll('/target/', `${cwd}/target/`);
    const env = { ...(Object.fromEntries(given) as Record<string, string>), ...more };
    return pipeline.shell(command, { cwd, env, shell: container.command });
  };
  // Both Jobs are applied at once: merging waits.
  const merged = run(merging);
  for (const index of ['0', '1'])
    expect(await run(shard, { JOB_COMPLETION_INDEX: index }), pipeline.log()).toBe(0);
  expect(await merged).toBe(whole.code);
  expectMerged(join(volume, '20261122', 'merged'), whole, pipeline);
});
