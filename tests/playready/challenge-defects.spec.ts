import { expect, test } from '@playwright/test';
import { readChallenge } from '../../harness/playready/challenge/challenge.ts';
import { challengeDefects } from '../../harness/playready/challenge/challenge-defects.ts';
import { writeTestChallenge } from '../../harness/playready/challenge/test-challenge.ts';
import { writeTestDeleteLicenseData } from '../../harness/playready/challenge/test-delete-license-data.ts';
import { writeTestMessage } from '../../harness/playready/challenge/test-message.ts';
import { PlayReadyError } from '../../harness/playready/error.ts';
import { writeGetMeteringCertificate } from '../../harness/playready/requests/get-metering-certificate.ts';
import { verifySigned } from '../../harness/playready/signature.ts';
import { XmlRefusal } from '../../harness/xml/refusal.ts';
import { fc } from '../fast-check.ts';
import { testHeader, testKid } from './messages-header.ts';
import { sample } from './samples.ts';

/** What verification of a message with its own key comes to. */
function verdict(message: Uint8Array): 'valid' | 'digest' | 'signature' | 'unreadable' {
  try {
    const { payload, publicKey } = readChallenge(message);
    if (publicKey === undefined) return 'signature';
    const verified = verifySigned(message, payload, publicKey);
    if (verified.valid) return 'valid';
    return verified.reason.includes('DigestValue to be the SHA-256') ? 'digest' : 'signature';
  } catch (error) {
    if (error instanceof PlayReadyError || error instanceof XmlRefusal) return 'unreadable';
    throw error;
  }
}

const bytes = (text: string) => Buffer.from(text, 'utf8');

const challenge = (
  version: '4.0.0.0' | '4.1.0.0' | '4.2.0.0' = '4.0.0.0',
  customData = 'a=b & c',
) => bytes(writeTestChallenge({ header: testHeader(version), customData }));

const deleted = () => bytes(writeTestDeleteLicenseData({ kids: [testKid] }));

function named(name: string) {
  const found = challengeDefects.find(defect => defect.name === name);
  if (found === undefined) throw new Error(`There is no defect ${name}.`);
  return found;
}

/** The stretch in which two messages differ. */
function difference(one: Uint8Array, other: Uint8Array) {
  const shorter = Math.min(one.length, other.length);
  let before = 0;
  while (before < shorter && one[before] === other[before]) before += 1;
  let behind = 0;
  while (behind < shorter - before && one.at(-1 - behind) === other.at(-1 - behind)) behind += 1;
  const cut = (message: Uint8Array) =>
    Buffer.from(message.subarray(before, message.length - behind)).toString('utf8');
  return { from: cut(one), to: cut(other) };
}

test('each has a name of its own and says what it changes', () => {
  const names = challengeDefects.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const { name, what } of challengeDefects) {
    expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(what.length).toBeGreaterThan(8);
  }
});

/** What only a message about deleted licenses has. */
const ofDeletion = ['session-id', 'deleted-kid'];

for (const defect of challengeDefects)
  test(`${defect.name} breaks what it says, in one place, and its twin verifies`, () => {
    const version = fc.constantFrom('4.0.0.0', '4.1.0.0', '4.2.0.0');
    fc.assert(
      fc.property(version, fc.stringMatching(/^\w[ -~]{0,30}$/), (headerVersion, customData) => {
        const isOfDeletion = ofDeletion.includes(defect.name);
        const twin = isOfDeletion ? deleted() : challenge(headerVersion, customData);
        expect(verdict(twin)).toBe('valid');
        const before = Buffer.from(twin);
        const broken = defect.apply(twin);
        if (broken === undefined) throw new Error('The twin has this part.');
        expect(Buffer.from(twin).equals(before)).toBe(true);
        expect(Buffer.from(broken).equals(before)).toBe(false);
        const came = verdict(broken);
        if (defect.reach === 'signed-data')
          expect(came).toBe(defect.name === 'signed-id' ? 'signature' : 'digest');
        else if (defect.reach === 'signature') expect(came).not.toBe('valid');
        // The element of an operation stands outside of what is signed.
        else expect(came === 'valid').toBe(defect.name === 'other-operation');
      }),
      { numRuns: 15 },
    );
  });

test('the difference is what was announced and nothing else', () => {
  const twin = bytes(sample('license-request.xml'));
  const change = (name: string) => {
    const broken = named(name).apply(twin);
    return broken && difference(twin, broken);
  };
  expect(change('version')).toEqual({ from: '1', to: '9' });
  expect(change('header-version')).toEqual({ from: '4', to: '9' });
  expect(change('client-version')).toEqual({ from: '3', to: '4' });
  expect(change('custom-data')).toEqual({ from: 'U', to: 'x' });
  expect(change('client-time')).toEqual({ from: '0', to: '1' });
  expect(change('white-space')).toEqual({ from: '', to: ' ' });
  expect(change('reference')).toEqual({ from: 'a', to: 'x' });
  expect(change('nonce')?.from).toHaveLength(1);
  expect(change('header-kid')?.from).toHaveLength(1);
  expect(change('signature-s-last')?.from).toHaveLength(1);
  expect(change('nonce-removed')?.from).toContain('7GYVLC7wvGVR0nqGYXs4DQ==');
  const unsigned = named('unsigned').apply(twin) ?? new Uint8Array();
  expect(readChallenge(unsigned).isSigned).toBe(false);
  expect(change('unsigned')).toEqual({ from: expect.stringContaining('SignatureValue'), to: '' });
});

