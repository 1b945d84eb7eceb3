import { expect, test } from '@playwright/test';
import { parseCertificate } from '../../harness/xrml/certificate.ts';
import { cryptographicModes, modes, type CryptographicMode } from '../../harness/xrml/mode.ts';
import { parseXrml } from '../../harness/xrml/node.ts';
import { policyDescriptor } from '../../harness/xrml/policy-descriptor.ts';
import { parseRightsData } from '../../harness/xrml/rights-data.ts';
import {
  buildRightsPolicyTemplate,
  templateSignatureHolds,
  type RightsPolicyTemplateRequest,
} from '../../harness/xrml/rights-policy-template.ts';
import { signCertificate, verifySignature } from '../../harness/xrml/signature.ts';
import { XrmlError } from '../../harness/xrml/xrml-error.ts';
import { fc } from '../fast-check.ts';
import { genuine } from './genuine.ts';
import { testKey } from './keys.ts';
import { at, grants, oneChangeInBody, serverOf, text, time, timeCondition } from './samples.ts';
import { schemaErrors } from './xrml-schema.ts';

const guid = '{4b1010c0-92b8-4169-8493-b5137c6fe168}';
const names = [
  { lcid: 1033, name: 'Assay template', description: 'For all: employees' },
  { lcid: 1031, name: 'Vorlage', description: 'Für alle' },
];
const publishingUrl = 'http://rms/_wmcs/licensing';
const everything = {
  referral: { address: 'mailto:owner@assay.example' },
  validity: { days: 90 },
  applicationSpecific: [
    { name: 'VIEWER', value: '1' },
    { name: 'NOLICCACHE', value: '0' },
  ],
} as const satisfies Partial<RightsPolicyTemplateRequest>;

for (const mode of cryptographicModes) {
  for (const [what, changes] of Object.entries({ everything, 'no more than it needs': {} }))
    test(`${mode}: a template with ${what} matches the schema, and its signature holds`, () => {
      const xml = buildRightsPolicyTemplate(request(mode, changes));
      expect(schemaErrors(xml)).toBe('');
      const template = parseRightsData(xml);
      expect(template).toMatchObject({
        type: 'Microsoft Official Rights Template',
        issuedTime: at,
        descriptor: { idType: 'MS-GUID', id: guid },
        issuer: { ...serverOf(mode).principal, securityLevels: [] },
        signature: { algorithm: modes[mode].hashAlgorithm, bits: modes[mode].keyBits },
      });
      expect(template.rights[0]).toEqual({
        name: 'OWNER',
        principal: { type: 'Internal', id: 'Owner' },
      });
      expect(template).not.toHaveProperty('guid');
      expect(templateSignatureHolds(template)).toBe(true);
      expect(templateSignatureHolds(template, serverOf(mode).keyPair.publicKey)).toBe(true);
      const another = testKey(modes[mode].keyBits, 'other').publicKey;
      expect(templateSignatureHolds(template, another)).toBe(false);
    });

  test(`${mode}: no change of one character in the body leaves the signature whole`, () => {
    const xml = buildRightsPolicyTemplate(request(mode, everything));
    fc.assert(
      fc.property(oneChangeInBody(xml), changed => !holds(changed)),
      { numRuns: 40 },
    );
    expect(holds(xml)).toBe(true);
  });
}

test('what is built, parsed and built again is the same text, signature included', () => {
  const changes = fc.record(
    {
      rights: grants,
      issuedTime: time,
      validity: timeCondition,
      applicationSpecific: fc.array(fc.record({ name: text, value: text }), { maxLength: 3 }),
    },
    { requiredKeys: ['rights'] },
  );
  fc.assert(
    fc.property(changes, change => {
      const xml = buildRightsPolicyTemplate(request('mode1', change));
      const { issuer, descriptor, rights, ...data } = parseRightsData(xml);
      expect(descriptor).toEqual(policyDescriptor(guid, names));
      const again = buildRightsPolicyTemplate({
        ...request('mode1', {}),
        ...(issuer && { issuer }),
        rights: rights.slice(1),
        issuedTime: data.issuedTime,
        ...(data.validity && { validity: data.validity }),
        applicationSpecific: data.applicationSpecific,
      });
      expect(again).toBe(xml);
    }),
    { numRuns: 30 },
  );
});

