import { parseDataVersion } from '../rms/data-version.ts';
import { lastComponent } from '../soap/exception-name.ts';
import { readMediaType } from '../soap/media-type.ts';
import { readReply, type Reply } from '../soap/reply.ts';
import { describeReply } from '../verdict/expect.ts';
import { child } from '../xml/element.ts';
import type { Asked, Asking } from './asking.ts';
import type { Challenge } from './challenges.ts';
import { compareWsdl, extractedFacts } from './compare-wsdl.ts';
import type { EndpointFound } from './discovery.ts';
import type { KnownEndpoint } from './endpoints.ts';
import { printable } from './printable.ts';
import { probeOf } from './probe.ts';

/** A version range that one answer stated. */
export interface StatedRange {
  readonly minimum: string;
  readonly maximum: string;
  readonly onFaults: boolean;
}

/** What an endpoint answers, and the ranges that its answers state. */
export interface LookedAt {
  readonly endpoint: EndpointFound;
  readonly ranges: readonly StatedRange[];
}

const mostExceptions = 10;

/** Asks for the WSDL of an endpoint. */
export function askForWsdl(asking: Asking, base: string, { path }: KnownEndpoint): Promise<Asked> {
  return asking.send({ url: `${base}/${path}?wsdl`, method: 'GET', headers: {} });
}

/**
 * Looks at one endpoint: after its WSDL was asked for, a request that causes nothing in each SOAP
 * version. Where nothing stands, or nothing answers in time, no more is sent.
 */
export async function lookAtEndpoint(
  asking: Asking,
  base: string,
  known: KnownEndpoint,
  wsdl: Asked,
): Promise<LookedAt> {
  const asked: Asked[] = [wsdl];
  const replies: Reply[] = [];
  for (const version of known.soapVersions) {
    if (isSilent(asked.at(-1)) || (asked.length > 1 && asked.every(isAbsent))) break;
    const answer = await asking.send(probeOf(known, version, base, asking.mayIssue));
    asked.push(answer);
    replies.push(readReply(answer.outcome, { version }));
  }
  const { path, specification, service, operations } = known;
  const inSoap = replies.filter(({ envelope }) => envelope !== undefined);
  const served = comparisonOf(wsdl, known);
  return {
    endpoint: {
      path,
      specification,
      service,
      operations,
      ...summaryOf(asked, replies, served !== undefined),
      soapVersions: inSoap
        .filter(({ envelope, asked: { version } }) => envelope?.version === version)
        .map(reply => reply.asked.version),
      exceptions: unique(
        inSoap.flatMap(({ exceptions }) =>
          exceptions.map(name => printable(lastComponent(name), 80)),
        ),
      ).slice(0, mostExceptions),
      challenges: uniqueChallenges(asked.flatMap(({ challenges }) => challenges)),
      ...(served !== undefined && { wsdl: served }),
    },
    ranges: inSoap.flatMap(reply => rangesOf(reply, known)),
  };
}

type Summary = Pick<EndpointFound, 'answers' | 'detail' | 'status'>;

function summaryOf(asked: readonly Asked[], replies: readonly Reply[], hasWsdl: boolean): Summary {
  const described = replies.map(reply => ({ reply, ...statusOf(reply), detail: detailOf(reply) }));
  const soap = described.find(({ reply }) => reply.envelope !== undefined);
  if (soap !== undefined) return { answers: 'soap', ...pick(soap) };
  const refused = asked.find(({ outcome }) => outcome.status === 401);
  if (refused !== undefined)
    return { answers: 'authentication', status: 401, detail: 'HTTP 401, who are you?' };
  const last = described.at(-1);
  const [wsdl] = asked;
  if (hasWsdl)
    return {
      answers: 'wsdl',
      detail: 'a WSDL, and no SOAP message',
      ...(last && statusOf(last.reply)),
    };
  const outcomes = asked.map(({ outcome }) => outcome);
  const failure = outcomes.find(outcome => outcome.kind === 'failure');
  if (
    wsdl === undefined ||
    (failure !== undefined && outcomes.every(each => each.kind === 'failure'))
  )
    return { answers: 'nothing', detail: printable(failure?.message ?? '', 300) };
  if (asked.every(isAbsent))
    return {
      answers: 'absent',
      detail: 'there is no such page',
      status: outcomes[0]?.status ?? 404,
    };
  const html = [...replies].find(({ mediaType }) => mediaType?.type === 'text/html');
  const shown = html ?? readReply(wsdl.outcome, { version: 'soap11' });
  return {
    answers: shown.mediaType?.type === 'text/html' ? 'html' : 'other',
    detail: detailOf(shown),
    ...statusOf(shown),
  };
}

function pick({ detail, status }: { detail: string; status?: number }): Omit<Summary, 'answers'> {
  return { detail, ...(status !== undefined && { status }) };
}

function statusOf({ status }: Reply): { status?: number } {
  return status === undefined ? {} : { status };
}

function detailOf(reply: Reply): string {
  return printable(describeReply(reply), 300);
}

function comparisonOf({ outcome }: Asked, known: KnownEndpoint) {
  if (outcome.kind === 'failure' || outcome.status !== 200) return undefined;
  const type = readMediaType(outcome.headers.find(([name]) => name === 'content-type')?.[1] ?? '');
  // A page for people is no attempt at a WSDL.
  if (type !== undefined && !/xml$/.test(type.type)) return undefined;
  if (type?.type === 'application/xhtml+xml') return undefined;
  return compareWsdl(outcome.body, type?.charset, known);
}

function rangesOf(reply: Reply, known: KnownEndpoint): readonly StatedRange[] {
  const namespace = extractedFacts(known).targetNamespace;
  const block = reply.headerBlock('VersionData', namespace);
  if (block === undefined) return [];
  const minimum = child(block, 'MinimumVersion', namespace)?.text ?? '';
  const maximum = child(block, 'MaximumVersion', namespace)?.text ?? '';
  const isRange = [minimum, maximum].every(
    text => text.length <= 40 && parseDataVersion(text) !== undefined,
  );
  return isRange ? [{ minimum, maximum, onFaults: reply.fault !== undefined }] : [];
}

function isSilent(asked: Asked | undefined): boolean {
  return asked?.outcome.kind === 'failure' && asked.outcome.code === 'deadline';
}

function isAbsent({ outcome }: Asked): boolean {
  return outcome.kind === 'response' && [404, 410].includes(outcome.status);
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}

function uniqueChallenges(challenges: readonly Challenge[]): readonly Challenge[] {
  return [...new Map(challenges.map(each => [JSON.stringify(each), each])).values()];
}
