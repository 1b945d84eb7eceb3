import { expectKeyOf } from '../../harness/rms/content-key.ts';
import type { RmsContext } from '../../harness/rms/context.ts';
import { expectDocumentedExceptions } from '../../harness/rms/documented-exceptions.ts';
import { republished, rightsDataOf } from '../../harness/rms/drivers/edit-issuance-license.ts';
import { forgedTemplates, licencesOfStrangers } from '../../harness/rms/forged-licences.ts';
import { formlessLicences } from '../../harness/rms/formless-licences.ts';
import { expectIssuedBy } from '../../harness/rms/issued-by.ts';
import type { Kit } from '../../harness/rms/kit.ts';
import type { LicenceKind } from '../../harness/rms/licences.ts';
import { operations } from '../../harness/rms/operations.ts';
import type { Provocation } from '../../harness/rms/provoked-faults.ts';
import { expectSchemaValidReplies } from '../../harness/rms/response-schema.ts';
import type { Tampering } from '../../harness/rms/tamper.ts';
import { signatureTamperings, withoutSignature } from '../../harness/rms/tamper-signature.ts';
import { describeWork } from '../../harness/rms/work.ts';
import type { Reply } from '../../harness/soap/reply.ts';
import { describeReply, expect, quote } from '../../harness/verdict/expect.ts';
import { judgeAll, violate } from '../../harness/verdict/violation.ts';
import { children, descendants } from '../../harness/xml/element.ts';
import { parseCertificate, type Certificate } from '../../harness/xrml/certificate.ts';
import { firstDescendant } from '../../harness/xrml/navigate.ts';
import { samePrincipal } from '../../harness/xrml/principal.ts';
import { verifySignature } from '../../harness/xrml/signature.ts';
import { check } from './check.ts';

const operation = 'EditIssuanceLicense';
const { namespace } = operations[operation];
const invalidSigned = 'InvalidSignedIssuanceLicenseException';
const illegal = 'ServerRepublishIllegalException';
const foreign = ['foreign-id', 'foreign-key'] as const;
const absent = ['SignedIssuanceLicense-absent', 'UnsignedIssuanceLicense-absent'].map(fixture => ({
  what: fixture,
  request: { fixture },
}));

const asSigned = ({ what, licence }: Tampering): Provocation => ({
  what,
  request: { values: { 'publishing-license': licence.xml } },
});
const asUnsigned = ({ what, licence }: Tampering): Provocation => ({
  what,
  request: { values: { 'unsigned-publishing-license': licence.xml } },
});
const published = async (kit: Kit, kind: LicenceKind): Promise<readonly Provocation[]> => [
  asSigned({ what: kind, licence: await kit.published(kind) }),
];

type Refusal = readonly [
  exception: string,
  provoke: (kit: Kit) => readonly Provocation[] | Promise<readonly Provocation[]>,
];

/** What is refused, after the exception that the document names for it. */
const refusals = {
  'rmsi.republish.null-argument': ['ArgumentNullException', () => absent],
  'rmsi.republish.invalid-signature': [
    invalidSigned,
    async kit => signatureTamperings(await kit.published('editable')).map(asSigned),
  ],
  'rmsi.republish.untrusted-issuer': [invalidSigned, kit => licencesOfStrangers(kit).map(asSigned)],
  'rmsi.republish.unsigned-principal': [
    'UnsignedIssuanceLicenseNoMatchingIssuedPrincipalException',
    kit => foreign.map(what => asUnsigned({ what, licence: kit.licence(what) })),
  ],
  'rmsi.republish.official-template': [
    'InvalidOfficialRightsTemplateException',
    kit => forgedTemplates(kit).map(asUnsigned),
  ],
  'rmsi.republish.opt-in-absent': [illegal, kit => published(kit, 'not-editable')],
  'rmsi.republish.opt-in-id': [illegal, kit => published(kit, 'editing-other-id')],
  'rmsi.republish.opt-in-name': [illegal, kit => published(kit, 'editing-other-name')],
  'rmsi.republish.opt-in-value': [illegal, kit => published(kit, 'editing-false')],
} as const satisfies Readonly<Record<string, Refusal>>;

