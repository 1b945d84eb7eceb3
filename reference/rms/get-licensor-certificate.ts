import { serverService } from './endpoint.ts';
import type { Operation } from './operation.ts';
import { Refused } from './refusal.ts';

/**
 * GetLicensorCertificate (MS-RMPR 3.7.4.1): the server's certificate chain. The elements around the
 * certificates have a prefix, so that XrML, which is in no namespace, stands there unchanged.
 */
export const getLicensorCertificate: Operation = ({ state, behaviour }) => {
  if (behaviour.isClosed(state))
    throw new Refused('decommissioned', 'The server has been decommissioned.');
  const certificates = behaviour
    .licensorCertificates(state)
    .map(certificate => `<tns:Certificate>${certificate}</tns:Certificate>`);
  return (
    `<tns:GetLicensorCertificateResponse xmlns:tns="${serverService.namespace}">` +
    '<tns:GetLicensorCertificateResult><tns:CertificateChain>' +
    certificates.join('') +
    '</tns:CertificateChain></tns:GetLicensorCertificateResult>' +
    '</tns:GetLicensorCertificateResponse>'
  );
};
