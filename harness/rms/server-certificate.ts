import { requestHeaders } from '../soap/version.ts';
import { readReply, type Reply } from '../soap/reply.ts';
import type { Transport } from '../transport/wire.ts';
import { describeReply } from '../verdict/expect.ts';
import { fillFixture } from '../wsdl/fill.ts';
import { loadFixture } from '../wsdl/fixture.ts';
import { parseCertificate } from '../xrml/certificate.ts';
import { XrmlError } from '../xrml/xrml-error.ts';
import { certificateTexts } from './certificate-texts.ts';

/** The two places of the service (MS-RMPR 3.1.4.2). */
const paths = ['certification/server.asmx', 'licensing/server.asmx'];

/** The server licensor certificate chain, leaf first, or why it could not be had. */
export type ServerCertificates =
  { readonly certificates: readonly string[] } | { readonly problem: string };

/**
 * Asks a deployment for its server licensor certificate chain with GetLicensorCertificate (MS-RMPR
 * 3.7.4.1): the harness seals its licenses to the key in it.
 */
export async function fetchServerCertificates(
  transport: Transport,
  base: string,
): Promise<ServerCertificates> {
  const problems: string[] = [];
  for (const path of paths) {
    const read = readChain(await ask(transport, `${base}/${path}`));
    if ('certificates' in read) return read;
    problems.push(`${path}: ${read.problem}`);
  }
  return { problem: problems.join('; ') };
}

async function ask(transport: Transport, url: string): Promise<Reply> {
  const fixture = loadFixture(
    'rmpr',
    'ServerService',
    'GetLicensorCertificate',
    'soap11',
    'minimal',
  );
  const outcome = await transport.send({
    url,
    method: 'POST',
    headers: requestHeaders('soap11', fixture.action),
    body: fillFixture(fixture, { 'minimum-version': '1.0.0.0', 'maximum-version': '1.0.0.0' }),
  });
  return readReply(outcome, { version: 'soap11' });
}

function readChain(reply: Reply): ServerCertificates {
  if (reply.envelope === undefined || reply.fault !== undefined)
    return { problem: describeReply(reply) };
  const certificates = certificateTexts(reply.text);
  const [leaf] = certificates;
  if (leaf === undefined) return { problem: `${describeReply(reply)}, without a certificate` };
  return checkLeaf(leaf) ?? { certificates };
}

/** A problem when the text is no certificate that issues a server's principal. */
export function checkLeaf(leaf: string): { problem: string } | undefined {
  try {
    const { issuedPrincipal } = parseCertificate(leaf);
    return issuedPrincipal === undefined ? { problem: 'it issues no principal' } : undefined;
  } catch (error) {
    if (error instanceof XrmlError) return { problem: error.message };
    throw error;
  }
}
