import { expect, test } from '@playwright/test';
import { parseXrml, serialise } from '../../harness/xrml/node.ts';
import {
  objectElement,
  parseObject,
  samePrincipal,
  type Principal,
} from '../../harness/xrml/principal.ts';
import { testKey } from './keys.ts';

const server: Principal = {
  objectType: 'MS-DRM-Server',
  idType: 'MS-GUID',
  id: '{0b7b3a8e-55ac-4d23-8a0e-6c6a2f4d1c11}',
  publicKey: testKey(1024).publicKey,
  securityLevels: [],
};

test('samePrincipal() compares ID and key, and GUIDs without regard to case', () => {
  expect(samePrincipal(server, { ...server, name: 'another name', address: 'http://other' })).toBe(
    true,
  );
  expect(samePrincipal(server, { ...server, id: server.id.toUpperCase() })).toBe(true);
  expect(samePrincipal(server, { ...server, id: server.id.replace('0b', '0c') })).toBe(false);
  expect(samePrincipal(server, { ...server, idType: 'ascii-tag' })).toBe(false);
  const other = testKey(1024, 'other').publicKey;
  expect(samePrincipal(server, { ...server, publicKey: other })).toBe(false);
});

test('samePrincipal() minds the case of IDs that are no GUIDs', () => {
  const authority: Principal = { ...server, idType: 'ascii-tag', id: 'Some CA' };
  expect(samePrincipal(authority, { ...authority, id: 'some ca' })).toBe(false);
});

test('a URL and email aliases are told apart, whatever their order', () => {
  const object = {
    idType: 'Federation',
    id: 'id',
    name: 'user@assay.example',
    address: 'http://127.0.0.1/',
    aliases: ['first@assay.example', 'second@assay.example'],
  };
  const xml = serialise(objectElement(object));
  expect(xml).toBe(
    '<OBJECT><ID type="Federation">id</ID><NAME>user@assay.example</NAME>' +
      '<ADDRESS type="URL">http://127.0.0.1/</ADDRESS>' +
      '<ADDRESS type="email_alias">first@assay.example</ADDRESS>' +
      '<ADDRESS type="email_alias">second@assay.example</ADDRESS></OBJECT>',
  );
  expect(parseObject(parseXrml(xml))).toEqual(object);
  const reversed = xml.replace(/(<ADDRESS type="URL">.*?<\/ADDRESS>)(.*)(<\/OBJECT>)/, '$2$1$3');
  expect(reversed).not.toBe(xml);
  expect(parseObject(parseXrml(reversed))).toEqual(object);
});
