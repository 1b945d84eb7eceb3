import { randomUUID } from 'node:crypto';
import { openSession } from '../../harness/rms/session.ts';
import { preflight } from '../../harness/rms/preflight.ts';
import { recordExchanges } from '../../harness/report/recorder.ts';
import { createRedactor } from '../../harness/report/redact.ts';
import { openTransport } from '../../harness/transport/transport.ts';
import { expect } from '@playwright/test';
import { completeLimits, type Target } from '../../harness/target/target.ts';
import { readOnly } from '../../harness/target/permissions.ts';
import { recordOf, test } from './run-cli.ts';

const rows = [
  '--grep',
  'rmsi.prelicense.licensee:|rmsi.prelicense.rights:|rmsi.republish.signed:|rmsi.prelicense.signed:|rmsi.acquire-license.signed:',
];

/** What the server signs for whoever may ask it: handed over as files, as an administrator would. */
async function exported(target: Target) {
  const state = await preflight({ ...target, limits: completeLimits() });
  const transport = openTransport();
  const recorder = recordExchanges(transport);
  const kit = openSession(state, 'soap11', createRedactor()).kit(recorder);
  const published = await kit.published('editable');
  const account = await kit.accountChain('licensee');
  await transport.close();
  return { published, account };
}

test('a server that may issue use licenses but not publish is judged with supplied licenses', async ({
  cli,
}) => {
  const target = await cli.reference();
  const { published, account } = await exported(target);
  const { licensee, second } = target.identities ?? {};
  const variable = `KEY_${randomUUID().replaceAll('-', '')}`;
  process.env[variable] = Buffer.from(published.contentKey.bytes).toString('base64');
  const description = (license: object, deployments: object = target.deployments) => ({
    deployments,
    mayIssue: true,
    identities: {
      licensee: {
        emailAddress: licensee?.emailAddress,
        certificate: cli.file('rac.xml', account.join('')),
      },
      second: { emailAddress: second?.emailAddress },
    },
    licenses: {
      editable: { file: cli.file('editable.xml', published.chain.join('')), ...license },
    },
  });
  const file = (value: object): string => cli.file('target.json', JSON.stringify(value));
  const all = {
    grants: [
      { user: 'licensee', right: 'VIEW' },
      { user: 'licensee', right: 'PRINT', days: 30 },
      { user: 'second', right: 'EDIT' },
    ],
    contentKey: { env: variable },
  };
  const whole = await cli.judge('--target', file(description(all)), ...rows);
  expect(whole.code, whole.stdout).toBe(0);
  expect(new Set(Object.values(whole.verdicts()))).toEqual(new Set(['pass']));
  // That row wants licenses with rights of its own, too.
  const asked = whole.results.ledger.rows.filter(
    ({ operation, requirement }) =>
      operation === 'AcquireIssuanceLicense' && requirement !== 'rmsi.prelicense.rights',
  );
  expect(asked).toEqual([]);
  const bare = await cli.judge('--target', file(description({})), ...rows);
  const republished = recordOf(bare, 'rmsi.republish.signed');
  expect(republished.verdict).toBe('blocked');
  expect(JSON.stringify(republished)).toContain('licenses.editable.contentKey');
  expect(recordOf(bare, 'rmsi.prelicense.signed').verdict).toBe('pass');
});

test('what is not allowed is said together with where to supply it', async ({ cli }) => {
  const target = await cli.reference();
  const state = await preflight({ ...target, permissions: readOnly, limits: completeLimits() });
  const transport = openTransport();
  const kit = openSession(state, 'soap11', createRedactor()).kit(recordExchanges(transport));
  await expect(kit.published('editable')).rejects.toThrow(
    /Or supply it as licenses\.editable in the target file\.$/,
  );
  await expect(kit.accountChain('licensee')).rejects.toThrow(
    /Or supply it as identities\.licensee\.certificate in the target file\.$/,
  );
  await transport.close();
});
