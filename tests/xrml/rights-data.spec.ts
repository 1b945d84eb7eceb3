import { expect, test } from '@playwright/test';
import { generateContentKey, sameContentKey } from '../../harness/xrml/content-key.ts';
import { parseXrml, serialise } from '../../harness/xrml/node.ts';
import { parseObject } from '../../harness/xrml/principal.ts';
import { requiredChild } from '../../harness/xrml/navigate.ts';
import { policyDescriptor } from '../../harness/xrml/policy-descriptor.ts';
import {
  buildRightsData,
  decryptRightsData,
  encryptRightsData,
  parseRightsData,
  type ParsedRightsData,
  type RightsData,
} from '../../harness/xrml/rights-data.ts';
import { XrmlError } from '../../harness/xrml/xrml-error.ts';
import { fc } from '../fast-check.ts';
import { genuine } from './genuine.ts';
import { grants, policies, referral, text, time, timeCondition, workGuid } from './samples.ts';
import { schemaErrors } from './xrml-schema.ts';

const keys = {
  'AES-128': generateContentKey('AES'),
  'AES-192': generateContentKey('AES', 192),
  'AES-256': generateContentKey('AES', 256),
  DES: generateContentKey('DES'),
};

for (const [name, key] of Object.entries(keys))
  test(`${name}: rights data of any length come back`, () => {
    const text = fc
      .string({ maxLength: 40 })
      .map(tail => `<XrML>${tail.replaceAll('\0', '')}</XrML>`);
    fc.assert(
      fc.property(text, xml => decryptRightsData(encryptRightsData(xml, key), key) === xml),
    );
  });

test('the genuine rights data encrypt to as many bytes as the genuine license holds', () => {
  const encrypted = encryptRightsData(genuine('erd'), keys['AES-128']);
  const [, original] = /Encrypted-Rights-Data">([^<]*)</.exec(genuine('pl')) ?? [];
  expect(encrypted).toHaveLength(original?.length ?? 0);
});

for (const [name, { type, bytes }] of Object.entries(keys))
  test(`${name}: another key gives nothing that parses`, () => {
    const encrypted = encryptRightsData(genuine('erd'), { type, bytes });
    const another = fc
      .uint8Array({ minLength: bytes.length, maxLength: bytes.length })
      .map(candidate => ({ type, bytes: candidate }))
      .filter(candidate => !sameContentKey(candidate, { type, bytes }));
    fc.assert(
      fc.property(another, key => {
        const garbage = decryptRightsData(encrypted, key);
        expect(() => parseXrml(garbage)).toThrow(XrmlError);
        expect(() => parseRightsData(garbage)).toThrow(XrmlError);
      }),
      { numRuns: 30 },
    );
    expect(parseRightsData(decryptRightsData(encrypted, { type, bytes })).rights).toHaveLength(17);
  });

test('what is no base64 or no whole block is refused', () => {
  expect(() => decryptRightsData('####', keys.DES)).toThrow('are no base64');
  expect(() => decryptRightsData('AAAA', keys.DES)).toThrow(
    'The encrypted rights data are incomplete: 3 bytes are no whole number of DES blocks of 8.',
  );
});

