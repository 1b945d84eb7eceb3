import { readChallengeUrl } from '../../harness/clock/context.ts';
import { describeEnd } from '../../harness/clock/describe-walk.ts';
import { quoteBody } from '../../harness/verdict/describe-response.ts';
import { violate } from '../../harness/verdict/violation.ts';
import { check } from './check.ts';

check('clock.v1.petition-status', async ({ petition, challengeUrl, note }) => {
  const walk = await petition('v1');
  const { end } = walk;
  for (const { status, from } of walk.redirects)
    if (status !== 301 && status !== 302) note(`${from} redirects petitions with ${status}.`);
  // Says what to do where a redirect leaves the target.
  if (end.kind === 'stopped') await challengeUrl();
  if (end.kind !== 'response' || end.response.status !== 200)
    violate('status 200 to a petition', describeEnd(walk), walk.sent[0]?.exchange.request.url);
});

check('clock.v1.petition-url', async ({ petition, challengeUrl, note }) => {
  const walk = await petition('v1');
  const { end } = walk;
  if (end.kind !== 'response' || end.response.status !== 200) {
    await challengeUrl();
    return;
  }
  if (readChallengeUrl(end.response) === undefined)
    violate(
      'an absolute http: or https: URL as the entire body',
      quoteBody(end.response),
      end.address,
    );
  if (/^\s|\s$/.test(Buffer.from(end.response.body).toString('latin1')))
    note('The challenge URL has white space around it, which was left out.');
});

check('clock.v1.petition-repeatable', async ({ petition, challengeUrl, note }) => {
  const first = await challengeUrl();
  const walk = await petition('v1', 1);
  const { end } = walk;
  const url = end.kind === 'response' ? readChallengeUrl(end.response) : undefined;
  if (end.kind !== 'response' || end.response.status !== 200 || url === undefined)
    violate(
      'status 200 and a challenge URL, as for the first petition',
      end.kind === 'response'
        ? `${describeEnd(walk)}: ${quoteBody(end.response)}`
        : describeEnd(walk),
      'the second petition',
    );
  note(
    url.href === first.href
      ? 'Two petitions got the same challenge URL.'
      : 'Each petition got a challenge URL of its own.',
  );
});
