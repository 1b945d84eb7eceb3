import { expect } from '@playwright/test';
import { serverKey, licenseKey, normal, full, test, change } from './wmdrm-targets.ts';

const without = (...keys: readonly string[]): object =>
  Object.fromEntries(Object.entries(full).filter(([key]) => !keys.includes(key)));
const endpoint = 'must be a whole http: or https: URL without user name, password and fragment.';
const point =
  'Expected the public key KS in wmdrm.serverKey: 40 bytes, a point of the curve ECC1, in base64;';
const unsigned = [0, 4294967295] as const;

for (const [what, part, ...complaints] of [
  ['no deployments', without('deployments'), '"wmdrm" lacks the key "deployments"; add it.'],
  [
    'empty deployments',
    change({ deployments: {} }),
    '"wmdrm.deployments" has too little in it; known are normal, silent-only, version1-only, newer-revocation.',
  ],
  [
    'a mistyped state',
    change({ deployments: { nomral: normal } }),
    'there is no key "wmdrm.deployments.nomral". Did you mean normal?',
  ],
  [
    'a URL that is none',
    change({ deployments: { normal: 'ftp://a' } }),
    `"wmdrm.deployments.normal" ${endpoint}`,
  ],
  [
    'a URL of no host',
    change({ deployments: { normal: 'http://[/' } }),
    'The normal deployment of wmdrm is no URL: expected something like https://drm.example.com/rightsmanager.asmx, found "http://[/".',
  ],
  [
    'a higher layer at no host',
    change({ higherLayer: 'http://[/' }),
    'The URL wmdrm.higherLayer is no URL: expected something like https://drm.example.com/rightsmanager.asmx, found "http://[/".',
  ],
  [
    'a version that there is not',
    change({ versions: [2] }),
    '"wmdrm.versions.0" must be one of 1, 7, 11.',
  ],
  ['no version', change({ versions: [] }), '"wmdrm.versions" has too little in it.'],
  [
    'a key of another alphabet',
    change({ serverKey: serverKey.replace(/[A-Z]/, '_') }),
    `${point} it is no standard base64 (A to Z, a to z, 0 to 9, + and /, filled up with =).`,
  ],
  [
    'a key without its padding',
    change({ serverKey: serverKey.replace(/=+$/, '') }),
    `${point} it is no standard base64 (A to Z, a to z, 0 to 9, + and /, filled up with =).`,
  ],
  [
    'a key of 41 bytes',
    change({ serverKey: Buffer.alloc(41).toString('base64') }),
    `${point} found 41 bytes.`,
  ],
  [
    'a license key of 20 bytes',
    change({ licenseKey: Buffer.alloc(20).toString('base64') }),
    'Expected the public key KL in wmdrm.licenseKey: 40 bytes, a point of the curve ECC1, in base64; found 20 bytes.',
  ],
  [
    'a key beside the curve',
    change({ serverKey: Buffer.alloc(40, 1).toString('base64') }),
    `${point} the bytes are no such point. Give x, then y, 20 bytes each, the least significant first (MS-DRM 2.2.1.6).`,
  ],
  [
    'a client without certificate',
    change({ client: { privateKey: { env: 'A' } } }),
    '"wmdrm.client" lacks the key "certificate"; add it.',
  ],
  [
    'a private key in its place',
    change({ client: { certificate: 'client.pkcert', privateKey: 'hunter2' } }),
    '"wmdrm.client.privateKey" holds a secret itself; move it to an environment variable or a file of its own, and write { env: NAME } or { file: PATH } in its place.',
  ],
  [
    'a content key in its place',
    change({ content: { contentKey: 'hunter2' } }),
    '"wmdrm.content.contentKey" holds a secret itself; move it to an environment variable or a file of its own, and write { env: NAME } or { file: PATH } in its place.',
  ],
  [
    'a key id of 26 characters',
    change({ content: { keyId: 'a'.repeat(26) } }),
    '"wmdrm.content.keyId" must be 1 to 25 characters of ASCII.',
  ],
  [
    'a key id of letters beyond ASCII',
    change({ content: { keyId: 'é' } }),
    '"wmdrm.content.keyId" must be 1 to 25 characters of ASCII.',
  ],
  [
    'levels of no 32 bits',
    change({
      content: { minimumAppSecurity: unsigned[0] - 1 },
      clientInfo: { appSecurity: unsigned[1] + 1 },
    }),
    '"wmdrm.content.minimumAppSecurity" must be at least 0.',
    '"wmdrm.clientInfo.appSecurity" must be at most 4294967295.',
  ],
  [
    'subject ids that are no integers',
    change({ clientInfo: { subjectId1: 1.5, subjectId2: '7' } }),
    '"wmdrm.clientInfo.subjectId1" must be a whole number; found a number, which in quotes is text.',
    '"wmdrm.clientInfo.subjectId2" must be a whole number; found text.',
  ],
  [
    'a version that YAML takes for a number',
    change({ clientInfo: { clientVersion: 9.5 } }),
    '"wmdrm.clientInfo.clientVersion" must be text; found a number, which in quotes is text.',
  ],
  ['no action', change({ actions: [] }), '"wmdrm.actions" has too little in it.'],
  [
    'six actions',
    change({ actions: ['a', 'b', 'c', 'd', 'e', 'f'] }),
    '"wmdrm.actions" must NOT have more than 5 items.',
  ],
  [
    'a header of a third name at a third place',
    change({ header: { name: 'HEADER', place: 'DATA' } }),
    '"wmdrm.header.name" must be one of WRMHEADER, WMRMHEADER. Did you mean WRMHEADER or WMRMHEADER?',
    '"wmdrm.header.place" must be one of LICENSEREQUEST, CLIENTINFO.',
  ],
  [
    'an assumption that is none',
    change({ assumptions: { 'rc4-key-lenght': '16' } }),
    'there is no key "wmdrm.assumptions.rc4-key-lenght". Did you mean rc4-key-length?',
  ],
  [
    'a choice that is none',
    change({ assumptions: { 'rc4-key-length': 'seven', 'signature-hash': 'sha-1' } }),
    '"wmdrm.assumptions.rc4-key-length" must be one of 7, 16.',
    '"wmdrm.assumptions.signature-hash" must be one of sha1, sha256, md5. Did you mean sha1?',
  ],
  [
    'a client that encrypts to nobody',
    without('serverKey'),
    '"wmdrm.client" needs "serverKey" beside it: requests are encrypted to the server; add its public key KS.',
  ],
  [
    'an unlisted client alone',
    without('client'),
    '"wmdrm.unlistedClient" needs "client" beside it, a client that the server accepts: a refusal tells nothing where everything is refused.',
  ],
  [
    'content beyond the level that is asked with',
    change({ clientInfo: { appSecurity: 149 } }),
    '"wmdrm.content.minimumAppSecurity" is above "wmdrm.clientInfo.appSecurity", which is 149 here: every request would have to be refused; raise the latter.',
  ],
  [
    'content beyond the level that is asked with unless given',
    { deployments: { normal }, content: { minimumAppSecurity: 2001 } },
    '"wmdrm.content.minimumAppSecurity" is above "wmdrm.clientInfo.appSecurity", which is 2000 here: every request would have to be refused; raise the latter.',
  ],
  [
    'a certificate that is not there',
    change({ client: { certificate: 'none.pkcert', privateKey: { env: 'A' } } }),
    "Expected the PKCERT of wmdrm.client.certificate at /none.pkcert; it can't be read (ENOENT).",
  ],
  [
    'a certificate that is none',
    change({ unlistedClient: { certificate: 'header.xml', privateKey: { env: 'A' } } }),
    "Expected the PKCERT of wmdrm.unlistedClient.certificate at /header.xml: 84 bytes in base64; the file holds no base64. Name the file with the client's certificate (docs/targets.md).",
  ],
  [
    'a machine certificate that is not there',
    change({ machineCertificate: 'none.xml' }),
    'Expected the certificate collection of wmdrm.machineCertificate at /none.xml; there is no such file. Check the path, or leave the key out.',
  ],
  [
    'a machine certificate that is a folder',
    change({ machineCertificate: '.' }),
    'Expected the certificate collection of wmdrm.machineCertificate at ; there is no such file. Check the path, or leave the key out.',
  ],
  [
    'a content header that is not there',
    change({ content: { header: 'none.xml' } }),
    "Expected the content header of wmdrm.content.header at /none.xml; it can't be read (ENOENT).",
  ],
  [
    'recordings that are no folder',
    change({ recordings: 'header.xml' }),
    'Expected a folder with recordings at /header.xml; there is none. `npx assay import` and `npx assay record` make one (docs/recordings.md).',
  ],
] as const)
  test(`${what}: key and fix`, ({ told }) => {
    expect(told(part)).toEqual(complaints);
  });

test('what may stand without the rest does', ({ told }) => {
  const deployments = { normal };
  for (const part of [
    { deployments, serverKey },
    { deployments, licenseKey },
    { deployments, versions: [11] },
    { deployments, serverKey, client: full.client },
    { deployments, content: { minimumAppSecurity: 2000 } },
    {
      deployments,
      content: { minimumAppSecurity: unsigned[1] },
      clientInfo: { appSecurity: unsigned[1] },
    },
  ])
    expect(told(part), JSON.stringify(part)).toEqual([]);
});
