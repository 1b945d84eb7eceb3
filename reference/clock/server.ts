import { createServer } from 'node:http';
import { clockVersions, type ClockVersion } from '../../harness/target/clock.ts';
import { bind, listenerOf, loopback, stop } from '../http/listen.ts';
import { conforming, type Behaviour } from './behaviour.ts';
import { servicePaths } from './link-rules.ts';
import { provisioningPath, statePath } from './owner-rules.ts';
import { linkPath, respond, type ClockServerState } from './respond.ts';

/** Bytes of request body that are read. */
const maximumBytes = 1024 * 1024;

/** A server that is running; whole URLs. */
export interface ClockServer {
  readonly links: Readonly<Record<ClockVersion, string>>;
  readonly services: Readonly<Record<ClockVersion, string>>;
  readonly provisioning: string;
  readonly state: string;
  /** Stops listening and ends all connections. */
  close(): Promise<void>;
}

/**
 * Starts the four secure-clock services with their links (PlayReady-facts 7.1, 7.2) and two services of
 * a client's owner, on 127.0.0.1 only. What `behaviour` overrides, it does otherwise.
 *
 * @throws the listen error of node:net when there is no port
 */
export async function startClockServer(behaviour: Partial<Behaviour> = {}): Promise<ClockServer> {
  const rules: Behaviour = { ...conforming, ...behaviour };
  const state: ClockServerState = {
    petitions: 0,
    outstanding: new Set(),
    previousTid: undefined,
  };
  const listener = listenerOf(maximumBytes, request =>
    Promise.resolve(respond(request, state, rules)),
  );
  const server = createServer((message, response) => {
    // The Date is a rule of ours, and not Node's.
    response.sendDate = false;
    listener(message, response);
  });
  const origin = `http://${loopback}:${await bind(server, 0)}`;
  const addresses = (pathOf: (version: ClockVersion) => string) =>
    Object.fromEntries(clockVersions.map(version => [version, origin + pathOf(version)])) as Record<
      ClockVersion,
      string
    >;
  return {
    links: addresses(version => `${linkPath}?LinkID=${version}`),
    services: addresses(version => servicePaths[version]),
    provisioning: origin + provisioningPath,
    state: origin + statePath,
    close: () => stop([server]),
  };
}
