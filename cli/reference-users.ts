import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Identities, Identity, IdentityRole } from '../harness/target/identity.ts';
import type { DirectoryUser } from '../reference/rms/directory.ts';
import { userKeyPair } from '../reference/rms/directory-rules.ts';
import type { ServerState } from '../reference/rms/state.ts';

const addresses: Readonly<Record<IdentityRole, string>> = {
  licensee: 'licensee@assay.example',
  second: 'second.licensee@assay.example',
  stranger: 'stranger@assay.example',
};

/** The users of a reference server as a target names them, and what removes their files. */
export interface ReferenceUsers {
  readonly identities: Identities;
  readonly remove: () => Promise<void>;
}

/** The user that plays a role. */
export function referenceUser({ users }: ServerState, role: IdentityRole): DirectoryUser {
  const user = users.find(({ emailAddress }) => emailAddress === addresses[role]);
  if (user === undefined) throw new Error(`The reference server has no user for the ${role}.`);
  return user;
}

/**
 * Names the users of a reference server and writes the licensee's private key as PKCS#8 PEM to a new
 * temporary folder, which nobody else may read.
 */
export async function writeReferenceUsers(state: ServerState): Promise<ReferenceUsers> {
  const licensee = referenceUser(state, 'licensee');
  const { privateKey } = userKeyPair(state, licensee);
  // mkdtemp gives the folder the mode 0700.
  const folder = await mkdtemp(join(tmpdir(), 'assay-reference-'));
  const privateKeyFile = join(folder, 'licensee.pem');
  await writeFile(privateKeyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }), {
    mode: 0o600,
  });
  return {
    identities: {
      licensee: { ...identityOf(licensee), privateKeyFile },
      second: identityOf(referenceUser(state, 'second')),
      stranger: identityOf(referenceUser(state, 'stranger')),
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

function identityOf({ emailAddress, SID: sid }: DirectoryUser): Identity {
  return { emailAddress, sid };
}
