import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test as base } from '@playwright/test';
import { stringify } from 'yaml';
import { loadTarget } from '../../harness/target/load-target.ts';
import { namedUrls } from '../../harness/target/named-urls.ts';
import { resolveTarget } from '../../harness/target/resolve-target.ts';
import type { Target } from '../../harness/target/target.ts';
import { readClientCertificate, readContentHeader } from '../../harness/target/wmdrm-files.ts';
import {
  wmdrmDeployments,
  wmdrmVersions,
  type WmdrmDescription,
} from '../../harness/target/wmdrm.ts';
import { UserError } from '../../harness/user-error.ts';
import { isOnCurve, keyPairOf } from '../../harness/wmdrm/primitives/ecc1.ts';
import { wmdrmAssumptions } from '../../harness/wmdrm/wmdrm-assumptions.ts';

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const serverKey = base64(keyPairOf(2n).publicKey);
const licenseKey = base64(keyPairOf(3n).publicKey);
const normal = 'https://drm.example.com/license.asp?a=b%2Bc';
const header = '<WRMHEADER version="2.0.0.0"><DATA><KID>k</KID></DATA></WRMHEADER>';

/** Bytes of a PKCERT, as nobody has certified them. */
const certificate = Buffer.alloc(84, 7);

/** The files that a target names in these tests. */
const files: Readonly<Record<string, string>> = {
  'client.pkcert': `${certificate.toString('base64')}\n`,
  'revoked.pkcert': `${certificate.toString('base64').slice(0, 60)}\n${certificate.toString('base64').slice(60)}\n`,
  'header.xml': `\n${header}\n`,
  'machine.xml': '<c:CertificateCollection/>',
};

const full = {
  deployments: {
    normal,
    'silent-only': 'https://drm.example.com/silent',
    'version1-only': 'http://drm.example.com/v1',
    'newer-revocation': 'https://drm.example.com/new',
  },
  versions: [1, 7, 11],
  serverKey,
  licenseKey,
  client: { certificate: 'client.pkcert', privateKey: { file: 'client.key' } },
  unlistedClient: { certificate: 'revoked.pkcert', privateKey: { env: 'REVOKED_KEY' } },
  machineCertificate: 'machine.xml',
  content: {
    header: 'header.xml',
    keyId: 'AssayTestKeyId',
    contentKey: { file: 'content.key' },
    minimumAppSecurity: 150,
  },
  actions: ['Play', 'Print.redbook'],
  clientInfo: {
    clientVersion: '11.0.6002.18005',
    securityVersion: '2.5.0.0',
    appSecurity: 150,
    subjectId1: -1,
    subjectId2: 0,
    drmkVersion: '2.2.0.1',
  },
  header: { name: 'WMRMHEADER', place: 'CLIENTINFO' },
  higherLayer: 'https://drm.example.com/state?x=1',
  assumptions: { 'rc4-key-length': '16', 'error-carrier': 'header' },
  recordings: '.',
} as const satisfies WmdrmDescription;

const test = base.extend<{
  /** Writes a target file with this WMDRM part, and the files that it names beside it. */
  write: (wmdrm: unknown) => string;
  resolved: (wmdrm: unknown) => Target;
  /** What is said of a part: its lines, without the file. */
  told: (wmdrm: unknown) => readonly string[];
}>({
  write: async ({}, use, info) => {
    for (const [name, text] of Object.entries(files)) writeFileSync(info.outputPath(name), text);
    await use(wmdrm => {
      const file = info.outputPath('target.yaml');
      writeFileSync(file, stringify({ wmdrm }, { lineWidth: 0 }));
      return file;
    });
  },
  resolved: async ({ write }, use) => {
    await use(wmdrm => {
      const file = write(wmdrm);
      return resolveTarget(loadTarget(file), dirname(file));
    });
  },
  told: async ({ resolved }, use, info) => {
    await use(wmdrm => {
      try {
        resolved(wmdrm);
        return [];
      } catch (error) {
        expect(error).toBeInstanceOf(UserError);
        const { message } = error as Error;
        return message
          .split('\n')
          .map(line =>
            line.replace(/^\S*target\.yaml, line \d+: /, '').replaceAll(info.outputDir, ''),
          );
      }
    });
  },
});

