import type { Exchange } from '../report/exchange.ts';
import type { Recorder } from '../report/recorder.ts';
import type { Redactor } from '../report/redact.ts';
import { readReply, type Reply } from '../soap/reply.ts';
import type { SoapVersion } from '../soap/version.ts';
import type { Effect } from '../target/permissions.ts';
import type { WireFailure } from '../transport/wire.ts';
import { Blocked } from '../verdict/blocked.ts';
import { requirePermission } from '../verdict/require-permission.ts';
import { drivers } from './drivers/drivers.ts';
import { readAccountChain } from './drivers/precertify.ts';
import {
  identityOf,
  privateKeyOf,
  readPublished,
  requireMaker,
  type Kit,
  type PublishedLicence,
} from './kit.ts';
import { licenceMaker, type LicenceMaker, type SealedLicence } from './licences.ts';
import { operations, type OperationName } from './operations.ts';
import { deploymentOf, toWire, twinOf, type RmsRequest } from './request.ts';
import { causes, effectOfRequest } from './effect-of-request.ts';
import { orSupplied, suppliedAccount, suppliedLicence } from './supplied.ts';
import { isSuppliedKind } from '../target/supplied-licences.ts';
import { serverOf, type DeploymentName, type RmsState, type ServerName } from './state.ts';

/** An exchange together with its reading. */
export interface Answer {
  readonly exchange: Exchange;
  readonly reply: Reply;
}

/**
 * A worker's view of the target in one SOAP version: licences made for it, and the accepted requests
 * that negative checks rest on, each proven once.
 */
export interface RmsSession {
  readonly version: SoapVersion;
  readonly state: RmsState;
  /** What requests to a server are made of. */
  kit(recorder: Recorder, server?: ServerName): Kit;
  /** Sends a request. */
  ask(recorder: Recorder, name: OperationName, request: RmsRequest): Promise<Answer>;
  /**
   * The reply to a request that a conforming server can accept, with the values of the driver; sent
   * once per worker, whatever comes back.
   */
  answer(recorder: Recorder, name: OperationName, request?: RmsRequest): Promise<Reply>;
  /** As `answer`, but only a genuine success: throws Blocked unless the driver has no doubt. */
  accepted(recorder: Recorder, name: OperationName, request?: RmsRequest): Promise<Reply>;
  /** `ask`, after the twin was accepted. */
  askAfterTwin(recorder: Recorder, name: OperationName, request: RmsRequest): Promise<Answer>;
  /** Computes once per worker; for sweeps that several checks read. */
  once<Value>(key: string, compute: () => Promise<Value>): Promise<Value>;
}

/** Failures before a connection stands; a server that ends one has answered, in its way. */
const absent: ReadonlySet<WireFailure['code']> = new Set(['unresolved', 'refused', 'unreachable']);

/**
 * Opens a session; sends nothing.
 *
 * @param effectOf - what a request causes on a server that grants it
 */
