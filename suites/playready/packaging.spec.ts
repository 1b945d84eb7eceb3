import { ifReadable } from '../../harness/playready/if-readable.ts';
import type { HeaderRule } from '../../harness/playready/header/complaint.ts';
import { objectComplaints } from '../../harness/playready/header/header-complaints.ts';
import { kidsOf } from '../../harness/playready/header/header.ts';
import { readHeader } from '../../harness/playready/header/read-header.ts';
import { guidOfKid, kidOfGuid, swapGuid } from '../../harness/playready/kid.ts';
import { readPackagingResponse } from '../../harness/playready/messages/packaging-response.ts';
import {
  readPlayReadyObject,
  recordTypes,
  type ObjectRecord,
} from '../../harness/playready/object.ts';
import { packagingDefects } from '../../harness/playready/requests/packaging-defects.ts';
import { answerDoubt } from '../../harness/rights-manager/answer-doubt.ts';
import type { PlayReadyContext } from '../../harness/rights-manager/context.ts';
import { hasWrongChecksum, mostParts } from '../../harness/rights-manager/packaged-key.ts';
import type { Reply } from '../../harness/soap/reply.ts';
import { describeReply, quote } from '../../harness/verdict/expect.ts';
import { judgeAll, violate } from '../../harness/verdict/violation.ts';
import { decodeBase64 } from '../../harness/base64.ts';
import { check } from './check.ts';

const operation = 'AcquirePackagingData';

/** What an answer holds; nothing when it is none. No finding may quote a KeyData. */
function partsOf(reply: Reply): {
  keyIds: readonly string[];
  keyData: readonly string[];
  data: readonly string[];
} {
  const isAnswer = answerDoubt(reply, operation) === undefined && reply.content !== undefined;
  if (!isAnswer) return { keyIds: [], keyData: [], data: [] };
  const { keyIds, keyData, data } = readPackagingResponse(reply.content);
  const most = (texts: readonly string[]) => texts.slice(0, mostParts);
  return { keyIds: most(keyIds), keyData: most(keyData), data: most(data) };
}

check('playready.packaging.parts', async ({ answer, ask, note }) => {
  const reply = await answer(operation);
  if (answerDoubt(reply, operation) !== undefined) return;
  const { keyIds, keyData, data } = partsOf(reply);
  if (keyIds.length === 0 || data.length === 0 || keyIds.length !== keyData.length)
    violate(
      'KeyId, as many KeyData, and Data',
      `${keyIds.length} KeyId, ${keyData.length} KeyData and ${data.length} Data`,
    );
  const again = partsOf(await ask(operation, { fixture: 'again' }));
  const isSame = again.keyIds.join() === keyIds.join();
  note(`A second request for a program gets ${isSame ? 'the same' : 'another'} KeyId.`);
});

check('playready.packaging.key-id', async ({ answer }) => {
  await judgeAll(partsOf(await answer(operation)).keyIds, keyId => {
    if (kidOf(keyId) === undefined) violate('a GUID as KeyId', quote(keyId));
  });
});

check('playready.packaging.key-data', async ({ answer, note }) => {
  await judgeAll(partsOf(await answer(operation)).keyData, text => {
    const length = decodeBase64(text)?.length ?? 0;
    if (length === 0) violate('base64 in KeyData', `${text.length} characters that are none`);
    if (length !== 16) note(`A KeyData has ${length} bytes; a key for AESCTR has 16.`);
  });
});

check('playready.packaging.object', async ({ answer }) => {
  await judgeAll(partsOf(await answer(operation)).data, text => {
    const records = recordsIn(text);
    if (typeof records === 'string') violate('a PlayReady Object in Data', records);
    if (!records.some(({ type }) => type === recordTypes.header))
      violate('a header in the PlayReady Object', `${records.length} records of other types`);
  });
});

/** The records of a PlayReady Object in base64, or why there are none. */
function recordsIn(text: string): readonly ObjectRecord[] | string {
  const bytes = decodeBase64(text);
  if (bytes === undefined) return `no base64 (${quote(text.slice(0, 60))})`;
  return ifReadable(() => readPlayReadyObject(bytes)) ?? 'lengths or a count that do not fit';
}

const kidOf = (keyId: string) => ifReadable(() => kidOfGuid(keyId));

/** The objects of the answer to the plain request that can be read. */
async function objectsOf({ answer }: PlayReadyContext) {
  const { data } = partsOf(await answer(operation));
  return data.map(recordsIn).filter(records => typeof records !== 'string');
}