test('everything that a file can have is resolved', ({ resolved }, info) => {
  const at = (name: string): string => join(info.outputDir, name);
  const { name, deployments, wmdrm } = resolved(full);
  expect({ name, deployments }).toEqual({ name: 'drm.example.com', deployments: {} });
  expect(wmdrm).toEqual({
    ...full,
    client: { certificateFile: at('client.pkcert'), privateKey: { file: at('client.key') } },
    unlistedClient: {
      certificateFile: at('revoked.pkcert'),
      privateKey: { env: 'REVOKED_KEY' },
    },
    machineCertificate: undefined,
    machineCertificateFile: at('machine.xml'),
    content: {
      headerFile: at('header.xml'),
      keyId: 'AssayTestKeyId',
      contentKey: { file: at('content.key') },
      minimumAppSecurity: 150,
    },
    recordings: info.outputDir,
  });
  expect(Object.keys(full.deployments)).toEqual([...wmdrmDeployments]);
  expect(full.versions).toEqual(wmdrmVersions);
});

test('what is not given has its default', ({ resolved }) => {
  const deployments = { normal };
  const clientInfo = {
    clientVersion: '9.00.00.2778',
    securityVersion: '2.2.0.1',
    appSecurity: 2000,
    subjectId1: 212,
    subjectId2: 1107,
    drmkVersion: '2.2.0.0',
  };
  const defaults = {
    deployments,
    versions: [1, 7],
    content: {},
    actions: ['Play'],
    clientInfo,
    header: { place: 'LICENSEREQUEST' },
    assumptions: {},
  };
  const { wmdrm } = resolved({ deployments });
  expect(wmdrm).toEqual(defaults);
  expect(Object.keys(wmdrm ?? {}).toSorted()).toEqual(Object.keys(defaults).toSorted());
  const some = resolved({
    deployments,
    clientInfo: { subjectId1: 5 },
    header: { place: 'CLIENTINFO' },
  });
  expect(some.wmdrm?.clientInfo).toEqual({ ...clientInfo, subjectId1: 5 });
  expect(some.wmdrm?.header).toEqual({ place: 'CLIENTINFO' });
});

test('any state alone is a target', ({ told }) => {
  for (const state of wmdrmDeployments)
    expect(told({ deployments: { [state]: normal } }), state).toEqual([]);
});

test('a public key may stand in several lines', ({ resolved }) => {
  const { wmdrm } = resolved({
    deployments: { normal },
    serverKey: `${serverKey.slice(0, 30)}\n${serverKey.slice(30)}\n`,
  });
  expect(wmdrm?.serverKey).toBe(serverKey);
});

const change = (changes: object): object => ({ ...full, ...changes });
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

test('the private keys are not read, and no complaint shows what a wrong file holds', ({
  write,
  told,
}) => {
  const key = Buffer.alloc(20, 0xa7).toString('base64');
  const file = write(full);
  for (const name of ['client.key', 'content.key'])
    rmSync(join(dirname(file), name), { force: true });
  expect(told(full)).toEqual([]);
  writeFileSync(join(dirname(file), 'client.key'), key);
  const [sentence = ''] = told(change({ client: { ...full.client, certificate: 'client.key' } }));
  expect(sentence).toContain('84 bytes in base64; the file holds 20 bytes');
  expect(sentence).not.toContain(key);
  expect(told(change({ serverKey: key })).join()).not.toContain(key);
  expect(told(change({ content: { header: 'client.key' } })).join()).not.toContain(key);
});

test('a certificate is read as its bytes', ({ write }) => {
  const folder = dirname(write(full));
  for (const name of ['client.pkcert', 'revoked.pkcert'])
    expect(readClientCertificate(join(folder, name), 'x')).toEqual(new Uint8Array(certificate));
});

const long = `<WMRMHEADER>${'<DATA>x</DATA>'.repeat(2000)}</WMRMHEADER >`;
for (const [what, bytes, text = header] of [
  ['alone', Buffer.from(header)],
  ['amid white space', Buffer.from(`\r\n\t${header} \n`)],
  ['behind a byte order mark', Buffer.from(`\ufeff${header}`)],
  ['in UTF-16', Buffer.from(`\ufeff${header}`, 'utf16le')],
  ['of the other name, and long', Buffer.from(long), long],
  ['without anything in it', Buffer.from('<WRMHEADER />'), '<WRMHEADER />'],
] as const)
  test(`a content header ${what} is read as it stands`, ({}, info) => {
    const file = info.outputPath('header.xml');
    writeFileSync(file, bytes);
    expect(readContentHeader(file)).toBe(text);
  });

