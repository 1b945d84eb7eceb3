import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { decodeBase64, encodeBase64 } from '../base64.ts';
import { UserError } from '../user-error.ts';
import { isOnCurve, publicKeyBytes } from '../wmdrm/primitives/ecc1.ts';
import { readEndpointUrl } from './endpoint-url.ts';
import { recordingsFolder } from './recordings-folder.ts';
import { placeSecret } from './secret.ts';
import { readClientCertificate, readContentHeader } from './wmdrm-files.ts';
import {
  defaultClientInfo,
  type WmdrmClient,
  type WmdrmClientDescription,
  type WmdrmContent,
  type WmdrmDescription,
  type WmdrmTarget,
} from './wmdrm.ts';

/**
 * Checks the WMDRM part of a described target and completes it. Certificates and the content header are
 * looked at; recordings and secrets are read where they are needed.
 *
 * @throws UserError for a URL that is none, a public key that is none of ECC1 (MS-DRM 2.2.1.6), and a
 *   file that is not there or holds something else
 */
export function resolveWmdrm(described: WmdrmDescription, folder: string): WmdrmTarget {
  const {
    deployments,
    versions = [1, 7],
    serverKey,
    licenseKey,
    client,
    unlistedClient,
  } = described;
  const { machineCertificate, content = {}, actions = ['Play'], clientInfo, header } = described;
  const { higherLayer, assumptions = {}, recordings } = described;
  return {
    deployments: Object.fromEntries(
      Object.entries(deployments).map(([state, url]) => [
        state,
        readEndpointUrl(url, `The ${state} deployment of wmdrm`),
      ]),
    ),
    versions,
    ...(serverKey !== undefined && { serverKey: readPublicKey(serverKey, 'serverKey', 'KS') }),
    ...(licenseKey !== undefined && { licenseKey: readPublicKey(licenseKey, 'licenseKey', 'KL') }),
    ...(client !== undefined && { client: resolveClient(client, 'client', folder) }),
    ...(unlistedClient !== undefined && {
      unlistedClient: resolveClient(unlistedClient, 'unlistedClient', folder),
    }),
    ...(machineCertificate !== undefined && {
      machineCertificateFile: existingFile(resolve(folder, machineCertificate)),
    }),
    content: resolveContent(content, folder),
    actions,
    clientInfo: { ...defaultClientInfo, ...clientInfo },
    header: { place: 'LICENSEREQUEST', ...header },
    ...(higherLayer !== undefined && {
      higherLayer: readEndpointUrl(higherLayer, 'The URL wmdrm.higherLayer'),
    }),
    assumptions,
    ...(recordings !== undefined && { recordings: recordingsFolder(resolve(folder, recordings)) }),
  };
}

/** A PUBKEY; the base64 of it in one line. */
function readPublicKey(text: string, key: string, name: string): string {
  const expected = `Expected the public key ${name} in wmdrm.${key}: ${publicKeyBytes} bytes, a point of the curve ECC1, in base64`;
  const bytes = decodeBase64(text);
  if (bytes === undefined)
    throw new UserError(
      `${expected}; it is no standard base64 (A to Z, a to z, 0 to 9, + and /, filled up with =).`,
    );
  if (bytes.length !== publicKeyBytes)
    throw new UserError(`${expected}; found ${bytes.length} bytes.`);
  if (!isOnCurve(bytes))
    throw new UserError(
      `${expected}; the bytes are no such point. Give x, then y, 20 bytes each, the least significant first (MS-DRM 2.2.1.6).`,
    );
  return encodeBase64(bytes);
}

/** The private key is read where it is needed: no key enters what is kept of a target. */
function resolveClient(
  { certificate, privateKey }: WmdrmClientDescription,
  key: string,
  folder: string,
): WmdrmClient {
  const certificateFile = resolve(folder, certificate);
  readClientCertificate(certificateFile, `wmdrm.${key}.certificate`);
  return { certificateFile, privateKey: placeSecret(privateKey, folder) };
}

function resolveContent(
  { header, contentKey, ...others }: NonNullable<WmdrmDescription['content']>,
  folder: string,
): WmdrmContent {
  const headerFile = header === undefined ? undefined : resolve(folder, header);
  if (headerFile !== undefined) readContentHeader(headerFile);
  return {
    ...others,
    ...(headerFile !== undefined && { headerFile }),
    ...(contentKey !== undefined && { contentKey: placeSecret(contentKey, folder) }),
  };
}

function existingFile(file: string): string {
  if (statSync(file, { throwIfNoEntry: false })?.isFile() === true) return file;
  throw new UserError(
    `Expected the certificate collection of wmdrm.machineCertificate at ${file}; there is no such file. Check the path, or leave the key out.`,
  );
}
