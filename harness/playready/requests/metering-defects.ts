import { randomBytes } from 'node:crypto';
import { encodeBase64 } from '../../base64.ts';
import { writeEnvelope } from './envelope.ts';
import { writeGetMeteringCertificate } from './get-metering-certificate.ts';
import type { RequestDefect } from './request-defect.ts';

/** What an accepted GetMeteringCertificate request says. */
interface Accepted {
  /** MID: 16 bytes in base64. */
  readonly meteringId: string;
}

/**
 * What can be wrong with a GetMeteringCertificate request; its twin is
 * `writeGetMeteringCertificate(options)` (PlayReady-facts 1.6). Which status code a server gives for
 * which is not public.
 */
export const meteringDefects: readonly RequestDefect<Accepted>[] = [
  bare('challenge-missing', 'no challenge', ''),
  bare('challenge-empty', 'an empty challenge', '<challenge></challenge>'),
  bare('payload-missing', 'no MeterCert', '<challenge><Challenge></Challenge></challenge>'),
  withId('metering-id-absent', 'no MID', () => null),
  withId('metering-id-empty', 'an empty MID', () => ''),
  withId('metering-id-not-base64', 'a MID that is no base64', () => '*not base64*'),
  withId('metering-id-15-bytes', 'a MID of 15 bytes', id => encodeBase64(id.subarray(0, 15))),
  withId('metering-id-17-bytes', 'a MID of 17 bytes', id =>
    encodeBase64(Buffer.concat([id, Buffer.alloc(1)])),
  ),
  withId('metering-id-unknown', 'a MID that nobody has', () => encodeBase64(randomBytes(16))),
  {
    name: 'version-absent',
    what: 'no Version',
    write: options => writeGetMeteringCertificate({ ...options, version: null }),
  },
  {
    name: 'version-unknown',
    what: 'a Version of 9',
    write: options => writeGetMeteringCertificate({ ...options, version: '9' }),
  },
];

function bare(name: string, what: string, content: string): RequestDefect<Accepted> {
  return { name, what, write: () => writeEnvelope('GetMeteringCertificate', content) };
}

function withId(
  name: string,
  what: string,
  change: (id: Buffer) => string | null,
): RequestDefect<Accepted> {
  const write = ({ meteringId }: Accepted) =>
    writeGetMeteringCertificate({ meteringId: change(Buffer.from(meteringId, 'base64')) });
  return { name, what, write };
}
