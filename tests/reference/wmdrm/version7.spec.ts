import { expect, test } from '@playwright/test';
import { encodeBase64 } from '../../../harness/base64.ts';
import { errorsIn, hresults, version1Errors } from '../../../harness/wmdrm/errors.ts';
import { withText } from '../../../harness/wmdrm/license-request.ts';
import { contentKeyOf, readLicense1 } from '../../../harness/wmdrm/license1.ts';
import { openLicense7 } from '../../../harness/wmdrm/license7.ts';
import {
  readLicense7Document,
  type License7Document,
} from '../../../harness/wmdrm/license7-document.ts';
import { decryptBlock } from '../../../harness/wmdrm/primitives/block.ts';
import { isSignedBy } from '../../../harness/wmdrm/primitives/signature.ts';
import { keyIdOf } from '../../../harness/wmdrm/version1-request.ts';
import { validateWmdrm } from '../../../harness/wmdrm/validate.ts';
import { child } from '../../../harness/xml/element.ts';
import { flippedAt } from '../../wmdrm/bits.ts';
import { clientIdOf, foreignCertificate, responseIn, withServer, type Asking } from './asking.ts';

/** The version 7 license of a response, opened. */
function openedIn(
  text: string,
  { client, assumptions }: Asking['state'],
): { block: Uint8Array; text: Uint8Array; document: License7Document } {
  const [license] = responseIn({ text }).licenses;
  expect(license?.version).toBe('2.0.0.0');
  const order = assumptions['point-order'];
  const bytes = license?.bytes ?? new Uint8Array();
  const opened = openLicense7(bytes, client.machine.privateKey, order);
  return { ...opened, document: readLicense7Document(opened.text) };
}

test('a silent request gets a response that is valid, with a license of each version', async () => {
  await withServer(async ({ post, request }) => {
    const answer = await post(request());
    expect(answer).toMatchObject({ status: 200, type: 'text/xml; charset=utf-8' });
    expect(validateWmdrm('LICENSERESPONSE', Buffer.from(answer.text))).toEqual([]);
    const { licenses, encoded } = responseIn(answer);
    expect(licenses.map(({ version }) => version)).toEqual(['2.0.0.0', '0.1.0.0']);
    expect(encoded).toBe(false);
  });
});

test('the version 7 license opens with KM, is valid, signed, and for the content', async () => {
  await withServer(async ({ post, request, state }) => {
    const { block, text, document } = openedIn((await post(request())).text, state);
    const { licenseKey, content, assumptions, client } = state;
    expect([...block.subarray(0, 2)]).toEqual([7, 1]);
    expect(validateWmdrm('LICENSE', text)).toEqual([]);
    const { data, signedText, signature, certificates, encryptedKey } = document;
    expect(data && child(data, 'KID')?.text).toBe(content.keyId);
    expect(certificates).toHaveLength(2);
    const signed = signedText ?? new Uint8Array();
    const value = signature ?? new Uint8Array();
    expect(isSignedBy(signed, value, licenseKey.publicKey, assumptions)).toBe(true);
    const order = assumptions['point-order'];
    const key = encryptedKey ?? new Uint8Array();
    const opened = decryptBlock(key, client.machine.privateKey, order);
    expect(opened.subarray(0, 7)).toEqual(content.contentKey);
  });
});

test('each license has a block and an id of its own', async () => {
  await withServer(async ({ post, request, state }) => {
    const [one, other] = [
      openedIn((await post(request())).text, state),
      openedIn((await post(request())).text, state),
    ];
    expect(one.block).not.toEqual(other.block);
    expect(one.text).not.toEqual(other.text);
  });
});

test('the version 1 license inside is for the key of the header', async () => {
  await withServer(async ({ post, request, state }) => {
    const [, license] = responseIn(await post(request())).licenses;
    const { kid, key } = readLicense1(license?.bytes ?? new Uint8Array());
    const { content, client, assumptions } = state;
    expect(kid).toEqual(keyIdOf(content.keyId));
    const block = decryptBlock(key, client.machine.privateKey, assumptions['point-order']);
    expect(contentKeyOf(block)).toEqual({ key: content.contentKey, isConfirmed: true });
  });
});

const headers: Readonly<Record<string, (asking: Asking) => string>> = {
  'WMRMHEADER below LICENSEREQUEST': ({ request, state }) =>
    request({ header: state.content.header.replaceAll('WRMHEADER', 'WMRMHEADER') }),
  'WRMHEADER below CLIENTINFO': ({ request }) => request({ headerPlace: 'CLIENTINFO' }),
  'APPSEC in place of APPSECURITY': ({ request }) => request().replaceAll('APPSECURITY', 'APPSEC'),
};