test('the genuine template parses; its signature does not hold', () => {
  const template = parseRightsData(genuine('template'));
  expect(template).toMatchObject({
    type: 'Microsoft Official Rights Template',
    descriptor: { name: 'LCID 1033:NAME CONTOSO Template:DESCRIPTION Template for CONTOSO;' },
    issuer: { name: 'CONTOSO-RMS' },
  });
  expect(template.rights.map(({ name }) => name)).toEqual([
    'OWNER',
    'VIEW',
    'EXTRACT',
    'OBJMODEL',
    'VIEWRIGHTSDATA',
    'PRINT',
    'EDIT',
  ]);
  expect(template.rights[1]?.principal).toEqual({ type: 'Internal', id: 'ANYONE' });
  expect(templateSignatureHolds(template)).toBe(false);
});

// The example writes a blank before LCID, and VIEWRIGHTSDATA in form 1.
test('built from what the genuine template says, the body is the genuine one’s', () => {
  const template = parseRightsData(genuine('template'));
  const { publicKey } = testKey(1024);
  const again = buildRightsPolicyTemplate({
    ...request('mode1', {}),
    issuer: { ...(template.issuer ?? serverOf('mode1').principal), publicKey },
    names: [{ lcid: 1033, name: 'CONTOSO Template', description: 'Template for CONTOSO' }],
    rights: template.rights.slice(1),
    issuedTime: template.issuedTime,
  });
  const original = genuine('template')
    .replace('<NAME> LCID', '<NAME>LCID')
    .replace(/<RIGHT name="VIEWRIGHTSDATA">(.*?)<\/RIGHT>/, '<VIEWRIGHTSDATA>$1</VIEWRIGHTSDATA>');
  expect(bodyWithoutModulus(again)).toBe(bodyWithoutModulus(original));
});

test('rights data of the other type, or unsigned, have no signature that holds', () => {
  const xml = buildRightsPolicyTemplate(request('mode1', {}));
  expect(holds(xml.replace(/<SIGNATURE>.*<\/SIGNATURE>/, ''))).toBe(false);
  expect(holds(xml.replace('Microsoft Official Rights', 'Microsoft Rights'))).toBe(false);
  expect(templateSignatureHolds(parseRightsData(genuine('erd')))).toBe(false);
  const root = parseXrml(xml.replace('Microsoft Official Rights', 'Microsoft Rights'));
  const signed = signCertificate(root, serverOf('mode1').keyPair, 'mode1');
  expect(verifySignature(parseCertificate(signed))).toEqual({ valid: true });
  expect(holds(signed)).toBe(false);
});

test('a template that anybody signs holds for its own issuer only', () => {
  const stranger = testKey(1024, 'other');
  const issuer = { ...serverOf('mode1').principal, publicKey: stranger.publicKey };
  const xml = buildRightsPolicyTemplate(request('mode1', { issuer, signWith: stranger }));
  expect(holds(xml)).toBe(true);
  const { publicKey } = serverOf('mode1').keyPair;
  expect(templateSignatureHolds(parseRightsData(xml), publicKey)).toBe(false);
});

test('a template needs a name without separators, and the issuer’s key', () => {
  const build = (changes: Partial<RightsPolicyTemplateRequest>): string =>
    buildRightsPolicyTemplate(request('mode1', changes));
  expect(() => build({ names: [] })).toThrow('A policy needs a name in at least one language.');
  expect(() => build({ names: [{ lcid: 1033, name: 'A:B', description: '' }] })).toThrow(
    'The name or description of "A:B" holds a separator, ":" or ";".',
  );
  expect(() => build({ names: [{ lcid: 1033, name: 'A', description: 'B; C' }] })).toThrow(
    'The name or description of "A" holds a separator, ":" or ";".',
  );
  expect(() => build({ signWith: testKey(1024, 'other') })).toThrow(
    'The key to sign the template with is not its issuer’s key.',
  );
});

function request(
  mode: CryptographicMode,
  changes: Partial<RightsPolicyTemplateRequest>,
): RightsPolicyTemplateRequest {
  const { keyPair, principal } = serverOf(mode);
  return {
    mode,
    issuer: principal,
    signWith: keyPair,
    names,
    publishingUrl,
    rights: [{ name: 'VIEW', principal: { type: 'Internal', id: 'Anyone' } }],
    issuedTime: at,
    guid,
    ...changes,
  };
}

function holds(xml: string): boolean {
  try {
    return templateSignatureHolds(parseRightsData(xml));
  } catch (error) {
    if (error instanceof XrmlError) return false;
    throw error;
  }
}

function bodyWithoutModulus(xml: string): string {
  return parseCertificate(xml).bodyText.replace(/(?<=name="modulus"><VALUE[^>]*>)[^<]*/, '');
}
