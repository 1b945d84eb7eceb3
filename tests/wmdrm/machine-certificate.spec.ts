import { createPublicKey } from 'node:crypto';
import { expect, test } from '@playwright/test';
import {
  certificateNamespace,
  certificateVersion,
  writeMachineCertificate,
} from '../../harness/wmdrm/machine-certificate.ts';
import { validateWmdrm } from '../../harness/wmdrm/validate.ts';
import { attribute, descendants } from '../../harness/xml/element.ts';
import { parseXml } from '../../harness/xml/parse.ts';

const text = writeMachineCertificate();
const root = parseXml(Buffer.from(text));
const textOf = (name: string): string =>
  descendants(root).find(element => element.name === name)?.text ?? '';

test('a machine certificate has what 3.2.5.3 looks at', () => {
  expect(root).toMatchObject({ name: 'CertificateCollection', prefix: 'c' });
  expect(root.namespace).toBe('http://schemas.microsoft.com/DRM/2004/02/cert');
  expect(certificateNamespace).toBe(root.namespace);
  expect(attribute(root, 'Version', root.namespace)).toBe('2.0');
  expect(certificateVersion).toBe('2.0');
  expect(text).toContain('<c:Data');
  expect(text).toContain('</c:Data>');
  expect(textOf('Exponent')).toBe('AQAB');
});

test('its key is one of RSA, with 1024 bits', () => {
  const n = Buffer.from(textOf('Modulus'), 'base64').toString('base64url');
  const key = createPublicKey({ key: { kty: 'RSA', n, e: 'AQAB' }, format: 'jwk' });
  expect(key.asymmetricKeyDetails).toMatchObject({ modulusLength: 1024, publicExponent: 65537n });
});

test('it is valid, and the same for the whole process', () => {
  expect(validateWmdrm('CertificateCollection', Buffer.from(text))).toEqual([]);
  expect(writeMachineCertificate()).toBe(text);
});
