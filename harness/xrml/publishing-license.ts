import type { ContentKey } from './content-key.ts';
import { sealContentKey } from './enabling-bits.ts';
import { newGuid } from './guid.ts';
import type { CryptographicMode } from './mode.ts';
import { element, serialise, type XrmlNode } from './node.ts';
import { objectElement, principalElements, type Principal } from './principal.ts';
import {
  buildRightsData,
  encryptRightsData,
  ownerMetadata,
  workObject,
  type Owner,
  type RightGrant,
} from './rights-data.ts';
import { samePublicKey, type RsaKeyPair } from './rsa.ts';
import { signBody } from './signature.ts';
import { formatTime } from './time.ts';
import { XrmlError } from './xrml-error.ts';

/** The GUIDs that Windows gives to these DISTRIBUTIONPOINTs (MS-RMPR, note 21). */
const intranetGuid = '{0F45FD50-383B-43EE-90A4-ED013CD0CFE5}';
const extranetGuid = '{94BF969A-CA04-44d6-AA96-51071281FEF2}';

export interface PublishingLicenseRequest {
  readonly mode: CryptographicMode;
  /** The principal that the SLC issues: the content key is sealed for it. */
  readonly server: Principal;
  readonly contentKey: ContentKey;
  readonly rights: readonly RightGrant[];
  readonly owner: Owner;
  /** Where use licenses are to be had; the extranet URL is optional (MS-RMPR 2.2.9.7.3). */
  readonly urls: { readonly intranet: string; readonly extranet?: string };
  /** AUTHENTICATEDDATA with the id APPSPECIFIC in the rights data (MS-RMPR 2.2.9.8.6). */
  readonly applicationSpecific?: readonly { readonly name: string; readonly value: string }[];
  /** UTC, written to the minute; now by default. */
  readonly issuedTime?: Date;
  /** Identifies the work, here and in the rights data; random by default. */
  readonly guid?: string;
  /** By default the server, as for online publishing. */
  readonly issuer?: Principal;
  /** The issuer's key pair; without it the license stays unsigned, as a client submits it. */
  readonly signWith?: RsaKeyPair;
}

/**
 * Builds a publishing license as XML without added white space (MS-RMPR 2.2.9.7): rights data are
 * encrypted with the content key, which is sealed for the server. Given time, GUID and keys, all but
 * the VALUE of ENABLINGBITS is the same every time.
 *
 * @throws XrmlError when `signWith` is not the key that the issuer states.
 */
export function buildPublishingLicense(request: PublishingLicenseRequest): string {
  const { mode, server, owner, urls, signWith } = request;
  const issuer = request.issuer ?? server;
  const issuedTime = request.issuedTime ?? new Date();
  const guid = request.guid ?? newGuid();
  if (signWith && !samePublicKey(signWith.publicKey, issuer.publicKey))
    throw new XrmlError('The key to sign the publishing license with is not its issuer’s key.');
  const rightsData = buildRightsData({
    issuedTime,
    guid,
    owner,
    rights: request.rights,
    ...(request.applicationSpecific && { applicationSpecific: request.applicationSpecific }),
  });
  const body = element(
    'BODY',
    [
      ['type', 'Microsoft Rights Label'],
      ['version', '3.0'],
    ],
    element('ISSUEDTIME', [], formatTime(issuedTime)),
    element('ISSUER', [], ...principalElements(issuer)),
    distributionPoint('License-Acquisition-URL', intranetGuid, urls.intranet),
    urls.extranet === undefined
      ? undefined
      : distributionPoint('Extranet-License-Acquisition-URL', extranetGuid, urls.extranet),
    issuedPrincipals(server, enablingBits(mode, server, request.contentKey)),
    element('WORK', [], workObject(guid), ownerMetadata(owner)),
    element(
      'AUTHENTICATEDDATA',
      [['id', 'Encrypted-Rights-Data']],
      encryptRightsData(rightsData, request.contentKey),
    ),
  );
  const attributes = [
    ['version', '1.2'],
    ['xmlns', ''],
  ] as const;
  const signature = signWith && signBody(body, signWith, mode);
  return serialise(element('XrML', attributes, body, signature));
}

/**
 * ISSUEDPRINCIPALS of a publishing license as text without ENABLINGBITS: what the hash inside the
 * ENABLINGBITS is taken over (`assumptions.enablingBitsHashedText`).
 */
export function enablingBitsHashedText(server: Principal): string {
  return serialise(issuedPrincipals(server));
}

function issuedPrincipals(server: Principal, ...sealed: readonly XrmlNode[]): XrmlNode {
  const principal = element(
    'PRINCIPAL',
    [['internal-id', '1']],
    ...principalElements(server),
    ...sealed,
  );
  return element('ISSUEDPRINCIPALS', [], principal);
}

function enablingBits(mode: CryptographicMode, server: Principal, key: ContentKey): XrmlNode {
  const hashed = enablingBitsHashedText(server);
  const sealed = sealContentKey({ mode, recipient: server.publicKey, key, hashed });
  return element(
    'ENABLINGBITS',
    [['type', sealed.type]],
    element(
      'VALUE',
      [
        ['encoding', 'base64'],
        ['size', String(sealed.bits)],
      ],
      sealed.value,
    ),
  );
}

function distributionPoint(objectType: string, id: string, address: string): XrmlNode {
  const name = 'DRM Server Cluster';
  return element(
    'DISTRIBUTIONPOINT',
    [],
    objectElement({ objectType, idType: 'MS-GUID', id, name, address }),
  );
}