test('each half of the signature is changed by itself', () => {
  const twin = challenge();
  const value = (message: Uint8Array) =>
    Buffer.from(
      /<SignatureValue>([^<]*)</.exec(Buffer.from(message).toString())?.[1] ?? '',
      'base64',
    );
  for (const [name, index] of [
    ['signature-r-first', 0],
    ['signature-r-last', 31],
    ['signature-s-first', 32],
    ['signature-s-last', 63],
  ] as const) {
    const changed = value(named(name).apply(twin) ?? new Uint8Array());
    const differing = [...value(twin)].flatMap((byte, at) => (byte === changed[at] ? [] : [at]));
    expect(differing, name).toEqual([index]);
  }
});

test('prefixes, single quotes, white space, comments, CDATA and a byte order mark do not hide a part', () => {
  const odd = `\uFEFF<?xml version='1.0'?><!-- <LA><LicenseNonce>AA==</LicenseNonce> --><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>
<p:AcquireLicense xmlns:p="http://schemas.microsoft.com/DRM/2007/03/protocols"><p:challenge><m:Challenge xmlns:m='http://schemas.microsoft.com/DRM/2007/03/protocols/messages'
><p:LA p:other=">" Id = 'SignedData' ><p:CustomData><![CDATA[</p:LA>]]></p:CustomData>
<p:LicenseNonce
>
 7GYVLC7wvGVR
 0nqGYXs4DQ== </p:LicenseNonce ><p:Version>1</p:Version></p:LA></m:Challenge></p:challenge></p:AcquireLicense ></s:Body></s:Envelope>`;
  const twin = bytes(odd);
  const after = (name: string) => {
    const broken = named(name).apply(twin);
    return broken && Buffer.from(broken).toString('utf8');
  };
  expect(after('nonce')).toBe(odd.replace('0nqGYXs4DQ==', '0nqGYXs4DA=='));
  expect(after('version')).toBe(odd.replace('<p:Version>1', '<p:Version>9'));
  expect(after('signed-id')).toBe(odd.replace("'SignedData'", "'SignedDatx'"));
  expect(after('other-operation')).toBe(odd.replaceAll('p:AcquireLicense', 'p:AcknowledgeLicense'));
  expect(after('nonce-removed')).toBe(odd.replace(/<p:LicenseNonce\n[^]*<\/p:LicenseNonce >/, ''));
  // Its letters stand in CDATA, where a change is a change of markup as well.
  expect(after('unsigned')).toBeUndefined();
});

test('a message without the part, or that is none, has no such defect', () => {
  const bare = bytes(writeTestChallenge({ header: testHeader('4.0.0.0') }));
  expect(named('custom-data').apply(bare)).toBeUndefined();
  expect(named('session-id').apply(bare)).toBeUndefined();
  expect(named('nonce').apply(deleted())).toBeUndefined();
  expect(named('client-public-key').apply(bytes(sample('delete-request.xml')))).toBeUndefined();
  const metering = bytes(writeGetMeteringCertificate({ meteringId: 'AA==' }));
  expect(named('unsigned').apply(metering)).toBeUndefined();
  for (const message of [
    bytes(''),
    bytes('<LA/>'),
    Buffer.from(`\uFEFF${sample('license-request.xml')}`, 'utf16le'),
  ])
    for (const defect of challengeDefects) expect(defect.apply(message)).toBeUndefined();
});

test('a message whose payload is not public has the defects of its signature', () => {
  const twin = bytes(writeTestMessage('JoinDomain', { content: '<a>b</a>' }));
  const found = challengeDefects.filter(defect => defect.apply(twin) !== undefined);
  const reached = found.map(({ name }) => name);
  expect(reached).toEqual(
    expect.arrayContaining(['signed-id', 'white-space', 'signature-r-last', 'digest', 'unsigned']),
  );
  expect(reached).not.toContain('nonce');
});

test('random bytes within a message never make a defect throw', () => {
  const twin = challenge();
  fc.assert(
    fc.property(fc.nat({ max: twin.length - 1 }), fc.uint8Array({ maxLength: 4 }), (at, noise) => {
      const message = Buffer.from(twin);
      message.set(noise.subarray(0, message.length - at), at);
      for (const name of ['nonce', 'header-kid', 'unsigned', 'signature-r-last', 'custom-data'])
        named(name).apply(message);
    }),
    { numRuns: 60 },
  );
});
