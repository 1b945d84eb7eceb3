import { describeDistance, isNear } from '../../harness/clock/clock-difference.ts';
import type { ReceivedMessage } from '../../harness/clock/context.ts';
import { readMessageTime, type MessageTime } from '../../harness/clock/message-time.ts';
import { besideData, dataFields, fieldOf, isFilled } from '../../harness/clock/response-message.ts';
import { readHttpDate } from '../../harness/discovery/clock.ts';
import { headerOf } from '../../harness/transport/response-header.ts';
import { describeResponse, quoteBody } from '../../harness/verdict/describe-response.ts';
import { Blocked } from '../../harness/verdict/blocked.ts';
import { quote } from '../../harness/verdict/expect.ts';
import { judgeAll, violate } from '../../harness/verdict/violation.ts';
import { check } from './check.ts';

check('clock.v1.response-status', async ({ message, note }) => {
  const { response } = await message();
  note(`The response is ${describeResponse(response)}.`);
  if (response.status !== 200) violate('status 200', `HTTP ${response.status}`);
});

check('clock.v1.response-base64', async ({ message }) => {
  const { message: received, response } = await message();
  if (!received.encoded) violate('the response in base64', quoteBody(response));
});

check('clock.v1.response-data', async ({ message }) => {
  const { data } = (await message()).message;
  const found = data.children.map(({ name }) => name);
  const wanted = dataFields.join(', ');
  if (found.join(', ') !== wanted)
    violate(`DATA with ${wanted}`, quote(found.join(', ')), data.path);
});

check('clock.v1.tid', async ({ message }) => {
  await judgeAll([0, 1], async nth => {
    const { tid, message: received } = await message(nth);
    const came = required(received, 'TID');
    const what = `the response to the ${nth === 0 ? 'first' : 'second'} challenge`;
    if (came !== tid) violate(`TID ${tid}, as in the challenge`, quote(came), what);
  });
});

check('clock.v1.gmttime-form', async ({ message, note }) => {
  const text = required((await message()).message, 'GMTTIME');
  const time = readMessageTime(text);
  if (time === undefined) violate('a date and time of ISO 8601 in GMTTIME', quote(text));
  for (const remark of time.remarks) note(`GMTTIME, ${quote(text)}, ${remark}.`);
});

check('clock.v1.gmttime-current', async ({ message, toleranceSeconds }) => {
  const received = await message();
  const { at } = timeOf(received, 'GMTTIME');
  const { timed, response } = received;
  if (isNear(at, timed, toleranceSeconds)) return;
  const date = headerOf(response, 'date');
  const stated = readHttpDate(date ?? '');
  const agrees = stated !== undefined && Math.abs(stated - at) <= (toleranceSeconds + 1) * 1_000;
  const doubt = agrees
    ? `; the Date of the same response, ${quote(date ?? '')}, agrees with it, so see that this machine's clock is right`
    : '';
  violate(
    `GMTTIME within ${toleranceSeconds} s of the current time`,
    `${new Date(at).toISOString()}, ${describeDistance(at, timed)}${doubt}`,
  );
});

check('clock.v1.refreshdate-later', async ({ message, note }) => {
  const received = await message();
  const sent = timeOf(received, 'GMTTIME').at;
  const refresh = timeOf(received, 'REFRESHDATE').at;
  const [now, then] = [sent, refresh].map(at => new Date(at).toISOString());
  if (refresh < sent) violate(`REFRESHDATE not before GMTTIME, ${now ?? ''}`, then ?? '');
  note(`REFRESHDATE is ${Math.round((refresh - sent) / 1_000)} s after GMTTIME.`);
});

const parts = {
  'clock.v1.signature-present': 'SIGNATURE',
  'clock.v1.certificates-present': 'CERTIFICATECHAIN',
} as const;

for (const [requirement, name] of Object.entries(parts))
  check(requirement as keyof typeof parts, async ({ message }) => {
    const { message: received } = await message();
    const element = besideData(received, name);
    const found = received.root.children.map(child => child.name).join(', ');
    if (element === undefined) violate(`a ${name} beside DATA`, quote(found), received.root.path);
    if (!isFilled(element)) violate(`a ${name} that holds something`, 'an empty one', element.path);
  });

/** @throws Blocked where another row is red for want of it */
function required(received: ReceivedMessage['message'], name: string): string {
  const text = fieldOf(received, name);
  if (text !== undefined) return text;
  throw new Blocked(
    'twin-refused',
    `The response has no ${name}, or several: clock.v1.response-data.`,
  );
}

function timeOf({ message }: ReceivedMessage, name: 'GMTTIME' | 'REFRESHDATE'): MessageTime {
  const text = required(message, name);
  const time = readMessageTime(text);
  if (time !== undefined) return time;
  throw new Blocked(
    'not-public',
    `${name} is ${quote(text)}, which is no date of ISO 8601, and no other form that it may have is public.`,
  );
}
