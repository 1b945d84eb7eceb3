import { writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test as base } from '@playwright/test';
import { stringify } from 'yaml';
import { loadTarget } from '../../harness/target/load-target.ts';
import { resolveTarget } from '../../harness/target/resolve-target.ts';
import type { Target } from '../../harness/target/target.ts';
import { type WmdrmDescription } from '../../harness/target/wmdrm.ts';
import { UserError } from '../../harness/user-error.ts';
import { keyPairOf } from '../../harness/wmdrm/primitives/ecc1.ts';

export const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
export const serverKey = base64(keyPairOf(2n).publicKey);
export const licenseKey = base64(keyPairOf(3n).publicKey);
export const normal = 'https://drm.example.com/license.asp?a=b%2Bc';
export const header = '<WRMHEADER version="2.0.0.0"><DATA><KID>k</KID></DATA></WRMHEADER>';

/** Bytes of a PKCERT, as nobody has certified them. */
export const certificate = Buffer.alloc(84, 7);

/** The files that a target names in these tests. */
export const files: Readonly<Record<string, string>> = {
  'client.pkcert': `${certificate.toString('base64')}\n`,
  'revoked.pkcert': `${certificate.toString('base64').slice(0, 60)}\n${certificate.toString('base64').slice(60)}\n`,
  'header.xml': `\n${header}\n`,
  'machine.xml': '<c:CertificateCollection/>',
};

export const full = {
  deployments: {
    normal,
    'silent-only': 'https://drm.example.com/silent',
    'version1-only': 'http://drm.example.com/v1',
    'newer-revocation': 'https://drm.example.com/new',
  },
  versions: [1, 7, 11],
  serverKey,
  licenseKey,
  client: { certificate: 'client.pkcert', privateKey: { file: 'client.key' } },
  unlistedClient: { certificate: 'revoked.pkcert', privateKey: { env: 'REVOKED_KEY' } },
  machineCertificate: 'machine.xml',
  content: {
    header: 'header.xml',
    keyId: 'AssayTestKeyId',
    contentKey: { file: 'content.key' },
    minimumAppSecurity: 150,
  },
  actions: ['Play', 'Print.redbook'],
  clientInfo: {
    clientVersion: '11.0.6002.18005',
    securityVersion: '2.5.0.0',
    appSecurity: 150,
    subjectId1: -1,
    subjectId2: 0,
    drmkVersion: '2.2.0.1',
  },
  header: { name: 'WMRMHEADER', place: 'CLIENTINFO' },
  higherLayer: 'https://drm.example.com/state?x=1',
  assumptions: { 'rc4-key-length': '16', 'error-carrier': 'header' },
  recordings: '.',
} as const satisfies WmdrmDescription;

/** A part that names everything, with some of it otherwise. */
export const change = (changes: object): object => ({ ...full, ...changes });

export const test = base.extend<{
  /** Writes a target file with this WMDRM part, and the files that it names beside it. */
  write: (wmdrm: unknown) => string;
  resolved: (wmdrm: unknown) => Target;
  /** What is said of a part: its lines, without the file. */
  told: (wmdrm: unknown) => readonly string[];
}>({
  write: async ({}, use, info) => {
    for (const [name, text] of Object.entries(files)) writeFileSync(info.outputPath(name), text);
    await use(wmdrm => {
      const file = info.outputPath('target.yaml');
      writeFileSync(file, stringify({ wmdrm }, { lineWidth: 0 }));
      return file;
    });
  },
  resolved: async ({ write }, use) => {
    await use(wmdrm => {
      const file = write(wmdrm);
      return resolveTarget(loadTarget(file), dirname(file));
    });
  },
  told: async ({ resolved }, use, info) => {
    await use(wmdrm => {
      try {
        resolved(wmdrm);
        return [];
      } catch (error) {
        expect(error).toBeInstanceOf(UserError);
        const { message } = error as Error;
        return message
          .split('\n')
          .map(line =>
            line.replace(/^\S*target\.yaml, line \d+: /, '').replaceAll(info.outputDir, ''),
          );
      }
    });
  },
});
