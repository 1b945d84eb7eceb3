import { expect, test } from '@playwright/test';
import { parseCertificate } from '../../harness/xrml/certificate.ts';
import { XrmlError } from '../../harness/xrml/xrml-error.ts';
import { genuine } from './genuine.ts';

const refused: Readonly<Record<string, [change: (xml: string) => string, message: string]>> = {
  'another root': [
    xml => xml.replaceAll('XrML', 'XML'),
    'An XrML element was expected, not <XML>.',
  ],
  'no BODY': [xml => xml.replaceAll('BODY', 'HEAD'), '<XrML> has no <BODY>.'],
  'two BODY elements': [
    xml => xml.replace('<SIGNATURE>', '<BODY /><SIGNATURE>'),
    '<XrML> has 2 <BODY> children; at most one expected.',
  ],
  'a BODY inside the BODY': [
    xml => xml.replace('<DESCRIPTOR>', '<BODY></BODY><DESCRIPTOR>'),
    'there are 2 start tags and 2 end tags',
  ],
  'an empty BODY beside the real one': [
    xml => xml.replace('<SIGNATURE>', '<SIGNATURE><BODY/>'),
    'there are 2 start tags and 1 end tags',
  ],
  'no ISSUER': [xml => xml.replaceAll('ISSUER>', 'OTHER>'), '<BODY> has no <ISSUER>.'],
  'no ISSUEDTIME': [
    xml => xml.replace(/<ISSUEDTIME>.*<\/ISSUEDTIME>/, ''),
    '<BODY> has no <ISSUEDTIME>.',
  ],
  'an impossible time': [
    xml => xml.replace('2010-06-11T20:52', '2010-06-31T20:52'),
    'not "2010-06-31T20:52"',
  ],
  'a modulus of another size': [
    xml => xml.replace('size="1024"', 'size="2048"'),
    'says a modulus of 2048 bits, but it has 1024',
  ],
  'a modulus that is no base64': [
    xml => xml.replace('>q8uQ', '>q8u?'),
    'The modulus in PUBLICKEY is no base64.',
  ],
  'exponent 1': [xml => xml.replace('65537', '1'), 'PUBLICKEY has exponent "1"; 65537 expected.'],
  'enabling bits of unknown type': [
    xml => xml.replace('sealed-key', 'sealed-key-v3'),
    'ENABLINGBITS is of type "sealed-key-v3"',
  ],
  'a signature that is no base64': [
    xml => xml.replace('>Gayk6', '>Gayk6='),
    'The VALUE in SIGNATURE is no base64.',
  ],
  'base64 with unused bits set': [
    xml => xml.replace('WFvc=<', 'WFvd=<'),
    'The VALUE in SIGNATURE is no base64.',
  ],
};

for (const [what, [change, message]] of Object.entries(refused))
  test(`parseCertificate() refuses ${what}`, () => {
    const changed = change(genuine('clc'));
    expect(changed).not.toBe(genuine('clc'));
    let error: unknown;
    try {
      parseCertificate(changed);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(XrmlError);
    expect(String(error)).toContain(message);
  });

test('parseCertificate() reads pretty-printed documents too; only their signature is void', () => {
  const joined = parseCertificate(genuine('pl'));
  const pretty = parseCertificate(
    genuine('pl').replaceAll('><', '>\n  <').replaceAll('>\n  </', '></'),
  );
  expect(pretty.issuer).toEqual(joined.issuer);
  expect(pretty.enablingBits).toEqual(joined.enablingBits);
  expect(pretty.authenticatedData).toEqual(joined.authenticatedData);
  expect(pretty.signature).toEqual(joined.signature);
});

test('BODY is cut out as received, whatever its spelling', () => {
  const xml = genuine('clc')
    .replace('<BODY type="LICENSE"', "<BODY\n type='LICENSE'")
    .replace('</BODY>', '</BODY >');
  const { bodyText } = parseCertificate(xml);
  expect(bodyText.startsWith("<BODY\n type='LICENSE'")).toBe(true);
  expect(bodyText.endsWith('</WORK></BODY >')).toBe(true);
});
