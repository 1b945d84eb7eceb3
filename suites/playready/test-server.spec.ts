import { namesKid, readLicense } from '../../harness/playready/license.ts';
import { readExceptionDetail } from '../../harness/playready/messages/exception-detail.ts';
import {
  readLicenseResponse,
  type LicenseResponse,
} from '../../harness/playready/messages/license-response.ts';
import { formatStatusCode } from '../../harness/playready/messages/status-code.ts';
import { kidOfGuid } from '../../harness/playready/kid.ts';
import { writeConfigurations } from '../../harness/playready/test-server/configuration.ts';
import { writeBase64Json } from '../../harness/playready/test-server/json.ts';
import { writeLegacyQuery } from '../../harness/playready/test-server/legacy.ts';
import type { LicenseConfiguration } from '../../harness/playready/test-server/parameters.ts';
import { answerDoubt } from '../../harness/rights-manager/answer-doubt.ts';
import type { PlayReadyContext } from '../../harness/rights-manager/context.ts';
import {
  askForError,
  askTestServer,
  errorCodes,
} from '../../harness/rights-manager/test-server.ts';
import {
  requireOneKey,
  requireSeveralKeys,
} from '../../harness/rights-manager/test-server-challenge.ts';
import type { Reply } from '../../harness/soap/reply.ts';
import { Blocked } from '../../harness/verdict/blocked.ts';
import { describeReply, expect, quote } from '../../harness/verdict/expect.ts';
import { judgeAll, violate } from '../../harness/verdict/violation.ts';
import { check } from './check.ts';

const cfg = (...groups: readonly LicenseConfiguration[]) => `cfg=${writeConfigurations(groups)}`;

/** A challenge for one key, at a URL with this query. */
function ask(context: PlayReadyContext, query: string): Promise<Reply> {
  return askTestServer(context, requireOneKey(context), query);
}

function detailOf({ fault }: Reply): Partial<ReturnType<typeof readExceptionDetail>> {
  return fault === undefined ? {} : readExceptionDetail(fault);
}

function expectCode({ note }: PlayReadyContext, reply: Reply, code: number): void {
  expect(reply).toFault();
  const { statusCode } = detailOf(reply);
  if (statusCode === undefined)
    throw new Blocked(
      'exception-hidden',
      `The fault has no status code that can be read (${describeReply(reply)}); playready.test-server.error-structure and playready.faults tell what is wrong with it.`,
    );
  if (statusCode.code !== code)
    violate(`StatusCode ${formatStatusCode(code)}`, quote(statusCode.text));
  if (statusCode.letters === 'upper' || statusCode.letters === 'mixed')
    note('The letters of StatusCode are not all in lower case.');
}

const asked = [
  '8004c065',
  '8004c600',
  '8004c601',
  '8004c602',
  '8004c604',
  '8004c605',
  '8004c606',
  '8004c60a',
  '8004c60b',
  '8004c60c',
  '8004c60d',
] as const;

for (const digits of asked)
  check(`playready.test-server.error-${digits}`, async context => {
    const code = Number.parseInt(digits, 16);
    expectCode(context, await askForError(context, code), code);
  });

check('playready.test-server.error-structure', async context => {
  const replies: Reply[] = [];
  for (const code of errorCodes) replies.push(await askForError(context, code));
  const faults = replies.filter(({ fault }) => fault !== undefined);
  if (faults.length === 0)
    throw new Blocked('no-fault', 'No status code that was asked for was answered with a fault.');
  await judgeAll(faults, reply => {
    if (reply.status !== 500) violate('HTTP status 500 for a fault', describeReply(reply));
    if (!detailOf(reply).statusText)
      violate('detail/Exception/StatusCode in the fault', describeReply(reply));
  });
});

check('playready.test-server.legacy-error', async context => {
  const errorcode = 0x8004c606;
  expectCode(context, await ask(context, writeLegacyQuery({ errorcode })), errorcode);
});

check('playready.test-server.revoked', async context => {
  expectCode(context, await ask(context, cfg({ revoked: true })), 0x8004c065);
});

check('playready.test-server.client-info', async context => {
  expectCode(context, await ask(context, cfg({ msg: 'clientinfo' })), 0x8004c604);
});

/** What the fault to msg:clientinfo tells; whether it is one is another row's. */
async function clientInfo(context: PlayReadyContext): Promise<string> {
  const reply = await ask(context, cfg({ msg: 'clientinfo' }));
  if (reply.fault === undefined)
    throw new Blocked('no-fault', `msg:clientinfo got ${describeReply(reply)}.`);
  const { element, customData = '' } = detailOf(reply);
  if (element === undefined)
    throw new Blocked('exception-hidden', 'The fault to msg:clientinfo has no detail/Exception.');
  return customData;
}

check('playready.test-server.client-info-data', async context => {
  if ((await clientInfo(context)) === '') violate('CustomData in the fault', 'none');
});

check('playready.test-server.client-info-version', async context => {
  const { clientVersion } = requireOneKey(context).challenge;
  if (clientVersion === undefined)
    throw new Blocked('recording-missing', 'The recorded challenge tells no version.');
  const info = await clientInfo(context);
  if (info === '')
    throw new Blocked('no-fault', 'The fault to msg:clientinfo holds no CustomData.');
  if (!info.includes(clientVersion)) violate(`${quote(clientVersion)} in CustomData`, quote(info));
});

/** The answer as it was written; when it is none, `expected` was not met. */
function responseOf(reply: Reply, expected: string, what?: string): LicenseResponse {
  if (reply.content === undefined || answerDoubt(reply, 'AcquireLicense') !== undefined)
    violate(expected, describeReply(reply), what);
  return readLicenseResponse(reply.content);
}

