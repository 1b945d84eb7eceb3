import { createHash, type KeyObject } from 'node:crypto';
import { canonicalElement, type CanonicalForm, type ElementName } from '../xml/canonical.ts';
import { attribute, children, type XmlElement } from '../xml/element.ts';
import { escapeAttribute } from '../xml/escape.ts';
import { parseXml } from '../xml/parse.ts';
import { XmlRefusal } from '../xml/refusal.ts';
import { encodeBase64 } from '../base64.ts';
import { PlayReadyError } from './error.ts';
import { c14n, ecdsaSha256, sha256, xmldsig } from './namespaces.ts';
import { publicKeyBytes, signP256, verifyP256 } from './p256.ts';
import { readSignature, type SignatureParts } from './signature-parts.ts';

/** What a signature came to. */
export type SignedVerdict =
  | {
      readonly valid: true;
      /** The form of the signed element for which the digest is right. */
      readonly canonicalization: CanonicalForm;
      /** The form of SignedInfo for which the signature is right. */
      readonly signedInfoCanonicalization: CanonicalForm;
    }
  | {
      readonly valid: false;
      readonly reason: string;
      /** What is wrong; undefined when it does not come to that, since the form is. */
      readonly wrong?: 'digest' | 'signature';
    };

const forms = ['exclusive', 'stand-alone', 'inclusive'] as const;

const signedInfo: ElementName = { name: 'SignedInfo', namespace: xmldsig };

/**
 * Verifies the Signature that stands beside an element (PlayReady-facts 1.3, 1.5): its Reference names
 * the element, DigestValue is the SHA-256 of the element's canonical form, SignatureValue is ECDSA on
 * P-256 over SignedInfo's. A message names Canonical XML 1.0, but the public sample is signed over what
 * the element is by itself; so all three forms are tried, and the one that fits is told. White space
 * counts: a message that was indented afterwards is not valid.
 *
 * @param document - the whole message as it came
 * @param signed - the signed element, LicenseResponse or LA; the message has to have exactly one
 * @param publicKey - X then Y, 64 bytes: of the leaf of the SigningCertificateChain, or the PublicKey of
 *   the Signature's own KeyInfo; one that is no key is a reason
 * @throws XmlRefusal, and nothing else, for what is no document
 */
export function verifySigned(
  document: Uint8Array,
  signed: ElementName,
  publicKey: Uint8Array,
): SignedVerdict {
  const root = parseXml(document);
  try {
    const { digest, signatureValue } = signatureOf(root, signed);
    const canonicalization = fittingForm(document, signed, canonical =>
      createHash('sha256').update(canonical).digest().equals(digest),
    );
    if (canonicalization === undefined)
      return {
        valid: false,
        reason: `Expected DigestValue to be the SHA-256 of ${signed.name}; it is that of no canonical form.`,
        wrong: 'digest',
      };
    const signedInfoCanonicalization = fittingForm(document, signedInfo, canonical =>
      verifyP256(canonical, signatureValue, publicKey),
    );
    if (signedInfoCanonicalization === undefined)
      return {
        valid: false,
        reason:
          'Expected SignatureValue to be right for SignedInfo and the key; it is for no canonical form.',
        wrong: 'signature',
      };
    return { valid: true, canonicalization, signedInfoCanonicalization };
  } catch (error) {
    if (error instanceof PlayReadyError || error instanceof XmlRefusal)
      return { valid: false, reason: error.message };
    throw error;
  }
}

/**
 * Writes the Signature for an element that declares all it uses and has an Id (PlayReady-facts 1.3, 1.5).
 * The two, put into a message one after the other and not indented, verify in the form `exclusive`.
 *
 * @param signed - the element as text, as it will stand in the message
 * @param privateKey - on P-256
 * @param keyInfo - whether the public key is added, as a client does
 * @throws PlayReadyError for an element without Id; XmlRefusal for what is no document
 */
export function writeSignature(signed: string, privateKey: KeyObject, keyInfo: boolean): string {
  const document = Buffer.from(signed, 'utf8');
  const root = parseXml(document);
  const id = attribute(root, 'Id');
  if (id === undefined) throw new PlayReadyError(`Expected an Id on ${root.name}; there is none.`);
  const digest = createHash('sha256').update(canonicalElement(document, root)).digest('base64');
  const info = `<SignedInfo xmlns="${xmldsig}">${[
    `<CanonicalizationMethod Algorithm="${c14n}"></CanonicalizationMethod>`,
    `<SignatureMethod Algorithm="${ecdsaSha256}"></SignatureMethod>`,
    `<Reference URI="#${escapeAttribute(id)}">`,
    `<DigestMethod Algorithm="${sha256}"></DigestMethod>`,
    `<DigestValue>${digest}</DigestValue>`,
    '</Reference>',
  ].join('')}</SignedInfo>`;
  const value = signP256(canonicalElement(Buffer.from(info, 'utf8'), signedInfo), privateKey);
  const key = keyInfo
    ? `<KeyInfo xmlns="${xmldsig}"><KeyValue><ECCKeyValue><PublicKey>${encodeBase64(publicKeyBytes(privateKey))}</PublicKey></ECCKeyValue></KeyValue></KeyInfo>`
    : '';
  return `<Signature xmlns="${xmldsig}">${info}<SignatureValue>${encodeBase64(value)}</SignatureValue>${key}</Signature>`;
}

function signatureOf(root: XmlElement, signed: ElementName): SignatureParts {
  const { element, parent } = only(root, signed);
  const beside = children(parent, 'Signature', xmldsig);
  const [signature] = beside;
  if (signature === undefined || beside.length > 1)
    throw new PlayReadyError(
      `Expected one Signature beside ${signed.name}; there are ${beside.length}.`,
    );
  if (only(root, signedInfo).parent !== signature)
    throw new PlayReadyError(
      `Expected SignedInfo in the Signature beside ${signed.name}; it stands elsewhere.`,
    );
  const parts = readSignature(signature);
  if (parts.uri !== `#${attribute(element, 'Id') ?? ''}`)
    throw new PlayReadyError(
      `Expected the Reference to name the Id of ${signed.name}; it names "${parts.uri.slice(0, 100)}".`,
    );
  return parts;
}

/** The one element of this name below the root, and its parent. */
function only(root: XmlElement, { name, namespace }: ElementName) {
  const found: { element: XmlElement; parent: XmlElement }[] = [];
  const search = (parent: XmlElement): void => {
    for (const element of parent.children) {
      if (element.name === name && element.namespace === namespace) found.push({ element, parent });
      search(element);
    }
  };
  search(root);
  const [first] = found;
  if (first === undefined || found.length > 1)
    throw new PlayReadyError(`Expected one ${name} in the message; there are ${found.length}.`);
  return first;
}

function fittingForm(
  document: Uint8Array,
  element: ElementName,
  fits: (canonical: Uint8Array) => boolean,
): CanonicalForm | undefined {
  return forms.find(form => {
    try {
      return fits(canonicalElement(document, element, form));
    } catch (error) {
      // It has no such form; but what takes too long is told as the reason.
      if (error instanceof XmlRefusal && error.code !== 'too-large') return false;
      throw error;
    }
  });
}