export function openSession(
  state: RmsState,
  version: SoapVersion,
  redactor: Redactor,
  effectOf: (name: OperationName, request: RmsRequest) => Effect = effectOfRequest,
): RmsSession {
  const kept = new Map<string, Promise<unknown>>();
  const once = <Value>(key: string, compute: () => Promise<Value>): Promise<Value> => {
    const known = kept.get(key) ?? compute();
    kept.set(key, known);
    return known as Promise<Value>;
  };
  const makers = makersOf(state);
  const hidden = (licence: SealedLicence): SealedLicence => {
    redactor.hide(licence.contentKey.bytes);
    return licence;
  };
  const kit = (recorder: Recorder, server: ServerName = 'own'): Kit => {
    const maker = (): LicenceMaker => requireMaker(state, server, makers[server]);
    const publish = async (licence: SealedLicence): Promise<PublishedLicence> => {
      const values = { 'unsigned-publishing-license': licence.xml };
      const deployment: DeploymentName = server === 'own' ? 'normal' : 'trusting';
      const { reply } = await ask(recorder, 'AcquireIssuanceLicense', { values, deployment });
      return readPublished(reply, licence, maker().server);
    };
    const licence: Kit['licence'] = kind => hidden(maker().licence(kind));
    return {
      certificates: () => {
        maker();
        return state.serverCertificates[server] ?? [];
      },
      server: () => maker().server,
      licence,
      seal: recipe => hidden(maker().seal(recipe)),
      published: kind =>
        once(`published ${server} ${kind}`, async () => {
          const supplies = server === 'own' && isSuppliedKind(kind);
          const given = supplies ? state.licences?.[kind] : undefined;
          if (supplies && given !== undefined)
            return suppliedLicence(kind, given, maker().server, state.identities, secret => {
              redactor.hide(secret);
            });
          return publish(licence(kind)).catch((error: unknown) => {
            throw orSupplied(error, `licenses.${kind}`);
          });
        }),
      publish,
      identity: role => identityOf(state, role),
      accountChain: role =>
        once(`account ${server} ${role}`, async () => {
          const { accountCertificate, emailAddress } = identityOf(state, role);
          if (server === 'own' && accountCertificate !== undefined)
            return suppliedAccount(role, accountCertificate, emailAddress, maker().server);
          return readAccountChain(kit(recorder, server), role, request =>
            ask(recorder, 'Precertify', {
              ...request,
              deployment: server === 'own' ? 'normal' : 'trusting',
            }),
          ).catch((error: unknown) => {
            throw orSupplied(error, `identities.${role}.certificate`);
          });
        }),
      privateKey: role => privateKeyOf(state, role),
    };
  };
  const ask: RmsSession['ask'] = async (recorder, name, request) => {
    const deployment = deploymentOf(name, request);
    const base = baseUrl(state, deployment);
    // Every request of a suite passes here, those by which others are prepared included.
    const effect = effectOf(name, request);
    requirePermission(state.permissions, effect, `${name} ${causes[effect]}`);
    const values = await drivers[name].values(kit(recorder, serverOf(deployment)));
    const { fixture = 'minimal' } = request;
    const label = { operation: name, fixture, deployment, effect, soap: version };
    const exchange = await recorder.send(toWire(version, name, base, request, values), label);
    const { outcome } = exchange;
    // Nobody was there to break a rule: a server that went away is no finding.
    if (outcome.kind === 'failure' && absent.has(outcome.code))
      throw new Blocked('unreachable', outcome.message);
    return { exchange, reply: readReply(outcome, { version }) };
  };
  const answer: RmsSession['answer'] = async (recorder, name, request = {}) => {
    const { exchange, reply } = await once(keyOf('answer', name, request), () =>
      ask(recorder, name, request),
    );
    recorder.cite(exchange);
    return reply;
  };
  const accepted: RmsSession['accepted'] = async (recorder, name, request = {}) => {
    const reply = await answer(recorder, name, request);
    const doubt = await once(keyOf('doubt', name, request), () =>
      drivers[name].doubt(reply, kit(recorder, serverOf(deploymentOf(name, request)))),
    );
    if (doubt === undefined) return reply;
    throw new Blocked(
      'twin-refused',
      `${name}/${request.fixture ?? 'minimal'} did not return ${drivers[name].success}: ${doubt}; docs/reading-a-report.md says what to do when a server refuses what the harness made.`,
    );
  };
  return {
    version,
    state,
    kit,
    ask,
    answer,
    accepted,
    async askAfterTwin(recorder, name, request) {
      await accepted(recorder, name, twinOf(version, name, request));
      return ask(recorder, name, request);
    },
    once,
  };
}

/** Whether a target says where an operation can do its work. */
export function offers(state: RmsState, name: OperationName): boolean {
  return state.deployments[operations[name].homes[0]] !== undefined;
}

function keyOf(what: string, name: OperationName, request: RmsRequest): string {
  return `${what} ${name} ${request.fixture ?? 'minimal'} ${deploymentOf(name, request)}`;
}

function makersOf(state: RmsState): Partial<Record<ServerName, LicenceMaker>> {
  const { serverCertificates, identities } = state;
  const entries = Object.entries(serverCertificates).map(([server, [leaf = '']]) => [
    server,
    licenceMaker(leaf, identities),
  ]);
  return Object.fromEntries(entries) as Partial<Record<ServerName, LicenceMaker>>;
}

function baseUrl(state: RmsState, deployment: DeploymentName): string {
  const url = state.deployments[deployment];
  if (url !== undefined) return url;
  const found =
    state.inNormalOperation === true ? 'The server is in normal operation, and the' : 'The';
  throw new Blocked(
    'deployment-missing',
    `${found} target names no ${deployment} deployment; add it with --deployment ${deployment}=URL.`,
  );
}
