import type { Dispatcher } from 'undici';
import type { Connection } from './connection.ts';
import { decodeBody } from './content-encoding.ts';
import {
  deadlineReason,
  failureReason,
  isMalformed,
  type FailureReason,
  type Progress,
} from './failure.ts';
import type { WireLimits, WireOutcome, WireRequest } from './wire.ts';

/** An outcome, and whether not one byte of a response had come when it was settled. */
export interface Exchange {
  outcome: WireOutcome;
  silent: boolean;
}

type Headers = readonly (readonly [string, string])[];

/**
 * Sends one request over a connection and reads the whole response within the limits. On a failure
 * the connection is to be discarded. Rejects only for a request that cannot be sent, such as one with
 * a line break in a header.
 */
export function exchange(
  connection: Connection,
  request: WireRequest,
  limits: WireLimits,
): Promise<Exchange> {
  const { maxBytes, deadlineMs } = limits;
  const { origin } = connection;
  return new Promise((resolve, reject) => {
    let started = performance.now();
    let settled = false;
    let controller: Dispatcher.DispatchController | undefined;
    let status: number | undefined;
    let headers: Headers = [];
    let announced: number | undefined;
    let received = 0;
    const chunks: Uint8Array[] = [];

    const progress = (): Progress => ({
      origin,
      stage: status === undefined ? connection.stage() : 'reading',
      received,
      ...(announced === undefined ? {} : { announced }),
    });
    const settle = (outcome: WireOutcome): void => {
      clearTimeout(timer);
      settled = true;
      resolve({ outcome, silent: status === undefined });
    };
    const fail = ({ code, message }: FailureReason): void => {
      if (settled) return;
      const durationMs = performance.now() - started;
      const seen = status === undefined ? {} : { status };
      settle({ kind: 'failure', code, message, durationMs, ...seen });
      controller?.abort(new Error(message));
    };
    const timer = setTimeout(() => {
      fail(deadlineReason(deadlineMs, progress()));
    }, deadlineMs);
    const failTooLarge = (came: string): void => {
      fail({
        code: 'too-large',
        message: `Expected at most ${maxBytes} bytes of body from ${origin}; ${came}.`,
      });
    };
    const finish = async (durationMs: number): Promise<void> => {
      const coding = headers.find(([name]) => name === 'content-encoding')?.[1];
      const body = await decodeBody(Buffer.concat(chunks), coding, maxBytes);
      if (settled || status === undefined) return;
      if ('code' in body) fail(body);
      else settle({ kind: 'response', status, headers, body, durationMs });
    };

    connection.client.dispatch(
      {
        path: connection.targetOf(new URL(request.url)),
        method: request.method,
        headers: { ...withIdentity(request.headers), ...connection.headers },
        ...(request.body === undefined ? {} : { body: request.body }),
      },
      {
        onRequestStart(given) {
          controller = given;
          if (settled) given.abort(new Error('the deadline has passed'));
          else started = performance.now();
        },
        onResponseStart(given, statusCode) {
          if (statusCode < 200 || settled) return;
          status = statusCode;
          headers = headerPairs(given.rawHeaders);
          const length = headers.find(([name]) => name === 'content-length')?.[1];
          announced = length === undefined ? undefined : Number(length);
          if (announced !== undefined && announced > maxBytes)
            failTooLarge(`Content-Length announces ${announced}`);
        },
        onResponseData(_given, chunk) {
          if (settled) return;
          received += chunk.length;
          if (received > maxBytes) failTooLarge(`after ${received} there was no end`);
          else chunks.push(chunk);
        },
        onResponseEnd() {
          const durationMs = performance.now() - started;
          // Bytes beyond the response make undici destroy the socket in this turn of the loop.
          setImmediate(() => {
            if (isMalformed(connection.socket()?.errored)) fail(surplusReason(origin, announced));
            else void finish(durationMs);
          });
        },
        onResponseError(_given, error) {
          if (isOurs(error)) {
            clearTimeout(timer);
            reject(error);
          } else fail(failureReason(connection.alert() ?? error, progress()));
        },
      },
    );
  });
}

/** A compressed answer would hide what came in transcripts; who wants one asks for it. */
function withIdentity(headers: Readonly<Record<string, string>>): Record<string, string> {
  const asked = Object.keys(headers).some(name => name.toLowerCase() === 'accept-encoding');
  return asked ? { ...headers } : { ...headers, 'accept-encoding': 'identity' };
}

function headerPairs(raw: Dispatcher.DispatchController['rawHeaders']): Headers {
  if (!Array.isArray(raw)) return [];
  const texts = raw.map(part => (typeof part === 'string' ? part : part.toString('latin1')));
  return texts.flatMap((text, index) =>
    index % 2 === 0 ? [[text.toLowerCase(), texts[index + 1] ?? ''] as const] : [],
  );
}

/** A request that undici refuses to send. */
function isOurs(error: Error): boolean {
  const code = 'code' in error ? error.code : undefined;
  return code === 'UND_ERR_INVALID_ARG' || code === 'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH';
}

function surplusReason(origin: string, announced: number | undefined): FailureReason {
  return announced === undefined
    ? {
        code: 'malformed',
        message: `Expected nothing after the response's end from ${origin}; more bytes came.`,
      }
    : {
        code: 'length',
        message: `Expected ${announced} bytes of body from ${origin}, as Content-Length says; more came.`,
      };
}
