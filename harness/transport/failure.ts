import errors from 'undici/lib/core/errors.js';
import { certificateSentence } from './refused-certificate.ts';
import type { WireFailure } from './wire.ts';

/** How far an exchange had come when it failed. */
export interface Progress {
  /** Scheme, host and port. */
  origin: string;
  stage: 'connecting' | 'securing' | 'waiting' | 'reading';
  /** The value of Content-Length, in bytes. */
  announced?: number;
  /** Bytes of body so far. */
  received: number;
}

export type FailureReason = Pick<WireFailure, 'code' | 'message'>;

/** Thrown where a connection is made; carries the reason itself. */
export class RouteFailure extends Error {
  readonly reason: FailureReason;

  constructor(reason: FailureReason) {
    super(reason.message);
    this.name = 'RouteFailure';
    this.reason = reason;
  }
}

const unresolved = ['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'EAI_NONAME'];
const untrusted =
  /SELF_SIGNED|UNABLE_TO_|CERT_UNTRUSTED|CERT_SIGNATURE_FAILURE|INVALID_CA|INVALID_PURPOSE/;

/**
 * Alerts by which a server refuses a client certificate, or its absence: in TLS 1.3 after the
 * handshake.
 */
const ofCertificate = /ALERT_(CERTIFICATE|BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|UNKNOWN_CA)/;

/**
 * What an error of undici, node:net or node:tls means for an exchange. Errors before the connection
 * stands are told apart by stage: the same ECONNRESET is a failed handshake or a broken response.
 */
export function failureReason(error: unknown, progress: Progress): FailureReason {
  if (error instanceof RouteFailure) return error.reason;
  const code = codeOf(error);
  const { origin, stage } = progress;
  if (stage === 'connecting') return connectReason(code, origin);
  if (stage === 'securing' || ofCertificate.test(code)) return tlsReason(code, error, origin);
  if (code === 'UND_ERR_HEADERS_OVERFLOW')
    return {
      code: 'too-large',
      message: `Expected response headers of at most ${maxHeaderBytes} bytes from ${origin}; they are longer.`,
    };
  if (code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH') return endedEarly(progress);
  if (/Invalid EOF state/i.test(messageOf(error))) return endedEarly(progress);
  if (isMalformed(error)) return { code: 'malformed', message: malformedText(error, origin) };
  // A reset breaks even an announced length off; only an orderly end makes the length a lie.
  if (/^(other side closed|closed)$/.test(messageOf(error))) return endedEarly(progress);
  return {
    code: 'closed',
    message: `Expected a complete HTTP response from ${origin}; the connection broke ${receivedText(progress)} (${code}).`,
  };
}

/** Whether undici's parser refused what came; its errors have no dependable code. */
export function isMalformed(error: unknown): boolean {
  return (
    error instanceof errors.HTTPParserError || /^bad (response|upgrade)$/.test(messageOf(error))
  );
}

/** The deadline's own reason; a host to which no connection could be made in time is unreachable. */
export function deadlineReason(deadlineMs: number, progress: Progress): FailureReason {
  const { origin, stage } = progress;
  if (stage === 'connecting')
    return {
      code: 'unreachable',
      message: `Expected a connection to ${origin} within ${deadlineMs} ms; the host did not answer.`,
    };
  const came =
    stage === 'securing'
      ? 'the TLS handshake was not over'
      : `it was not, ${receivedText(progress)}`;
  return {
    code: 'deadline',
    message: `Expected a complete response from ${origin} within ${deadlineMs} ms; ${came}.`,
  };
}

/** Bytes of response headers that undici accepts. */
export const maxHeaderBytes = 64 * 1024;

function connectReason(code: string, origin: string): FailureReason {
  if (unresolved.includes(code))
    return {
      code: 'unresolved',
      message: `Expected ${origin} to name a host; the name does not resolve (${code}).`,
    };
  if (code === 'ECONNREFUSED')
    return {
      code: 'refused',
      message: `Expected a server at ${origin}; the connection was refused.`,
    };
  return {
    code: 'unreachable',
    message: `Expected a connection to ${origin}; none could be made (${code}).`,
  };
}

function tlsReason(code: string, error: unknown, origin: string): FailureReason {
  const fail = (message: string): FailureReason => ({ code: 'tls', message });
  if (untrusted.test(code))
    return fail(
      `Expected a trusted certificate from ${origin}; it is not signed by a known authority (${code}): pass the CA with --ca FILE, or --insecure to accept any certificate.`,
    );
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return fail(
      `Expected a certificate for the host of ${origin}; it is for another name: correct the URL, or give the name as tls.serverName in the target file.`,
    );
  if (code === 'CERT_HAS_EXPIRED')
    return fail(
      `Expected a valid certificate from ${origin}; it has expired: renew it, or pass --insecure to accept any certificate.`,
    );
  if (ofCertificate.test(code)) return fail(certificateSentence(origin));
  if (code === 'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE')
    return fail(
      `Expected a TLS handshake with ${origin}; it refused it: it may ask for a client certificate (tls.clientCertificate in the target file), or for ciphers that this Node.js lacks.`,
    );
  if (/UNSUPPORTED_PROTOCOL|ALERT_PROTOCOL_VERSION|VERSION_TOO_LOW/.test(code))
    return fail(
      `Expected ${origin} to speak the TLS versions that the target allows; it speaks others, older ones as a rule: upgrade it, or set tls.minimumVersion in the target file.`,
    );
  if (code.startsWith('CERT_'))
    return fail(
      `Expected a valid certificate from ${origin}; it is not (${code}): renew it, or pass --insecure to accept any certificate.`,
    );
  const plain = /WRONG_VERSION_NUMBER|HTTP_REQUEST|PACKET_LENGTH_TOO_LONG/.test(code)
    ? 'what answers does not speak TLS: try http:// there'
    : `it failed (${code}): check that this port serves HTTPS`;
  return fail(`Expected a TLS handshake with ${origin}; ${plain}.`);
}

function endedEarly(progress: Progress): FailureReason {
  const { origin, announced, received } = progress;
  if (progress.stage === 'reading' && announced !== undefined)
    return {
      code: 'length',
      message: `Expected ${announced} bytes of body from ${origin}, as Content-Length says; the connection ended after ${received}.`,
    };
  return {
    code: 'closed',
    message: `Expected a complete HTTP response from ${origin}; the connection ended ${receivedText(progress)}.`,
  };
}

function malformedText(error: unknown, origin: string): string {
  const data: unknown = error instanceof Error && 'data' in error ? error.data : undefined;
  const bytes = typeof data === 'string' ? data : '';
  const hint = /^\x15\x03/.test(bytes) ? ': the port speaks TLS, try https://' : '';
  const at = bytes === '' ? '' : ` at ${JSON.stringify(bytes.slice(0, 40))}`;
  const reason = /\((.*)\)/.exec(messageOf(error))?.[1] ?? messageOf(error);
  return `Expected an HTTP/1.1 response from ${origin}; what came is none${at} (${reason})${hint}.`;
}

function receivedText({ stage, received }: Progress): string {
  return stage === 'waiting' ? 'before any status line' : `after ${received} bytes of body`;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : 'no code';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
