import type { X509Certificate } from 'node:crypto';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import type { Access } from '../transport/access.ts';
import { connectToProxy, prepareProxy, tunnel } from '../transport/proxy.ts';
import { prepareTls } from '../transport/tls.ts';
import type { WireTls } from '../transport/wire.ts';
import { printable } from './printable.ts';

/** What a TLS handshake shows, trusted or not. */
export interface TlsFacts {
  /** Whether the certificate leads to a trusted authority, is in its time and for this name. */
  readonly trusted: boolean;
  /** Why not: OpenSSL's code, such as CERT_HAS_EXPIRED. */
  readonly problem?: string;
  /** E.g. TLSv1.3. */
  readonly protocol: string;
  readonly cipher: string;
  /** Whether the certificate is for the name that was asked for. */
  readonly nameMatches: boolean;
  /** As the server sent it, its own certificate first. */
  readonly chain: readonly TlsCertificate[];
}

export interface TlsCertificate {
  readonly subject: string;
  readonly issuer: string;
  /** ISO 8601, UTC. */
  readonly validFrom: string;
  readonly validTo: string;
  /** Whole days until validTo; -1 or less once it is over. */
  readonly daysToExpiry: number;
  readonly selfSigned: boolean;
}

/** Certificates of a chain that are looked at. */
const longestChain = 10;
const day = 24 * 60 * 60 * 1000;

/**
 * Shakes hands with the server of an https: URL, through the target's proxy where it names one, sends
 * nothing over the connection and closes it.
 *
 * @returns why there was no handshake, in a few words, when there was none
 */
export async function inspectTls(
  { tls, proxy, limits: { deadlineMs } }: Access,
  url: string,
): Promise<TlsFacts | { readonly failure: string }> {
  const { hostname, port } = new URL(url);
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  const route = proxy && prepareProxy(proxy);
  const socket =
    route === undefined ? connectTcp({ host, port: Number(port || 443) }) : connectToProxy(route);
  // Whoever waits for it hears of it; later ones are of no interest.
  socket.on('error', () => undefined);
  const closing = setTimeout(() => {
    socket.destroy(new Error(`no TLS handshake within ${deadlineMs} ms`));
  }, deadlineMs);
  try {
    if (route !== undefined) await tunnel(socket, route, `${hostname}:${port || '443'}`);
    return await shakeHands(socket, tls, host);
  } catch (error) {
    return { failure: printable(error instanceof Error ? error.message : String(error)) };
  } finally {
    clearTimeout(closing);
    socket.destroy();
  }
}

function shakeHands(socket: Socket, tls: WireTls, host: string): Promise<TlsFacts> {
  return new Promise((resolve, reject) => {
    const secured = connectTls({
      ...prepareTls(tls)(host),
      socket,
      // The certificate is looked at, whatever it is; nothing is sent.
      rejectUnauthorized: false,
    });
    socket.once('error', reject);
    socket.once('close', () => {
      reject(new Error('the connection was closed before the TLS handshake was over'));
    });
    secured.on('error', reject);
    secured.once('secureConnect', () => {
      resolve(factsOf(secured, tls.serverName ?? host));
    });
  });
}

function factsOf(socket: TLSSocket, name: string): TlsFacts {
  const chain: X509Certificate[] = [];
  for (
    let next = socket.getPeerX509Certificate();
    next !== undefined && chain.length < longestChain;
    next = next.issuerCertificate
  ) {
    const { fingerprint256 } = next;
    if (chain.some(known => known.fingerprint256 === fingerprint256)) break;
    chain.push(next);
  }
  const { authorizationError: problem } = socket as { authorizationError: unknown };
  return {
    trusted: socket.authorized,
    ...(!socket.authorized && { problem: printable(codeOf(problem), 80) }),
    protocol: socket.getProtocol() ?? 'unknown',
    cipher: printable(socket.getCipher().name, 80),
    nameMatches: isFor(name, chain[0]),
    chain: chain.map(describe),
  };
}

function isFor(name: string, certificate: X509Certificate | undefined): boolean {
  const matched = isIP(name) === 0 ? certificate?.checkHost(name) : certificate?.checkIP(name);
  return matched !== undefined;
}

function codeOf(problem: unknown): string {
  if (problem instanceof Error)
    return 'code' in problem && typeof problem.code === 'string' ? problem.code : problem.message;
  return typeof problem === 'string' ? problem : 'unknown';
}

function describe(certificate: X509Certificate): TlsCertificate {
  const { subject, issuer, validFrom, validTo } = certificate;
  return {
    subject: nameOf(subject),
    issuer: nameOf(issuer),
    validFrom: dateOf(validFrom),
    validTo: dateOf(validTo),
    daysToExpiry: daysUntil(validTo),
    selfSigned: isSelfSigned(certificate),
  };
}

function daysUntil(date: string): number {
  const days = (Date.parse(date) - Date.now()) / day;
  if (Number.isNaN(days)) return 0;
  return days >= 0 ? Math.floor(days) : Math.min(-1, Math.trunc(days));
}

function isSelfSigned(certificate: X509Certificate): boolean {
  try {
    return certificate.checkIssued(certificate) && certificate.verify(certificate.publicKey);
  } catch {
    // A key of a kind that OpenSSL can't verify with.
    return false;
  }
}

/** OpenSSL writes one part of a name per line, and nothing at all for one that is empty. */
function nameOf(name: string | undefined): string {
  return printable((name ?? '').split('\n').join(', '));
}

function dateOf(text: string): string {
  const time = Date.parse(text);
  return Number.isNaN(time) ? printable(text, 40) : new Date(time).toISOString();
}
