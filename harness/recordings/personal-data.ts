import type { CapturedBody } from './captured.ts';
import { holds } from './holds.ts';
import type { RecordedOperation } from './operations.ts';
import { readings } from './response-body.ts';
import type { SecretValue } from './secret-values.ts';

/** Elements of a request by which a person, an account or a device may be told (PlayReady-facts 1.3, 1.7). */
const personal = ['CustomData', 'FriendlyName', 'DomainFriendlyName', 'AccountID', 'AccountId'];

/** Operations of RMS whose requests hold no certificate of a user. */
const impersonal = ['GetLicensorCertificate', 'FindServiceLocationsForUser', 'GetServerInfo'];

/**
 * What a request still says of people and credentials: its bytes are signed, or are to be replayed as
 * they are, so nothing can be taken out.
 */
export function warningsAbout(
  { protocol, operation }: RecordedOperation,
  body: CapturedBody,
  secrets: readonly SecretValue[],
): readonly string[] {
  const texts = readings(body.bytes);
  const repeated = secrets.filter(({ value }) => holds(texts, value));
  return [
    ...ofProtocol({ protocol, operation }, texts),
    ...repeated.map(
      ({ where }) =>
        `The request's body repeats the ${where}, which was removed elsewhere; it stays, because the bytes are to be replayed.`,
    ),
  ];
}

function ofProtocol(
  { protocol, operation }: RecordedOperation,
  texts: readonly string[],
): readonly string[] {
  switch (protocol) {
    case 'playready':
      return personal.flatMap(name =>
        texts.some(text => hasContent(text, name))
          ? [
              `The request has ${name}: a service may put a token in it or name a person. It stays, because a challenge is signed.`,
            ]
          : [],
      );
    case 'rms':
      return impersonal.includes(operation)
        ? []
        : ["The request may hold a user's certificates, with the e-mail address."];
    case 'wmdrm':
      return ['The challenge identifies the client that made it (CLIENTID).'];
  }
}

function hasContent(text: string, name: string): boolean {
  return new RegExp(String.raw`<(?:[^\s<>&/:]{1,40}:)?${name}(?:\s[^<>]*)?(?<!/)>[^<]`).test(text);
}
