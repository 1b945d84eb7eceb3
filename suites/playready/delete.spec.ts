import { challengeDefects } from '../../harness/playready/challenge/challenge-defects.ts';
import { readChallenge } from '../../harness/playready/challenge/challenge.ts';
import { readDeleteLicenseResponse } from '../../harness/playready/messages/delete-license-response.ts';
import { answerDoubt } from '../../harness/rights-manager/answer-doubt.ts';
import type { PlayReadyContext } from '../../harness/rights-manager/context.ts';
import { describeReply, quote } from '../../harness/verdict/expect.ts';
import { judgeAll, violate } from '../../harness/verdict/violation.ts';
import { check } from './check.ts';

const operation = 'ProcessDeleteLicenseData';

/** What the answer to the recorded message holds; undefined when it is refused. */
async function answered({ answer }: PlayReadyContext) {
  const reply = await answer(operation);
  const isAnswer = answerDoubt(reply, operation) === undefined && reply.content !== undefined;
  return isAnswer ? readDeleteLicenseResponse(reply.content) : undefined;
}

check('playready.delete.response', async context => {
  const response = await answered(context);
  if (response === undefined || response.element !== undefined) return;
  await judgeAll(response.problems, ({ message, path }) =>
    violate('DeleteLicenseResponse', message, path),
  );
});

check('playready.delete.session', async context => {
  const response = await answered(context);
  const { sessionId: sent } = readChallenge(context.message(operation));
  if (response?.element === undefined || sent === undefined || response.sessionId === sent) return;
  const { sessionId: returned } = response;
  violate(`the SessionID ${quote(sent)}`, returned === undefined ? 'none' : quote(returned));
});

check('playready.delete.version', async context => {
  const version = (await answered(context))?.version;
  if (version !== undefined && version !== '1') violate('Version 1', quote(version));
});

check('playready.delete.unsigned', async context => {
  if ((await answered(context))?.isSigned === true) violate('no Signature', 'one in Response');
});

check('playready.delete.unencrypted', async context => {
  if ((await answered(context))?.isEncrypted === true) violate('no EncryptedData', 'one of them');
});

check('playready.delete.tampered', async ({ message, ask, note }) => {
  await judgeAll(challengeDefects, async ({ name, what, apply }) => {
    const changed = apply(message(operation));
    if (changed === undefined) return;
    const reply = await ask(operation, { fixture: name, edit: () => changed });
    if (answerDoubt(reply, operation) !== undefined) return;
    // The client's certificate, which nobody else can read, may name its key as well.
    if (name.startsWith('client-public-key')) note(`The server takes a message with ${what}.`);
    else violate('a message that is refused', describeReply(reply), `a change of ${what}`);
  });
});
