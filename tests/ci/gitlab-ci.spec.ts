import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { parse } from 'yaml';
import { expectMerged, fromUser, keep, readTemplate, runNumber, test } from './pipeline.ts';

interface Job {
  readonly stage: string;
  readonly parallel?: number;
  readonly when?: string;
  readonly needs?: readonly { job: string; artifacts: boolean }[];
  readonly script: readonly string[];
  readonly artifacts: {
    readonly when: string;
    readonly paths: readonly string[];
    readonly reports?: { junit: string };
  };
}

interface Configuration {
  readonly stages: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  readonly default: { before_script: readonly string[] };
  readonly shard: Job;
  readonly merge: Job;
}

const configuration = parse(readTemplate('gitlab-ci.yml')) as Configuration;
const { shard, merge, variables } = configuration;
const before = configuration.default.before_script;

test('GitLab: its keys are known, and shards always reach the merging job', () => {
  expect(Object.keys(configuration)).toEqual(['stages', 'variables', 'default', 'shard', 'merge']);
  expect([shard.stage, merge.stage]).toEqual(configuration.stages);
  expect(shard.artifacts).toMatchObject({ when: 'always', paths: ['shards/'] });
  expect(merge).toMatchObject({
    when: 'always',
    needs: [{ job: 'shard', artifacts: true }],
    artifacts: { when: 'always', paths: ['merged/'], reports: { junit: 'merged/junit.xml' } },
  });
  expect(JSON.stringify(configuration)).not.toContain('PASSWORD');
});

test('GitLab: its commands, run in order, give the verdicts of one run', async ({
  pipeline,
  whole,
}) => {
  const settings = {
    ...variables,
    CI_PIPELINE_ID: runNumber,
    ASSAY_SEED: variables['ASSAY_SEED']?.replace('$CI_PIPELINE_ID', runNumber) ?? '',
    ASSAY_ARGS: fromUser('ASSAY_ARGS'),
    CONTOSO_PASSWORD: fromUser('CONTOSO_PASSWORD'),
  };
  const run = async (job: Job, cwd: string, env: Readonly<Record<string, string>>) => {
    // GitLab writes a job's lines into one script that ends at the first failure.
    const script = [...before, ...job.script].join('\n');
    return pipeline.shell(script, { cwd, env: { ...settings, ...env }, shell: ['bash', '-ec'] });
  };
  expect(shard.parallel).toBe(2);
  for (const index of ['1', '2']) {
    const cwd = pipeline.checkOut();
    const code = await run(shard, cwd, { CI_NODE_INDEX: index, CI_NODE_TOTAL: '2' });
    expect(code, pipeline.log()).toBe(0);
    keep(pipeline, cwd, 'shards', 'shards');
  }
  const cwd = pipeline.checkOut();
  cpSync(join(pipeline.artifacts, 'shards'), join(cwd, 'shards'), { recursive: true });
  expect(await run(merge, cwd, {})).toBe(whole.code);
  expectMerged(join(cwd, 'merged'), whole, pipeline);
});
