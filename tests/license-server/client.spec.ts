import { expect, test } from '@playwright/test';
import type { WmdrmRequest } from '../../harness/license-server/request.ts';
import type { WmdrmState } from '../../harness/license-server/state.ts';
import type { WireRequest } from '../../harness/transport/wire.ts';
import {
  clientIdOffsets,
  clientIdVersion,
  openClientId,
  splitClientId,
} from '../../harness/wmdrm/client-id.ts';
import { predefinedActions } from '../../harness/wmdrm/license-request.ts';
import { decodeMessageBase64 } from '../../harness/wmdrm/message-base64.ts';
import { decryptBlock } from '../../harness/wmdrm/primitives/block.ts';
import { validateWmdrm } from '../../harness/wmdrm/validate.ts';
import {
  keyIdOf,
  openVersion1Request,
  requestVersion1,
} from '../../harness/wmdrm/version1-request.ts';
import {
  completeAssumptions,
  wmdrmAssumptions,
  type AssumptionChoices,
} from '../../harness/wmdrm/wmdrm-assumptions.ts';
import { child, children } from '../../harness/xml/element.ts';
import { parseXml } from '../../harness/xml/parse.ts';
import { fc } from '../fast-check.ts';
import { answering, challengeOf, formOf } from './answering.ts';
import { header, keyId, ownFile, ownServer } from './own-server.ts';

/** The harness as a client: what it sends is held to what [MS-DRM] demands of one. */

const versions = [7, 11] as const;

async function sentFor(state: WmdrmState, request: WmdrmRequest): Promise<WireRequest> {
  const { session, recorder, sent } = answering(state);
  await session.answer(recorder, request);
  const [first] = sent;
  if (first === undefined || sent.length !== 1) throw new Error(`${sent.length} were sent.`);
  return first;
}

/** The packet of a GET. */
function packetIn({ url }: WireRequest): Uint8Array {
  const packet = decodeMessageBase64(new URL(url).searchParams.get('challenge') ?? '');
  if (packet === undefined) throw new Error(`${url} has no challenge.`);
  return packet;
}

/** Bytes in base64 of an element of a request, wherever it stands. */
function bytesIn(request: string, name: string): Uint8Array {
  const text = new RegExp(`<${name}>([^<]*)</${name}>`).exec(request)?.[1] ?? '';
  return new Uint8Array(Buffer.from(text, 'base64'));
}

test('wmdrm.form.post: a request is the field challenge of a form that is posted', async () => {
  const { state } = ownServer();
  for (const protocol of versions)
    for (const nonsilent of [undefined, '0', '1'] as const) {
      const silence = nonsilent === undefined ? {} : { nonsilent };
      const sent = await sentFor(state, { protocol, ...silence });
      expect(sent.method).toBe('POST');
      expect(sent.url).toBe(state.deployments.normal);
      expect(sent.headers).toEqual({ 'content-type': 'application/x-www-form-urlencoded' });
      const { challenge, ...others } = Object.fromEntries(formOf(sent));
      expect(others).toEqual(silence);
      expect([...formOf(sent).keys()].filter(name => name === 'challenge')).toHaveLength(1);
      expect(challenge).toMatch(/^<LICENSEREQUEST .*<\/LICENSEREQUEST>$/);
      // A form has no bytes but those of ASCII.
      expect(Buffer.from(sent.body ?? []).toString('latin1')).toMatch(/^[\w.*+%=&-]+$/);
    }
});

test('wmdrm.form.post: declared to be encoded, the whole request is base64', async () => {
  const { state } = ownServer({ assumptions: { 'request-form': 'base64' } });
  const challenge = challengeOf(await sentFor(state, {}));
  expect(challenge).toMatch(/^[A-Za-z0-9+/]+=*$/);
  expect(Buffer.from(challenge, 'base64').toString()).toMatch(/^<LICENSEREQUEST .*REQUEST>$/);
});

