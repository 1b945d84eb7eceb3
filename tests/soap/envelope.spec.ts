import { expect, test } from '@playwright/test';
import { readEnvelope } from '../../harness/soap/envelope.ts';
import { envelopeNamespace, soapVersions } from '../../harness/soap/version.ts';
import { parseXml } from '../../harness/xml/parse.ts';
import { envelopeText } from './messages.ts';

const read = (text: string) => readEnvelope(parseXml(Buffer.from(text)));
const namespace = envelopeNamespace.soap11;

for (const version of soapVersions)
  test(`an envelope of ${version} is read`, () => {
    const text = envelopeText(version, '<a/><b/>', '<h1/><h2 xmlns="urn:h"/>');
    const envelope = read(text);
    expect(envelope).toMatchObject({
      version,
      root: { name: 'Envelope' },
      headers: [{ name: 'h1' }, { name: 'h2', namespace: 'urn:h' }],
      body: { name: 'Body', namespace: envelopeNamespace[version] },
      content: { name: 'a' },
    });
  });

test('Header and content are optional', () => {
  const envelope = read(envelopeText('soap11', ''));
  expect(envelope).toMatchObject({ headers: [] });
  expect(envelope).not.toHaveProperty('content');
});

for (const [text, problem] of [
  ['<html/>', 'Expected a SOAP Envelope; the root element is html in no namespace.'],
  [
    '<Envelope xmlns="urn:x"/>',
    'Expected an Envelope in the namespace of SOAP 1.1 or 1.2; it is in "urn:x".',
  ],
  [
    '<Envelope/>',
    'Expected an Envelope in the namespace of SOAP 1.1 or 1.2; it is in no namespace.',
  ],
  [`<Envelope xmlns="${namespace}"/>`, 'Expected a Body in the Envelope; there is none.'],
  [
    `<Envelope xmlns="${namespace}"><Body xmlns=""/></Envelope>`,
    'Expected a Body in the Envelope; there is none.',
  ],
  [
    `<Envelope xmlns="${namespace}"><Body/><Body/></Envelope>`,
    'Expected one Body in the Envelope; there are 2.',
  ],
] as const)
  test(`${text}: ${problem}`, () => {
    expect(read(text)).toEqual({ problem });
  });
