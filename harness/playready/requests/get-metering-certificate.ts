import { escapeText } from '../../xml/escape.ts';
import { elementText, writeEnvelope } from './envelope.ts';

/** What a request for a metering certificate says; whatever is null does not stand in it. */
export interface MeteringCertificateRequest {
  /** MID: 16 bytes in base64, in GUID byte order; any text, for requests that are to be refused. */
  readonly meteringId: string | null;
  /** `1` unless given. */
  readonly version?: string | null;
}

/**
 * Writes a GetMeteringCertificate request as Microsoft's sample has it, with Challenge in the
 * namespace of the protocols (PlayReady-facts 1.6). It needs no identity of a device: it is neither
 * signed nor encrypted.
 *
 * @returns a SOAP 1.1 envelope
 */
export function writeGetMeteringCertificate({
  meteringId,
  version = '1',
}: MeteringCertificateRequest): string {
  const part = (name: string, value: string | null) =>
    elementText(name, value === null ? undefined : escapeText(value));
  const certificate = part('Version', version) + part('MID', meteringId);
  return writeEnvelope(
    'GetMeteringCertificate',
    `<challenge><Challenge><MeterCert>${certificate}</MeterCert></Challenge></challenge>`,
  );
}
