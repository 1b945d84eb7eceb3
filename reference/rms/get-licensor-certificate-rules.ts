import type { ServerState } from './state.ts';

/** How the server's own certificates are given out (MS-RMPR 3.7.4.1). */
export interface GetLicensorCertificateRules {
  /** Whether the operation is refused because the server has been decommissioned. */
  readonly isClosed: (state: ServerState) => boolean;
  /** The certificates of the answer, the server's own first. */
  readonly licensorCertificates: (state: ServerState) => readonly string[];
}

export const conformingGetLicensorCertificate: GetLicensorCertificateRules = {
  isClosed: state => state.serverDecommissioned,
  licensorCertificates: state => state.SLC,
};
