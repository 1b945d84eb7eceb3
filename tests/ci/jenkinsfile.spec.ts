import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { expectMerged, fromUser, keep, readTemplate, runNumber, test } from './pipeline.ts';

const text = readTemplate('Jenkinsfile');
/** Without comments; no string of the file holds two slashes. */
const code = text.replace(/\/\/.*$/gm, '');
const [, ofShards = '', ofMerge = ''] = /stage\('Check'\)([\s\S]*)stage\('Merge'\)([\s\S]*)/.exec(
  code,
) ?? ['', '', ''];

test('Jenkins: braces and quotes are closed, and every command stands in one line', () => {
  let open = 0;
  for (const [brace] of code.replace(/'[^'\n]*'|"[^"\n]*"/g, '').matchAll(/[{}]/g)) {
    open += brace === '{' ? 1 : -1;
    expect(open).toBeGreaterThanOrEqual(0);
  }
  expect(open).toBe(0);
  const lines = code.split('\n');
  expect(lines.filter(line => /\bsh\b(?! -)/.test(line) && !/^\s*sh '[^']*'$/.test(line))).toEqual(
    [],
  );
  expect(commandsOf(code).length).toBe(8);
});

test('Jenkins: shards always reach the merging stage, which publishes JUnit', () => {
  expect(code).toMatch(/^\s*pipeline \{\n\s*agent none\n/);
  expect(shardsOf(ofShards)).toEqual(['1', '2']);
  for (const shard of shardsOf(ofShards)) expect(ofMerge).toContain(`unstash 'shard-${shard}'`);
  expect(ofShards).toMatch(/post \{\s*always \{ stash name: "shard-\$\{SHARD\}"/);
  expect(ofShards).toMatch(
    /catchError\(buildResult: 'FAILURE', stageResult: 'FAILURE'\) \{\s*sh 'npx assay run /,
  );
  expect(ofShards).toContain("CONTOSO_PASSWORD = credentials('contoso-password')");
  expect(ofMerge).not.toContain('credentials');
  expect(ofMerge).toMatch(/post \{\s*always \{\s*junit testResults: 'merged\/junit\.xml'/);
  expect(ofMerge).toContain("archiveArtifacts artifacts: 'merged/**'");
});

test('Jenkins: its commands, run in order, give the verdicts of one run', async ({
  pipeline,
  whole,
}) => {
  expect(code).toContain('ASSAY_SEED = "${env.BUILD_NUMBER}"');
  const env = { ASSAY_SEED: runNumber, ASSAY_ARGS: fromUser('ASSAY_ARGS') };
  const run = async (commands: readonly string[], cwd: string, more: object = {}) => {
    for (const command of commands) {
      const shell = ['sh', '-xec'];
      const status = await pipeline.shell(command, { cwd, env: { ...env, ...more }, shell });
      if (status !== 0) return status;
    }
    return 0;
  };
  for (const SHARD of shardsOf(ofShards)) {
    const cwd = pipeline.checkOut();
    const own = { SHARD, CONTOSO_PASSWORD: fromUser('CONTOSO_PASSWORD') };
    expect(await run(commandsOf(ofShards), cwd, own), pipeline.log()).toBe(0);
    keep(pipeline, cwd, 'shards', 'shards');
  }
  const cwd = pipeline.checkOut();
  const [clean = '', ...others] = commandsOf(ofMerge);
  expect(clean).toBe('rm -rf shards merged');
  // Unstashing comes after it.
  expect(ofMerge.indexOf(clean)).toBeLessThan(ofMerge.indexOf('unstash'));
  cpSync(join(pipeline.artifacts, 'shards'), join(cwd, 'shards'), { recursive: true });
  expect(await run(others, cwd)).toBe(whole.code);
  expectMerged(join(cwd, 'merged'), whole, pipeline);
});

function commandsOf(part: string): readonly string[] {
  return [...part.matchAll(/^\s*sh '([^']*)'$/gm)].map(([, command = '']) => command);
}

function shardsOf(part: string): readonly string[] {
  const values = /name 'SHARD'\s*values ([^\n]*)/.exec(part)?.[1] ?? '';
  return [...values.matchAll(/'(\d+)'/g)].map(([, value = '']) => value);
}
