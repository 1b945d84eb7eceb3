import { chainDefects, readCertificateChain } from '../../harness/playready/certificate-chain.ts';
import { PlayReadyError } from '../../harness/playready/error.ts';
import { readExceptionDetail } from '../../harness/playready/messages/exception-detail.ts';
import { readMeteringCertificateResponse } from '../../harness/playready/messages/metering-certificate-response.ts';
import { meteringDefects } from '../../harness/playready/requests/metering-defects.ts';
import { answerDoubt } from '../../harness/rights-manager/answer-doubt.ts';
import type { PlayReadyContext } from '../../harness/rights-manager/context.ts';
import type { PlayReadyRequest } from '../../harness/rights-manager/request.ts';
import { patternDoubt } from '../../harness/rights-manager/response-pattern.ts';
import type { Reply } from '../../harness/soap/reply.ts';
import { Blocked } from '../../harness/verdict/blocked.ts';
import { expect, quote } from '../../harness/verdict/expect.ts';
import { judgeAll, violate } from '../../harness/verdict/violation.ts';
import { decodeBase64 } from '../../harness/base64.ts';
import { check } from './check.ts';

const operation = 'GetMeteringCertificate';

/** What the answer to the plain request holds; undefined when it is refused. */
async function answered({ answer }: PlayReadyContext) {
  const reply = await answer(operation);
  if (answerDoubt(reply, operation) !== undefined || reply.content === undefined) return undefined;
  return { reply, ...readMeteringCertificateResponse(reply.content) };
}

check('playready.metering.certificate', async context => {
  const first = await answered(context);
  await judgeAll(first?.problems ?? [], ({ message, path }) =>
    violate('MeterCert with a certificate chain', message, path),
  );
  const { content } = await context.ask(operation, { fixture: 'again' });
  const again = content && readMeteringCertificateResponse(content).certificate;
  const which = again === first?.certificate ? 'the same' : 'another';
  context.note(`A second request gets ${which} certificate.`);
});

check('playready.metering.result-element', async context => {
  const first = await answered(context);
  const doubt = first && patternDoubt(first.reply, operation, 'result');
  if (doubt !== undefined) violate('GetMeteringCertificateResult', doubt);
  const inResult = first?.element?.path.includes('GetMeteringCertificateResult') ?? true;
  if (!inResult) violate('MeterCert in the result', `it at ${first?.element?.path ?? 'no path'}`);
});

check('playready.metering.base64', async context => {
  const text = (await answered(context))?.certificate;
  if (text !== undefined && decodeBase64(text) === undefined)
    violate('base64 in MeterCert', quote(text));
});

/** The bytes in MeterCert; undefined where other rows judge that there are none. */
async function bytesOf(context: PlayReadyContext): Promise<Buffer | undefined> {
  const bytes = decodeBase64((await answered(context))?.certificate ?? '');
  return bytes === undefined || bytes.length === 0 ? undefined : Buffer.from(bytes);
}

const magicOf = (bytes: Buffer) => bytes.toString('latin1', 0, 4);
const totalOf = (bytes: Buffer) => (bytes.length < 12 ? 0 : bytes.readUInt32BE(8));

check('playready.metering.chain-magic', async context => {
  const bytes = await bytesOf(context);
  if (bytes && magicOf(bytes) !== 'CHAI')
    violate('"CHAI" at the beginning of MeterCert', quote(magicOf(bytes)));
});

check('playready.metering.chain-length', async context => {
  const bytes = await bytesOf(context);
  if (bytes && magicOf(bytes) === 'CHAI' && totalOf(bytes) !== bytes.length)
    violate(`a chain of ${totalOf(bytes)} bytes, as it says`, `one of ${bytes.length}`);
});

/** The chain in MeterCert, or what is wrong with it where its header is right. */
async function chainIn(context: PlayReadyContext) {
  const bytes = await bytesOf(context);
  if (!bytes || magicOf(bytes) !== 'CHAI' || totalOf(bytes) !== bytes.length) return undefined;
  try {
    return { defects: chainDefects(readCertificateChain(bytes)) };
  } catch (error) {
    if (error instanceof PlayReadyError) return { problem: error.message };
    throw error;
  }
}

