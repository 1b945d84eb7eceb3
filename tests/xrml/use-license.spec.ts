import { expect, test } from '@playwright/test';
import { parseCertificate } from '../../harness/xrml/certificate.ts';
import { generateContentKey } from '../../harness/xrml/content-key.ts';
import { referralPoint } from '../../harness/xrml/distribution-point.ts';
import { EnablingBitsError } from '../../harness/xrml/enabling-bits-error.ts';
import { cryptographicModes, modes, type CryptographicMode } from '../../harness/xrml/mode.ts';
import { firstDescendant } from '../../harness/xrml/navigate.ts';
import { element, parseXrml, serialise } from '../../harness/xrml/node.ts';
import { ownerMetadata } from '../../harness/xrml/owner.ts';
import { revocationConditions } from '../../harness/xrml/revocation-point.ts';
import { workObject } from '../../harness/xrml/rights-data.ts';
import {
  buildUseLicense,
  openUseLicense,
  parseUseLicense,
  type UseLicense,
  type UseLicenseRequest,
} from '../../harness/xrml/use-license.ts';
import { verifyChain } from '../../harness/xrml/verify-chain.ts';
import { XrmlError } from '../../harness/xrml/xrml-error.ts';
import { fc } from '../fast-check.ts';
import { genuine } from './genuine.ts';
import { verifies } from './issued.ts';
import { testKey } from './keys.ts';
import {
  at,
  licenseGuid,
  oneChangeInBody,
  owner,
  period,
  policies,
  referral,
  revocation,
  rightName,
  serverOf,
  text,
  time,
  timeCondition,
  userOf,
  withoutSealedValues,
  workGuid,
} from './samples.ts';
import { schemaErrors } from './xrml-schema.ts';

const contentKey = generateContentKey('AES');
const ownerNode = firstDescendant(ownerMetadata(owner), 'OWNER') ?? element('OWNER', []);
const everything = {
  rights: [
    { name: 'VIEW', time: period, interval: { days: 30 } },
    { name: 'OBJMODEL', time: { days: 7 } },
    { name: 'PRINT' },
  ],
  owner: ownerNode,
  referral: referralPoint(referral),
  revocation: revocationConditions(revocation),
  excludedSystems: [{ minimum: '5.1.2600.0', maximum: '5.2.3790.0' }],
  policies,
  name: 'Confidential & more',
} as const satisfies Partial<UseLicenseRequest>;

for (const mode of cryptographicModes) {
  test(`${mode}: with everything, a use license matches the schema and forms a chain`, () => {
    const { chain, root } = serverOf(mode);
    const xml = buildUseLicense(request(mode, everything));
    expect(schemaErrors(xml)).toBe('');
    expect(verifyChain([xml, ...chain], [root], at)).toEqual({ valid: true });
  });

  test(`${mode}: with nothing that may be left out, it matches the schema too`, () => {
    expect(schemaErrors(buildUseLicense(request(mode, {})))).toBe('');
  });

  for (const [name, key] of Object.entries({
    'AES-128': contentKey,
    'AES-256': generateContentKey('AES', 256),
    DES: generateContentKey('DES'),
  }))
    test(`${mode}, ${name}: every right opens to the content key, for the licensee only`, () => {
      const license = parseUseLicense(
        buildUseLicense(request(mode, { ...everything, contentKey: key })),
      );
      expect(license.rights.map(({ enablingBits }) => enablingBits.type)).toEqual(
        Array(3).fill(modes[mode].enablingBits),
      );
      expect(new Set(license.rights.map(({ enablingBits }) => enablingBits.value)).size).toBe(3);
      expect(openUseLicense(license, userOf(mode).keyPair.privateKey)).toEqual(key);
      for (const other of [userOf(mode, 'stranger').keyPair, serverOf(mode).keyPair])
        expect(() => openUseLicense(license, other.privateKey)).toThrow(EnablingBitsError);
    });

  test(`${mode}: no change of one character in the body leaves the signature whole`, () => {
    const xml = buildUseLicense(request(mode, everything));
    expect(verifies(xml)).toBe(true);
    fc.assert(
      fc.property(oneChangeInBody(xml), changed => !verifies(changed)),
      { numRuns: 40 },
    );
  });
}

test('what is built, parsed and built again is the same text', () => {
  const changes = fc.record(
    {
      rights: fc.array(
        fc.record(
          { name: rightName, time: timeCondition, interval: fc.record({ days: fc.nat(9999) }) },
          { requiredKeys: ['name', 'time'] },
        ),
        { minLength: 1, maxLength: 3 },
      ),
      name: text,
      issuedTime: time,
      owner: fc.constant(everything.owner),
      referral: text.map(address => referralPoint({ address })),
      revocation: fc.constant(everything.revocation),
      excludedSystems: fc.constant(everything.excludedSystems),
      policies: fc.constantFrom(policies, policies.slice(1)),
    },
    { requiredKeys: ['rights', 'issuedTime'] },
  );
  fc.assert(
    fc.property(changes, change => {
      const xml = buildUseLicense(request('mode1', change));
      expect(serialise(parseXrml(xml))).toBe(xml);
      const again = buildUseLicense(requestOf(parseUseLicense(xml)));
      expect(withoutSealedValues(again)).toBe(withoutSealedValues(xml));
    }),
    { numRuns: 30 },
  );
});

test('the principal is the account certificate’s without its security levels', () => {
  const { licensee } = parseUseLicense(buildUseLicense(request('mode1', {})));
  expect(licensee).toEqual({ ...userOf('mode1').principal, securityLevels: [] });
});

