import { expect, test } from '@playwright/test';
import { genuine, signedCertificates } from './genuine.ts';
import { schemaErrors } from './xrml-schema.ts';

for (const name of [...signedCertificates, 'erd', 'template'] as const)
  test(`XrML.xsd accepts ${name}.xml`, () => {
    expect(schemaErrors(genuine(name))).toBe('');
  });

test('XrML.xsd accepts values on lines of their own, as the templates of MS-RMPR 2.2.9 set them', () => {
  const spaced = genuine('spc').replace(/>([^<]+)</g, '>\n  $1\n<');
  expect(schemaErrors(spaced)).toBe('');
});

type Name = Parameters<typeof genuine>[0];
const refused: Readonly<Record<string, [Name, string | RegExp, string]>> = {
  'an unknown element': ['pl', '<WORK>', '<EXTRA /><WORK>'],
  'an unknown attribute': ['pl', '<BODY ', '<BODY extra="1" '],
  'an unknown right as an element': ['ul', /VIEW>/g, 'READ>'],
  'ISSUER before DESCRIPTOR': [
    'spc',
    /(<DESCRIPTOR>.*<\/DESCRIPTOR>)(<ISSUER>.*<\/ISSUER>)/,
    '$2$1',
  ],
  'SIGNATURE before BODY': ['spc', /(<BODY.*<\/BODY>)(<SIGNATURE>.*<\/SIGNATURE>)/, '$2$1'],
  'PUBLICKEY before OBJECT': [
    'spc',
    /(<OBJECT type="Machine-U.*?<\/OBJECT>)(<PUBLICKEY>.*?<\/PUBLICKEY>)/,
    '$2$1',
  ],
  'no ISSUEDTIME': ['rac', /<ISSUEDTIME>.*<\/ISSUEDTIME>/, ''],
  'no BODY': ['rac', /<BODY.*<\/BODY>/, ''],
  'issued principals without an issuer': ['pl', /<ISSUER>.*<\/ISSUER>/, ''],
  'no PUBLICKEY in ISSUER': ['rac', /<PUBLICKEY>.*?<\/PUBLICKEY>/, ''],
  'no modulus': ['rac', /<PARAMETER name="modulus">.*?<\/PARAMETER>/, ''],
  'two principals': ['pl', /(<PRINCIPAL internal-id="1">.*?<\/PRINCIPAL>)/, '$1$1'],
  'no ID in OBJECT': ['clc', /<ID .*?<\/ID>/, ''],
  'no type on ID': ['clc', '<ID type="MS-GUID">', '<ID>'],
  'no VALUE in ENABLINGBITS': ['pl', /(<ENABLINGBITS.*?>).*?(<\/ENABLINGBITS>)/, '$1$2'],
  'an unknown type of ENABLINGBITS': ['pl', 'sealed-key', 'sealed-key-v3'],
  'ENABLINGBITS that are no base64': ['pl', '>Sa+OwoCK', '>Sa+OwoC!'],
  'ENABLINGBITS of incomplete base64': ['pl', '>Sa+OwoCK', '>Sa+OwoC'],
  'empty ENABLINGBITS': ['pl', /(size="1536">)[^<]*/, '$1'],
  'a modulus that is no base64': ['spc', '>nxos', '>nx?s'],
  'an exponent other than 65537': ['spc', '>65537<', '>3<'],
  'a signature that is no base64': ['spc', '>EEdX', '>EEd-'],
  'a signature without size': ['spc', 'size="1024">EEdX', '>EEdX'],
  'a digest that is no base64': ['spc', '>37Ik', '>37I_'],
  'no DIGEST in SIGNATURE': ['pl', /<DIGEST>.*<\/DIGEST>/, ''],
  'an unknown hash': ['pl', '<ALGORITHM>SHA1<', '<ALGORITHM>MD5<'],
  'another signature algorithm': ['pl', 'RSA PKCS#1-V1.5', 'RSA PSS'],
  'a time that is none': ['pl', '2010-06-11T21:41', '2010-13-11T21:41'],
  'a date without time': ['pl', '2010-06-11T21:41', '2010-06-11'],
  'an unknown type of BODY': ['pl', 'Microsoft Rights Label', 'Rights Label'],
  'another version of XrML': ['pl', 'XrML version="1.2"', 'XrML version="2.0"'],
  'a right without conditions': ['ul', /<CONDITIONLIST>.*<\/CONDITIONLIST>/, ''],
  'an empty list of rights': ['erd', /<RIGHTSLIST>.*<\/RIGHTSLIST>/, '<RIGHTSLIST />'],
  'a RIGHT without name': ['template', '<RIGHT name="OWNER">', '<RIGHT>'],
  'text between elements': ['pl', '<WORK>', 'text<WORK>'],
  'a namespace': ['pl', 'xmlns=""', 'xmlns="urn:x"'],
};

for (const [what, [name, from, to]] of Object.entries(refused))
  test(`XrML.xsd refuses ${what}`, () => {
    const changed = genuine(name).replace(from, to);
    expect(changed).not.toBe(genuine(name));
    expect(schemaErrors(changed)).not.toBe('');
  });
