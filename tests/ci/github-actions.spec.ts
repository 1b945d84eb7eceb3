import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { parse } from 'yaml';
import { findJava } from '../../harness/tools/find-tool.ts';
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
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

interface Job {
  readonly needs?: string;
  readonly if?: string;
  readonly strategy?: { 'fail-fast': boolean; matrix: { shard: readonly number[] } };
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly on: object;
  readonly permissions: object;
  readonly env: Readonly<Record<string, string>>;
  readonly jobs: { readonly shard: Job; readonly merge: Job };
}

test.use({ java: true });

const workflow = parse(readTemplate('github-actions.yml')) as Workflow;
const { shard, merge } = workflow.jobs;

test('GitHub Actions: it is a workflow whose shards always reach the merging job', () => {
  expect(Object.keys(workflow.on)).toEqual(['workflow_dispatch', 'schedule']);
  expect(workflow.permissions).toEqual({ contents: 'read' });
  expect(shard.strategy?.['fail-fast']).toBe(false);
  expect(merge).toMatchObject({ needs: 'shard', if: '${{ !cancelled() }}' });
  for (const { uses, run } of [...shard.steps, ...merge.steps])
    expect((uses === undefined) !== (run === undefined)).toBe(true);
  const uses = [...shard.steps, ...merge.steps].flatMap(step => step.uses ?? []);
  expect(new Set(uses)).toEqual(
    new Set([
      'actions/checkout@v4',
      'actions/setup-node@v4',
      'actions/upload-artifact@v4',
      'actions/download-artifact@v4',
    ]),
  );
  const withSecrets = [...shard.steps, ...merge.steps].filter(step =>
    JSON.stringify(step).includes('secrets.'),
  );
  expect(withSecrets.map(({ run }) => run)).toEqual([expect.stringContaining('npx assay run ')]);
});

test('GitHub Actions: its commands, run in order, give the verdicts of one run', async ({
  pipeline,
  whole,
}) => {
  const shards = shard.strategy?.matrix.shard ?? [];
  expect(shards).toEqual([1, 2]);
  for (const current of shards) {
    const values = { 'matrix.shard': String(current), 'strategy.job-total': `${shards.length}` };
    expect(await runJob(shard, values, pipeline), pipeline.log()).toBe(0);
  }
  expect(await runJob(merge, {}, pipeline)).toBe(whole.code);
  const merged = join(pipeline.artifacts, 'conformance');
  expectMerged(merged, whole, pipeline);
  const report = join(merged, 'allure-report', 'index.html');
  expect(existsSync(report)).toBe(findJava(process.env) !== undefined);
  expect(readFileSync(join(pipeline.artifacts, 'step-summary'), 'utf8')).toBe(
    readFileSync(join(merged, 'summary.md'), 'utf8'),
  );
});

/** Runs a job's steps; returns the exit status of the step that failed, or 0. */
async function runJob(
  job: Job,
  matrix: Readonly<Record<string, string>>,
  pipeline: Pipeline,
): Promise<number> {
  const cwd = pipeline.checkOut();
  const values: Readonly<Record<string, string>> = {
    ...matrix,
    'github.run_id': runNumber,
    'secrets.CONTOSO_PASSWORD': fromUser('CONTOSO_PASSWORD'),
  };
  const evaluate = (text: string) =>
    text.replace(/\$\{\{ (.*?) \}\}/g, (_, expression: string) => {
      const value = values[expression];
      if (value === undefined) throw new Error(`The test knows no value of ${expression}.`);
      return value;
    });
  let status = 0;
  for (const step of job.steps) {
    if (status !== 0 && step.if?.includes('!cancelled()') !== true) continue;
    const { name = '', path = '', pattern = '' } = step.with ?? {};
    if (step.uses?.startsWith('actions/upload-artifact') === true)
      keep(pipeline, cwd, path, evaluate(name));
    if (step.uses?.startsWith('actions/download-artifact') === true)
      for (const kept of readdirSync(pipeline.artifacts))
        if (kept.startsWith(pattern.replace('*', '')))
          cpSync(join(pipeline.artifacts, kept), join(cwd, path, kept), { recursive: true });
    if (step.run === undefined) continue;
    const env = Object.fromEntries(
      Object.entries({ ...workflow.env, ...step.env }).map(([key, text]) => [key, evaluate(text)]),
    );
    env['ASSAY_ARGS'] = fromUser('ASSAY_ARGS');
    env['GITHUB_STEP_SUMMARY'] = join(pipeline.artifacts, 'step-summary');
    const code = await pipeline.shell(step.run, { cwd, env, shell: ['bash', '-e', '-c'] });
    if (status === 0) status = code;
  }
  return status;
}