test('the genuine use license parses', () => {
  const license = parseUseLicense(genuine('ul'));
  expect(license).toMatchObject({
    licensee: { idType: 'Windows', name: 'user@contoso.com' },
    rights: [
      {
        name: 'VIEW',
        time: { from: new Date('2010-06-11T21:41Z'), until: new Date('2010-07-12T06:59Z') },
        enablingBits: { type: 'sealed-key' },
      },
    ],
    policies: [],
    excludedSystems: [],
  });
  expect(serialise(license.referral ?? element('NONE', []))).toContain('mailto:owner@contoso.com');
  expect(() => openUseLicense(license, testKey(1024).privateKey)).toThrow(EnablingBitsError);
});

test('built from what the genuine one says, the body is the genuine one’s', () => {
  const license = parseUseLicense(genuine('ul'));
  const { publicKey } = testKey(1024);
  const issuer = { ...license.certificate.issuer, publicKey };
  const again = buildUseLicense({ ...requestOf(license), issuer, licensee: license.licensee });
  expect(withoutSealedValues(bodyWithoutModuli(again))).toBe(
    withoutSealedValues(bodyWithoutModuli(genuine('ul'))),
  );
});

test('a right sealed for another issuer is refused: the hash is taken over ISSUER', () => {
  const { keyPair, principal } = serverOf('mode1');
  const xml = buildUseLicense(request('mode1', {}));
  const other = buildUseLicense(
    request('mode1', { issuer: { ...principal, name: 'Another' }, signWith: keyPair }),
  );
  const bits = /<ENABLINGBITS.*?<\/ENABLINGBITS>/;
  const mixed = xml.replace(bits, bits.exec(other)?.[0] ?? '');
  const open = (license: string): unknown =>
    openUseLicense(parseUseLicense(license), userOf('mode1').keyPair.privateKey);
  expect(open(xml)).toEqual(contentKey);
  expect(open(other)).toEqual(contentKey);
  expect(() => open(mixed)).toThrow(expect.objectContaining({ code: 'hash' }));
});

test('two rights with different content keys are refused', () => {
  const rights = [{ name: 'VIEW' }, { name: 'PRINT' }];
  const xml = buildUseLicense(request('mode1', { rights }));
  const other = buildUseLicense(
    request('mode1', { rights, contentKey: generateContentKey('AES') }),
  );
  const print = /<PRINT>.*<\/PRINT>/;
  const license = parseUseLicense(xml.replace(print, print.exec(other)?.[0] ?? ''));
  expect(() => openUseLicense(license, userOf('mode1').keyPair.privateKey)).toThrow(
    'The rights VIEW and PRINT hold different content keys.',
  );
});

const refused: Readonly<Record<string, [from: string | RegExp, to: string, message: string]>> = {
  'without licensee': [
    /<ISSUEDPRINCIPALS>.*<\/ISSUEDPRINCIPALS>/,
    '',
    'The use license names no licensee.',
  ],
  'without list of rights': [/<RIGHTSGROUP.*<\/RIGHTSGROUP>/, '', '<WORK> has no <RIGHTSGROUP>.'],
  'with what is no right': [/VIEW>/g, 'READ>', '<READ> in RIGHTSLIST is no right.'],
  'with a right without key': [
    /<ENABLINGBITS.*<\/ENABLINGBITS>/,
    '',
    '<PRINCIPAL> has no <ENABLINGBITS>.',
  ],
  'with two periods for a right': [
    /(<TIME>.*<\/TIME>)/,
    '$1$1',
    'The right VIEW has more than one period and one number of days.',
  ],
};

for (const [what, [from, to, message]] of Object.entries(refused))
  test(`a use license ${what} is refused`, () => {
    const changed = genuine('ul').replace(from, to);
    expect(() => parseUseLicense(changed)).toThrow(new XrmlError(message));
  });

test('a use license that grants nothing has no content key', () => {
  const license = parseUseLicense(buildUseLicense(request('mode1', { rights: [] })));
  expect(() => openUseLicense(license, userOf('mode1').keyPair.privateKey)).toThrow(
    'The use license grants no right.',
  );
});

test('a key that is not the issuer’s is refused', () => {
  const signWith = testKey(1024, 'other');
  expect(() => buildUseLicense(request('mode1', { signWith }))).toThrow(
    'The key to sign the use license with is not its issuer’s key.',
  );
});

function request(mode: CryptographicMode, changes: Partial<UseLicenseRequest>): UseLicenseRequest {
  const { keyPair, principal } = serverOf(mode);
  return {
    mode,
    issuer: principal,
    signWith: keyPair,
    licensee: userOf(mode).principal,
    contentKey,
    rights: [{ name: 'VIEW' }],
    work: workObject(workGuid),
    issuedTime: at,
    guid: licenseGuid,
    ...changes,
  };
}

function requestOf({ certificate, rights, ...parts }: UseLicense): UseLicenseRequest {
  const { issuedTime, descriptor, issuer } = certificate;
  return {
    ...parts,
    mode: 'mode1',
    issuer,
    signWith: testKey(1024),
    contentKey,
    issuedTime,
    rights: rights.map(({ enablingBits: _, ...right }) => right),
    ...(descriptor && { guid: descriptor.id }),
    ...(descriptor?.name !== undefined && { name: descriptor.name }),
  };
}

function bodyWithoutModuli(xml: string): string {
  return parseCertificate(xml).bodyText.replace(/(?<=name="modulus"><VALUE[^>]*>)[^<]*/g, '');
}
