import { attribute, child, type XmlElement } from '../xml/element.ts';
import { decodeBase64 } from '../base64.ts';
import { PlayReadyError } from './error.ts';
import { ecdsaSha256, sha256, xmldsig } from './namespaces.ts';

/** What a Signature element holds (PlayReady-facts 1.3). */
export interface SignatureParts {
  /** The Reference's URI, `#` and the Id of what is signed. */
  readonly uri: string;
  /** DigestValue, 32 bytes. */
  readonly digest: Uint8Array;
  /** SignatureValue, `r` then `s`, 64 bytes. */
  readonly signatureValue: Uint8Array;
  /** The PublicKey of a client's KeyInfo, X then Y, 64 bytes; a server's response has none. */
  readonly publicKey?: Uint8Array;
}

/**
 * Reads a Signature element (PlayReady-facts 1.3). The canonicalization method it names is not looked
 * at, because the public sample does not obey its own.
 *
 * @throws PlayReadyError for a part that is missing, of another length, or no base64, and for other
 *   algorithms than the documented
 */
export function readSignature(signature: XmlElement): SignatureParts {
  const info = only(signature, 'SignedInfo');
  const reference = only(info, 'Reference');
  demandAlgorithm(only(info, 'SignatureMethod'), ecdsaSha256);
  demandAlgorithm(only(reference, 'DigestMethod'), sha256);
  const uri = attribute(reference, 'URI');
  if (uri === undefined) throw new PlayReadyError('Expected a URI on Reference; there is none.');
  const parts = {
    uri,
    digest: bytes(only(reference, 'DigestValue'), 32),
    signatureValue: bytes(only(signature, 'SignatureValue'), 64),
  };
  if (child(signature, 'KeyInfo', xmldsig) === undefined) return parts;
  const key = ['KeyInfo', 'KeyValue', 'ECCKeyValue', 'PublicKey'].reduce(only, signature);
  return { ...parts, publicKey: bytes(key, 64) };
}

function only(parent: XmlElement, name: string): XmlElement {
  const found = parent.children.filter(
    candidate => candidate.name === name && candidate.namespace === xmldsig,
  );
  const [element] = found;
  if (element === undefined || found.length > 1)
    throw new PlayReadyError(`Expected one ${name} in ${parent.name}; there are ${found.length}.`);
  return element;
}

function demandAlgorithm(method: XmlElement, expected: string): void {
  const algorithm = attribute(method, 'Algorithm');
  if (algorithm !== expected)
    throw new PlayReadyError(
      `Expected ${method.name} to name ${expected}; it names ${algorithm?.slice(0, 100) ?? 'none'}.`,
    );
}

function bytes(element: XmlElement, length: number): Uint8Array {
  const decoded = decodeBase64(element.text);
  if (decoded?.length !== length)
    throw new PlayReadyError(
      `Expected ${element.name} to be ${length} bytes in base64; ${decoded === undefined ? 'it is no base64' : `it has ${decoded.length}`}.`,
    );
  return decoded;
}
