import type { PlayReadyContext } from '../../harness/rights-manager/context.ts';
import { exceptionIn, expectStatusCode } from '../../harness/rights-manager/expect-status-code.ts';
import type { Reply } from '../../harness/soap/reply.ts';
import { Blocked } from '../../harness/verdict/blocked.ts';
import { describeReply, quote } from '../../harness/verdict/expect.ts';
import { judgeAll, violate } from '../../harness/verdict/violation.ts';
import { descendants } from '../../harness/xml/element.ts';
import { check } from './check.ts';

const codes = {
  'domain-required': 0x8004c605,
  'renew-domain': 0x8004c606,
  'not-a-member': 0x8004c60a,
  revoked: 0x8004c065,
  redirect: 0x8004c60d,
} as const;
type State = keyof typeof codes;

/** The same challenge that is granted in the normal state. */
function refusedIn({ ask }: PlayReadyContext, deployment: State) {
  return ask('AcquireLicense', { deployment, fixture: `minimal at ${deployment}` });
}

for (const state of Object.keys(codes) as State[])
  check(`playready.acquire-license.${state}`, async context => {
    expectStatusCode(await refusedIn(context, state), codes[state]);
  });

check('playready.acquire-license.domain-parts', async context => {
  const offered = (['domain-required', 'renew-domain'] as const).filter(context.offersDeployment);
  await judgeAll(offered.length === 0 ? ['domain-required' as const] : offered, async state => {
    const reply = await refusedIn(context, state);
    await judgeAll(['ServiceId', 'AccountId', 'RedirectUrl'], name => {
      judgePart(reply, name, `a challenge in the state ${state}`);
    });
    const { customData } = exceptionIn(reply);
    if (state === 'renew-domain' && customData !== undefined)
      context.note('The fault for an outdated certificate holds CustomData, as if for a revision.');
  });
});

check('playready.acquire-license.redirect-url', async context => {
  const reply = await refusedIn(context, 'redirect');
  judgePart(reply, 'RedirectUrl', 'a challenge in the state redirect');
});

/** Wherever it stands in the fault: its place is playready.faults.exception-parts. */
function judgePart(reply: Reply, name: string, what: string): void {
  const { fault } = reply;
  if (fault === undefined || exceptionIn(reply).element === undefined)
    throw new Blocked(
      'exception-hidden',
      `The refusal has no Exception (${describeReply(reply)}); playready.faults tells what is wrong with it.`,
    );
  const { element } = fault;
  const text =
    descendants(element)
      .find(each => each.name === name)
      ?.text.trim() ?? '';
  if (text === '') violate(`${name} in the fault`, 'none', what);
  if (name === 'RedirectUrl' && !(/^https?:/i.test(text) && URL.canParse(text)))
    violate('an absolute RedirectUrl', quote(text), what);
}
