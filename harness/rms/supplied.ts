import { readSecret, type SecretSource } from '../target/secret.ts';
import type { SuppliedLicence, SuppliedLicenceKind } from '../target/supplied-licences.ts';
import { addressOf, type Identities, type IdentityRole } from '../target/identity.ts';
import { UserError } from '../user-error.ts';
import { Blocked } from '../verdict/blocked.ts';
import { decodeBase64 } from '../base64.ts';
import { parseCertificate, type Principal } from '../xrml/certificate.ts';
import type { ContentKey } from '../xrml/content-key.ts';
import type { RightGrant } from '../xrml/rights-data.ts';
import { certificateTexts } from './certificate-texts.ts';
import type { PublishedLicence } from './kit.ts';
import { isSignedBy } from './signed-by.ts';

/**
 * A license that the target supplies, in place of one that the server would be asked to sign. What
 * the target does not say of it, its content key or its grants, blocks whoever asks for it.
 *
 * @param hide - is given the content key when it is read
 * @throws Blocked when the file does not hold a license that the server has signed
 */
export function suppliedLicence(
  kind: SuppliedLicenceKind,
  { text, grants, contentKey }: SuppliedLicence,
  server: Principal,
  identities: Identities,
  hide: (secret: Uint8Array) => void,
): PublishedLicence {
  const key = `licenses.${kind}`;
  const [leaf, ...above] = certificateTexts(text);
  if (leaf === undefined || !isSignedBy(leaf, server))
    throw missing(`${key}.file holds no license that the server has signed; export it anew.`);
  const known = { xml: leaf, chain: [leaf, ...above] };
  // Not enumerable, so that a copy with another text, which a tampered license is, asks for neither.
  return Object.defineProperties(known, {
    contentKey: {
      get: (): ContentKey => {
        if (contentKey === undefined)
          throw missing(`the target does not give the content key; add ${key}.contentKey.`);
        const read = readContentKey(contentKey, key);
        hide(read.bytes);
        return read;
      },
    },
    rights: {
      get: (): readonly RightGrant[] => {
        if (grants === undefined)
          throw missing(`the target does not say what the license grants; add ${key}.grants.`);
        return grants.map(({ user, right, days }) => ({
          name: right,
          principal: { type: 'Unspecified', emailAddress: addressOf(identities, user) },
          ...(days !== undefined && { time: { days } }),
        }));
      },
    },
  }) as object as PublishedLicence;
}

/**
 * A user's account certificate chain that the target supplies, leaf first.
 *
 * @throws Blocked when it is not the server's certificate for that user
 */
export function suppliedAccount(
  role: IdentityRole,
  text: string,
  emailAddress: string,
  server: Principal,
): readonly string[] {
  const [leaf, ...above] = certificateTexts(text);
  const key = `identities.${role}.certificate`;
  if (leaf === undefined || !isSignedBy(leaf, server))
    throw missing(`${key} is no certificate that the server has signed; export it anew.`);
  const name = parseCertificate(leaf).issuedPrincipal?.name;
  if (name?.toLowerCase() !== emailAddress.toLowerCase())
    throw missing(`${key} is not the certificate of the ${role}; export it anew.`);
  return [leaf, ...above];
}

function missing(reason: string): Blocked {
  return new Blocked(
    'license-missing',
    reason.replace(/^./, first => first.toUpperCase()),
  );
}

/** A key of 8 bytes is for DES, a longer one for AES (MS-RMPR 2.2.9.1.13); it is in no message. */
function readContentKey(source: SecretSource, key: string): ContentKey {
  let text: string;
  try {
    text = readSecret(source, `the content key of ${key}`);
  } catch (error) {
    if (error instanceof UserError) throw missing(error.message);
    throw error;
  }
  const bytes = decodeBase64(text.trim());
  if (bytes?.length === 8) return { type: 'DES', bytes };
  if (bytes !== undefined && [16, 24, 32].includes(bytes.length)) return { type: 'AES', bytes };
  throw missing(`${key}.contentKey is no key of 8, 16, 24 or 32 bytes in base64; correct it.`);
}

/** What the server was not to be asked for can be supplied: the same reason, with where to do so. */
export function orSupplied(error: unknown, key: string): Error {
  if (!(error instanceof Blocked)) return error as Error;
  return new Blocked(error.code, `${error.message} Or supply it as ${key} in the target file.`);
}
