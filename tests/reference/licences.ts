import { parseCertificate, type Principal } from '../../harness/xrml/certificate.ts';
import { generateContentKey, type ContentKey } from '../../harness/xrml/content-key.ts';
import {
  buildPublishingLicense,
  type PublishingLicenseRequest,
} from '../../harness/xrml/publishing-license.ts';
import { createServerState, type ServerState } from '../../reference/rms/state.ts';

/** States are made once a process: a 2048-bit key takes a while. */
const made = new Map<string, ServerState>();

/** A decommissioned server's state; another `name` is another server. */
export function serverState(mode: 'mode1' | 'mode2', name = 'tested'): ServerState {
  const id = `${mode} ${name}`;
  const state = made.get(id) ?? createServerState({ mode, decommissioned: true, name });
  made.set(id, state);
  return state;
}

/** The principal that a server's certificate issues. */
export function principalOf(state: ServerState): Principal {
  const principal = parseCertificate(state.SLC[0] ?? '').issuedPrincipal;
  if (principal === undefined) throw new Error('The SLC issues no principal.');
  return principal;
}

/** A licence for a server, unsigned unless told otherwise, and the key that is sealed in it. */
export function licenseFor(
  state: ServerState,
  type: 'AES' | 'DES' = 'AES',
  change: Partial<PublishingLicenseRequest> = {},
): { license: string; key: ContentKey } {
  const key = type === 'AES' ? generateContentKey('AES') : generateContentKey('DES');
  const license = buildPublishingLicense({
    mode: state.cryptographicMode,
    server: principalOf(state),
    contentKey: key,
    rights: [{ name: 'VIEW', principal: { type: 'Internal', id: 'Anyone' } }],
    owner: { type: 'Windows', emailAddress: 'author@example.com' },
    urls: { intranet: 'http://localhost/_wmcs/licensing' },
    ...change,
  });
  return { license, key };
}
