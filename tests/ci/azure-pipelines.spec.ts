import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { parse } from 'yaml';
import {
  expectMerged,
  fromUser,
  keep,
  readTemplate,
  runNumber,
  test,
  type Pipeline,
} from './pipeline.ts';

interface Step {
  readonly task?: string;
  readonly script?: string;
  readonly condition?: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

interface Job {
  readonly job: string;
  readonly dependsOn?: string;
  readonly condition?: string;
  readonly strategy?: { parallel: number };
  readonly steps: readonly Step[];
}

interface Configuration {
  readonly variables: Readonly<Record<string, string>>;
  readonly jobs: readonly [Job, Job];
}

const configuration = parse(readTemplate('azure-pipelines.yml')) as Configuration;
const [shard, merge] = configuration.jobs;

test('Azure Pipelines: shards always reach the merging job, which publishes JUnit', () => {
  expect(configuration.jobs.map(({ job }) => job)).toEqual(['shard', 'merge']);
  expect(merge).toMatchObject({ dependsOn: 'shard', condition: 'not(canceled())' });
  const tasks = [...shard.steps, ...merge.steps].flatMap(step => step.task ?? []);
  expect(new Set(tasks)).toEqual(
    new Set([
      'UseNode@1',
      'PublishPipelineArtifact@1',
      'DownloadPipelineArtifact@2',
      'PublishTestResults@2',
    ]),
  );
  expect(merge.steps).toContainEqual({
    task: 'PublishTestResults@2',
    condition: 'not(canceled())',
    inputs: { testResultsFormat: 'JUnit', testResultsFiles: 'merged/junit.xml' },
  });
  const withSecrets = [...shard.steps, ...merge.steps].filter(({ env }) => env !== undefined);
  expect(withSecrets.map(({ script }) => script)).toEqual([
    expect.stringContaining('npx assay run '),
  ]);
});

test('Azure Pipelines: its commands, run in order, give the verdicts of one run', async ({
  pipeline,
  whole,
}) => {
  expect(shard.strategy?.parallel).toBe(2);
  for (const position of ['1', '2']) {
    const variables = { 'System.JobPositionInPhase': position, 'System.TotalJobsInPhase': '2' };
    expect(await runJob(shard, variables, pipeline), pipeline.log()).toBe(0);
  }
  expect(await runJob(merge, { 'System.JobAttempt': '1' }, pipeline)).toBe(whole.code);
  expectMerged(join(pipeline.artifacts, 'conformance-1'), whole, pipeline);
  expect(pipeline.log()).toMatch(/^##vso\[task\.uploadsummary\]\/.*\/merged\/summary\.md$/m);
});

/** Runs a job's steps; returns the exit status of the step that failed, or 0. */
async function runJob(
  job: Job,
  predefined: Readonly<Record<string, string>>,
  pipeline: Pipeline,
): Promise<number> {
  const cwd = pipeline.checkOut();
  const values: Readonly<Record<string, string>> = {
    ...predefined,
    'Build.BuildId': runNumber,
    CONTOSO_PASSWORD: fromUser('CONTOSO_PASSWORD'),
  };
  const expand = (text: string) =>
    text.replace(/\$\(([\w.]+)\)/g, (_, name: string) => {
      const value = values[name];
      if (value === undefined) throw new Error(`The test knows no variable ${name}.`);
      return value;
    });
  // Variables reach scripts in upper case, with an underscore for each dot.
  const scripts = Object.fromEntries(
    Object.entries({ ...predefined, ...configuration.variables }).map(([name, text]) => [
      name.toUpperCase().replaceAll('.', '_'),
      expand(text),
    ]),
  );
  let status = 0;
  for (const { task, script, condition, inputs = {}, env = {} } of job.steps) {
    if (status !== 0 && condition !== 'not(canceled())') continue;
    const { targetPath = '', artifact = '', itemPattern = '' } = inputs;
    if (task === 'PublishPipelineArtifact@1') keep(pipeline, cwd, targetPath, expand(artifact));
    if (task === 'DownloadPipelineArtifact@2')
      for (const kept of readdirSync(pipeline.artifacts))
        if (kept.startsWith(itemPattern.replace('*/**', '')))
          cpSync(join(pipeline.artifacts, kept), join(cwd, targetPath, kept), { recursive: true });
    if (script === undefined) continue;
    const own = Object.entries(env).map(([name, text]) => [name, expand(text)]);
    const code = await pipeline.shell(expand(script), {
      cwd,
      env: {
        ...scripts,
        ...(Object.fromEntries(own) as Record<string, string>),
        ASSAY_ARGS: fromUser('ASSAY_ARGS'),
      },
      shell: ['bash', '--noprofile', '--norc', '-c'],
    });
    if (status === 0) status = code;
  }
  return status;
}