function expectLicenses(reply: Reply, count: number, what?: string): void {
  const wanted = `an answer with ${count} of License`;
  const { length } = responseOf(reply, wanted, what).licenses;
  if (length !== count) violate(wanted, `${length}`, what);
}

check('playready.test-server.no-parameters', async context => {
  const { recording } = requireOneKey(context);
  expectLicenses(
    await context.accepted('AcquireLicense', { deployment: 'test-server', recording }),
    1,
  );
  const unknown = await ask(context, 'cfg=(assaynosuchparameter:true)');
  context.note(`A parameter that is none got ${describeReply(unknown)}; nothing public says what.`);
});

/** A challenge for several keys, asked for two of them after it was granted one. */
function askForTwo(
  context: PlayReadyContext,
  query: (groups: readonly LicenseConfiguration[]) => string,
): Promise<Reply> {
  const challenge = requireSeveralKeys(context);
  const [first, second] = challenge.guids;
  const twin = cfg({ kid: first });
  return askTestServer(context, challenge, query([{ kid: first }, { kid: second }]), twin);
}

check('playready.test-server.groups', async context => {
  expectLicenses(await askForTwo(context, groups => cfg(...groups)), 2);
});

check('playready.test-server.groups-kids', async context => {
  const { licenses } = granted(await askForTwo(context, groups => cfg(...groups)));
  if (licenses.length !== 2)
    throw new Blocked('twin-refused', 'Two groups did not get two licenses.');
  const read = licenses.map(readLicense);
  await judgeAll(requireSeveralKeys(context).guids.slice(0, 2), guid => {
    const kid = kidOfGuid(guid);
    const found = read.filter(license => namesKid(license, kid)).length;
    if (found !== 1) violate(`the KID ${guid} in one of two licenses`, `it in ${found}`);
  });
});

check('playready.test-server.base64-json', async context => {
  expectLicenses(await askForTwo(context, groups => `cfg64=${writeBase64Json(groups)}`), 2);
});

/** The root of the documents' own example; nobody has content for it. */
const root = '3c6f3c13-6207-4916-867c-8252b3993638';

check('playready.test-server.root-and-leaf', async context => {
  const chain = cfg({ rootid: root, kid: 'header' }, { isroot: true, kid: root });
  expectLicenses(await ask(context, chain), 2);
});

/** An answer to what the documents say is granted; whether it is, is the row's of the parameters. */
function granted(reply: Reply): LicenseResponse {
  if (reply.content === undefined || answerDoubt(reply, 'AcquireLicense') !== undefined)
    throw new Blocked(
      'twin-refused',
      `A documented request got ${describeReply(reply)}; playready.test-server.parameters and playready.test-server.groups judge that.`,
    );
  return readLicenseResponse(reply.content);
}

check('playready.test-server.transaction-id', async context => {
  const tid = 'a55a1a55-5a1a-4a55-9a55-a1a55a1a55a1';
  const { transactionId } = granted(await ask(context, cfg({ tid })));
  if (transactionId?.toLowerCase() !== tid)
    violate(`TransactionID ${tid}`, transactionId === undefined ? 'none' : quote(transactionId));
});

check('playready.test-server.persist-nonce', async context => {
  const { nonce } = requireOneKey(context).challenge;
  if (nonce === undefined)
    throw new Blocked('recording-missing', 'The recorded challenge has no LicenseNonce.');
  const { nonce: returned } = granted(await ask(context, cfg({ persist: true })));
  if (returned !== nonce)
    violate(`LicenseNonce ${nonce}`, returned === undefined ? 'none' : quote(returned));
});

check('playready.test-server.persist-signed', async context => {
  if (!granted(await ask(context, cfg({ persist: true }))).isSigned)
    violate('a Signature beside LicenseResponse', 'none');
});

/** Documented parameters that suit every client, by what they are about; values as in the documents. */
const documented = [
  '(kid:header)',
  '(sl:150)',
  '(keyseed:VB8xp/ZsROLmaEu3Zyug4DH0r0MmA/tTcmFMBEqL)',
  '(contentkey:eNqVnXrElmo2NSsn+IXeEA==)',
  '(tid:AAAABBBB-0000-cccc-1111-dddd2222eeee)',
  '(playright:true,readright:true,executeright:true)',
  '(persist:true)',
  '(persist:true,begindate:20170101,expiration:20370201,firstexp:60)',
  '(begindate:20170101,enddate:20370131235959)',
  '(persist:true,firstplayexpiration:60)',
  '(sourceid:267)',
  '(caopl:200,ucaopl:300,cvopl:500,ucvopl:300,avopl:200)',
  '(dvop:(guid:ABB2C6F1-E663-4625-A945-972D17B231E7,data:AAAAAQ==))',
  '(daop:(guid:6D5CFA59-C250-4426-930E-FAC72C8FCFA6,data:AAAAAQ==))',
  '(playenablers:(786627D8-C2A6-44BE-8F88-08AE255B01A7,5ABF0F0D-DC29-4B82-9982-FD8E57525BFC))',
  '(explicitacp:2)',
  '(maxres:1920x1080)',
  '(allowunknownsd:true)',
  '(allowunknownhd:true)',
];

check('playready.test-server.parameters', async context => {
  const { challenge } = requireOneKey(context);
  const kid = Buffer.from(challenge.kids[0] ?? []).toString('base64');
  await judgeAll([...documented, `(kid:${kid})`], async text => {
    expectLicenses(await ask(context, `cfg=${text}`), 1, `cfg=${text}`);
  });
});
