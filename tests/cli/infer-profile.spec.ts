import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { Ajv } from 'ajv';
import type { ProfileDocument } from '../../harness/report/profile-document.ts';
import { profiles } from '../../harness/target/profile.ts';
import type { Target } from '../../harness/target/target.ts';
import type { Behaviour } from '../../reference/rms/behaviour.ts';
import { behaviourOfProfile } from '../../reference/rms/profile.ts';
import { root, test, type Cli, type Judged } from './run-cli.ts';

/** Judges the rows about products, and one that follows from them, with `profile: infer`. */
async function inferred(cli: Cli, behaviour: Partial<Behaviour>): Promise<Judged> {
  const target: Target = await cli.reference(behaviour);
  const { normal, decommissioned } = target.deployments;
  const file = cli.file(
    'infer.json',
    JSON.stringify({ deployments: { normal, decommissioned }, profile: 'infer', mayIssue: true }),
  );
  const rows = 'rmsi\\.profile\\.|rmsi\\.version\\.(fault|reply)-maximum';
  return cli.judge('--target', file, '--project', 'rmsi-soap11', '--grep', rows);
}

/** profile.json, valid by its schema. */
function documentOf({ folder }: Judged): ProfileDocument {
  const document = JSON.parse(
    readFileSync(join(folder, 'profile.json'), 'utf8'),
  ) as ProfileDocument;
  const schema: unknown = JSON.parse(
    readFileSync(join(root, 'schemas/harness/profile.schema.json'), 'utf8'),
  );
  const validate = new Ajv({ allErrors: true }).compile(schema as object);
  expect(validate(document) ? [] : validate.errors).toEqual([]);
  return document;
}

for (const name of ['rms-1.0', 'rms-1.0-sp2', 'windows-server-2008-r2-sp1'] as const)
  test(`a server like ${name} is found to be one, and held to it`, async ({ cli }) => {
    const run = await inferred(cli, behaviourOfProfile(name));
    expect(run.code, run.stderr).toBe(0);
    expect(run.results.target.profile).toEqual({
      heldTo: name,
      inferred: { closest: name, differences: [], unobserved: [] },
    });
    expect(run.stdout).toContain(`profile: as ${name}; held to ${name} (profile.json)`);
    expect(run.verdicts()).toMatchObject({
      'rmsi.profile.minimum-version': 'pass',
      'rmsi.profile.maximum-version': 'pass',
      'rmsi.profile.no-version-data-on-faults': 'pass',
      'rmsi.version.fault-maximum': 'inapplicable',
    });
    const { observed, rows, notes } = documentOf(run);
    expect(observed).toMatchObject({
      faultsWithVersionData: 0,
      maximum: [profiles[name].range?.maximum],
    });
    expect(rows).toContainEqual(
      expect.objectContaining({ requirement: 'rmsi.profile.maximum-version', observed: 'kept' }),
    );
    expect(notes.map(({ note }) => note)).toEqual([1, 2, 3, 4, 5, 6]);
  });

test('a server by the text is closest to a product, and held to the text', async ({ cli }) => {
  const run = await inferred(cli, {});
  expect(run.code, run.stderr).toBe(0);
  const closest = 'windows-server-2008-r2-sp1';
  expect(run.results.target.profile).toMatchObject({
    heldTo: 'specification',
    inferred: { closest, differences: [{ fact: 'VersionData on faults' }] },
  });
  expect(run.verdicts()).toMatchObject({
    'rmsi.profile.maximum-version': 'inapplicable',
    'rmsi.version.fault-maximum': 'pass',
  });
});

test('a mixture of products is let off nothing', async ({ cli }) => {
  // The versions of no product, and faults as those of all of them.
  const run = await inferred(cli, {
    ...behaviourOfProfile('rms-1.0-sp2'),
    supportedRange: { minimum: '1.0.0.0', maximum: '1.5.0.0' },
  });
  expect(run.code, run.stderr).toBe(1);
  expect(run.verdicts()).toMatchObject({
    'rmsi.version.fault-maximum': 'fail',
    'rmsi.version.reply-maximum': 'warn',
  });
  expect(run.stdout).toContain(
    'profile: closest to windows-server-2008-r2-sp1, but MaximumVersion is 1.5.0.0, documented 1.2.0.0; held to specification',
  );
  const { closest, rows } = documentOf(run);
  expect(closest.differences).toHaveLength(1);
  expect(rows).toContainEqual(
    expect.objectContaining({ requirement: 'rmsi.version.reply-maximum', observed: 'broken' }),
  );
});