test('wmdrm.form.get: a packet is the parameter challenge of a GET', async () => {
  for (const alphabet of wmdrmAssumptions['base64-alphabet'].choices)
    for (const normal of ['http://a.example/license.asp', 'http://a.example/x?tenant=7&b']) {
      const { state } = ownServer({
        deployments: { normal },
        assumptions: { 'base64-alphabet': alphabet },
      });
      const sent = await sentFor(state, { protocol: 1 });
      expect(sent).toMatchObject({ method: 'GET', headers: {} });
      expect(sent.body).toBeUndefined();
      expect(sent.url.startsWith(`${normal}${normal.includes('?') ? '&' : '?'}challenge=`)).toBe(
        true,
      );
      const names = [...new URL(sent.url).searchParams.keys()];
      expect(names.slice(-2)).toEqual(['challenge', 'DRMVer']);
      expect(names.filter(name => name === 'challenge')).toHaveLength(1);
      expect(packetIn(sent)).toHaveLength(201);
    }
});

test('wmdrm.form.get: characters of any alphabet come through a query as they are', async () => {
  for (const [alphabet, signs] of [
    ['standard', /^[A-Za-z0-9+/]{268}$/],
    ['exclamation-asterisk', /^[A-Za-z0-9!*]{268}$/],
    ['url', /^[A-Za-z0-9_-]{268}$/],
  ] as const) {
    const { state } = ownServer({ assumptions: { 'base64-alphabet': alphabet } });
    const { url } = await sentFor(state, { protocol: 1 });
    expect(new URL(url).searchParams.get('challenge')).toMatch(signs);
  }
});

test('wmdrm.form.drmver: DRMVer is that of a client of version 7 and above', async () => {
  const { url } = await sentFor(ownServer().state, { protocol: 1 });
  expect(new URL(url).searchParams.getAll('DRMVer')).toEqual(['1.4']);
});

/** Texts that a target can hold: one line of what XML can hold. */
const line = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 30 })
  .filter(text => !/[\u{0}-\u{1f}\u{fffe}\u{ffff}]/u.test(text));
const level = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const subject = fc.maxSafeInteger();
const clientInfos = fc.record({
  clientVersion: line,
  securityVersion: line,
  appSecurity: level,
  subjectId1: subject,
  subjectId2: subject,
  drmkVersion: line,
});

test('wmdrm.form.schema: a request is valid, and says what the target has it say', async () => {
  const { state } = ownServer();
  await fc.assert(
    fc.asyncProperty(
      clientInfos,
      fc.array(line, { minLength: 1, maxLength: 5 }),
      fc.constantFrom(...versions),
      fc.constantFrom('LICENSEREQUEST' as const, 'CLIENTINFO' as const),
      fc.constantFrom('WRMHEADER' as const, 'WMRMHEADER' as const),
      async (clientInfo, actions, protocol, place, name) => {
        const own = { ...state, clientInfo, actions, header: { name, place } };
        const bytes = Buffer.from(challengeOf(await sentFor(own, { protocol })));
        expect(validateWmdrm('LICENSEREQUEST', bytes)).toEqual([]);
        const root = parseXml(bytes);
        const info = child(root, 'CLIENTINFO');
        if (info === undefined) throw new Error('There is no CLIENTINFO.');
        const said = (element: string) => child(info, element)?.text;
        expect({
          clientVersion: said('CLIENTVERSION'),
          securityVersion: said('SECURITYVERSION'),
          appSecurity: Number(said('APPSECURITY')),
          subjectId1: Number(said('SUBJECTID1')),
          subjectId2: Number(said('SUBJECTID2')),
          drmkVersion: said('DRMKVERSION'),
        }).toEqual(clientInfo);
        const above = place === 'CLIENTINFO' ? info : root;
        expect(above.children.filter(each => each.name.endsWith('HEADER'))).toMatchObject([
          { name },
        ]);
        const list = child(root, 'ACTIONLIST');
        expect(list && children(list, 'ACTION').map(({ text }) => text)).toEqual(actions);
      },
    ),
    { numRuns: 60 },
  );
});

