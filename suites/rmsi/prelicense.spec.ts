import type { RmsContext } from '../../harness/rms/context.ts';
import { expectDocumentedExceptions } from '../../harness/rms/documented-exceptions.ts';
import { licenceOfAnotherServer } from '../../harness/rms/another-server.ts';
import { licencesOfStrangers } from '../../harness/rms/forged-licences.ts';
import {
  holdsNoException,
  readLicenses,
  readLicenseSlots,
} from '../../harness/rms/license-slots.ts';
import {
  addressOf,
  addresses,
  arrangements,
  exceptionsInPlace,
  expectBatchIndexes,
  expectExceptionElements,
  expectInOrder,
  expectLicensed,
  expectNamed,
  expectNoOtherLicense,
  expectRefused,
  oddAddresses,
  publishFor,
  unknownUsers,
} from '../../harness/rms/prelicensing.ts';
import { expectSchemaValidReplies } from '../../harness/rms/response-schema.ts';
import { signatureTamperings, withoutSignature } from '../../harness/rms/tamper-signature.ts';
import {
  expectGrants,
  expectServerChain,
  grantCases,
  plainUseLicense,
  useLicenseTruths,
} from '../../harness/rms/use-license-truth.ts';
import type { Reply } from '../../harness/soap/reply.ts';
import { expect, quote } from '../../harness/verdict/expect.ts';
import { judgeAll, violate } from '../../harness/verdict/violation.ts';
import { check } from './check.ts';

const operation = 'AcquirePreLicense';
const [unknown, nobody] = unknownUsers;
const missing = ['LicenseeIdentities-absent', 'IssuanceLicense-absent'];

check('rmsi.prelicense.input-validated', async ({ acquirePreLicense }) => {
  const params = ['RequestParams-absent', 'RequestParams-nil', 'RequestParams-empty'];
  const empty = ['LicenseeIdentities-nil', 'IssuanceLicense-nil', 'IssuanceLicense-empty'];
  const all = [...params, 'AcquirePreLicenseParams-nil', ...missing, ...empty];
  await judgeAll(all, async fixture => {
    expect(await acquirePreLicense({ fixture }), fixture).toFault();
  });
});

check('rmsi.prelicense.null-argument', async ({ acquirePreLicense }) => {
  await judgeAll(missing, async fixture => {
    expect(await acquirePreLicense({ fixture }), fixture).toFault('ArgumentNullException');
  });
});

check('rmsi.prelicense.licensees-verified', async context => {
  const [reply, kit] = [await askBesideUnknown(context), context.kit()];
  expectLicensed(reply, kit, ['licensee', 'second']);
  expectNoOtherLicense(reply, kit, ['licensee', 'second']);
});

check('rmsi.prelicense.unknown-licensee', async context => {
  const reply = await askBesideUnknown(context);
  expectNamed(reply, 'AcquirePreLicenseInvalidLicenseeException');
});

check('rmsi.prelicense.key-error', async context => {
  await judgeAll(oddAddresses, async odd => {
    const reply = await askFor(context, 'licensee', odd, 'second');
    expectLicensed(reply, context.kit(), ['licensee', 'second'], quote(odd));
  });
});

check('rmsi.prelicense.license-error', async context => {
  const reply = await askFor(context, 'licensee', 'stranger');
  expectLicensed(reply, context.kit(), ['licensee'], 'beside a stranger');
});

check('rmsi.prelicense.no-rights', async context => {
  const reply = await askFor(context, 'licensee', 'stranger');
  expectNamed(reply, 'NoRightsForRequestedPrincipalException');
});

check('rmsi.prelicense.rights-evaluated', async context => {
  const [alone, beside] = [['stranger'] as const, ['licensee', 'stranger'] as const];
  expectNoOtherLicense(await askFor(context, ...alone), context.kit(), []);
  expectNoOtherLicense(await askFor(context, ...beside), context.kit(), ['licensee']);
});

check('rmsi.prelicense.license-per-user', async context => {
  const reply = await askFor(context, 'licensee', 'second');
  expectLicensed(reply, context.kit(), ['licensee', 'second']);
});

