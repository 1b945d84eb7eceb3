import { expect, test } from '@playwright/test';
import { writeTestMessage } from '../../harness/playready/challenge/test-message.ts';
import { writeGetMeteringCertificate } from '../../harness/playready/requests/get-metering-certificate.ts';
import { destroyContent } from '../../harness/rights-manager/destroy-content.ts';
import {
  asSoap12,
  cutInHalf,
  emptyBody,
  renameOperation,
  unknownHeaderBlock,
} from '../../harness/rights-manager/edits.ts';
import { readEnvelope, type Envelope } from '../../harness/soap/envelope.ts';
import { descendants } from '../../harness/xml/element.ts';
import { parseXml } from '../../harness/xml/parse.ts';
import { fc } from '../fast-check.ts';

const message = Buffer.from(
  writeGetMeteringCertificate({ meteringId: 'AAAAAAAAAAAAAAAAAAAAAA==' }),
);

function envelopeOf(bytes: Uint8Array): Envelope {
  const envelope = readEnvelope(parseXml(bytes));
  if ('problem' in envelope) throw new Error(envelope.problem);
  return envelope;
}

test('a header block stands in a Header of its own, or in the one that is there', () => {
  const once = unknownHeaderBlock('0')(message);
  const twice = unknownHeaderBlock('1')(once);
  expect(envelopeOf(once).headers.map(({ attributes }) => attributes[0]?.value)).toEqual(['0']);
  expect(envelopeOf(twice).headers.map(({ attributes }) => attributes[0]?.value)).toEqual([
    '0',
    '1',
  ]);
  expect(envelopeOf(twice).content).toMatchObject({ name: 'GetMeteringCertificate' });
});

test('an operation is renamed, a Body emptied, an envelope made one of SOAP 1.2, a message cut', () => {
  const renamed = envelopeOf(renameOperation('GetMeteringCertificate')(message));
  expect(renamed.content?.name).toBe('AssayNoSuchOperation');
  expect(renamed.content?.children).toHaveLength(1);
  expect(envelopeOf(emptyBody(message)).content).toBeUndefined();
  expect(envelopeOf(asSoap12(message))).toMatchObject({ version: 'soap12' });
  expect(() => parseXml(cutInHalf(message))).toThrow();
});

test('content is destroyed in its form: as long, still base64, other bytes', () => {
  const base64 = fc
    .uint8Array({ minLength: 12, maxLength: 80 })
    .map(bytes => Buffer.from(bytes).toString('base64'));
  fc.assert(
    fc.property(base64, text => {
      const content = `<Version>1</Version><Content>${text}</Content>`;
      const original = Buffer.from(writeTestMessage('JoinDomain', { content }));
      const destroyed = destroyContent(original);
      expect(destroyed?.length).toBe(original.length);
      const all = descendants(parseXml(destroyed ?? new Uint8Array()));
      expect(all.find(({ name }) => name === 'Version')?.text).toBe('1');
      const changed = all.find(({ name }) => name === 'Content')?.text ?? '';
      expect(changed).not.toBe(text);
      expect(changed).toMatch(/^[0-9A-Za-z+/]+=*$/);
      for (const name of ['DigestValue', 'SignatureValue', 'PublicKey']) {
        const value = all.find(element => element.name === name)?.text ?? '';
        expect(original.includes(`>${value}<`), name).toBe(false);
        expect(Buffer.from(value, 'base64').length).toBeGreaterThan(0);
      }
    }),
    { numRuns: 50 },
  );
});

test('what holds no content is not destroyed', () => {
  expect(destroyContent(Buffer.from('<html/>'))).toBeUndefined();
  expect(destroyContent(Buffer.from('<challenge>short</challenge>'))).toBeUndefined();
});