for (const [what, text, why] of [
  ['nothing', '', 'it begins otherwise'],
  ['another element', '<HEADER/>', 'it begins otherwise'],
  ['a longer name', '<WRMHEADERS/>', 'it begins otherwise'],
  ['an XML declaration', `<?xml version="1.0"?>${header}`, 'it begins otherwise'],
  ['a prefix', '<a:WRMHEADER xmlns:a="b"/>', 'it begins otherwise'],
  ['a document type', `<!DOCTYPE a>${header}`, 'it has a document type declaration'],
  ['a document type inside', header.replace('<DATA>', '<!doctype a>'), 'it has a document type'],
  ['two of them', header + header, 'it begins with WRMHEADER, and does not end where that does'],
  ['two without end tags', '<WRMHEADER/><WRMHEADER/>', 'does not end where that does'],
  ['something behind it', `${header}<A/>`, 'does not end where that does'],
  ['no end', '<WRMHEADER><DATA/>', 'does not end where that does'],
  ['another end', '<WRMHEADER></WMRMHEADER>', 'does not end where that does'],
] as const)
  test(`a content header is refused with ${what}`, ({}, info) => {
    const file = info.outputPath('header.xml');
    writeFileSync(file, text);
    const reading = () => readContentHeader(file);
    expect(reading).toThrow(UserError);
    expect(reading).toThrow(why);
  });

test('a content header whose bytes are no text is a sentence', ({}, info) => {
  const file = info.outputPath('header.xml');
  writeFileSync(file, Buffer.from([0x3c, 0xff, 0xc0]));
  expect(() => readContentHeader(file)).toThrow("its text can't be decoded");
});

test('the URLs have the names that reports give them', ({ resolved }) => {
  expect(namedUrls(resolved(full))).toEqual([
    ['wmdrm.normal', normal],
    ['wmdrm.silent-only', 'https://drm.example.com/silent'],
    ['wmdrm.version1-only', 'http://drm.example.com/v1'],
    ['wmdrm.newer-revocation', 'https://drm.example.com/new'],
    ['wmdrm.higherLayer', 'https://drm.example.com/state?x=1'],
  ]);
  expect(namedUrls(resolved({ deployments: { normal } }))).toEqual([['wmdrm.normal', normal]]);
});

test('the schema has the assumptions, choices and defaults of the code', () => {
  const { wmdrmAssumptions: written } = definitions();
  const { properties = {} } = written ?? {};
  expect(Object.keys(properties)).toEqual(Object.keys(wmdrmAssumptions));
  for (const [name, { choices, assumed }] of Object.entries(wmdrmAssumptions)) {
    expect(properties[name]?.enum, name).toEqual(choices);
    expect(properties[name]?.default, name).toBe(assumed);
  }
});

test('every assumption can be declared', ({ resolved }) => {
  const declared = Object.fromEntries(
    Object.entries(wmdrmAssumptions).map(([name, { choices }]) => [name, choices.at(-1)]),
  );
  const { wmdrm } = resolved({ deployments: { normal }, assumptions: declared });
  expect(wmdrm?.assumptions).toEqual(declared);
});

test('the keys that documents and new files show are points of the curve', () => {
  for (const file of ['docs/targets.md', 'cli/init/render.ts']) {
    const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
    const shown = [...text.matchAll(/(?:serverKey|licenseKey): ([\w+/]+=*)/g)];
    expect(shown.length, file).toBe(2);
    for (const [, key = ''] of shown) {
      const bytes = Buffer.from(key, 'base64');
      expect(bytes.length).toBe(40);
      expect(isOnCurve(bytes), key).toBe(true);
    }
  }
});

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly enum?: readonly string[];
  readonly default?: string;
}

function definitions(): Readonly<Record<string, Schema>> {
  const file = new URL('../../schemas/harness/target.schema.json', import.meta.url);
  const { definitions: all } = JSON.parse(readFileSync(file, 'utf8')) as {
    definitions: Readonly<Record<string, Schema>>;
  };
  return all;
}
