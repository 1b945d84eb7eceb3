import { isCertifiedBy, type Pkcert } from '../../harness/wmdrm/pkcert.ts';
import type { SignatureForm } from '../../harness/wmdrm/primitives/signature.ts';
import type { CertificatePlace } from './refusal.ts';
import { listedAs } from './state.ts';

/** Who gets licenses (MS-DRM 3.2.5.1, 3.2.5.2). */
export interface ClientRules {
  /** Whether a PK is in the white list. */
  readonly isListed: (
    pk: Uint8Array,
    whiteList: ReadonlySet<string>,
    place: CertificatePlace,
  ) => boolean;
  /** Whether one of the authorities signed a certificate. */
  readonly isCertified: (
    certificate: Pkcert,
    authorities: readonly Uint8Array[],
    form: SignatureForm,
    place: CertificatePlace,
  ) => boolean;
}

export const conformingClient: ClientRules = {
  isListed: (pk, whiteList) => whiteList.has(listedAs(pk)),
  isCertified: (certificate, authorities, form) =>
    authorities.some(authority => isCertifiedBy(certificate, authority, form)),
};