test('wmdrm.form.schema: a target with little in it has valid requests, too', async () => {
  const { state } = ownServer({ content: {} });
  for (const protocol of versions) {
    const challenge = challengeOf(await sentFor(state, { protocol }));
    expect(validateWmdrm('LICENSEREQUEST', Buffer.from(challenge))).toEqual([]);
    expect(challenge).not.toContain('HEADER');
  }
});

test('wmdrm.form.actions: one to five rights are asked for, in order', async () => {
  for (let count = 1; count <= 5; count += 1) {
    const actions = predefinedActions.slice(0, count);
    const { state } = ownServer({ actions });
    const root = parseXml(Buffer.from(challengeOf(await sentFor(state, {}))));
    const lists = children(root, 'ACTIONLIST');
    expect(lists).toHaveLength(1);
    expect(lists[0]?.children.map(({ name, text }) => [name, text])).toEqual(
      actions.map(action => ['ACTION', action]),
    );
  }
});

/** Every way in which a request may be encrypted. */
const forms: readonly Partial<AssumptionChoices>[] = wmdrmAssumptions[
  'point-order'
].choices.flatMap(order =>
  wmdrmAssumptions['rc4-key-length'].choices.flatMap(length =>
    wmdrmAssumptions['app-security-encoding'].choices.map(encoding => ({
      'point-order': order,
      'rc4-key-length': length,
      'app-security-encoding': encoding,
    })),
  ),
);

test('wmdrm.version1.packet: the server reads in a packet what the target says', async () => {
  for (const assumptions of forms) {
    const { state, serverKey, client } = ownServer({ assumptions });
    const packet = packetIn(await sentFor(state, { protocol: 1 }));
    expect(packet).toHaveLength(201);
    expect(packet.subarray(0, 4)).toEqual(requestVersion1);
    const assumed = completeAssumptions(assumptions);
    expect(openVersion1Request(packet, serverKey.privateKey, assumed)).toEqual({
      pkcert: client.pkcert,
      keyId: keyIdOf(keyId),
      rights: Uint8Array.of(1, 0, 0, 0),
      appSecurity: 2000,
    });
  }
});

test('wmdrm.version1.packet: another client and another level are as they are asked for', async () => {
  const { state, serverKey, unlistedClient } = ownServer();
  await fc.assert(
    fc.asyncProperty(level, async appSecurity => {
      const choices = { client: 'unlisted', appSecurity } as const;
      const packet = packetIn(await sentFor(state, { protocol: 1, choices }));
      const opened = openVersion1Request(packet, serverKey.privateKey, completeAssumptions());
      expect(opened).toMatchObject({ appSecurity, pkcert: unlistedClient.pkcert });
    }),
    { numRuns: 10 },
  );
});

test('wmdrm.version1.session-key: each request has 16 random bytes of its own', async () => {
  const { state, serverKey } = ownServer();
  const keys: Uint8Array[] = [];
  const open = (block: Uint8Array) => {
    keys.push(decryptBlock(block, serverKey.privateKey, 'ephemeral-first'));
  };
  for (let count = 0; count < 12; count += 1) {
    open(packetIn(await sentFor(state, { protocol: 1 })).subarray(4, 84));
    const request = challengeOf(await sentFor(state, {}));
    open(bytesIn(request, 'V1CHALLENGE').subarray(4, 84));
    open(splitClientId(bytesIn(request, 'CLIENTID')).encRandNum);
  }
  expect(new Set(keys.map(key => Buffer.from(key).toString('hex'))).size).toBe(36);
  for (let at = 0; at < 16; at += 1)
    expect(new Set(keys.map(key => key[at])).size, `byte ${at}`).toBeGreaterThan(10);
});

