import { readFileSync } from 'node:fs';
import type { FixtureValues } from '../../harness/wsdl/fill.ts';

/** A certificate of MS-RMPR 4.5, as committed, without what follows its root element. */
export function certificate(name: string): string {
  const file = new URL(`../../fixtures/certificates/${name}.xml`, import.meta.url);
  return readFileSync(file, 'utf8').trim();
}

/** A value for every placeholder: genuine certificates, version 1.0.0.0, and text of the right type. */
export const sampleValues: FixtureValues = {
  'minimum-version': '1.0.0.0',
  'maximum-version': '1.0.0.0',
  'version-above-maximum': '1.0.0.1',
  'publishing-license': certificate('pl'),
  'unsigned-publishing-license': certificate('pl'),
  'rac-chain': certificate('rac'),
  'spc-chain': certificate('spc'),
  'application-data': certificate('erd'),
  hid: certificate('template'),
  'user-name': 'alice@example.com',
  'user-sid': 'S-1-5-21-1-2-3-1001',
  'proxy-address': 'smtp:alice@example.com',
  licensee: 'bob@example.com',
  'template-guid': '{3a2f1c5e-6f0b-4f0e-9c53-6c2b1f2d7a10}',
  'additional-info': 'none',
  'signed-data': 'none',
  'revocation-authority-public-key': 'AQAB',
  'enrollee-public-key': 'AQAB',
  'enrollee-guid': '3a2f1c5e-6f0b-4f0e-9c53-6c2b1f2d7a10',
  'server-sku': 'RMS',
  'server-version': '1.0.0.0',
  'server-name': 'rms.example.com',
  'server-url': 'https://rms.example.com/_wmcs',
};