test('buildRightsData() writes both forms of rights, time conditions and application data', () => {
  const xml = buildRightsData({
    issuedTime: new Date('2026-03-01T12:00Z'),
    guid: '5a1f3ad5-7d2a-4a0b-9d8e-2f1f0a9f6a10',
    owner: { type: 'Windows', emailAddress: 'owner@assay.example' },
    rights: [
      {
        name: 'VIEW',
        principal: { type: 'Unspecified', emailAddress: 'reader@assay.example' },
        time: { from: new Date('2026-03-01T00:00Z'), until: new Date('2026-04-01T00:00Z') },
      },
      { name: 'OBJMODEL', principal: { type: 'Internal', id: 'Anyone' }, time: { days: 30 } },
      { name: 'OWNER', principal: { type: 'Internal', id: 'Owner' } },
    ],
    applicationSpecific: [{ name: 'Allow_Server_Editing', value: 'True' }],
  });
  expect(schemaErrors(xml)).toBe('');
  expect(xml).toBe(
    '<XrML version="1.2" xmlns=""><BODY type="Microsoft Rights Template" version="3.0">' +
      '<ISSUEDTIME>2026-03-01T12:00</ISSUEDTIME><WORK>' +
      '<OBJECT><ID type="MS-GUID">{5a1f3ad5-7d2a-4a0b-9d8e-2f1f0a9f6a10}</ID></OBJECT>' +
      '<METADATA><OWNER><OBJECT><ID type="Windows" /><NAME>owner@assay.example</NAME></OBJECT></OWNER></METADATA>' +
      '<RIGHTSGROUP name="Main-Rights"><RIGHTSLIST>' +
      '<VIEW><CONDITIONLIST><TIME><RANGETIME><FROM>2026-03-01T00:00</FROM><UNTIL>2026-04-01T00:00</UNTIL></RANGETIME></TIME>' +
      '<ACCESS><PRINCIPAL><OBJECT><ID type="Unspecified" /><NAME>reader@assay.example</NAME></OBJECT></PRINCIPAL></ACCESS></CONDITIONLIST></VIEW>' +
      '<RIGHT name="OBJMODEL"><CONDITIONLIST><TIME><INTERVALTIME days="30" /></TIME>' +
      '<ACCESS><PRINCIPAL><OBJECT><ID type="Internal">Anyone</ID></OBJECT></PRINCIPAL></ACCESS></CONDITIONLIST></RIGHT>' +
      '<RIGHT name="OWNER"><CONDITIONLIST>' +
      '<ACCESS><PRINCIPAL><OBJECT><ID type="Internal">Owner</ID></OBJECT></PRINCIPAL></ACCESS></CONDITIONLIST></RIGHT>' +
      '</RIGHTSLIST></RIGHTSGROUP></WORK>' +
      '<AUTHENTICATEDDATA id="APPSPECIFIC" name="Allow_Server_Editing">True</AUTHENTICATEDDATA></BODY></XrML>',
  );
});

test('what is built, parsed and built again is the same text, and matches the schema', () => {
  const data = fc.record(
    {
      issuedTime: time,
      guid: fc.constant(workGuid),
      owner: fc.record({
        type: fc.constantFrom('Windows' as const, 'Federation' as const, 'Passport' as const),
        emailAddress: text,
      }),
      rights: grants,
      descriptor: fc.constant(
        policyDescriptor('9f0b1e9e-95b4-4d31-8f5d-1c2f5f1c9c10', [
          { lcid: 1033, name: 'Internal', description: 'Not for others: keep it.' },
          { lcid: 1031, name: 'Intern', description: 'Nicht für andere.' },
        ]),
      ),
      referral: fc.oneof(fc.constant(referral), fc.record({ address: text })),
      validity: timeCondition,
      applicationSpecific: fc.array(
        fc.record({ name: text, value: text }, { requiredKeys: ['name', 'value'] }),
      ),
      policies: fc.constantFrom(policies, policies.slice(0, 1)),
    },
    { requiredKeys: ['issuedTime', 'guid', 'rights'] },
  );
  fc.assert(
    fc.property(data, built => {
      const xml = buildRightsData(built);
      expect(schemaErrors(xml)).toBe('');
      expect(xml).toContain(serialise(requiredChild(parseXrml(xml), 'BODY')));
      const parsed = parseRightsData(xml);
      expect(buildRightsData(dataOf(parsed))).toBe(xml);
      expect(parsed.rights).toEqual(built.rights);
      expect(parsed.validity).toEqual(built.validity);
    }),
    { numRuns: 30 },
  );
});

test('application data may have another id, so that a wrong one can be written', () => {
  const applicationSpecific = [
    { id: 'OTHER', name: 'Allow_Server_Editing', value: 'True' },
    { name: 'NOLICCACHE', value: '1' },
  ];
  const xml = buildRightsData({
    issuedTime: new Date(0),
    guid: workGuid,
    rights: [],
    applicationSpecific,
  });
  expect(xml).toContain('<AUTHENTICATEDDATA id="OTHER" name="Allow_Server_Editing">True<');
  expect(parseRightsData(xml).applicationSpecific).toEqual([
    applicationSpecific[0],
    { id: 'APPSPECIFIC', ...applicationSpecific[1] },
  ]);
});

