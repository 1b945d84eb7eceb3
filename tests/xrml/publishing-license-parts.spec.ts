import { expect, test } from '@playwright/test';
import { parseCertificate, type Certificate } from '../../harness/xrml/certificate.ts';
import { generateContentKey } from '../../harness/xrml/content-key.ts';
import { openContentKey } from '../../harness/xrml/enabling-bits.ts';
import { cryptographicModes, type CryptographicMode } from '../../harness/xrml/mode.ts';
import { requiredChild } from '../../harness/xrml/navigate.ts';
import { serialise } from '../../harness/xrml/node.ts';
import { policyDescriptor } from '../../harness/xrml/policy-descriptor.ts';
import {
  buildPublishingLicense,
  enablingBitsHashedText,
  resealPublishingLicense,
  type PublishingLicenseRequest,
  type Resealing,
} from '../../harness/xrml/publishing-license.ts';
import {
  buildRightsData,
  decryptRightsData,
  encryptedRightsDataOf,
  parseRightsData,
} from '../../harness/xrml/rights-data.ts';
import {
  buildRightsPolicyTemplate,
  templateSignatureHolds,
} from '../../harness/xrml/rights-policy-template.ts';
import { verifySignature } from '../../harness/xrml/signature.ts';
import { XrmlError } from '../../harness/xrml/xrml-error.ts';
import { fc } from '../fast-check.ts';
import { genuine } from './genuine.ts';
import { verifies } from './issued.ts';
import { testKey } from './keys.ts';
import {
  at,
  grants,
  oneChangeInBody,
  owner,
  period,
  policies,
  referral,
  revocation,
  serverOf,
  text,
  time,
  timeCondition,
  urls,
  userOf,
  withoutSealedValues,
  workGuid,
} from './samples.ts';
import { schemaErrors } from './xrml-schema.ts';

const contentKey = generateContentKey('AES');
const descriptor = policyDescriptor('{9f0b1e9e-95b4-4d31-8f5d-1c2f5f1c9c10}', [
  { lcid: 1033, name: 'Internal', description: 'Not for others.' },
]);
const everything = {
  rights: [{ name: 'VIEW', principal: { type: 'Internal', id: 'Anyone' }, time: { days: 30 } }],
  urls,
  applicationSpecific: [{ name: 'Allow_Server_Editing', value: 'True' }],
  rightsValidity: period,
  descriptor,
  validity: period,
  referral,
  revocation,
  policies,
} as const satisfies Partial<PublishingLicenseRequest>;

