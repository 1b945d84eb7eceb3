import { parseCertificate } from '../../harness/xrml/certificate.ts';
import { conforming, type Behaviour } from './behaviour.ts';

/** What a server has issued, as the process that it runs in can see. */
export interface Issued {
  accountCertificates: number;
  useLicenses: number;
  publishingLicenses: number;
  /** The users whose key pair stands in a certificate or license. */
  readonly users: Set<string>;
}

/**
 * The rules of a server, changed so that it counts what it gives out. The count goes up as the answer
 * is written, once all of a request has been granted.
 */
export function countIssued(rules: Partial<Behaviour> = {}): {
  readonly behaviour: Partial<Behaviour>;
  readonly issued: Issued;
} {
  const obeyed: Behaviour = { ...conforming, ...rules };
  const issued: Issued = {
    accountCertificates: 0,
    useLicenses: 0,
    publishingLicenses: 0,
    users: new Set(),
  };
  const addUsers = (certificates: readonly string[]): void => {
    for (const xml of certificates)
      issued.users.add(parseCertificate(xml).issuedPrincipal?.name ?? '');
  };
  return {
    issued,
    behaviour: {
      ...rules,
      writePrecertifyResponse: certificates => {
        issued.accountCertificates += certificates.length;
        addUsers(certificates);
        return obeyed.writePrecertifyResponse(certificates);
      },
      writePreLicenseResponse: answers => {
        // An error stands in place of a license.
        const licenses = answers
          .flatMap(answer => answer.licenses)
          .filter(xml => xml.startsWith('<XrML'));
        issued.useLicenses += licenses.length;
        addUsers(licenses);
        return obeyed.writePreLicenseResponse(answers);
      },
      writeLicenseResponse: answers => {
        const licenses = answers
          .flatMap(({ certificateChain = [] }) => certificateChain.slice(0, 1))
          .filter(xml => xml.startsWith('<XrML'));
        issued.useLicenses += licenses.length;
        return obeyed.writeLicenseResponse(answers);
      },
      writePublishingResponse: answers => {
        issued.publishingLicenses += answers.length;
        return obeyed.writePublishingResponse(answers);
      },
      writeEditResponse: answers => {
        issued.publishingLicenses += answers.length;
        return obeyed.writeEditResponse(answers);
      },
    },
  };
}
