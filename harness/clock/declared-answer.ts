import { readMediaType } from '../soap/media-type.ts';
import type { ServiceExpectation } from '../target/clock.ts';
import { headerOf } from '../transport/response-header.ts';
import type { WireOutcome } from '../transport/wire.ts';
import { quoteBody } from '../verdict/describe-response.ts';
import { quote } from '../verdict/expect.ts';
import type { Finding } from '../verdict/violation.ts';

/** Headers that say nothing of the service: any web server sends them. */
const ofAnyServer: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'content-type',
  'date',
  'keep-alive',
  'server',
  'transfer-encoding',
]);

/**
 * Every difference between an answer and what the target declares (PlayReady-facts 7.6).
 *
 * @param where - what findings call the exchange
 */
export function differencesFrom(
  expected: ServiceExpectation,
  outcome: WireOutcome,
  where: string,
): readonly Finding[] {
  if (outcome.kind === 'failure')
    return [
      {
        expected: `HTTP status ${expected.status}`,
        actual: `no complete response (${outcome.message})`,
        where,
      },
    ];
  const findings: Finding[] = [];
  const demand = (isKept: boolean, wanted: string, actual: string): void => {
    if (!isKept) findings.push({ expected: wanted, actual, where });
  };
  const { status, body } = outcome;
  const { contentType, headers = {}, contains, minBytes, maxBytes } = expected;
  demand(status === expected.status, `HTTP status ${expected.status}`, `HTTP ${status}`);
  if (contentType !== undefined) {
    const stated = headerOf(outcome, 'content-type');
    demand(
      readMediaType(stated ?? '')?.type === contentType.toLowerCase(),
      `Content-Type ${contentType}`,
      stated === undefined ? 'none' : quote(stated),
    );
  }
  for (const [name, value] of Object.entries(headers)) {
    const stated = headerOf(outcome, name.toLowerCase());
    demand(stated === value, `${name}: ${value}`, stated === undefined ? 'none' : quote(stated));
  }
  if (contains !== undefined)
    demand(
      Buffer.from(body).includes(contains),
      `a body that holds ${quote(contains)}`,
      quoteBody(outcome),
    );
  if (minBytes !== undefined)
    demand(body.length >= minBytes, `a body of at least ${minBytes} bytes`, `${body.length}`);
  if (maxBytes !== undefined)
    demand(body.length <= maxBytes, `a body of at most ${maxBytes} bytes`, `${body.length}`);
  return findings;
}

/**
 * Why what is declared can't tell the service from a web server that stands in its place, undefined
 * where it can: a text that the request does not hold, or a header that not every server sends.
 */
export function whyUntelling(
  { contains, headers = {} }: ServiceExpectation,
  request: Uint8Array | undefined,
): string | undefined {
  if (Object.keys(headers).some(name => !ofAnyServer.has(name.toLowerCase()))) return undefined;
  if (contains === undefined)
    return 'what is declared of the answer, any web server could send; declare a text that it holds (`contains`), or a header';
  return request !== undefined && Buffer.from(request).includes(contains)
    ? 'the request holds the text that the answer is to hold, so a server that sends it back would do; declare another text'
    : undefined;
}