test('wmdrm.version7.client-id: CLIENTID holds the certificate for the server alone', async () => {
  for (const assumptions of forms)
    for (const protocol of versions) {
      const { state, serverKey, client } = ownServer({ assumptions });
      const bytes = bytesIn(challengeOf(await sentFor(state, { protocol })), 'CLIENTID');
      expect(bytes).toHaveLength(168);
      expect(bytes.subarray(0, 4)).toEqual(clientIdVersion);
      const assumed = completeAssumptions(assumptions);
      const { pkcert } = openClientId(bytes, serverKey.privateKey, assumed);
      expect(pkcert).toEqual(client.pkcert);
      expect(bytes.subarray(clientIdOffsets.pkcert)).not.toEqual(client.pkcert);
    }
});

test('wmdrm.version7.v1-key-id: the version 1 request inside names no key', async () => {
  const { state, serverKey, client } = ownServer();
  for (const protocol of versions) {
    const packet = bytesIn(challengeOf(await sentFor(state, { protocol })), 'V1CHALLENGE');
    const opened = openVersion1Request(packet, serverKey.privateKey, completeAssumptions());
    expect(opened.keyId).toEqual(new Uint8Array(25));
    expect(opened.pkcert).toEqual(client.pkcert);
  }
});

/** Content headers, as odd as packagers may write them. */
const headers: readonly string[] = [
  header,
  '<WMRMHEADER/>',
  '<WRMHEADER version="2.0.0.0"/>',
  "<WRMHEADER\n\tversion = '2.0.0.0' >\r\n  <DATA><KID>a+b/c==</KID> &amp; &#xe4; &#10;</DATA>\r\n</WRMHEADER >",
  '<WMRMHEADER><!-- a & b --><DATA><![CDATA[<x>&]]></DATA><?x y?></WMRMHEADER>',
  '<WRMHEADER><DATA><LAINFO>http://a.example/?a=1&amp;b=%20+</LAINFO>\u00e4\u20ac\u{1f511}</DATA></WRMHEADER>',
];

test('wmdrm.version7.header-verbatim: the header goes along to the byte', async () => {
  for (const own of headers)
    for (const place of ['LICENSEREQUEST', 'CLIENTINFO'] as const)
      for (const protocol of versions) {
        const headerFile = ownFile('own-header.xml', own);
        const { state } = ownServer({ content: { headerFile }, header: { place } });
        const request = challengeOf(await sentFor(state, { protocol }));
        expect(request.split(own)).toHaveLength(2);
        expect(request).toContain(
          place === 'CLIENTINFO' ? `${own}</CLIENTINFO>` : `${own}</LICENSEREQUEST>`,
        );
      }
});

test('wmdrm.version7.header-verbatim: where a target names the element, only that changes', async () => {
  for (const own of headers)
    for (const name of ['WRMHEADER', 'WMRMHEADER'] as const) {
      const content = { headerFile: ownFile('own-header.xml', own) };
      const { state } = ownServer({ content, header: { name, place: 'LICENSEREQUEST' } });
      const renamed = own.replaceAll(/(<\/?)W(?:RM|MRM)HEADER/g, `$1${name}`);
      expect(challengeOf(await sentFor(state, {}))).toContain(`>${renamed}</LICENSEREQUEST>`);
    }
});

test('wmdrm.version11.request: a collection of certificates goes along, ours or a file', async () => {
  const { state } = ownServer();
  const collection = bytesIn(
    challengeOf(await sentFor(state, { protocol: 11 })),
    'MACHINECERTIFICATE',
  );
  expect(validateWmdrm('CertificateCollection', collection)).toEqual([]);
  const text = '<c:CertificateCollection xmlns:c="urn:x">\u00e4 &amp; b</c:CertificateCollection>';
  const own = { ...state, machineCertificateFile: ownFile('machine.xml', `${text}\n`) };
  const request = challengeOf(await sentFor(own, { protocol: 11 }));
  expect(Buffer.from(bytesIn(request, 'MACHINECERTIFICATE')).toString()).toBe(text);
  expect(challengeOf(await sentFor(own, {}))).not.toContain('MACHINECERTIFICATE');
});