check('playready.metering.certificates', async context => {
  const problem = (await chainIn(context))?.problem;
  if (problem !== undefined) violate('a chain that its certificates fill', problem);
});

const rowsOfDefects = {
  'playready.metering.signatures': 'signature',
  'playready.metering.issuer-keys': 'issuer',
} as const;

for (const [requirement, rule] of Object.entries(rowsOfDefects))
  check(requirement as keyof typeof rowsOfDefects, async context => {
    const defects = (await chainIn(context))?.defects ?? [];
    const found = defects.filter(defect => defect.rule === rule);
    await judgeAll(found, ({ reason }) => violate('a chain that verifies', reason));
    const opaque = defects.find(defect => defect.rule === 'form');
    if (opaque !== undefined) throw new Blocked('not-public', opaque.reason);
  });

check('playready.metering.metering-id', async context => {
  const bytes = await bytesOf(context);
  const wanted = Buffer.from(context.meteringId(), 'base64');
  if (bytes?.includes(wanted) === false)
    violate(`the metering id ${context.meteringId()} in MeterCert`, 'a MeterCert without it');
});

check('playready.metering.url', async context => {
  const bytes = await bytesOf(context);
  // UTF-16 shows as ASCII when its zeros are left out.
  const text = bytes?.toString('latin1').replaceAll('\0', '');
  const url = text && /https?:\/\/[\w.[\]:%-]+[!-~]*/i.exec(text)?.[0];
  if (bytes && !url) violate('an absolute URL in MeterCert', 'a MeterCert without one');
  if (url) context.note(`The certificate sends reports to ${quote(url)}.`);
});

const unknown: PlayReadyRequest = { fixture: 'minimal', deployment: 'metering-unknown' };

/** Requests with these defects, after the one without. */
async function refusals({ ask, meteringId, offersDeployment }: PlayReadyContext, names: RegExp) {
  const requests = meteringDefects
    .filter(({ name }) => names.test(name))
    .map(({ name, what, write }): { what: string; request: PlayReadyRequest } => {
      const edit = () => Buffer.from(write({ meteringId: meteringId() }));
      return { what, request: { fixture: name, edit } };
    });
  if (names.test('metering-id-unknown') && offersDeployment('metering-unknown'))
    requests.push({ what: 'the metering-unknown deployment', request: unknown });
  const replies: { what: string; reply: Reply }[] = [];
  for (const { what, request } of requests)
    replies.push({ what, reply: await ask(operation, request) });
  return replies;
}

const codeOf = ({ fault }: Reply) => fault && readExceptionDetail(fault).statusCode;

const rowsOfRequests = {
  'playready.metering.unknown-metering-id': /^metering-id-unknown$/,
  'playready.metering.malformed-metering-id': /^metering-id-(?!unknown$)/,
  'playready.metering.empty-challenge': /^(?:challenge|payload)-/,
  'playready.metering.version': /^version-unknown$/,
} as const;

for (const [requirement, names] of Object.entries(rowsOfRequests))
  check(requirement as keyof typeof rowsOfRequests, async context => {
    await judgeAll(await refusals(context, names), ({ what, reply }) => {
      expect(reply, what).toFault();
      context.note(`The status code for ${what} is ${codeOf(reply)?.text ?? 'none'}.`);
    });
    if (!names.test('version-unknown')) return;
    for (const { reply } of await refusals(context, /^version-absent$/))
      context.note(`The server ${reply.fault ? 'refuses' : 'takes'} a request without Version.`);
  });

check('playready.metering.unknown-metering-id-code', async context => {
  await judgeAll(await refusals(context, /^metering-id-unknown$/), ({ what, reply }) => {
    if (reply.fault === undefined) throw new Blocked('no-fault', `There is no fault for ${what}.`);
    const code = codeOf(reply);
    if (code === undefined)
      throw new Blocked('exception-hidden', `The fault for ${what} has no StatusCode.`);
    if (code.code !== 0x8004c607) violate('the status code 0x8004c607', quote(code.text), what);
  });
});
