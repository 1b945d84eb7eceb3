import { readExceptionDetail } from '../../harness/playready/messages/exception-detail.ts';
import { answerDoubt } from '../../harness/rights-manager/answer-doubt.ts';
import type { PlayReadyContext } from '../../harness/rights-manager/context.ts';
import { destroyContent } from '../../harness/rights-manager/destroy-content.ts';
import type { OperationName } from '../../harness/rights-manager/operations.ts';
import { patternDoubt } from '../../harness/rights-manager/response-pattern.ts';
import type { Reply } from '../../harness/soap/reply.ts';
import { describeReply, quote } from '../../harness/verdict/expect.ts';
import { violate } from '../../harness/verdict/violation.ts';
import { descendants } from '../../harness/xml/element.ts';
import { check } from './check.ts';

const rowsOfResults = {
  'playready.domain.join-result': 'JoinDomain',
  'playready.domain.leave-result': 'LeaveDomain',
  'playready.secure-stop.result': 'ProcessSecureStopData',
  'playready.metering-data.result': 'ProcessMeteringData',
} as const;

for (const [requirement, operation] of Object.entries(rowsOfResults))
  check(requirement as keyof typeof rowsOfResults, async context => {
    const reply = await context.answer(operation);
    if (answerDoubt(reply, operation) !== undefined) return;
    const doubt = patternDoubt(reply, operation);
    if (doubt !== undefined) violate('the pattern of the documented answers', doubt);
    observe(context, operation, reply);
  });

/** What an answer is made of, where nothing public says what it should be. */
function observe({ note }: PlayReadyContext, operation: OperationName, reply: Reply): void {
  const names = reply.content && new Set(descendants(reply.content).map(({ name }) => name));
  const listed = [...(names ?? [])].slice(0, 20).join(', ');
  note(
    `The answer to ${operation} has ${reply.bytes.length} bytes and these elements: ${quote(listed)}.`,
  );
}

const rowsOfContents = {
  'playready.domain.join-content': 'JoinDomain',
  'playready.domain.leave-content': 'LeaveDomain',
  'playready.secure-stop.content': 'ProcessSecureStopData',
  'playready.metering-data.content': 'ProcessMeteringData',
} as const;

for (const [requirement, operation] of Object.entries(rowsOfContents))
  check(requirement as keyof typeof rowsOfContents, async ({ answer, message, note }) => {
    // The message as it was is the twin; that its answer is genuine rests on this very row.
    const twin = await answer(operation);
    const destroyed = destroyContent(message(operation));
    if (answerDoubt(twin, operation) !== undefined || destroyed === undefined) return;
    const reply = await answer(operation, { fixture: 'content-destroyed', edit: () => destroyed });
    if (answerDoubt(reply, operation) === undefined)
      violate('a message that is refused', describeReply(reply), 'its content was destroyed');
    const code = reply.fault && readExceptionDetail(reply.fault).statusCode;
    note(`The status code for a destroyed message is ${code?.text ?? 'none'}.`);
  });
