import { kidOfGuid } from '../../harness/playready/kid.ts';
import { namesKid, readLicense } from '../../harness/playready/license.ts';
import { writeConfigurations } from '../../harness/playready/test-server/configuration.ts';
import { documentedGroups } from '../../harness/playready/test-server/documented-groups.ts';
import { writeBase64Json } from '../../harness/playready/test-server/json.ts';
import { writeLegacyQuery } from '../../harness/playready/test-server/legacy.ts';
import type { LicenseConfiguration } from '../../harness/playready/test-server/parameters.ts';
import type { PlayReadyContext } from '../../harness/rights-manager/context.ts';
import { expectLicenses, licensesIn } from '../../harness/rights-manager/expect-licenses.ts';
import { exceptionIn, expectStatusCode } from '../../harness/rights-manager/expect-status-code.ts';
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
import { describeReply, quote } from '../../harness/verdict/expect.ts';
import { judgeAll, violate } from '../../harness/verdict/violation.ts';
import { check } from './check.ts';

const cfg = (...groups: readonly LicenseConfiguration[]) => `cfg=${writeConfigurations(groups)}`;

/** A challenge for one key, at a URL with this query. */
function ask(context: PlayReadyContext, query: string): Promise<Reply> {
  return askTestServer(context, requireOneKey(context), query);
}

const asked = [
  ...(['8004c065', '8004c600', '8004c601', '8004c602', '8004c604', '8004c605'] as const),
  ...(['8004c606', '8004c60a', '8004c60b', '8004c60c', '8004c60d'] as const),
];

for (const digits of asked)
  check(`playready.test-server.error-${digits}`, async context => {
    const code = Number.parseInt(digits, 16);
    const reply = await askForError(context, code);
    expectStatusCode(reply, code);
    const letters = exceptionIn(reply).statusCode?.letters ?? 'none';
    if (letters !== 'lower' && letters !== 'none')
      context.note(`StatusCode is in ${letters} case.`);
  });

check('playready.test-server.error-structure', async context => {
  const replies: Reply[] = [];
  for (const code of errorCodes) replies.push(await askForError(context, code));
  const faults = replies.filter(({ fault }) => fault !== undefined);
  if (faults.length === 0)
    throw new Blocked('no-fault', 'No status code that was asked for was answered with a fault.');
  await judgeAll(faults, reply => {
    if (reply.status !== 500) violate('HTTP status 500 for a fault', describeReply(reply));
    if (!exceptionIn(reply).statusText)
      violate('detail/Exception/StatusCode in the fault', describeReply(reply));
  });
});

check('playready.test-server.legacy-error', async context => {
  const errorcode = 0x8004c606;
  expectStatusCode(await ask(context, writeLegacyQuery({ errorcode })), errorcode);
});

check('playready.test-server.revoked', async context => {
  expectStatusCode(await ask(context, cfg({ revoked: true })), 0x8004c065);
});

const clientInfo = cfg({ msg: 'clientinfo' });

check('playready.test-server.client-info', async context => {
  expectStatusCode(await ask(context, clientInfo), 0x8004c604);
});

check('playready.test-server.client-info-data', async context => {
  const { element, customData } = exceptionIn(await ask(context, clientInfo));
  if (element === undefined)
    throw new Blocked('exception-hidden', 'The answer to msg:clientinfo has no detail/Exception.');
  if (!customData) violate('CustomData in the fault', 'none');
});

check('playready.test-server.client-info-version', async context => {
  const { clientVersion } = requireOneKey(context).challenge;
  const { customData } = exceptionIn(await ask(context, clientInfo));
  if (!customData) throw new Blocked('no-fault', 'There is no fault with CustomData to look at.');
  if (!clientVersion) throw new Blocked('recording-missing', 'The challenge tells no version.');
  if (!customData.includes(clientVersion))
    violate(`${quote(clientVersion)} in CustomData`, quote(customData));
});

check('playready.test-server.no-parameters', async context => {
  const request = {
    deployment: 'test-server',
    recording: requireOneKey(context).recording,
  } as const;
  expectLicenses(await context.accepted('AcquireLicense', request), 1);
  const unknown = await ask(context, 'cfg=(assaynosuchparameter:true)');
  context.note(`A parameter that is none got ${describeReply(unknown)}; nothing public says what.`);
});

/** A challenge for several keys, asked for two of them after one of them was granted. */
function askForTwo(
  context: PlayReadyContext,
  query: (groups: readonly LicenseConfiguration[]) => string,
): Promise<Reply> {
  const challenge = requireSeveralKeys(context);
  const [one, two] = challenge.guids;
  return askTestServer(context, challenge, query([{ kid: one }, { kid: two }]), cfg({ kid: one }));
}

check('playready.test-server.groups', async context => {
  expectLicenses(await askForTwo(context, groups => cfg(...groups)), 2);
});

check('playready.test-server.groups-kids', async context => {
  const reply = await askForTwo(context, groups => cfg(...groups));
  const { licenses } = licensesIn(reply, 'playready.test-server.groups');
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

const parameters = 'playready.test-server.parameters';

check('playready.test-server.transaction-id', async context => {
  const tid = 'a55a1a55-5a1a-4a55-9a55-a1a55a1a55a1';
  const { transactionId = 'none' } = licensesIn(await ask(context, cfg({ tid })), parameters);
  if (transactionId.toLowerCase() !== tid) violate(`TransactionID ${tid}`, quote(transactionId));
});

check('playready.test-server.persist-nonce', async context => {
  const { nonce } = requireOneKey(context).challenge;
  if (!nonce) throw new Blocked('recording-missing', 'The challenge has no LicenseNonce.');
  const reply = await ask(context, cfg({ persist: true }));
  const { nonce: returned = 'none' } = licensesIn(reply, parameters);
  if (returned !== nonce) violate(`LicenseNonce ${nonce}`, quote(returned));
});

check('playready.test-server.persist-signed', async context => {
  const reply = await ask(context, cfg({ persist: true }));
  if (!licensesIn(reply, parameters).isSigned)
    violate('a Signature beside LicenseResponse', 'none');
});

check('playready.test-server.parameters', async context => {
  const [kid] = requireOneKey(context).challenge.kids;
  const inBase64 = `(kid:${Buffer.from(kid ?? []).toString('base64')})`;
  await judgeAll([...documentedGroups, inBase64], async group => {
    expectLicenses(await ask(context, `cfg=${group}`), 1, `cfg=${group}`);
  });
});