const rowsOfRules = {
  'playready.packaging.header-encoding': ['encoding', 'declaration'],
  'playready.packaging.header-version': ['root', 'version'],
  'playready.packaging.header-structure': ['missing', 'repeated', 'misplaced', 'content'],
  'playready.packaging.header-values': ['kid', 'algorithm', 'key-length', 'checksum', 'url'],
  'playready.packaging.header-syntax': [
    'canonical',
    'name-case',
    'closing-tag',
    'namespace-first',
    'attribute-order',
    'unknown',
  ],
  'playready.packaging.sizes': ['object-size', 'header-size', 'custom-attributes-size'],
} as const satisfies Readonly<Record<string, readonly HeaderRule[]>>;

for (const [requirement, rules] of Object.entries(rowsOfRules))
  check(requirement as keyof typeof rowsOfRules, async context => {
    await judgeAll(await objectsOf(context), async records => {
      const complaints = ifReadable(() => objectComplaints(records));
      if (complaints === undefined && rules.some(rule => rule === 'encoding'))
        violate('a header that can be read', 'one that is not well-formed or of no known encoding');
      const found = complaints?.filter(({ rule }) => rules.some(each => each === rule)) ?? [];
      await judgeAll(found, ({ section, what, where }) =>
        violate(`a header as section ${section} of its specification demands`, what, where),
      );
    });
  });

/** The headers of the answer to the plain request that can be read, and its keys. */
async function keysOf(context: PlayReadyContext) {
  const { keyIds, keyData } = partsOf(await context.answer(operation));
  const headers = (await objectsOf(context))
    .flat()
    .filter(({ type }) => type === recordTypes.header)
    .flatMap(({ value }) => ifReadable(() => readHeader(value)) ?? []);
  const keys = keyIds.flatMap((keyId, index) => {
    const kid = kidOf(keyId);
    return kid === undefined ? [] : [{ keyId, kid, key: decodeBase64(keyData[index] ?? '') }];
  });
  return { headers, keys };
}

check('playready.packaging.kid', async context => {
  const { headers, keys } = await keysOf(context);
  const named = headers.flatMap(kidsOf).map(guidOfKid);
  if (named.length === 0) return;
  await judgeAll(keys, ({ keyId, kid }) => {
    if (named.includes(guidOfKid(kid))) return;
    const isSwapped = named.includes(guidOfKid(swapGuid(kid)));
    violate(
      `the KID ${Buffer.from(kid).toString('base64')} in a header, for the KeyId ${keyId}`,
      isSwapped
        ? 'the same GUID with all fields big-endian'
        : `headers for ${quote(named.join(', '))}`,
    );
  });
});

check('playready.packaging.checksum', async context => {
  const { headers, keys } = await keysOf(context);
  await judgeAll(keys, ({ keyId, kid, key }) => {
    if (key !== undefined && ifReadable(() => hasWrongChecksum(headers, kid, key)) === true)
      violate('the checksum of KeyData', 'another one', `the key ${keyId}`);
  });
});

/** The answers to requests with these defects, after the one without. */
async function defective({ ask, programs }: PlayReadyContext, names: RegExp) {
  const replies: { what: string; reply: Reply }[] = [];
  for (const { name, what, write } of packagingDefects.filter(each => names.test(each.name))) {
    const edit = () => Buffer.from(write({ program: programs()[0] }));
    replies.push({ what, reply: await ask(operation, { fixture: name, edit }) });
  }
  return replies;
}

const isForNothing = /^(?:challenge-missing|challenge-empty|streams-empty)$/;
const isForUnknownSystem = /^protection-system-unknown$/;

check('playready.packaging.empty-request', async context => {
  await judgeAll(await defective(context, isForNothing), ({ what, reply }) => {
    const { length } = partsOf(reply).keyData;
    if (length > 0) violate('no key', `${length} of them`, what);
  });
  const others = /^(?!challenge-missing|challenge-empty|streams-empty|protection-system-unknown)/;
  for (const { what, reply } of await defective(context, others))
    context.note(`A request with ${what} gets ${partsOf(reply).keyData.length} key(s).`);
});

check('playready.packaging.unknown-system', async context => {
  await judgeAll(await defective(context, isForUnknownSystem), ({ what, reply }) => {
    const objects = partsOf(reply).data.filter(text => typeof recordsIn(text) !== 'string');
    if (objects.length > 0) violate('no PlayReady Object', `${objects.length} of them`, what);
  });
});

check('playready.packaging.absent', async ({ ask }) => {
  const deployment = 'packaging-absent';
  const reply = await ask(operation, { fixture: `minimal at ${deployment}`, deployment });
  const isRefused = reply.fault !== undefined || (reply.status ?? 0) >= 400;
  if (!isRefused) violate('a fault or an HTTP error', describeReply(reply));
});
