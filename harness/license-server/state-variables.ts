import { randomUUID } from 'node:crypto';
import type { Exchange } from '../report/exchange.ts';
import { Blocked } from '../verdict/blocked.ts';
import { describeResponse } from '../verdict/describe-response.ts';
import { textIn } from '../wmdrm/license-request.ts';
import type { WmdrmContext } from './context.ts';
import { withRevocationInfo } from './edits.ts';
import { oldestRevInfo } from './revocation-data.ts';

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
 * Sends a request with all that is to be told, and asks the higher layer for it; once per worker.
 *
 * @throws Blocked where the target names no higher layer, the request is refused, or nothing is told of it
 */
export function toldState(context: WmdrmContext): Promise<ToldState> {
  return context.once('told state', async () => {
    const id = randomUUID();
    let sent = '';
    await context.accepted({
      id,
      fixture: 'state-variables',
      edit: text => (sent = withRevocationInfo(text, oldestRevInfo)),
    });
    const { outcome } = await context.look(id);
    const variables = readVariables(outcome);
    if (variables === undefined)
      throw new Blocked(
        'twin-refused',
        `The higher layer tells nothing of the request ${id}: expected a JSON object of texts, came ${outcome.kind === 'failure' ? outcome.message : describeResponse(outcome)}.`,
      );
    return {
      variables,
      sent: name => textIn(sent, name),
      header: /<(W(?:RM|MRM)HEADER)(?=[\s>])[^]*<\/\1\s*>/.exec(sent)?.[0],
    };
  });
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
