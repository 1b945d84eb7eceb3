import type { XmlElement } from '../../harness/xml/element.ts';
import { escapeText } from '../../harness/xml/escape.ts';
import { encodeBase64 } from '../../harness/base64.ts';
import type { Certificate, Principal } from '../../harness/xrml/certificate.ts';
import type { ContentKey } from '../../harness/xrml/content-key.ts';
import { openContentKey } from '../../harness/xrml/enabling-bits.ts';
import { enablingBitsHashedText } from '../../harness/xrml/publishing-license.ts';
import { samePublicKey, type RsaKeyPair } from '../../harness/xrml/rsa.ts';
import { verifySignature } from '../../harness/xrml/signature.ts';
import { XrmlError } from '../../harness/xrml/xrml-error.ts';
import { decommissionService } from './endpoint.ts';
import type { MissingInput } from './refusal.ts';
import { entriesOf, type Entries } from './request-arrays.ts';
import { licensorsOf, type Licensor, type ServerState } from './state.ts';

/** One answer as it is written; what is undefined is left out. */
export interface ContentKeyAnswer {
  /** Base64. */
  readonly contentKey: string | undefined;
  /** A KeyType (MS-RMSI 3.2.4.1.4.1). */
  readonly contentKeyType: string | undefined;
}

/** AcquireContentKey (MS-RMSI 3.2.4.1). */
export interface AcquireContentKeyRules {
  readonly isDecommissioned: (state: ServerState) => boolean;
  /** The AcquireContentKeyParams of a request; undefined when paramsSoap is absent or nil. */
  readonly readParams: (operation: XmlElement) => Entries | undefined;
  /** The Certificates of one entry; undefined when IssuanceLicense is absent or nil. */
  readonly readCertificates: (params: XmlElement) => Entries | undefined;
  /** The one entry of paramsSoap that is processed. */
  readonly selectParams: (entries: Entries) => XmlElement | undefined;
  /** The one Certificate that is processed. */
  readonly selectCertificate: (entries: Entries) => XmlElement | undefined;
  /** The answer to required input that is null; undefined refuses the request. */
  readonly answerToMissing: (input: MissingInput) => readonly ContentKeyAnswer[] | undefined;
  /** The servers for which this one may open licences. */
  readonly licensors: (state: ServerState) => readonly Licensor[];
  readonly objectIdMatches: (issued: Principal, licensor: Principal) => boolean;
  readonly publicKeyMatches: (issued: Principal, licensor: Principal) => boolean;
  /** Whether a licence is untouched; one without signature is. */
  readonly signatureHolds: (license: Certificate) => boolean;
  /** Opens the ENABLINGBITS; throws when they can't be opened, or belong to another element. */
  readonly openKey: (license: Certificate, keyPair: RsaKeyPair) => ContentKey;
  readonly returnedKey: (key: ContentKey) => string | undefined;
  readonly returnedKeyType: (key: ContentKey) => string | undefined;
  /** The entries of the response's array. */
  readonly answers: (answer: ContentKeyAnswer) => readonly ContentKeyAnswer[];
  readonly writeAnswer: (answer: ContentKeyAnswer) => string;
  readonly writeAnswers: (entries: readonly string[]) => string;
}

export const conformingAcquireContentKey: AcquireContentKeyRules = {
  isDecommissioned: state => state.serverDecommissioned,
  readParams: operation =>
    entriesOf(operation, 'paramsSoap', 'AcquireContentKeyParams', decommissionService.namespace),
  readCertificates: params =>
    entriesOf(params, 'IssuanceLicense', 'Certificate', decommissionService.namespace),
  // Only the first of several is processed (3.2.4.1.2.1), and only the first licence (3.2.4.1).
  selectParams: ([first]) => first,
  selectCertificate: ([first]) => first,
  answerToMissing: () => undefined,
  licensors: licensorsOf,
  objectIdMatches: (issued, licensor) =>
    issued.idType === licensor.idType && normalId(issued) === normalId(licensor),
  publicKeyMatches: (issued, licensor) => samePublicKey(issued.publicKey, licensor.publicKey),
  signatureHolds: license => license.signature === undefined || verifySignature(license).valid,
  openKey: ({ enablingBits, issuedPrincipal }, { privateKey }) => {
    if (enablingBits === undefined || issuedPrincipal === undefined)
      throw new XrmlError('A license with ENABLINGBITS was expected.');
    const hashed = enablingBitsHashedText(issuedPrincipal);
    return openContentKey({ ...enablingBits, privateKey, hashed });
  },
  returnedKey: key => encodeBase64(key.bytes),
  returnedKeyType: key => key.type,
  answers: answer => [answer],
  writeAnswer: ({ contentKey, contentKeyType }) =>
    '<AcquireContentKeyResponse>' +
    optional('ContentKey', contentKey) +
    optional('ContentKeyType', contentKeyType) +
    '</AcquireContentKeyResponse>',
  writeAnswers: entries =>
    `<AcquireContentKeyResponse xmlns="${decommissionService.namespace}">` +
    `<AcquireContentKeyResult>${entries.join('')}</AcquireContentKeyResult>` +
    '</AcquireContentKeyResponse>',
};

/** GUIDs are compared without regard to case. */
function normalId({ idType, id }: Principal): string {
  return idType === 'MS-GUID' ? id.toLowerCase() : id;
}

function optional(name: string, text: string | undefined): string {
  return text === undefined ? '' : `<${name}>${escapeText(text)}</${name}>`;
}