test('the genuine rights data parse', () => {
  const data = parseRightsData(genuine('erd'));
  expect(data).toMatchObject({
    type: 'Microsoft Rights Template',
    issuedTime: new Date('2010-06-11T21:41Z'),
    guid: '{09D39708-DF09-4554-BD2B-D6421346DD30}',
    owner: { type: 'Windows', emailAddress: 'owner@contoso.com' },
    applicationSpecific: [],
    policies: [],
  });
  for (const absent of ['issuer', 'signature', 'descriptor', 'validity'])
    expect(data).not.toHaveProperty(absent);
  expect(data.rights).toHaveLength(17);
  expect(data.rights[3]).toEqual({
    name: 'OWNER',
    principal: { type: 'Windows', emailAddress: 'owner@contoso.com' },
  });
  expect(data.rights[16]).toEqual({
    name: 'VIEW',
    principal: { type: 'Unspecified', emailAddress: 'user@contoso.com' },
    time: { from: new Date('2010-06-11T21:41Z'), until: new Date('2010-07-12T06:59Z') },
  });
});

// The template of 2.2.9.8.5.3 puts TIME before ACCESS, the example of 4.5.5 after it.
test('built from what the genuine rights data say, they are the genuine ones but for the place of TIME', () => {
  const original = genuine('erd')
    .replaceAll('name = "', 'name="')
    .replace(/(<ACCESS>(?:(?!<ACCESS>).)*<\/ACCESS>)(<TIME>.*<\/TIME>)/, '$2$1');
  expect(buildRightsData(dataOf(parseRightsData(genuine('erd'))))).toBe(original);
});

const refused: Readonly<Record<string, [from: string | RegExp, to: string, message: string]>> = {
  'that are a license': [
    'Microsoft Rights Template',
    'Microsoft Rights Label',
    'BODY is of type "Microsoft Rights Label"; Microsoft Rights Template or Microsoft Official Rights Template expected.',
  ],
  'without BODY': [/<BODY.*<\/BODY>/, '', '<XrML> has no <BODY>.'],
  'under another root': [/XrML/g, 'XML', 'An XrML element was expected, not <XML>.'],
  'without rights': [/<RIGHTSGROUP.*<\/RIGHTSGROUP>/, '', '<WORK> has no <RIGHTSGROUP>.'],
  'with a nameless right': [/name = "SIGN"/, '', 'A RIGHT without name was found.'],
  'with an unknown owner': [
    '<OWNER><OBJECT><ID type="Windows"',
    '<OWNER><OBJECT><ID type="Unix"',
    'OWNER is of type "Unix"; Windows, Federation, Passport expected.',
  ],
  'with an unknown grantee': [
    '<ID type="Unspecified" />',
    '<ID type="Group" />',
    'The right VIEW is granted to the type "Group"; Unspecified, Windows, Internal expected.',
  ],
  'with two times for a right': [
    /(<TIME>.*<\/TIME>)/,
    '$1$1',
    '<CONDITIONLIST> has 2 <TIME> children; at most one expected.',
  ],
  'with an empty TIME': [/<TIME>.*<\/TIME>/, '<TIME />', 'TIME has 0 conditions; one expected.'],
  'with days that are none': [
    /<RANGETIME>.*<\/RANGETIME>/,
    '<INTERVALTIME days="-1" />',
    'INTERVALTIME names "-1" as days; a whole number expected.',
  ],
  'with another condition': [
    /<RANGETIME>.*<\/RANGETIME>/,
    '<EXERCISELIMIT />',
    'TIME holds <EXERCISELIMIT>; RANGETIME or INTERVALTIME expected.',
  ],
};

for (const [what, [from, to, message]] of Object.entries(refused))
  test(`rights data ${what} are refused`, () => {
    const changed = genuine('erd').replace(from, to);
    expect(() => parseRightsData(changed)).toThrow(new XrmlError(message));
  });

function dataOf(parsed: ParsedRightsData): RightsData {
  const { referral: point, guid = '', ...data } = parsed;
  const object = point && parseObject(requiredChild(point, 'OBJECT'));
  return {
    ...data,
    guid,
    ...(object && {
      referral: {
        address: object.address ?? '',
        guid: object.id,
        ...(object.name !== undefined && { name: object.name }),
      },
    }),
  };
}
