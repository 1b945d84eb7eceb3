import { changedAccount } from '../../harness/rms/accounts.ts';
import {
  describeSlot,
  holdsNoException,
  readLicenses,
  readLicenseSlots,
} from '../../harness/rms/license-slots.ts';
import { expectSchemaValidReplies } from '../../harness/rms/response-schema.ts';
import { signatureTamperings } from '../../harness/rms/tamper-signature.ts';
import {
  expectGrants,
  expectServerChain,
  grantCases,
  plainUseLicense,
  useLicenseTruths,
} from '../../harness/rms/use-license-truth.ts';
import { expect } from '../../harness/verdict/expect.ts';
import { judgeAll, violate } from '../../harness/verdict/violation.ts';
import { check } from './check.ts';

const operation = 'AcquireLicense';

check('rmsi.acquire-license.returned', async ({ answer }) => {
  const reply = await answer(operation);
  if (reply.content?.name !== 'AcquireLicenseResponse') return;
  const [slot] = readLicenseSlots(reply);
  if (slot?.license === undefined)
    violate('a use license first in CertificateChain', describeSlot(slot), slot?.path);
});

for (const what of ['opens', 'licensee', 'signed'] as const)
  check(`rmsi.acquire-license.${what}`, async context => {
    const issued = await plainUseLicense(context, operation);
    if (issued !== undefined) await useLicenseTruths[what](issued);
  });

check('rmsi.acquire-license.rights', async ({ acquireLicense, kit }) => {
  await judgeAll(await grantCases(kit()), async ({ role, source }) => {
    const account = await kit().accountChain(role);
    const [slot] = readLicenseSlots(await acquireLicense({ account, licence: source }));
    if (slot?.license) expectGrants({ license: slot.license, source, role, kit: kit() });
  });
});

check('rmsi.acquire-license.chain', async ({ answer, kit }) => {
  const read = readLicenses(await answer(operation));
  if (read?.slots[0]?.license) expectServerChain(read.chain, kit());
});

check('rmsi.acquire-license.stranger', async ({ acquireLicense, kit }) => {
  const account = await kit().accountChain('stranger');
  expect(await acquireLicense({ account })).toFault('NoRightsForRequestedPrincipalException');
});

check('rmsi.acquire-license.account-certificate', async ({ acquireLicense, kit }) => {
  const account = changedAccount(await kit().accountChain('licensee'));
  expect(await acquireLicense({ account })).toFault('InvalidPersonaCertSignatureException');
});

check('rmsi.acquire-license.publishing-license', async ({ acquireLicense, kit }) => {
  const changed = signatureTamperings(await kit().published('editable'));
  await judgeAll(changed, async ({ what, licence }) => {
    const reply = await acquireLicense({ licence });
    expect(reply, what).toFault('InvalidRightsLabelSignatureException');
  });
});

check('rmsi.acquire-license.decommissioned', async ({ acquireLicense }) => {
  expect(await acquireLicense({}, 'decommissioned')).toFault('ClusterDecommissionedException');
});

check('rmsi.acquire-license.response-schema', async context => {
  await expectSchemaValidReplies(context, operation, holdsNoException);
});