for (const [requirement, [exception, provoke]] of Object.entries<Refusal>(refusals))
  check(requirement as keyof typeof refusals, async ({ ask, kit }) => {
    await judgeAll(await provoke(kit()), async ({ what, request }) => {
      expect(await ask(operation, request), what).toFault(exception);
    });
  });

check('rmsi.republish.input-validated', async ({ editIssuanceLicense }) => {
  const missing = ['RequestParams-absent', 'RequestParams-nil', 'RequestParams-empty'];
  const emptied = ['SignedIssuanceLicense', 'UnsignedIssuanceLicense'].flatMap(name => [
    `${name}-absent`,
    `${name}-without-content`,
  ]);
  await judgeAll([...missing, 'EditIssuanceLicenseParams-nil', ...emptied], async fixture => {
    expect(await editIssuanceLicense({ fixture }), fixture).toFault();
  });
});

check('rmsi.republish.format-validated', async ({ ask, kit }) => {
  const signed = formlessLicences(await kit().published('editable'), kit()).map(asSigned);
  const unsigned = formlessLicences(kit().licence('renewed'), kit()).map(asUnsigned);
  for (const [place, provocations] of Object.entries({ signed, unsigned }))
    await judgeAll(provocations, async ({ what, request }) => {
      expect(await ask(operation, request), `${what} in place of the ${place} one`).toFault();
    });
});

check('rmsi.republish.signature-validated', async ({ editIssuanceLicense, kit }) => {
  const licence = await kit().published('editable');
  const all = [...signatureTamperings(licence), withoutSignature(licence)];
  await judgeAll(all, async ({ what, licence: signed }) => {
    const reply = await editIssuanceLicense({ signed });
    if (republished(reply) !== undefined) violate('no license', describeReply(reply), what);
  });
});

check('rmsi.republish.signed-principal', async ({ editIssuanceLicense, kit }) => {
  const signed = await kit().published('editable');
  expect(await editIssuanceLicense({ signed }, 'trusting')).toFault(invalidSigned);
});

check('rmsi.republish.publishing-disabled', async ({ editIssuanceLicense }) => {
  const reply = await editIssuanceLicense({}, 'publishing-disabled');
  expect(reply).toFault('OnlinePublishingDisabledException');
});

check('rmsi.republish.decommissioned', async ({ editIssuanceLicense }) => {
  expect(await editIssuanceLicense({}, 'decommissioned')).toFault('ClusterDecommissionedException');
});

check('rmsi.republish.serviced', async ({ answer, editIssuanceLicense, expectSuccess, kit }) => {
  const reply = await answer(operation);
  if (reply.fault !== undefined) violate('no refusal of a valid request', describeReply(reply));
  // Whether a license may be edited, the signed one says.
  const unsigned = kit().licence('not-editable');
  const what = 'an unsigned license that does not allow the next edit';
  await expectSuccess(operation, await editIssuanceLicense({ unsigned }), what);
});

check('rmsi.republish.same-key', async ({ answer, acquireContentKey, kit }) => {
  const licence = republished(await answer(operation));
  // What is not for this server, or not signed by it, it need not open: other rows' findings.
  if (licence === undefined || !isFor(licence, kit())) return;
  if (!verifySignature(licence, kit().server().publicKey).valid) return;
  expectKeyOf(await acquireContentKey({ licence }), await kit().published('editable'));
});

check('rmsi.republish.rights-decrypted', async context => {
  const { xml, contentKey } = context.kit().licence('renewed');
  const expected = rightsDataOf(parseCertificate(xml), contentKey)?.xml ?? '';
  const actual = (await newRights(context))?.xml ?? expected;
  if (actual === expected) return;
  const start = Math.max(0, lengthOfCommonStart(expected, actual) - 20);
  violate(`rights data with ${quote(expected.slice(start))}`, quote(actual.slice(start)));
});

check('rmsi.republish.rights-reencrypted', async context => {
  const license = republished(await context.answer(operation));
  if (license !== undefined && (await newRights(context)) === undefined)
    violate('rights data that open with the content key of the signed license', 'others');
});

check('rmsi.republish.signed', async ({ answer, kit }) => {
  const license = republished(await answer(operation));
  if (license !== undefined) expectIssuedBy(license, kit().server());
});