for (const [what, make] of Object.entries(headers))
  test(`both readings of the document are taken: ${what}`, async () => {
    await withServer(async asking => {
      const text = make(asking).replaceAll(asking.state.content.keyId, 'AnotherKey');
      const { document } = openedIn((await asking.post(text)).text, asking.state);
      expect(document.data && child(document.data, 'KID')?.text).toBe('AnotherKey');
    });
  });

test('a request in base64 is taken, too', async () => {
  await withServer(async ({ post, request }) => {
    const answer = await post(encodeBase64(Buffer.from(request())));
    expect(responseIn(answer).licenses).toHaveLength(2);
  });
});

const clientIds: Readonly<Record<string, (bytes: Uint8Array) => Uint8Array>> = {
  '167 bytes': bytes => bytes.slice(0, -1),
  '169 bytes': bytes => Uint8Array.from([...bytes, 0]),
  '0 bytes': () => new Uint8Array(),
  'another Version': bytes => bytes.with(0, 3),
};

for (const [what, change] of Object.entries(clientIds))
  test(`a CLIENTID of ${what} can not be decoded`, async () => {
    await withServer(async ({ post, request, state }) => {
      const clientId = change(clientIdOf(state, state.client.pkcert));
      const answer = await post(request({ clientId }));
      expect(answer).toMatchObject({ status: 200, type: 'text/html; charset=utf-8' });
      expect(answer.text).toContain('DRM_E_LIC_CLIENDID_DECODING_FAILURE (0x8004800F)');
      expect(errorsIn(answer.text)).toEqual([hresults.clientIdDecoding]);
    });
  });

test('a CLIENTID that is no base64, or is not there, can not be decoded', async () => {
  await withServer(async ({ post, request }) => {
    const noBase64 = withText(request(), 'CLIENTID', '#') ?? '';
    const without = request().replace(/<CLIENTID>.*<\/CLIENTID>/, '');
    for (const text of [noBase64, without])
      expect(errorsIn((await post(text)).text)).toEqual([hresults.clientIdDecoding]);
  });
});

const certificates: Readonly<Record<string, (state: Asking['state']) => Uint8Array>> = {
  'the unlisted client': ({ unlistedClient }) => unlistedClient.pkcert,
  'a foreign client': foreignCertificate,
  'a wrong signature': ({ client }) => flippedAt(client.pkcert, 8 * 44),
  'another version of PK': ({ client }) => flippedAt(client.pkcert, 8 * 43),
};

for (const [what, make] of Object.entries(certificates))
  test(`${what} is not authorized, whoever V1CHALLENGE is from`, async () => {
    await withServer(async ({ post, request, packet, state }) => {
      const pkcert = make(state);
      const clientId = clientIdOf(state, pkcert);
      const keyId = new Uint8Array(25);
      for (const v1Challenge of [packet({ keyId }), packet({ pkcert, keyId })]) {
        const { text } = await post(request({ clientId, v1Challenge }));
        expect(text).toContain('DRM_E_LIC_UNAUTHORIZED_DRM_CLIENT (0x8004800E)');
        expect(errorsIn(text)).toEqual([hresults.unauthorizedClient]);
      }
    });
  });

test('V1CHALLENGE is held to the rules of version 1', async () => {
  await withServer(async ({ post, request, packet, state }) => {
    const keyId = new Uint8Array(25);
    const { pkcert } = state.unlistedClient;
    const cases = [
      [Uint8Array.from([...packet({ keyId }), 0]), version1Errors.length],
      [packet({ keyId }).with(3, 2), version1Errors.version],
      [packet({ keyId }).fill(1, 4, 84), version1Errors.decryption],
      [packet({ keyId, appSecurity: 149 }), version1Errors.appSecurity],
      [packet({ keyId, pkcert }), version1Errors.unlisted],
      [flippedAt(packet({ keyId }), 8 * (84 + 44)), version1Errors.signature],
    ] as const;
    for (const [v1Challenge, error] of cases)
      expect(errorsIn((await post(request({ v1Challenge }))).text)).toEqual([error]);
  });
});

test('CLIENTID is looked at before V1CHALLENGE', async () => {
  await withServer(async ({ post, request }) => {
    const nothing = new Uint8Array();
    const { text } = await post(request({ clientId: nothing, v1Challenge: nothing }));
    expect(errorsIn(text)).toEqual([hresults.clientIdDecoding]);
  });
});

for (const challenge of ['', 'x', '<LICENSEREQUEST>', '<WRMHEADER/>', 'PGE+'])
  test(`what is no request is answered with 400: "${challenge}"`, async () => {
    await withServer(async ({ post }) => {
      const answer = await post(challenge);
      expect(answer.status).toBe(400);
      expect(errorsIn(answer.text)).toEqual([]);
    });
  });
