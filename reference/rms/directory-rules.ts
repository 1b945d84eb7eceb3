import { modes, type CryptographicMode } from '../../harness/xrml/mode.ts';
import { generateRsaKeyPair, type RsaKeyPair } from '../../harness/xrml/rsa.ts';
import { addressesOf, sameAddress, type DirectoryUser } from './directory.ts';
import type { ServerState } from './state.ts';

/** Users and their key pairs (MS-RMPR 3.1.1.3). */
export interface DirectoryRules {
  readonly userByEmailAddress: (state: ServerState, address: string) => DirectoryUser | undefined;
  readonly userBySID: (state: ServerState, SID: string) => DirectoryUser | undefined;
  /** The key pair that is kept for an account (3.1.1.3.4). */
  readonly GetUserKeyPair: (state: ServerState, user: DirectoryUser) => RsaKeyPair | undefined;
  /** Keeps a key pair for an account (3.1.1.3.5). */
  readonly SetUserKeyPair: (state: ServerState, user: DirectoryUser, keyPair: RsaKeyPair) => void;
  readonly makeUserKeyPair: (mode: CryptographicMode) => RsaKeyPair;
}

export const conformingDirectory: DirectoryRules = {
  userByEmailAddress: ({ users }, address) =>
    users.find(user => addressesOf(user).some(each => sameAddress(each, address))),
  // The prefix and hexadecimal digits of a SID are case-insensitive in its grammar.
  userBySID: ({ users }, SID) => users.find(user => user.SID.toUpperCase() === SID.toUpperCase()),
  GetUserKeyPair: ({ userKeyPairs }, user) => user.keyPair ?? userKeyPairs.get(user.SID),
  SetUserKeyPair: ({ userKeyPairs }, user, keyPair) => {
    userKeyPairs.set(user.SID, keyPair);
  },
  // As large as the mode wants the key of a RAC (MS-RMPR 3.1.4.7).
  makeUserKeyPair: mode => generateRsaKeyPair(modes[mode].keyBits),
};

/** The key pair of a user's RAC: the one that is kept, or else a new one, which is kept from now on. */
export function userKeyPair(
  state: ServerState,
  user: DirectoryUser,
  rules: DirectoryRules = conformingDirectory,
): RsaKeyPair {
  const known = rules.GetUserKeyPair(state, user);
  if (known !== undefined) return known;
  const made = rules.makeUserKeyPair(state.cryptographicMode);
  rules.SetUserKeyPair(state, user, made);
  return made;
}
