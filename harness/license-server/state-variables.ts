import { randomInt, randomUUID } from 'node:crypto';
import type { Exchange } from '../report/exchange.ts';
import { Blocked } from '../verdict/blocked.ts';
import { describeResponse } from '../verdict/describe-response.ts';
import { textIn } from '../wmdrm/license-request.ts';
import { oldestRevInfo } from '../wmdrm/rev-info.ts';
import type { WmdrmContext } from './context.ts';
import { withElementText, withRevocationInfo } from './edits.ts';
import type { WmdrmRequest } from './request.ts';

/** What a server's higher layer was told of a request, and the request. */
export interface ToldState {
  /** By name: texts, and nothing else. */
  readonly variables: ReadonlyMap<string, string>;
  /** The text of an element of the request as it was sent. */
  readonly sent: (name: string) => string | undefined;
  /** The content's header, from its start tag to its end tag. */
  readonly header: string | undefined;
}

/** Bytes of what a higher layer tells that are read. */
const longest = 1024 * 1024;

/**
 * Sends a request with all that is to be told, and asks the higher layer for it. Both are sent once per
 * worker, and are evidence of every check that asks.
 *
 * @throws Blocked where the target names no higher layer, the request is refused, or nothing is told of it
 */
export async function toldState(context: WmdrmContext): Promise<ToldState> {
  const made = await context.once('state request', () => Promise.resolve(newStateRequest(context)));
  await context.accepted(made.request);
  const { outcome } = await context.look(made.id);
  const variables = readVariables(outcome);
  if (variables === undefined)
    throw new Blocked(
      'twin-refused',
      `The higher layer tells nothing of the request ${made.id}: expected a JSON object of texts, came ${outcome.kind === 'failure' ? outcome.message : describeResponse(outcome)}.`,
    );
  const sent = made.sent();
  return {
    variables,
    sent: name => textIn(sent, name),
    header: /<(W(?:RM|MRM)HEADER)(?=[\s>])[^]*<\/\1\s*>/.exec(sent)?.[0],
  };
}

/** With a SUBJECTID2 of its own, so that no constant is taken for what was told. */
function newStateRequest({ state }: WmdrmContext) {
  const id = randomUUID();
  const subjectId2 = String(randomInt(100_000, 1_000_000));
  let sent = '';
  const request: WmdrmRequest = {
    id,
    fixture: 'state-variables',
    edit: text => {
      const told = withRevocationInfo(text, oldestRevInfo, state.header.place);
      return (sent = withElementText(told, 'SUBJECTID2', subjectId2));
    },
  };
  return { id, request, sent: () => sent };
}

function readVariables(outcome: Exchange['outcome']): ReadonlyMap<string, string> | undefined {
  if (outcome.kind === 'failure' || outcome.status !== 200) return undefined;
  if (outcome.body.length > longest) return undefined;
  try {
    const value: unknown = JSON.parse(Buffer.from(outcome.body).toString('utf8'));
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    return new Map(
      Object.entries(value).filter(
        (entry): entry is [string, string] => typeof entry[1] === 'string',
      ),
    );
  } catch {
    return undefined;
  }
}