for (const mode of cryptographicModes) {
  test(`${mode}: with everything, unsigned, online and offline licenses match the schema`, () => {
    for (const signer of [{}, online(mode), offline(mode)]) {
      const xml = buildPublishingLicense(request(mode, { ...everything, ...signer }));
      expect(schemaErrors(xml)).toBe('');
      expect(schemaErrors(rightsDataText(parseCertificate(xml), contentKey))).toBe('');
    }
  });

  test(`${mode}: published offline, the issuer is the CLC’s principal, the key sealed for the server`, () => {
    const { keyPair, principal } = serverOf(mode);
    const author = userOf(mode, 'author');
    const license = parseCertificate(buildPublishingLicense(request(mode, offline(mode))));
    expect(license.issuer).toEqual(author.principal);
    expect(license.issuedPrincipal).toEqual(principal);
    expect(verifySignature(license, author.keyPair.publicKey)).toEqual({ valid: true });
    expect(verifySignature(license, keyPair.publicKey).valid).toBe(false);
    expect(opened(license, mode)).toEqual(contentKey);
  });

  test(`${mode}: no change of one character in the body leaves the signature whole`, () => {
    const xml = buildPublishingLicense(request(mode, { ...everything, ...online(mode) }));
    expect(verifies(xml)).toBe(true);
    fc.assert(
      fc.property(oneChangeInBody(xml), changed => !verifies(changed)),
      { numRuns: 40 },
    );
  });

  test(`${mode}: resealed, a license holds the new key and rights and nothing else that is new`, () => {
    const { keyPair, principal } = serverOf(mode);
    const unsigned = buildPublishingLicense(request(mode, { ...everything, policies: [] }));
    const oldKey = generateContentKey('AES', 256);
    const rightsData = buildRightsData({ issuedTime: at, guid: workGuid, rights: [] });
    const change: Resealing = {
      mode,
      server: principal,
      contentKey: oldKey,
      rightsData,
      issuer: principal,
      signWith: keyPair,
    };
    const xml = resealPublishingLicense(parseCertificate(unsigned), change);
    const license = parseCertificate(xml);
    expect(schemaErrors(xml)).toBe('');
    expect(verifySignature(license, keyPair.publicKey)).toEqual({ valid: true });
    expect(opened(license, mode)).toEqual(oldKey);
    expect(rightsDataText(license, oldKey)).toBe(rightsData);
    expect(comparable(xml)).toBe(comparable(unsigned));
    const later = resealPublishingLicense(license, {
      ...change,
      issuedTime: new Date('2026-03-02T00:00Z'),
      urls: { intranet: 'http://other/_wmcs/licensing' },
    });
    expect(later.match(/<SIGNATURE>/g)).toHaveLength(1);
    expect(verifySignature(parseCertificate(later))).toEqual({ valid: true });
    expect(comparable(later)).toBe(
      comparable(unsigned)
        .replace('2026-03-01T12:00', '2026-03-02T00:00')
        .replace('http://rms/_wmcs/licensing', 'http://other/_wmcs/licensing')
        .replace(/<DISTRIBUTIONPOINT><OBJECT type="Extranet.*?<\/DISTRIBUTIONPOINT>/, ''),
    );
  });
}

test('a template is copied verbatim, so that its signature still holds', () => {
  const { keyPair, principal } = serverOf('mode1');
  const rightsData = buildRightsPolicyTemplate({
    mode: 'mode1',
    issuer: principal,
    signWith: keyPair,
    names: [{ lcid: 1033, name: 'Assay', description: 'Template' }],
    publishingUrl: urls.intranet,
    rights: [],
  });
  const license = parseCertificate(
    buildPublishingLicense(request('mode1', { ...everything, rightsData, ...online('mode1') })),
  );
  expect(rightsDataText(license, contentKey)).toBe(rightsData);
  expect(templateSignatureHolds(parseRightsData(rightsData))).toBe(true);
});

// assumptions.policyListsOnSigning
test('policies stand in an unsigned license, in the rights data of a signed one, beside a template', () => {
  const placed = (xml: string): number[] => {
    const license = parseCertificate(xml);
    return [license.bodyText, rightsDataText(license, contentKey)].map(
      part => part.match(/<POLICYLIST/g)?.length ?? 0,
    );
  };
  const build = (changes: Partial<PublishingLicenseRequest>): string =>
    buildPublishingLicense(request('mode1', { policies, ...changes }));
  const { keyPair, principal } = serverOf('mode1');
  const reseal = (xml: string): string => {
    const license = parseCertificate(xml);
    const rightsData = rightsDataText(license, contentKey);
    const server = principal;
    return resealPublishingLicense(license, {
      ...{ mode: 'mode1', contentKey, rightsData, server, issuer: server, signWith: keyPair },
    });
  };
  const template = { rightsData: genuine('template') };
  expect(placed(build({}))).toEqual([2, 0]);
  expect(placed(build(online('mode1')))).toEqual([0, 2]);
  expect(placed(reseal(build({})))).toEqual([0, 2]);
  expect(placed(build({ ...template, ...online('mode1') }))).toEqual([2, 0]);
  expect(placed(reseal(build(template)))).toEqual([2, 0]);
  const moved = rightsDataText(parseCertificate(reseal(build({}))), contentKey);
  expect(schemaErrors(moved)).toBe('');
  expect(parseRightsData(moved).policies.map(serialise)).toEqual(policies.map(serialise));
});

test('what is built, parsed and built again is the same text', () => {
  const changes = fc.record(
    {
      rights: grants,
      issuedTime: time,
      rightsValidity: timeCondition,
      validity: fc.record({ from: time, until: time }),
      referral: fc.record({ address: text, name: text }),
      applicationSpecific: fc.array(fc.record({ name: text, value: text }), { maxLength: 2 }),
      descriptor: fc.constant(descriptor),
    },
    { requiredKeys: ['rights', 'issuedTime'] },
  );
  fc.assert(
    fc.property(changes, change => {
      const xml = buildPublishingLicense(request('mode1', { ...change, ...online('mode1') }));
      const license = parseCertificate(xml);
      const body = requiredChild(license.root, 'BODY');
      expect(xml).toContain(serialise(body));
      const again = buildPublishingLicense({
        ...request('mode1', change.referral ? { referral: change.referral } : {}),
        issuer: license.issuer,
        signWith: serverOf('mode1').keyPair,
        contentKey: opened(license, 'mode1'),
        issuedTime: license.issuedTime,
        rightsData: rightsDataText(license, opened(license, 'mode1')),
        ...(license.validity && { validity: license.validity }),
        ...(license.descriptor && { descriptor: license.descriptor }),
      });
      expect(withoutSealedValues(again)).toBe(withoutSealedValues(xml));
    }),
    { numRuns: 25 },
  );
});

test('a wrong key opens neither the enabling bits nor the rights data', () => {
  const license = parseCertificate(buildPublishingLicense(request('mode1', {})));
  const { enablingBits = { type: 'sealed-key', value: '' } } = license;
  const { privateKey } = testKey(1024, 'other');
  expect(() => openContentKey({ ...enablingBits, privateKey })).toThrow('wrong private key');
  const wrong = fc.uint8Array({ minLength: 16, maxLength: 16 });
  fc.assert(
    fc.property(wrong, bytes => {
      const garbage = rightsDataText(license, { type: 'AES', bytes });
      expect(() => parseRightsData(garbage)).toThrow(XrmlError);
    }),
    { numRuns: 50 },
  );
});

test('built from what the genuine license says, the body is the genuine one’s', () => {
  const license = parseCertificate(genuine('pl'));
  const built = buildPublishingLicense({
    ...request('mode1', {}),
    server: license.issuedPrincipal ?? license.issuer,
    issuer: license.issuer,
    rightsData: genuine('erd'),
    owner: { type: 'Windows', emailAddress: 'owner@contoso.com' },
    urls: {
      intranet: 'http://rms/_wmcs/licensing',
      extranet: 'http://rms.contoso.com/_wmcs/licensing',
    },
    referral: {
      address: 'mailto:owner@contoso.com',
      name: 'owner@contoso.com',
      guid: '{81C42010-208A-458A-BAB6-C3C60F06DD5F}',
    },
    issuedTime: license.issuedTime,
    guid: '{09D39708-DF09-4554-BD2B-D6421346DD30}',
  });
  const [genuineBody = ''] = withoutSealed(genuine('pl')).split('<SIGNATURE>');
  expect(withoutSealed(built)).toBe(`${genuineBody}</XrML>`);
});

test('the revocation point is written as MS-RMPR 2.2.9.7.9 sets it', () => {
  const xml = buildPublishingLicense(request('mode1', { revocation }));
  expect(xml.replace(/<PUBLICKEY>.*?<\/PUBLICKEY>/g, '<PUBLICKEY />')).toContain(
    '</METADATA><CONDITIONLIST><REFRESH><DISTRIBUTIONPOINT><OBJECT type="Revocation">' +
      '<ID type="MS-GUID">{9d1b7f34-0a52-4e61-8f0b-3f2f6b6d7c55}</ID><NAME>Revocation list</NAME>' +
      '<ADDRESS type="URL">http://rms/revocation.xml</ADDRESS></OBJECT><PUBLICKEY />' +
      '</DISTRIBUTIONPOINT><INTERVALTIME days="7" minutes="30" /></REFRESH></CONDITIONLIST></WORK>',
  );
});

test('a license without rights data, or with two, is not resealed; nor with another’s key', () => {
  const { keyPair, principal } = serverOf('mode1');
  const xml = buildPublishingLicense(request('mode1', {}));
  const change: Resealing = {
    mode: 'mode1',
    server: principal,
    contentKey,
    rightsData: genuine('erd'),
    issuer: principal,
    signWith: keyPair,
  };
  const data = /<AUTHENTICATEDDATA.*<\/AUTHENTICATEDDATA>/;
  for (const [replacement, count] of [
    ['', 0],
    ['$&$&', 2],
  ] as const)
    expect(() =>
      resealPublishingLicense(parseCertificate(xml.replace(data, replacement)), change),
    ).toThrow(`The license has ${count} AUTHENTICATEDDATA "Encrypted-Rights-Data"; one expected.`);
  const signWith = testKey(1024, 'other');
  expect(() => resealPublishingLicense(parseCertificate(xml), { ...change, signWith })).toThrow(
    'The key to sign the publishing license with is not its issuer’s key.',
  );
});

function request(
  mode: CryptographicMode,
  changes: Partial<PublishingLicenseRequest>,
): PublishingLicenseRequest {
  return {
    mode,
    server: serverOf(mode).principal,
    contentKey,
    rights: everything.rights,
    owner,
    urls: { intranet: urls.intranet },
    issuedTime: at,
    guid: workGuid,
    ...changes,
  };
}

function online(mode: CryptographicMode): Partial<PublishingLicenseRequest> {
  return { signWith: serverOf(mode).keyPair };
}

function offline(mode: CryptographicMode): Partial<PublishingLicenseRequest> {
  const { keyPair, principal } = userOf(mode, 'author');
  return { issuer: principal, signWith: keyPair };
}

function opened(license: Certificate, mode: CryptographicMode): typeof contentKey {
  const { enablingBits = { type: 'sealed-key', value: '' }, issuedPrincipal } = license;
  const hashed = enablingBitsHashedText(issuedPrincipal ?? license.issuer);
  return openContentKey({ ...enablingBits, privateKey: serverOf(mode).keyPair.privateKey, hashed });
}

function rightsDataText(license: Certificate, key: typeof contentKey): string {
  return decryptRightsData(encryptedRightsDataOf(license), key);
}

function withoutSealed(xml: string): string {
  return withoutSealedValues(xml).replace(/(?<="Encrypted-Rights-Data">)[^<]*/, '');
}

/** The body without what resealing replaces. */
function comparable(xml: string): string {
  return withoutSealed(parseCertificate(xml).bodyText).replace(/size="\d+"/g, '');
}
