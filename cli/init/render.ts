import { clockVersionOf, type ProtocolChoice } from '../target-of-url.ts';
import type { Answers, AuthenticationType } from './answers.ts';

/** The lines under `authentication:`; secrets are named, never asked for. */
const authentications: Readonly<Record<AuthenticationType, (user: string) => readonly string[]>> = {
  none: () => ['type: none'],
  basic: user => ['type: basic', `user: ${quoted(user)}`, 'password: { env: RMS_PASSWORD }'],
  bearer: () => ['type: bearer', 'token: { env: RMS_TOKEN }'],
  headers: () => ['type: headers', 'headers:', '  X-Api-Key: { env: RMS_API_KEY }'],
  ntlm: user => ['type: ntlm', `user: ${quoted(user)}`, 'password: { env: RMS_PASSWORD }'],
  negotiate: () => ['type: negotiate # with the credentials that kinit left'],
};

/** The environment variables that have to be set, by the way of authentication. */
export function variablesOf({ authentication, user }: Answers): readonly string[] {
  const text = authentications[authentication](user).join('\n');
  return [...text.matchAll(/env: (\w+)/g)].map(([, name = '']) => name);
}

/** The lines that are a protocol's own. */
const parts: Readonly<Record<ProtocolChoice, (answers: Answers) => readonly string[]>> = {
  rms: ({ state, url, profile }) => [
    '# One base URL per server state. A check that needs a state that is missing is blocked.',
    'deployments:',
    `  ${state}: ${quoted(url)}`,
    `  # ${state === 'normal' ? 'decommissioned' : 'normal'}: https://a-copy-of-it.example.com/_wmcs`,
    '',
    '# What the server is held to where the specification leaves room.',
    `profile: ${profile}`,
    '',
    '# Users that the server finds in its directory. Use accounts made for testing.',
    '# identities:',
    '#   licensee: { emailAddress: alice@example.com, sid: S-1-5-21-1-2-3-1104 }',
    '#   second: { emailAddress: bob@example.com, sid: S-1-5-21-1-2-3-1105 }',
    '#   stranger: { emailAddress: carol@example.com, sid: S-1-5-21-1-2-3-1106 }',
  ],
  playready: ({ url }) => [
    'playready:',
    '  # One URL per server state. A check that needs a state that is missing is blocked.',
    '  deployments:',
    `    normal: ${quoted(url)}`,
    '    # domain-required: https://drm.example.com/domain/rightsmanager.asmx',
    '  # The metering id that it has a certificate for, and programs that it packages.',
    '  # meteringId: xw6TjIuUUmvdCcl00t4RBA==',
    '  # programs: [film-1, film-2]',
    '  # What a licensed client sent: npx assay record, npx assay import.',
    '  # recordings: recordings',
  ],
  wmdrm: ({ url }) => [
    'wmdrm:',
    '  # One URL per server state. A check that needs a state that is missing is blocked.',
    '  deployments:',
    `    normal: ${quoted(url)}`,
    '    # silent-only: https://drm.example.com/silent/license.asp',
    '    # version1-only: https://drm.example.com/v1/license.asp',
    '    # newer-revocation: https://drm.example.com/new/license.asp',
    '  # The versions of the protocol that it serves: 1, 7, 11.',
    '  versions: [1, 7]',
    '  # Its public keys KS and KL, 40 bytes in base64: requests are encrypted to the first, licenses',
    '  # verified with the second.',
    '  # serverKey: BuNArBtJDv4qI63Byvl/sw2lwlah29KjRG1hOkaOWDOgERU5+VllDg==',
    '  # licenseKey: mZ8rm9JlvXwQTRfTO9mfyFByZ05MTBadBmTVnHvU+TbAXvGM5uLOKA==',
    '  # A client in its white list, and one that is not in it.',
    '  # client: { certificate: client.pkcert, privateKey: { file: client.key } }',
    '  # unlistedClient: { certificate: revoked.pkcert, privateKey: { file: revoked.key } }',
    '  # Content that it has licenses for: the header as it stands in the content, and the key id.',
    '  # content: { header: header.xml, keyId: AssayTestKeyId, contentKey: { env: CONTENT_KEY } }',
    '  # actions: [Play]',
    '  # What you know of what MS-DRM does not tell (docs/wmdrm.md).',
    '  # assumptions: { rc4-key-length: "7" }',
    '  # What a client sent: npx assay record, npx assay import.',
    '  # recordings: recordings',
  ],
  clock: ({ url }) => [
    'clock:',
    '  # link is the published address that redirects to the service.',
    `  ${clockVersionOf(url)}: { service: ${quoted(url)} } # link: https://...`,
  ],
};

/**
 * A target file with comments.
 *
 * @param schema - where the JSON schema is, for editors
 */
export function renderTarget(answers: Answers, schema: string): string {
  const { name, url, authentication, user, ca, mayIssue, remarks } = answers;
  return [
    `# yaml-language-server: $schema=${schema}`,
    '# A server under test. Every key is explained in docs/targets.md, and by your editor.',
    ...remarks.map(remark => `# ${remark}`),
    '',
    `name: ${quoted(name === '' ? new URL(url).host : name)}`,
    '',
    ...parts[answers.protocol](answers),
    '',
    '# Secrets never stand here: { env: NAME } or { file: PATH } says where they are.',
    'authentication:',
    ...authentications[authentication](user).map(line => `  ${line}`),
    '',
    ...(ca === '' ? ['# tls:', '#   ca: ca.pem'] : ['tls:', `  ca: ${quoted(ca)}`]),
    '',
    '# How much the server is asked for, over all workers.',
    'limits:',
    '  requestsPerSecond: 50',
    '  concurrency: 4',
    '',
    '# What a run may cause. Without mayIssue, whatever needs a license of the server is blocked.',
    `mayIssue: ${String(mayIssue)}`,
    'mayDecommission: false',
    '',
  ].join('\n');
}

/** In double quotes JSON and YAML are one. */
function quoted(text: string): string {
  return JSON.stringify(text);
}
