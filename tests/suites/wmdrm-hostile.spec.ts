import { createServer, type AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { startWmdrmReference } from '../../cli/reference-wmdrm.ts';
import { completeLimits } from '../../harness/target/target.ts';
import { licenseDataBytes, licVersions } from '../../harness/wmdrm/license1.ts';
import { newKeyPair } from '../../harness/wmdrm/primitives/ecc1.ts';
import type { HttpResponse } from '../../reference/http/message.ts';
import { conforming, type Behaviour } from '../../reference/wmdrm/behaviour.ts';
import type { Asked } from '../../reference/wmdrm/exchange.ts';
import type { RevocationNode } from '../../reference/wmdrm/revocation-data.ts';
import { judgeTarget, judgeWmdrm } from './judge-wmdrm.ts';
import { startProxy } from './wmdrm-proxy.ts';

const text = ({ body }: HttpResponse) => Buffer.from(body).toString('utf8');

/** A server whose answers to requests for licenses have other bodies, where these are. */
const answering = (
  change: (body: string, asked: Asked) => string | Uint8Array,
  where: (asked: Asked) => boolean = () => true,
): Partial<Behaviour> => ({
  finish: (response, asked) =>
    asked.version !== undefined && where(asked)
      ? { ...response, body: change(text(response), asked) }
      : response,
});

const isSilent = ({ version, nonsilent, refusal }: Asked) =>
  version !== 1 && nonsilent !== true && refusal === undefined;
const isRefused = ({ refusal }: Asked) => refusal !== undefined;

const silent = (change: (xml: string) => string | Uint8Array) => answering(change, isSilent);
const inside = (document: string): Partial<Behaviour> => ({
  sealedText: () => Buffer.from(document),
});
const revoking = (...nodes: readonly RevocationNode[]): Partial<Behaviour> => ({
  revocationNodes: () => nodes,
});

/** Two points of the curve: what an encrypted block may be, and is to nobody. */
const points = Buffer.concat([newKeyPair().publicKey, newKeyPair().publicKey]);
const nobodys1 = Buffer.concat([
  ...[licVersions['3.2.5.1'], Uint8Array.of(licenseDataBytes, 0, 0, 0), Buffer.alloc(40)],
  ...[Buffer.alloc(25), points, Buffer.alloc(12)],
]);
const many = (count: number, text: string) =>
  `<LICENSERESPONSE>${text.repeat(count)}</LICENSERESPONSE>`;

const revInfo = (count: number, ...rest: readonly number[]) => {
  const head = Buffer.alloc(28 + rest.length);
  head.write('RLVI', 'latin1');
  head.writeUInt32LE(0xffffffff, 4);
  head.writeUInt32LE(0xffffffff, 12);
  head.writeUInt32LE(count, 24);
  head.set(rest, 28);
  return head;
};

const issued = ['form', 'response', 'license7', 'version11.license'];

/** Answers that are made to break whoever reads them, and the areas that read them. */
const answers: Readonly<Record<string, readonly [areas: readonly string[], Partial<Behaviour>]>> = {
  'sends megabytes of base64': [['form', 'response'], silent(() => 'A'.repeat(7_000_000))],
  'sends more than is read': [['form', 'response'], silent(() => 'A'.repeat(12_000_000))],
  'sends a license of megabytes': [
    ['response', 'license7.opens'],
    silent(xml => xml.replace('</LICENSE>', `${'A'.repeat(5_000_000)}$&`)),
  ],
  'sends 100,000 licenses': [
    ['form.silent-absent', 'response.schema', 'license7.opens'],
    silent(() => many(100_000, '<LICENSE version="2.0.0.0">AAAA</LICENSE>')),
  ],
  'sends thousands of licenses for nobody': [
    [...issued, 'license1'],
    silent(() =>
      many(
        5_000,
        `<LICENSE version="0.1.0.0">${nobodys1.toString('base64')}</LICENSE><LICENSE version="2.0.0.0">${points.toString('base64')}AAAA</LICENSE>`,
      ),
    ),
  ],
  'sends thousands of licenses in a page': [
    ['version1.license', 'license1'],
    {
      writeVersion1Page: () =>
        `<html>${`<p>${nobodys1.toString('base64')}</p>`.repeat(4_000)}</html>`,
    },
  ],
  'nests elements in a response': [
    issued,
    silent(
      () => `<LICENSERESPONSE>${'<a>'.repeat(50_000)}${'</a>'.repeat(50_000)}</LICENSERESPONSE>`,
    ),
  ],
  'sends more elements than anybody reads': [['response'], silent(() => many(600_000, '<a/>'))],
  'declares a document type': [
    issued,
    silent(
      xml =>
        `<!DOCTYPE LICENSERESPONSE [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "&a;&a;">]>${xml.replace('</LICENSE>', '&b;$&')}`,
    ),
  ],
  'declares a document type in a license': [
    ['license7'],
    inside(
      '<!DOCTYPE LICENSE [<!ENTITY a SYSTEM "file:///etc/passwd">]><LICENSE><LICENSORINFO><DATA>&a;</DATA></LICENSORINFO></LICENSE>',
    ),
  ],
  'has names that objects inherit': [
    ['response', 'license', 'revocation'],
    silent(xml =>
      xml
        .replace(/type="[^"]*"/g, 'type="__proto__"')
        .replace(/version="[^"]*"/g, 'version="constructor"')
        .replace(
          '</LICENSERESPONSE>',
          '<__proto__/><LICENSE version="__proto__">AAAA</LICENSE><toString/>$&',
        ),
    ),
  ],
  'names elements of a license like what objects inherit': [
    ['license7'],
    inside(
      '<LICENSE><LICENSORINFO><DATA><KID>__proto__</KID><__proto__/><constructor/></DATA><__proto__/><SIGNATURE/></LICENSORINFO></LICENSE>',
    ),
  ],
  'has control characters in a license': [
    ['license7'],
    inside('<LICENSE>\0\u0001\u001b[2J\u202e\ufffe</LICENSE>'),
  ],
  'has control characters in a valid license': [
    ['license7'],
    inside(
      '<LICENSE><LICENSORINFO><DATA><LID>\u009b2J\u202e</LID><KID>\u0085\u202e\u2066x</KID></DATA></LICENSORINFO></LICENSE>',
    ),
  ],
  'nests elements in a license': [
    ['license7'],
    inside(
      `<LICENSE><LICENSORINFO>${'<DATA>'.repeat(50_000)}${'</DATA>'.repeat(50_000)}</LICENSORINFO></LICENSE>`,
    ),
  ],
  'has 20,000 certificates': [
    ['license7.document', 'license7.certificates'],
    inside(
      `<LICENSE><LICENSORINFO><DATA/><CERTIFICATECHAIN>${'<CERTIFICATE/>'.repeat(20_000)}</CERTIFICATECHAIN></LICENSORINFO></LICENSE>`,
    ),
  ],
  'begins a megabyte of tags that do not end': [
    ['license7'],
    inside(`<LICENSE a="${'<DATA '.repeat(150_000)}`),
  ],
  'counts 4,294,967,295 revocation lists': [
    ['revocation'],
    revoking({ type: 'a', bytes: revInfo(0xffffffff) }),
  ],
  'counts ten and has none': [['revocation'], revoking({ type: 'a', bytes: revInfo(10, 1, 2, 3) })],
  'ends REV_INFO after its head': [
    ['revocation'],
    revoking({ type: 'a', bytes: revInfo(0) }, { type: 'b', bytes: Buffer.from('RLVI') }),
  ],
  'sends 20,000 revocation lists': [
    ['revocation.older-rev-info', 'response.revocation-base64'],
    revoking(
      ...Array.from({ length: 20_000 }, (_, index) => ({ type: String(index), bytes: revInfo(0) })),
    ),
  ],
  'refuses with megabytes of everything': [
    ['version1.length', 'version7.client-id-decoding'],
    answering(() => '<html>2009: StoreLicense( 0x"\' + \'" &#43; '.repeat(200_000), isRefused),
  ],
  'refuses with what swells': [
    ['version1.length'],
    {
      finish: (response, { refusal }) =>
        refusal === undefined
          ? response
          : {
              ...response,
              headers: { ...response.headers, 'content-encoding': 'gzip' },
              body: gzipSync(Buffer.alloc(100_000_000, '2')),
            },
    },
  ],
  'tells megabytes of state': [
    ['state'],
    { stateVariables: () => ({ WRMHeader: 'x'.repeat(10_000_000), ['__proto__']: 'y' }) },
  ],
  'tells hostile state': [
    ['state'],
    {
      stateVariables: () =>
        Object.fromEntries(
          ['__proto__', 'WRMHeader', 'SubjectId1', 'ClientCertificate'].map(name => [
            name,
            `\u001b[2J${'<'.repeat(10_000)}`,
          ]),
        ),
    },
  ],
};

/** Longest that a run may take, in milliseconds, on a machine that has other things to do. */
const bound = 60_000;

for (const [what, [areas, behaviour]] of Object.entries(answers))
  test(`a server that ${what} gets verdicts`, async () => {
    const started = performance.now();
    const outcomes = await judgeWmdrm(behaviour, { areas });
    expect(outcomes['harness-error']).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(bound);
  });

const pages: Readonly<Record<string, (html: string) => string>> = {
  'of ten megabytes': html => html.replace('</BODY>', `<!--${'x'.repeat(10_000_000)}-->$&`),
  'with a script that does not end': html => html.replace('</Script>', 'for (;;);$&'),
  'that stores ten megabytes': html => html.replace(/\("[^]*"\)/, '("x".repeat(1e7))'),
};

for (const [what, change] of Object.entries(pages))
  test(`a page ${what} gets verdicts`, async () => {
    const started = performance.now();
    const outcomes = await judgeWmdrm(
      answering(change, ({ nonsilent }) => nonsilent === true),
      { areas: ['nonsilent.stores-once', 'nonsilent.same-response'] },
    );
    expect(outcomes['harness-error']).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(bound);
  });

test('a page that never ends is none, in bounded time', async () => {
  const { wmdrm, close } = await startWmdrmReference();
  const timers = new Set<NodeJS.Timeout>();
  const proxy = await startProxy((_, answer, { body }) => {
    const page = Buffer.from(body).toString();
    if (!page.includes('StoreLicense(')) answer.end(body);
    else {
      answer.write(page.replace('</BODY>', ''));
      const timer = setInterval(() => answer.write('<br>'), 50);
      timers.add(timer);
      answer.on('close', () => {
        clearInterval(timer);
      });
    }
  });
  try {
    const limits = completeLimits({ deadlineMs: 1_000 });
    const outcomes = await judgeTarget(proxy.before(wmdrm), ['nonsilent', 'form'], { limits });
    expect(Object.keys(outcomes)).toEqual(['twin-refused']);
    expect(outcomes['twin-refused']?.every(id => id.startsWith('nonsilent.'))).toBe(true);
    expect(timers.size).toBeGreaterThan(0);
  } finally {
    for (const timer of timers) clearInterval(timer);
    await proxy.close();
    await close();
  }
});

test('wherever a server points, nobody goes', async () => {
  let visits = 0;
  const canary = createServer(socket => {
    visits += 1;
    socket.destroy();
  });
  await new Promise<void>(resolve => canary.listen(0, '127.0.0.1', resolve));
  const { port } = canary.address() as AddressInfo;
  const elsewhere = `http://127.0.0.1:${port}/license.asp`;
  const pointing = (status: number, where: (asked: Asked) => boolean): Partial<Behaviour> => ({
    finish: (response, asked) =>
      where(asked)
        ? {
            ...response,
            status,
            headers: { ...response.headers, location: elsewhere, refresh: `0; url=${elsewhere}` },
          }
        : response,
    writeResponse: parts =>
      conforming
        .writeResponse(parts)
        .replace(
          '<LICENSERESPONSE',
          `<?xml-stylesheet type="text/xsl" href="${elsewhere}"?>$& xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="${elsewhere}"`,
        ),
  });
  const areas = [
    'form',
    'version1.l',
    'response.schema',
    'version7.signature',
    'state.subject-id1',
  ];
  try {
    for (const status of [301, 302, 303, 307, 308, 200]) {
      const outcomes = await judgeWmdrm(
        pointing(status, () => true),
        { areas },
      );
      expect(outcomes['harness-error']).toBeUndefined();
    }
    const higherLayer = pointing(302, ({ request }) => request.url.pathname === '/higher-layer');
    expect(await judgeWmdrm(higherLayer, { areas: ['state.subject-id1'] })).toEqual({
      'twin-refused': ['state.subject-id1'],
    });
    const entities: Partial<Behaviour> = {
      writeResponse: parts =>
        `<!DOCTYPE LICENSERESPONSE SYSTEM "${elsewhere}">${conforming.writeResponse(parts)}`,
    };
    expect((await judgeWmdrm(entities, { areas }))['harness-error']).toBeUndefined();
    const calling: Partial<Behaviour> = {
      writeNonsilentPage: parts =>
        conforming
          .writeNonsilentPage(parts)
          .replace('</BODY>', `<img src="${elsewhere}"><iframe src="${elsewhere}"></iframe>$&`),
    };
    expect(await judgeWmdrm(calling, { areas: ['nonsilent.nothing-else'] })).toEqual({
      broken: ['nonsilent.nothing-else'],
    });
    expect(visits).toBe(0);
  } finally {
    await new Promise(resolve => canary.close(resolve));
  }
});
