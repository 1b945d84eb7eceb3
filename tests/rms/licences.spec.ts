import { expect, test } from '@playwright/test';
import { readReply, type Reply } from '../../harness/soap/reply.ts';
import { Violation } from '../../harness/verdict/violation.ts';
import { parseCertificate } from '../../harness/xrml/certificate.ts';
import { sameContentKey } from '../../harness/xrml/content-key.ts';
import { conforming } from '../../reference/rms/behaviour.ts';
import type { ServerState } from '../../reference/rms/state.ts';
import { certificateTexts } from '../../harness/rms/certificate-texts.ts';
import { contentKeyElements, expectKeyOf, returnsKeyOf } from '../../harness/rms/content-key.ts';
import { licenceMaker, type SealedLicence } from '../../harness/rms/licences.ts';
import { tamperings } from '../../harness/rms/tamper.ts';
import { operations } from '../../harness/rms/operations.ts';
import { serverState } from '../reference/licences.ts';

const { namespace } = operations.AcquireContentKey;
const makerFor = ({ SLC }: ServerState) => licenceMaker(SLC[0] ?? '').licence;
const open = (state: ServerState, { xml }: SealedLicence) =>
  conforming.openKey(parseCertificate(xml), state.keyPair);

for (const mode of ['mode1', 'mode2'] as const) {
  test(`in ${mode} the server can open what the harness sealed for it`, () => {
    const state = serverState(mode);
    const make = makerFor(state);
    for (const kind of ['aes', 'des', 'other'] as const) {
      const licence = make(kind);
      expect(sameContentKey(open(state, licence), licence.contentKey)).toBe(true);
      expect(licence.contentKey.type).toBe(kind === 'des' ? 'DES' : 'AES');
    }
  });

  test(`in ${mode} nobody can open a tampered license, and only ENABLINGBITS differ`, () => {
    const state = serverState(mode);
    const make = makerFor(state);
    for (const licence of [make('aes'), make('des')]) {
      const tampered = tamperings(licence);
      expect(tampered.map(({ what }) => what)).toHaveLength(2);
      for (const { licence: damaged } of tampered) {
        expect(damaged.xml).not.toBe(licence.xml);
        const value = /(<ENABLINGBITS\b[^>]*>\s*<VALUE\b[^>]*>)[^<]*/;
        expect(damaged.xml.replace(value, '$1')).toBe(licence.xml.replace(value, '$1'));
        expect(() => open(state, damaged)).toThrow();
      }
    }
  });
}

test('each kind is made once, and the two AES keys differ', () => {
  const make = makerFor(serverState('mode1'));
  expect(make('aes')).toBe(make('aes'));
  expect(sameContentKey(make('aes').contentKey, make('other').contentKey)).toBe(false);
});

test('a foreign license differs from our own in id alone, or in modulus alone', () => {
  const make = makerFor(serverState('mode1'));
  const principal = (kind: 'aes' | 'foreign-id' | 'foreign-key') => {
    const issued = parseCertificate(make(kind).xml).issuedPrincipal;
    if (issued === undefined) throw new Error('The license issues no principal.');
    return { id: issued.id, modulus: issued.publicKey.modulus, bits: issued.publicKey.bits };
  };
  const own = principal('aes');
  expect({ ...principal('foreign-id'), id: own.id }).toEqual(own);
  expect(principal('foreign-id').id).not.toBe(own.id);
  expect(principal('foreign-key')).toMatchObject({ id: own.id, bits: own.bits });
  expect(principal('foreign-key').modulus).not.toEqual(own.modulus);
});

test('a certificate that issues nobody is refused', () => {
  expect(() => licenceMaker('<XrML/>')).toThrow();
});

const replyWith = (body: string): Reply =>
  readReply(
    {
      kind: 'response',
      status: 200,
      headers: [['content-type', 'text/xml']],
      body: Buffer.from(
        `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${body}</s:Body></s:Envelope>`,
      ),
      durationMs: 1,
    },
    { version: 'soap11' },
  );
const replyWithKey = (...keys: readonly string[]) =>
  replyWith(
    `<R xmlns="${namespace}">${keys.map(key => `<ContentKey>${key}</ContentKey>`).join('')}</R>`,
  );
const base64 = (...parts: readonly Uint8Array[]) => Buffer.concat(parts).toString('base64');

test('the sealed key counts, bare or behind its KeyHeader, and nothing else', () => {
  const licence = makerFor(serverState('mode1'))('aes');
  const { bytes } = licence.contentKey;
  expect(returnsKeyOf(replyWithKey(base64(bytes)), licence)).toBe(true);
  expect(returnsKeyOf(replyWithKey(base64(Buffer.alloc(12), bytes)), licence)).toBe(true);
  for (const other of [
    base64(Buffer.alloc(11), bytes),
    base64(bytes, Buffer.alloc(1)),
    base64(bytes.subarray(1)),
    base64(Buffer.alloc(16)),
    '',
  ])
    expect(returnsKeyOf(replyWithKey(other), licence)).toBe(false);
  expect(returnsKeyOf(replyWithKey(), licence)).toBe(false);
  expect(returnsKeyOf(replyWithKey(base64(Buffer.alloc(16)), base64(bytes)), licence)).toBe(false);
});

test('a key inside a fault is no success', () => {
  const licence = makerFor(serverState('mode1'))('aes');
  const key = `<ContentKey>${base64(licence.contentKey.bytes)}</ContentKey>`;
  const fault = replyWith(
    `<s:Fault><faultcode>s:Server</faultcode><faultstring>x</faultstring><detail>${key}</detail></s:Fault>`,
  );
  expect(contentKeyElements(fault)).toEqual([]);
  expect(returnsKeyOf(fault, licence)).toBe(false);
});

test('a wrong key is described by its size, never quoted', () => {
  const licence = makerFor(serverState('mode1'))('aes');
  const wrong = base64(Buffer.from('quite another key'));
  const judge = () => {
    expectKeyOf(replyWithKey(wrong), licence);
  };
  expect(judge).toThrow(Violation);
  expect(judge).toThrow('came a ContentKey of 17 bytes that differs from it');
  expect(judge).not.toThrow(new RegExp(wrong.slice(0, 8)));
});

test('certificates are taken out of a message as they were written', () => {
  const certificate = '<XrML version="1.2"><BODY a="b">t &amp; t</BODY></XrML>';
  expect(certificateTexts(`<a><b>${certificate}</b>\n${certificate}</a>`)).toEqual([
    certificate,
    certificate,
  ]);
  expect(certificateTexts('<XrML>\n  <BODY>\n </BODY>\n</XrML>')).toEqual([
    '<XrML><BODY></BODY></XrML>',
  ]);
  expect(certificateTexts('<XrMLish></XrMLish>')).toEqual([]);
});
