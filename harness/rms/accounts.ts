import type { KeyObject } from 'node:crypto';
import type { IdentityRole } from '../target/identity.ts';
import { Blocked } from '../verdict/blocked.ts';
import { parseCertificate, type Principal } from '../xrml/certificate.ts';
import { rsaKeyPairOf, samePublicKey } from '../xrml/rsa.ts';
import type { Kit } from './kit.ts';

/**
 * The principal of a user's certificate as Precertify gives it.
 *
 * @throws Blocked when it gives none
 */
export async function accountPrincipal(kit: Kit, role: IdentityRole): Promise<Principal> {
  const [leaf = ''] = await kit.accountChain(role);
  const { issuedPrincipal } = parseCertificate(leaf);
  if (issuedPrincipal !== undefined) return issuedPrincipal;
  throw new Blocked('license-missing', `Precertify gave a certificate without a ${role} in it.`);
}

/**
 * The same, where it agrees with what the target says of the user: what is compared with a certificate
 * that is wrong itself would be called wrong.
 *
 * @throws Blocked when it does not
 */
export async function reliableAccount(kit: Kit, role: IdentityRole): Promise<Principal> {
  const account = await accountPrincipal(kit, role);
  const { sid, privateKeyFile } = kit.identity(role);
  const isOther =
    (sid !== undefined &&
      (account.idType !== 'Windows' || sid.toUpperCase() !== account.id.toUpperCase())) ||
    (privateKeyFile !== undefined && !hasKeyOf(account, kit.privateKey(role)));
  if (!isOther) return account;
  throw new Blocked(
    'license-missing',
    `Precertify gave a certificate whose SID or key is not that of the ${role} whom the target names.`,
  );
}

/** Whether a principal's public key is the one of this private key. */
export function hasKeyOf({ publicKey }: Principal, privateKey: KeyObject): boolean {
  return (
    privateKey.asymmetricKeyType === 'rsa' &&
    samePublicKey(publicKey, rsaKeyPairOf(privateKey).publicKey)
  );
}

/**
 * A signed user certificate as it is sent, leaf first, with one letter of the user's name in the
 * other case.
 */
export function changedAccount([leaf = '', ...above]: readonly string[]): readonly string[] {
  const name = /(<ISSUEDPRINCIPALS>[\s\S]*?<NAME\b[^>]*>[^<A-Za-z]*)([A-Za-z])/;
  const changed = leaf.replace(
    name,
    (_, before: string, letter: string) =>
      before + String.fromCharCode(letter.charCodeAt(0) ^ 0x20),
  );
  if (changed === leaf) throw new TypeError('A certificate that names its user was expected.');
  return [changed, ...above];
}
