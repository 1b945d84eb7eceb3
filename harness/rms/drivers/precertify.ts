import type { Reply } from '../../soap/reply.ts';
import type { IdentityRole } from '../../target/identity.ts';
import { Blocked } from '../../verdict/blocked.ts';
import { describeReply, quote } from '../../verdict/expect.ts';
import { parseCertificate, type Certificate } from '../../xrml/certificate.ts';
import { verifySignature } from '../../xrml/signature.ts';
import { certificatesIn } from '../certificate-texts.ts';
import type { Kit } from '../kit.ts';
import type { RmsRequest } from '../request.ts';
import type { Driver } from './driver.ts';

/** Precertify (MS-RMSI 3.3.4.1): a certificate for the licensee, signed by the server. */
export const precertify: Driver = {
  success: 'a certificate of the user that the server has signed',
  values: kit => Promise.resolve(userValues(kit, 'licensee')),
  doubt: (reply, kit) => Promise.resolve(certificateDoubt(reply, kit, 'licensee')),
};

/** The first certificate of a response to Precertify, or undefined when there is none to be read. */
export function precertified(reply: Reply): Certificate | undefined {
  return certificatesIn(reply, parseCertificate)[0];
}

/**
 * Asks for a user's certificate and puts the server's chain above it, as AcquireLicense wants it.
 * Throws Blocked when what comes back is not the user's certificate.
 */
export async function readAccountChain(
  kit: Kit,
  role: IdentityRole,
  ask: (request: RmsRequest) => Promise<{ readonly reply: Reply }>,
): Promise<readonly string[]> {
  const { reply } = await ask({ values: userValues(kit, role) });
  const doubt = certificateDoubt(reply, kit, role);
  const certificate = precertified(reply);
  if (doubt === undefined && certificate !== undefined)
    return [certificate.xml, ...kit.certificates()];
  throw new Blocked(
    'license-missing',
    `Precertify gave no certificate of the ${role} that the server has signed: ${doubt ?? describeReply(reply)}.`,
  );
}

function userValues(kit: Kit, role: IdentityRole) {
  const { emailAddress, sid } = kit.identity(role);
  return {
    'user-name': emailAddress,
    'proxy-address': emailAddress,
    ...(sid !== undefined && { 'user-sid': sid }),
  };
}

function certificateDoubt(reply: Reply, kit: Kit, role: IdentityRole): string | undefined {
  const certificate = precertified(reply);
  if (certificate === undefined) return describeReply(reply);
  const name = certificate.issuedPrincipal?.name;
  if (name?.toLowerCase() !== kit.identity(role).emailAddress.toLowerCase())
    return `a certificate for ${name === undefined ? 'nobody' : quote(name)}`;
  const signature = verifySignature(certificate, kit.server().publicKey);
  return signature.valid
    ? undefined
    : `a certificate whose signature is wrong (${signature.reason})`;
}
