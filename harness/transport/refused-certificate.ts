import type { WireFailure, WireResponse } from './wire.ts';

/** What nginx writes into a page with status 400 in place of ending the handshake. */
const refusal =
  /<title>400 (No required SSL certificate was sent|The SSL certificate error)<\/title>/;

/** Bytes of such a page that are looked at; it has about 230. */
const lookedAt = 2_048;

/**
 * The failure of a handshake that a server answers in HTTP, for want of a client certificate that it
 * accepts; undefined for every other response.
 */
export function withoutClientCertificate(
  { status, headers, body, durationMs }: WireResponse,
  origin: string,
): WireFailure | undefined {
  if (status !== 400 || !origin.startsWith('https:')) return undefined;
  if (!refusal.test(Buffer.from(body.subarray(0, lookedAt)).toString('latin1'))) return undefined;
  const message = certificateSentence(origin);
  return { kind: 'failure', code: 'tls', message, durationMs, status, headers };
}

/** What to do about a server that wants another client certificate, or one at all. */
export function certificateSentence(origin: string): string {
  return `Expected ${origin} to accept the connection; it asks for a client certificate that it knows: give one, or correct it, as tls.clientCertificate in the target file.`;
}
