import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from '@playwright/test';
import { startWmdrmReference } from '../../../cli/reference-wmdrm.ts';
import { decodeBase64 } from '../../../harness/base64.ts';
import { readSecret, type SecretSource } from '../../../harness/target/secret.ts';
import { readClientCertificate, readContentHeader } from '../../../harness/target/wmdrm-files.ts';
import { publicKeyOf, readPkcert } from '../../../harness/wmdrm/pkcert.ts';
import { keyPairOf, readLittleEndian } from '../../../harness/wmdrm/primitives/ecc1.ts';
import { assumptionNames, completeAssumptions } from '../../../harness/wmdrm/wmdrm-assumptions.ts';

const fileOf = (source: SecretSource | undefined): string =>
  source !== undefined && 'file' in source ? source.file : '';

test('the reference server is described as a target that declares everything', async () => {
  const { wmdrm, close } = await startWmdrmReference();
  try {
    const { versions, assumptions, content, client, unlistedClient } = wmdrm;
    expect(versions).toEqual([1, 7, 11]);
    expect(Object.keys(assumptions).sort()).toEqual([...assumptionNames].sort());
    const files = [client, unlistedClient].map(each => fileOf(each?.privateKey));
    for (const file of [...files, fileOf(content.contentKey)])
      expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readContentHeader(content.headerFile ?? '')).toContain(content.keyId);
    for (const each of [client, unlistedClient]) {
      if (each === undefined) throw new Error('A client was expected.');
      const pkcert = readClientCertificate(each.certificateFile, 'client');
      const bytes = decodeBase64(readSecret(each.privateKey, 'key')) ?? new Uint8Array();
      expect(bytes).toHaveLength(20);
      const { publicKey } = keyPairOf(readLittleEndian(bytes));
      expect(publicKeyOf(readPkcert(pkcert), completeAssumptions(assumptions))).toEqual(publicKey);
    }
  } finally {
    await close();
  }
});

test('its folder lasts until it is closed', async () => {
  const { wmdrm, close } = await startWmdrmReference();
  const folder = dirname(wmdrm.content.headerFile ?? '');
  expect(readFileSync(wmdrm.client?.certificateFile ?? '', 'utf8')).toMatch(/^[\w+/]+={0,2}\n$/);
  await close();
  expect(existsSync(folder)).toBe(false);
  await expect(fetch(wmdrm.deployments.normal ?? '')).rejects.toThrow('fetch failed');
});
