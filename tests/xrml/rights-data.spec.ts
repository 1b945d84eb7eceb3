import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { generateContentKey } from '../../harness/xrml/content-key.ts';
import { parseXrml } from '../../harness/xrml/node.ts';
import {
  buildRightsData,
  decryptRightsData,
  encryptRightsData,
} from '../../harness/xrml/rights-data.ts';
import { XrmlError } from '../../harness/xrml/xrml-error.ts';
import { genuine } from './genuine.ts';
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

test('another key gives nothing that parses', () => {
  const encrypted = encryptRightsData(genuine('erd'), keys['AES-128']);
  const garbage = decryptRightsData(encrypted, generateContentKey('AES'));
  expect(() => parseXrml(garbage)).toThrow(XrmlError);
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