check('rmsi.republish.work-kept', async ({ answer, kit }) => {
  const license = republished(await answer(operation));
  const expected = describeWork(parseCertificate(kit().licence('renewed').xml).root);
  const actual = license === undefined ? expected : describeWork(license.root);
  if (actual !== expected) violate(`a license about ${expected}`, actual);
});

check('rmsi.republish.issued-principals', async ({ answer, kit }) => {
  const license = republished(await answer(operation));
  const { id } = kit().server();
  if (license !== undefined && !isFor(license, kit()))
    violate(`ISSUEDPRINCIPALS with ${id} and its key`, license.issuedPrincipal?.id ?? 'none');
});

check('rmsi.republish.license-returned', async ({ answer }) => {
  const reply = await answer(operation);
  if (reply.content?.name !== 'EditIssuanceLicenseResponse') return;
  const license = republished(reply);
  if (license === undefined) violate('a publishing license', describeReply(reply));
  const { bodyType = 'none', root, signature } = license;
  if (bodyType !== 'Microsoft Rights Label' || firstDescendant(root, 'WORK') === undefined)
    violate('a publishing license', `a certificate of type ${quote(bodyType)}`);
  if (signature === undefined) violate('a signed publishing license', 'one without SIGNATURE');
});

check('rmsi.republish.leaf-only', async ({ answer }) => {
  await judgeAll(elements(await answer(operation), 'CertificateChain'), chain => {
    const { length } = children(chain, 'Certificate', namespace);
    if (length > 1) violate('a single Certificate', `${length}`, chain.path);
  });
});

check('rmsi.republish.failure-faults', async ({ ask, kit }) => {
  await judgeAll(await oneOfEach(kit()), async ({ what, request }) => {
    const reply = await ask(operation, request);
    // A license that should not have come is the finding of the rule that was not applied.
    if (republished(reply) === undefined) expect(reply, what).toFault();
  });
});

check('rmsi.republish.documented-exceptions', async ({ ask, kit }) => {
  await expectDocumentedExceptions({ ask }, operation, await oneOfEach(kit()));
});

check('rmsi.republish.result-of-one', async ({ answer, editIssuanceLicense }) => {
  const several = await editIssuanceLicense({ fixture: 'RequestParams-two' });
  const results = [await answer(operation), several].flatMap(reply =>
    elements(reply, 'EditIssuanceLicenseResult'),
  );
  await judgeAll(results, ({ children: { length }, path }) => {
    if (length !== 1) violate('one element in EditIssuanceLicenseResult', `${length}`, path);
  });
});

check('rmsi.republish.response-of-one', async ({ answer }) => {
  await judgeAll(elements(await answer(operation), 'EditIssuanceLicenseResult'), result => {
    const { length } = children(result, 'EditIssuanceLicenseResponse', namespace);
    if (length !== 1) violate('one EditIssuanceLicenseResponse', `${length}`, result.path);
  });
});

check('rmsi.republish.response-schema', async context => {
  await expectSchemaValidReplies(context, operation);
});

/** The first request of each kind that is to be refused. */
async function oneOfEach(kit: Kit): Promise<readonly Provocation[]> {
  const first: Provocation[] = [];
  for (const [, provoke] of Object.values<Refusal>(refusals))
    first.push(...(await provoke(kit)).slice(0, 1));
  return first;
}

/** The rights data of the new license, when they open with the content key of the signed one. */
async function newRights({ answer, kit }: Pick<RmsContext, 'answer' | 'kit'>) {
  const license = republished(await answer(operation));
  const { contentKey } = await kit().published('editable');
  return license && rightsDataOf(license, contentKey);
}

function lengthOfCommonStart(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return length;
}

function isFor({ issuedPrincipal }: Certificate, kit: Kit): boolean {
  return issuedPrincipal !== undefined && samePrincipal(issuedPrincipal, kit.server());
}

function elements(reply: Reply, name: string) {
  if (reply.content === undefined || reply.fault !== undefined) return [];
  return descendants(reply.content).filter(
    each => each.name === name && each.namespace === namespace,
  );
}
