import { guidFrom } from './guid.ts';
import { modes, type CryptographicMode } from './mode.ts';
import { element, type XrmlNode } from './node.ts';
import { periodElements } from './period-elements.ts';
import { objectElement, principalElements, type Principal } from './principal.ts';
import type { RsaKeyPair } from './rsa.ts';
import { signCertificate } from './signature.ts';
import { formatTime, type Period } from './time.ts';

/** What an issuing certificate states (MS-RMPR 2.2.9.3). */
export interface IssuingCertificate {
  /** Type of the DESCRIPTOR's OBJECT (2.2.9.3.1). */
  readonly type: 'Server-Licensor-Certificate' | 'DRM-CA-Certificate';
  readonly issuer: Principal;
  readonly principal: Principal;
  readonly issuedTime: Date;
  /** Both VALIDITYTIME and the RANGETIME of the right ISSUE. */
  readonly period: Period;
}

/**
 * Builds and signs an issuing certificate (MS-RMPR 2.2.9.3). Its GUID is derived from what it states,
 * so the same input gives the same text.
 */
export function issueCertificate(
  certificate: IssuingCertificate,
  key: RsaKeyPair,
  mode: CryptographicMode,
): string {
  const { issuer, principal, issuedTime, period } = certificate;
  const id = guidFrom(
    [
      certificate.type,
      principal.id,
      Buffer.from(principal.publicKey.modulus).toString('hex'),
      issuedTime.toISOString(),
      modes[mode].hashAlgorithm,
    ].join('|'),
  );
  const object = objectElement({ objectType: certificate.type, idType: 'MS-GUID', id });
  const body = element(
    'BODY',
    [
      ['type', 'LICENSE'],
      ['version', '3.0'],
    ],
    element('ISSUEDTIME', [], formatTime(issuedTime)),
    element('VALIDITYTIME', [], ...periodElements(period)),
    element('DESCRIPTOR', [], object),
    element('ISSUER', [], ...principalElements(issuer)),
    element(
      'ISSUEDPRINCIPALS',
      [],
      element('PRINCIPAL', [['internal-id', '1']], ...principalElements(principal)),
    ),
    element('WORK', [], object, issueRight(period)),
  );
  const attributes = [
    ['xmlns', ''],
    ['version', '1.2'],
  ] as const;
  return signCertificate(element('XrML', attributes, body), key, mode);
}

function issueRight(period: Period): XrmlNode {
  const conditions = element(
    'CONDITIONLIST',
    [],
    element('TIME', [], element('RANGETIME', [], ...periodElements(period))),
    element('ACCESS', [], element('PRINCIPAL', [['internal-id', '1']])),
  );
  const right = element('RIGHT', [['name', 'ISSUE']], conditions);
  return element('RIGHTSGROUP', [['name', 'Main-Rights']], element('RIGHTSLIST', [], right));
}
