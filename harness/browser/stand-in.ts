import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PageRecord } from './record.ts';
import { mostArgumentCharacters, mostCalls, type StoreLicenseCall } from './watched-page.ts';

/** The stand-in for the ActiveX object `netobj`, for one page. */
export interface StandIn {
  /** The function through which it reports; the script takes it out of the page's reach. */
  readonly binding: string;
  /** Has to run in each document before the page's own scripts. */
  readonly script: string;
  /** Takes what the binding was called with. */
  readonly receive: (payload: string, record: PageRecord) => void;
}

/** What one document may report: so a loop that calls does not have us hear of every round. */
const mostMessages = 1_000;

const template = readFileSync(join(import.meta.dirname, 'in-page', 'netobj.js'), 'utf8');

/** Makes a stand-in. Its binding has a name of its own, which no page can know. */
export function makeStandIn(): StandIn {
  const binding = `b${randomUUID().replaceAll('-', '')}`;
  return {
    binding,
    script: template
      .replace("'BINDING'", `'${binding}'`)
      .replace('MOST_CALLS', `${mostCalls}`)
      .replace('MOST_MESSAGES', `${mostMessages}`)
      .replace('MOST_CHARACTERS', `${mostArgumentCharacters}`),
    receive(payload, record) {
      const [kind, rest] = split(payload);
      if (kind === 'member') record.note('other-member', rest);
      else if (kind === 'print') record.note('dialog', 'print');
      else record.addCall(readCall(rest));
    },
  };
}

function readCall(text: string): StoreLicenseCall {
  const [onLoad, after] = split(text);
  const [count, argument] = split(after);
  return { argument, argumentCount: Number(count), onLoad: onLoad === '1' };
}

/** At the first colon. */
function split(text: string): readonly [string, string] {
  const at = text.indexOf(':');
  return [text.slice(0, at), text.slice(at + 1)];
}
