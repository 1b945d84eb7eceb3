import { escapeText } from '../../xml/escape.ts';
import { packaging } from '../namespaces.ts';
import { elementText, writeEnvelope } from './envelope.ts';

/** The id of PlayReady as a protection system (PlayReady-facts 1.10). */
export const playReadySystemId = '9A04F079-9840-4286-AB92-E65BE0885F95';

/** One StreamInformation of a request for packaging data. */
export interface StreamRequest {
  /** ProgramIdentifier: what the service calls the content; null leaves it out. */
  readonly program: string | null;
  /**
   * OffsetFromProgramStart, an xs:duration: `PT0S` unless given; null leaves it out. A public packager
   * sends `P0S`, which is none.
   */
  readonly offset?: string | null;
  /** RequestInterval, an xs:duration; none unless given. */
  readonly interval?: string;
}

/** What a request for packaging data says. */
export interface PackagingRequest {
  /** One stream for each program, in order. */
  readonly streams: readonly StreamRequest[];
  /** ProtectionSystemIds; PlayReady's unless given. */
  readonly protectionSystems?: readonly string[];
}

/**
 * Writes an AcquirePackagingData request (PlayReady-facts 1.10): the challenge stands in a namespace of
 * its own, without Challenge in it. It needs no identity of a device.
 *
 * @param request - the streams, or one program's identifier
 * @returns a SOAP 1.1 envelope
 */
export function writeAcquirePackagingData(
  request: PackagingRequest | { readonly program: string },
): string {
  const { streams, protectionSystems = [playReadySystemId] }: PackagingRequest =
    'program' in request ? { streams: [{ program: request.program }] } : request;
  const systems = protectionSystems.map(id => elementText('ProtectionSystemId', escapeText(id)));
  return writeEnvelope(
    'AcquirePackagingData',
    `<challenge xmlns="${packaging}">${elementText('ProtectionSystems', systems.join(''))}${elementText('StreamProtectionRequests', streams.map(streamInformation).join(''))}</challenge>`,
  );
}

function streamInformation({ program, offset = 'PT0S', interval }: StreamRequest): string {
  const part = (name: string, value: string | null | undefined) =>
    elementText(name, value === null || value === undefined ? undefined : escapeText(value));
  return elementText(
    'StreamInformation',
    part('ProgramIdentifier', program) +
      part('OffsetFromProgramStart', offset) +
      part('RequestInterval', interval),
  );
}