check('rmsi.prelicense.exception-message', async context => {
  const reply = await askFor(context, 'licensee', 'stranger', unknown);
  await judgeAll(exceptionsInPlace(reply), ({ element, text }) => {
    if (text.trim() === '') violate('an ExceptionString that says something', 'none', element.path);
  });
});

check('rmsi.prelicense.whole-request', async ({ acquirePreLicense, kit }) => {
  const published = await kit().published('editable');
  const changed = [...signatureTamperings(published), withoutSignature(published)];
  const foreign = [...licencesOfStrangers(kit()), licenceOfAnotherServer(kit())];
  await judgeAll([...changed, ...foreign], async ({ what, licence }) => {
    expectRefused(await acquirePreLicense({ licence }), what);
  });
});

check('rmsi.prelicense.documented-exceptions', async context => {
  const absent = missing.map(fixture => ({ what: fixture, request: { fixture } }));
  const request = { deployment: 'decommissioned' } as const;
  const all = [...absent, { what: 'a decommissioned server', request }];
  await expectDocumentedExceptions(context, operation, all);
});

check('rmsi.prelicense.decommissioned', async ({ acquirePreLicense }) => {
  expect(await acquirePreLicense({}, 'decommissioned')).toFault('ClusterDecommissionedException');
});

check('rmsi.prelicense.order', async context => {
  await judgeAll(arrangements, async asked => {
    const reply = await askFor(context, ...asked.map(role => role ?? unknown));
    const what = `${asked.length} users`;
    if (reply.fault === undefined) expectInOrder(reply, context.kit(), asked, what);
    // Whether a user fails alone is other rules' business, and how many there may be, nobody's.
    else
      context.note(`A request for ${what} was refused as a whole: ${quote(reply.fault.reason)}.`);
  });
});

check('rmsi.prelicense.exception-element', async context => {
  const reply = await askFor(context, 'licensee', 'stranger', unknown);
  expectExceptionElements(reply, 3);
});

check('rmsi.prelicense.batch-index', async context => {
  const reply = await askFor(context, unknown, 'licensee', nobody);
  context.note(`batchindex counts from ${expectBatchIndexes(reply, [0, 2])}.`);
});

check('rmsi.prelicense.chain', async ({ answer, kit }) => {
  const read = readLicenses(await answer(operation));
  if (read !== undefined) expectServerChain(read.chain, kit());
});

check('rmsi.prelicense.reference-certificates-empty', async ({ accepted }) => {
  await judgeAll(readLicenses(await accepted(operation))?.references ?? [], ({ name, path }) => {
    violate('empty ReferenceCertificates', `<${name}> in them`, path);
  });
});

for (const what of ['opens', 'licensee', 'signed'] as const)
  check(`rmsi.prelicense.${what}`, async context => {
    const issued = await plainUseLicense(context, operation);
    if (issued !== undefined) await useLicenseTruths[what](issued);
  });

check('rmsi.prelicense.rights', async ({ acquirePreLicense, kit }) => {
  await judgeAll(await grantCases(kit()), async ({ role, source }) => {
    const licensees = addresses(kit(), role);
    const [slot] = readLicenseSlots(await acquirePreLicense({ licensees, licence: source }));
    if (slot?.license) expectGrants({ license: slot.license, source, role, kit: kit() });
  });
});

check('rmsi.prelicense.response-schema', async context => {
  await expectSchemaValidReplies(context, operation, holdsNoException);
});

/** Asks for licenses of users, or of addresses as they are. */
function askFor({ acquirePreLicense, kit }: RmsContext, ...who: readonly string[]): Promise<Reply> {
  const licensees = who.map(each => addressOf(kit(), each));
  return acquirePreLicense({ licensees });
}

/** Asks for two users and, between them, somebody to whom the license grants what it grants these. */
async function askBesideUnknown({ acquirePreLicense, kit }: RmsContext): Promise<Reply> {
  const [licensee = '', second = ''] = addresses(kit(), 'licensee', 'second');
  const licensees = [licensee, unknown, second];
  return acquirePreLicense({ licensees, licence: await publishFor(kit(), licensees) });
}
