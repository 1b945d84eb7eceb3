import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readReply, type Reply } from '../../harness/soap/reply.ts';
import { requestHeaders, type SoapVersion } from '../../harness/soap/version.ts';
import type { Exchange } from '../../harness/report/exchange.ts';
import type { Recorder } from '../../harness/report/recorder.ts';
import type { Redactor } from '../../harness/report/redact.ts';
import type { WireFailure, WireRequest } from '../../harness/transport/wire.ts';
import { Blocked } from '../../harness/verdict/blocked.ts';
import { describeReply } from '../../harness/verdict/expect.ts';
import { fillFixture } from '../../harness/wsdl/fill.ts';
import { fixtureRoot, loadFixture, type Fixture } from '../../harness/wsdl/fixture.ts';
import { returnsKeyOf } from './content-key.ts';
import { licenceMaker, type LicenceKind, type SealedLicence } from './licences.ts';
import type { DeploymentName, RmsiState } from './state.ts';

/** One AcquireContentKey request; what is left out is as in the accepted one. */
export interface KeyRequest {
  /** A fixture's name below AcquireContentKey; `minimal` unless given. */
  readonly fixture?: string;
  readonly licence?: SealedLicence;
  /** What stands in the second place of a fixture with two; the first licence again unless given. */
  readonly second?: SealedLicence;
  readonly minimum?: string;
  readonly maximum?: string;
  /** A last change to the message. */
  readonly edit?: (message: string) => string;
}

/** An exchange together with its reading. */
export interface Answer {
  readonly exchange: Exchange;
  readonly reply: Reply;
}

/**
 * A worker's view of the target in one SOAP version: licences made for it, and the accepted requests
 * that negative checks rest on, each proven once.
 */
export interface RmsiSession {
  readonly version: SoapVersion;
  readonly state: RmsiState;
  licence(kind: LicenceKind): SealedLicence;
  /** Sends AcquireContentKey to a deployment. */
  ask(recorder: Recorder, deployment: DeploymentName, request: KeyRequest): Promise<Answer>;
  /**
   * The reply to a fixture that a conforming decommissioned server can accept; sent once per worker,
   * whatever comes back. Without the server's certificate the license is a stand-in, which shows
   * whether anybody answers, and nothing else.
   */
  answer(recorder: Recorder, fixture: string): Promise<Reply>;
  /** As `answer`, but only a genuine success: throws Blocked unless the sealed key came back. */
  accepted(recorder: Recorder, fixture: string): Promise<Reply>;
  /** Computes once per worker; for sweeps that several checks read. */
  once<Value>(key: string, compute: () => Promise<Value>): Promise<Value>;
}

/** Failures before a connection stands; a server that ends one has answered, in its way. */
const absent: ReadonlySet<WireFailure['code']> = new Set(['unresolved', 'refused', 'unreachable']);

/** Opens a session; sends nothing. */
export function openSession(
  state: RmsiState,
  version: SoapVersion,
  redactor: Redactor,
): RmsiSession {
  const [serverCertificate] = state.serverCertificates ?? [];
  const make = serverCertificate === undefined ? undefined : licenceMaker(serverCertificate);
  const kept = new Map<string, Promise<unknown>>();
  const once = <Value>(key: string, compute: () => Promise<Value>): Promise<Value> => {
    const known = kept.get(key) ?? compute();
    kept.set(key, known);
    return known as Promise<Value>;
  };
  const licence = (kind: LicenceKind): SealedLicence => {
    if (make === undefined)
      throw new Blocked(
        'server-certificate-missing',
        state.withoutCertificate ?? 'The server certificate is missing.',
      );
    const sealed = make(kind);
    redactor.hide(sealed.contentKey.bytes);
    return sealed;
  };
  const send = async (
    recorder: Recorder,
    deployment: DeploymentName,
    request: KeyRequest,
  ): Promise<Answer> => {
    const { xml } = request.licence ?? (make === undefined ? standIn() : licence('aes'));
    const wire = toWire(version, baseUrl(state, deployment), request, xml);
    const exchange = await recorder.send(wire);
    const { outcome } = exchange;
    // Nobody was there to break a rule: a server that went away is no finding.
    if (outcome.kind === 'failure' && absent.has(outcome.code))
      throw new Blocked('unreachable', outcome.message);
    return { exchange, reply: readReply(exchange.outcome, { version }) };
  };
  const answer = async (recorder: Recorder, fixture: string): Promise<Reply> => {
    const { exchange, reply } = await once(`answer ${fixture}`, () =>
      send(recorder, 'decommissioned', { fixture }),
    );
    recorder.cite(exchange);
    return reply;
  };
  return {
    version,
    state,
    licence,
    answer,
    once,
    ask: send,
    async accepted(recorder, fixture) {
      const reply = await answer(recorder, fixture);
      if (!returnsKeyOf(reply, licence('aes')))
        throw new Blocked(
          'twin-refused',
          `AcquireContentKey/${fixture} did not return the key that the harness sealed into its license: ${describeReply(reply)}; docs/reading-a-report.md says what to do when a server refuses the license.`,
        );
      return reply;
    },
  };
}

/** The fixture that must be accepted before a refusal of this one proves anything. */
export function twinOf(version: SoapVersion, request: KeyRequest): string {
  const fixture = fixtureOf(version, request);
  return fixture.twin?.split('/').at(-1) ?? request.fixture ?? 'minimal';
}

function fixtureOf(version: SoapVersion, request: KeyRequest): Fixture {
  const name = request.fixture ?? 'minimal';
  return loadFixture('rmsi', 'DecommissionService', 'AcquireContentKey', version, name);
}

function toWire(
  version: SoapVersion,
  base: string,
  request: KeyRequest,
  licence: string,
): WireRequest {
  const fixture = fixtureOf(version, request);
  const filled = fillFixture(fixture, {
    'publishing-license': licence,
    'unsigned-publishing-license': licence,
    ...(request.second === undefined ? {} : { 'publishing-license-2': request.second.xml }),
    'minimum-version': request.minimum ?? '1.0.0.0',
    'maximum-version': request.maximum ?? '1.0.0.0',
    'version-above-maximum': '1.0.0.1',
  });
  const { edit } = request;
  const body =
    edit === undefined ? filled : Buffer.from(edit(Buffer.from(filled).toString('utf8')));
  return {
    url: `${base}/decommission/decommission.asmx`,
    method: 'POST',
    headers: requestHeaders(version, fixture.action),
    body,
  };
}

/** The genuine license of MS-RMPR 4.5.4, for some other server. */
function standIn(): { readonly xml: string } {
  return { xml: readFileSync(path.join(fixtureRoot, 'certificates', 'pl.xml'), 'utf8').trim() };
}

function baseUrl(state: RmsiState, deployment: DeploymentName): string {
  const url = state.deployments[deployment];
  if (url !== undefined) return url;
  const found =
    state.inNormalOperation === true ? 'The server is in normal operation, and the' : 'The';
  throw new Blocked(
    'deployment-missing',
    `${found} target names no ${deployment} deployment; add it with --deployment ${deployment}=URL.`,
  );
}
