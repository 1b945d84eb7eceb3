import { tryCheck, type WmdrmContext } from '../../harness/license-server/context.ts';
import { openSession, type WmdrmSession } from '../../harness/license-server/session.ts';
import type { WmdrmState } from '../../harness/license-server/state.ts';
import type { WmdrmVersion } from '../../harness/target/wmdrm.ts';
import { recordExchanges, type Recorder } from '../../harness/report/recorder.ts';
import { createRedactor, type Redactor } from '../../harness/report/redact.ts';
import type {
  Transport,
  WireOutcome,
  WireRequest,
  WireResponse,
} from '../../harness/transport/wire.ts';
import { decide as decideTrial, type Outcome, type Trial } from '../../harness/verdict/decide.ts';
import type { AssumedChoice } from '../../harness/verdict/verdict.ts';

/** A response with this body, 200 and text/html unless given. */
export function responds(
  body: string | Uint8Array,
  {
    status = 200,
    headers = [['content-type', 'text/html']],
  }: Partial<Pick<WireResponse, 'status' | 'headers'>> = {},
): WireResponse {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  return { kind: 'response', ...{ status, headers }, body: bytes, durationMs: 1 };
}

/** What stands in for a server, and a session with it. */
export interface Answering {
  readonly session: WmdrmSession;
  readonly recorder: Recorder;
  readonly redactor: Redactor;
  /** Everything that was sent. */
  readonly sent: readonly WireRequest[];
  readonly notes: readonly string[];
  /** What a check of this version of the protocol gets. */
  readonly trial: (version?: WmdrmVersion) => Trial<WmdrmContext>;
  readonly context: (version?: WmdrmVersion) => WmdrmContext;
  /** What a check with this body comes to, and what it was told to rest on. */
  readonly decided: (
    body: (context: WmdrmContext) => void | Promise<void>,
    version?: WmdrmVersion,
  ) => Promise<{ readonly outcome: Outcome; readonly restsOn: readonly AssumedChoice[] }>;
}

/** A session with whatever `answer` makes of requests; no socket is opened. */
export function answering(
  state: WmdrmState,
  answer: (request: WireRequest) => WireOutcome = () => responds(''),
): Answering {
  const sent: WireRequest[] = [];
  const notes: string[] = [];
  const transport: Transport = {
    send(request) {
      sent.push(request);
      return Promise.resolve(answer(request));
    },
    close: () => Promise.resolve(),
  };
  const redactor = createRedactor();
  const session = openSession(state, redactor);
  const recorder = recordExchanges(transport);
  const trial = (version: WmdrmVersion = 7) => tryCheck(session, recorder, notes, { version });
  return {
    ...{ session, recorder, redactor, sent, notes, trial },
    context: version => trial(version).context,
    async decided(body, version) {
      const own = trial(version);
      const decide = async (context: WmdrmContext) => body(context);
      const outcome = await decideTrial({ requirements: ['test'], decide }, own);
      return { outcome, restsOn: own.assumptions?.() ?? [] };
    },
  };
}

/** The form of a POST. */
export function formOf({ body = new Uint8Array() }: WireRequest): URLSearchParams {
  return new URLSearchParams(Buffer.from(body).toString('latin1'));
}

/** The request in XML that was posted. */
export function challengeOf(request: WireRequest): string {
  return formOf(request).get('challenge') ?? '';
}
