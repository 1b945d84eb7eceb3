import { expect, test } from '@playwright/test';
import { errorsIn, version1Errors } from '../../../harness/wmdrm/errors.ts';
import { contentKeyOf, readLicense1, type License1 } from '../../../harness/wmdrm/license1.ts';
import { decryptBlock } from '../../../harness/wmdrm/primitives/block.ts';
import { isSignedBy } from '../../../harness/wmdrm/primitives/signature.ts';
import { keyIdOf } from '../../../harness/wmdrm/version1-request.ts';
import { licensesInPage } from '../../../harness/wmdrm/version1-page.ts';
import { flippedAt } from '../../wmdrm/bits.ts';
import { foreignCertificate, withServer, type Answer, type Asking } from './asking.ts';

/** The one license of a page. */
function licenseIn({ text }: Answer): License1 {
  const licenses = licensesInPage(Buffer.from(text));
  expect(licenses).toHaveLength(1);
  return readLicense1(licenses[0] ?? new Uint8Array());
}

test('a request gets a page with one license that its machine opens', async () => {
  await withServer(async ({ get, packet, state }) => {
    const answer = await get(packet());
    expect(answer).toMatchObject({ status: 200, type: 'text/html; charset=utf-8' });
    expect(answer.text).toContain('<HTML>');
    const license = licenseIn(answer);
    const { client, licenseKey, content, assumptions } = state;
    expect([...license.licVersion]).toEqual([0, 1, 0, 1]);
    expect([...license.dataLen]).toEqual([0x75, 0, 0, 0]);
    expect(license.kid).toEqual(keyIdOf(content.keyId));
    const block = decryptBlock(license.key, client.machine.privateKey, assumptions['point-order']);
    expect(contentKeyOf(block)).toEqual({ key: content.contentKey, isConfirmed: true });
    expect(isSignedBy(license.data, license.sign, licenseKey.publicKey, assumptions)).toBe(true);
    // CERTDATA of 56 bytes and a signature of 40, twice.
    expect(license.certificates).toHaveLength(2 * 96);
  });
});

test('a license is for the key that was asked for', async () => {
  await withServer(async ({ get, packet }) => {
    const keyId = keyIdOf('another key');
    expect(licenseIn(await get(packet({ keyId }))).kid).toEqual(keyId);
  });
});

for (const rest of ['', '&DRMVer=1.3', '&DRMVer=9.9', '&DRMVer=1.4&embedded=true'])
  test(`what follows the challenge makes no difference: "${rest}"`, async () => {
    await withServer(async ({ get, packet }) => {
      licenseIn(await get(packet(), 'normal', rest));
    });
  });

test('a plus that a client does not escape is one', async () => {
  await withServer(async ({ urls, packet }) => {
    let challenge = '';
    while (!challenge.includes('+')) challenge = Buffer.from(packet()).toString('base64');
    const response = await fetch(`${urls.normal}?challenge=${challenge}`);
    expect(licensesInPage(Buffer.from(await response.text()))).toHaveLength(1);
  });
});

type Packet = (asking: Asking) => Uint8Array;

/** What breaks each rule, and only that. */
const defects: Readonly<Record<keyof typeof version1Errors, Readonly<Record<string, Packet>>>> = {
  length: { '202 bytes': ({ packet }) => Uint8Array.from([...packet(), 0]) },
  version: {
    'version 0,1,0,2': ({ packet }) => packet().with(3, 2),
    'version 1,1,0,1': ({ packet }) => packet().with(0, 1),
  },
  decryption: {
    'no points': ({ packet }) => packet().fill(1, 4, 84),
    '200 bytes': ({ packet }) => packet().slice(0, 200),
  },
  appSecurity: { 'AppSec 149': ({ packet }) => packet({ appSecurity: 149 }) },
  unlisted: {
    'the unlisted client': ({ packet, state }) => packet({ pkcert: state.unlistedClient.pkcert }),
    'a foreign client': ({ packet, state }) => packet({ pkcert: foreignCertificate(state) }),
    'another version of PK': ({ packet }) => flippedAt(packet(), 8 * (84 + 43)),
  },
  signature: { 'a wrong signature': ({ packet }) => flippedAt(packet(), 8 * (84 + 44)) },
};

for (const [rule, cases] of Object.entries(defects))
  for (const [what, make] of Object.entries(cases))
    test(`${what}: the error of ${rule}, and no license`, async () => {
      await withServer(async asking => {
        const answer = await asking.get(make(asking));
        expect(answer).toMatchObject({ status: 200, type: 'text/html; charset=utf-8' });
        expect(errorsIn(answer.text)).toEqual([version1Errors[rule as keyof typeof defects]]);
        expect(licensesInPage(Buffer.from(answer.text))).toEqual([]);
      });
    });

test('AppSec 150 is enough', async () => {
  await withServer(async ({ get, packet }) => {
    licenseIn(await get(packet({ appSecurity: 150 })));
  });
});

test('of two rules that are broken, the first is told', async () => {
  await withServer(async ({ get, packet, state }) => {
    const { pkcert } = state.unlistedClient;
    const one = await get(packet({ pkcert, appSecurity: 0 }));
    expect(errorsIn(one.text)).toEqual([version1Errors.appSecurity]);
    const other = await get(Uint8Array.from([...packet().with(3, 2), 0]));
    expect(errorsIn(other.text)).toEqual([version1Errors.length]);
  });
});

test('a challenge that is no base64 has no version', async () => {
  await withServer(async ({ urls }) => {
    const text = await (await fetch(`${urls.normal}?challenge=%23`)).text();
    expect(errorsIn(text)).toEqual([version1Errors.version]);
  });
});
