import { expect, test } from '@playwright/test';
import {
  issueAccountCertificate,
  issueUserPublicKeyCertificate,
  parseAccountCertificate,
  userTypes,
  type AccountCertificate,
  type AccountCertificateRequest,
} from '../../harness/xrml/account-certificate.ts';
import { parseCertificate } from '../../harness/xrml/certificate.ts';
import { cryptographicModes, modes } from '../../harness/xrml/mode.ts';
import { parseXrml } from '../../harness/xrml/node.ts';
import { verifySignature } from '../../harness/xrml/signature.ts';
import { XrmlError } from '../../harness/xrml/xrml-error.ts';
import { fc } from '../fast-check.ts';
import { genuine } from './genuine.ts';
import {
  accountRequest,
  elementPaths,
  expectBodySigned,
  expectRefusal,
  issuedAt,
  machineOf,
  serverOf,
  withoutSealedKey,
  type Damage,
} from './issued.ts';
import { testKey } from './keys.ts';
import { schemaErrors } from './xrml-schema.ts';

for (const mode of cryptographicModes) {
  const request = accountRequest(mode);

  test(`${mode}: a RAC matches the schema, is signed, and reads back`, () => {
    const xml = issueAccountCertificate(request);
    expect(schemaErrors(xml)).toBe('');
    const account = parseAccountCertificate(xml);
    const { certificate } = account;
    expect(verifySignature(certificate)).toEqual({ valid: true });
    expect(certificate).toMatchObject({
      bodyType: 'LICENSE',
      issuedTime: issuedAt,
      validity: { from: new Date('2026-02-28T12:00Z'), until: new Date('2027-03-01T12:00Z') },
      descriptor: {
        objectType: 'Group-Identity-Credential',
        idType: 'MS-GUID',
        id: '{78647281-7120-4768-b635-087aadd4dfb6}',
      },
      enablingBits: { type: modes[mode].enablingBits },
      signature: { algorithm: modes[mode].hashAlgorithm, bits: modes[mode].keyBits },
    });
    expect(certificate.issuer).toEqual(serverOf(mode).principal);
    const { objectType, idType, id, name, securityLevels } = machineOf(mode);
    expect({ ...account, certificate: undefined, principal: undefined }).toEqual({
      user: request.user,
      persistence: 'Persistent',
      urls: request.urls,
      hasFederationPrincipals: true,
      machine: { objectType, idType, id, name, securityLevels },
    });
    expect(account.principal.publicKey).toEqual(request.publicKey);
  });

  test(`${mode}: a user public-key certificate is the RAC without FEDERATIONPRINCIPALS`, () => {
    const xml = issueUserPublicKeyCertificate(request);
    expect(schemaErrors(xml)).toBe('');
    expect(xml).not.toContain('ENABLINGBITS');
    const account = parseAccountCertificate(xml);
    expect(account.hasFederationPrincipals).toBe(false);
    expect(account.machine).toBeUndefined();
    expect(verifySignature(account.certificate)).toEqual({ valid: true });
    const rac = parseCertificate(issueAccountCertificate(request)).bodyText;
    expect(account.certificate.bodyText).toBe(
      rac.replace(/<FEDERATIONPRINCIPALS>.*<\/FEDERATIONPRINCIPALS>/, ''),
    );
  });
}

test('a RAC has the elements and attributes of the genuine one, in its order', () => {
  const built = parseXrml(issueAccountCertificate(accountRequest('mode1')));
  const original = parseXrml(genuine('rac'));
  // The genuine one puts DIGEST before ALGORITHM in SIGNATURE, the template of 2.2.9.1.12 after it.
  const paths = (root: typeof built): readonly string[] =>
    elementPaths(root).filter(path => !path.includes('/SIGNATURE/'));
  expect(paths(built)).toEqual(paths(original));
  expect([...elementPaths(built)].sort()).toEqual([...elementPaths(original)].sort());
});

test('what the genuine RAC states, issued anew, gives its body, but for the keys that nobody has', () => {
  const account = parseAccountCertificate(genuine('rac'));
  const { certificate, machine } = account;
  if (machine === undefined) throw new Error('The genuine RAC binds its key to no machine.');
  const server = testKey(1024);
  const body = parseCertificate(
    issueAccountCertificate({
      ...requestOf(account),
      issuer: { ...certificate.issuer, publicKey: server.publicKey },
      signWith: server,
      machine: { ...machine, publicKey: testKey(1024, 'machine').publicKey },
      privateKey: testKey(1024, 'user').privateKey,
    }),
  ).bodyText;
  const modulus = /(<ISSUER>.*?size="1024">)[^<]*/;
  expect(withoutSealedKey(body).replace(modulus, '$1')).toBe(
    withoutSealedKey(certificate.bodyText).replace(modulus, '$1'),
  );
});

test('DISTRIBUTIONPOINTs are those of MS-RMPR 2.2.9.5.3', () => {
  const urls = { intranet: 'http://rms/a?b=1&c', extranet: 'https://rms.example/' };
  const xml = issueUserPublicKeyCertificate({ ...accountRequest('mode1'), urls });
  const points = [...xml.matchAll(/<DISTRIBUTIONPOINT>.*?<\/DISTRIBUTIONPOINT>/g)].map(String);
  const point = (type: string, url: string): string =>
    `<DISTRIBUTIONPOINT><OBJECT type="${type}"><ID type="MS-GUID">{8BA9EA80-99E4-4a2b-9764-4CD84F77C3A0}</ID>` +
    `<NAME>Microsoft Identity Certification Server</NAME><ADDRESS type="URL">${url}</ADDRESS></OBJECT></DISTRIBUTIONPOINT>`;
  expect(points).toEqual([
    point('Activation', 'http://rms/a?b=1&amp;c'),
    point('Extranet-Activation', 'https://rms.example/'),
  ]);
  expect(parseAccountCertificate(xml).urls).toEqual(urls);
});

test('without URLs there is no DISTRIBUTIONPOINT, which the schema allows', () => {
  const { urls, ...request } = accountRequest('mode1');
  expect(urls).toBeDefined();
  const xml = issueUserPublicKeyCertificate(request);
  expect(xml).not.toContain('DISTRIBUTIONPOINT');
  expect(schemaErrors(xml)).toBe('');
  expect(parseAccountCertificate(xml).urls).toEqual({});
});

test('a temporary certificate says so and lasts 15 minutes', () => {
  const request = { ...accountRequest('mode1'), persistence: 'Temporary' } as const;
  const account = parseAccountCertificate(issueUserPublicKeyCertificate(request));
  expect(account.persistence).toBe('Temporary');
  expect(account.certificate.validity?.until).toEqual(new Date('2026-03-01T12:15Z'));
});

test('time and GUID are now and random unless given', () => {
  const { issuedTime, guid, ...request } = accountRequest('mode1');
  const before = Math.floor(Date.now() / 60_000) * 60_000;
  const issue = (): AccountCertificate =>
    parseAccountCertificate(issueUserPublicKeyCertificate(request));
  const first = issue();
  expect(first.certificate.issuedTime).not.toEqual(issuedTime);
  expect(first.certificate.descriptor?.id).not.toBe(`{${guid}}`);
  expect(first.certificate.issuedTime.getTime()).toBeGreaterThanOrEqual(before);
  expect(first.certificate.issuedTime.getTime()).toBeLessThanOrEqual(Date.now());
  expect(first.certificate.descriptor?.id).toMatch(/^\{[0-9a-f-]{36}\}$/);
  expect(issue().certificate.descriptor?.id).not.toBe(first.certificate.descriptor?.id);
});

test('aliases of a federated user are ADDRESSes of type email_alias', () => {
  const user = {
    type: 'Federation',
    id: '{4d2c5f0a-7a43-4b8f-9d3c-0a3b1f2e4c5d}',
    emailAddress: "o'brien+rms&co@assay.example",
    aliases: ['first@assay.example', 'second@assay.example'],
  } as const;
  const xml = issueUserPublicKeyCertificate({ ...accountRequest('mode1'), user });
  expect(schemaErrors(xml)).toBe('');
  expect(xml).toContain(
    '<ADDRESS type="email_alias">first@assay.example</ADDRESS><ADDRESS type="email_alias">second@assay.example</ADDRESS></OBJECT>',
  );
  const account = parseAccountCertificate(xml);
  expect(account.user).toEqual(user);
  expect(account.principal.address).toBeUndefined();
});

test('a key that is not the issuer’s cannot sign', () => {
  const request = { ...accountRequest('mode1'), signWith: testKey(1024, 'other') };
  expect(() => issueUserPublicKeyCertificate(request)).toThrow(XrmlError);
  expect(() => issueAccountCertificate(request)).toThrow(XrmlError);
});

test('build, parse, build gives the same text', () => {
  const word = fc.stringMatching(/^[A-Za-z0-9&<>"'é+-]{1,12}$/);
  const users = fc.record(
    {
      type: fc.constantFrom(...userTypes),
      id: word,
      emailAddress: word.map(local => `${local}@assay.example`),
      aliases: fc.array(word, { minLength: 1, maxLength: 3 }),
    },
    { requiredKeys: ['type', 'id', 'emailAddress'] },
  );
  const urls = fc.record({ intranet: word, extranet: word }, { requiredKeys: ['intranet'] });
  const variation = fc.record(
    {
      user: users,
      urls,
      persistence: fc.constantFrom('Persistent', 'Temporary'),
      guid: fc.uuid(),
      issuedTime: fc.date({
        min: new Date('2001-01-01T00:00Z'),
        max: new Date('2099-01-01T00:00Z'),
        noInvalidDate: true,
      }),
    },
    { requiredKeys: ['user'] },
  );
  fc.assert(
    fc.property(variation, variant => {
      const request = { ...accountRequest('mode1'), ...variant };
      const first = issueUserPublicKeyCertificate(request);
      const again = issueUserPublicKeyCertificate({
        ...requestOf(parseAccountCertificate(first)),
        signWith: request.signWith,
      });
      expect(again).toBe(first);
      expect(schemaErrors(first)).toBe('');
    }),
    { numRuns: 25 },
  );
});

test('a changed byte of the body breaks the signature or the document', () => {
  expectBodySigned(issueAccountCertificate(accountRequest('mode1')));
});

const other = 'Client-Licensor-Certificate';
const refused: Readonly<Record<string, Damage>> = {
  'another DESCRIPTOR': ['Group-Identity-Credential"><ID', `${other}"><ID`, other],
  'no DESCRIPTOR': [/<DESCRIPTOR>.*<\/DESCRIPTOR>/, '', 'missing'],
  'no ISSUEDPRINCIPALS': [/<ISSUEDPRINCIPALS>.*<\/ISSUEDPRINCIPALS>/, '', 'ISSUEDPRINCIPALS'],
  'another principal': ['"Group-Identity"', '"MS-DRM-Server"', 'MS-DRM-Server'],
  'a principal without type': ['<OBJECT type="Group-Identity">', '<OBJECT>', 'without type'],
  'an unknown type of ID': ['"Windows"', '"Kerberos"', 'Kerberos'],
  'an empty ID': [/S-1-5-21-[\d-]*/, '', 'lacks'],
  'no NAME': ['<NAME>owner@contoso.com</NAME>', '', 'lacks'],
  'an empty NAME': ['owner@contoso.com', '', 'lacks'],
  'no RACtype': [/<SECURITYLEVEL name="Group-Identity-Credential-Type"[^>]*>/, '', 'missing'],
  'another RACtype': ['"Persistent"', '"Permanent"', 'Permanent'],
  'FEDERATIONPRINCIPALS without ENABLINGBITS': [
    /<ENABLINGBITS.*<\/ENABLINGBITS>/,
    '',
    'ENABLINGBITS',
  ],
};

for (const [what, damage] of Object.entries(refused))
  test(`a RAC with ${what} is refused`, () => {
    expectRefusal(parseAccountCertificate, genuine('rac'), damage);
  });

/** A request that states what a parsed certificate states; its issuer's private key is not known. */
function requestOf(account: AccountCertificate): Omit<AccountCertificateRequest, 'signWith'> {
  const { certificate, user, principal, persistence, urls } = account;
  const { intranet, extranet } = urls;
  return {
    mode: 'mode1',
    issuer: certificate.issuer,
    user,
    publicKey: principal.publicKey,
    persistence,
    ...(intranet !== undefined && {
      urls: { intranet, ...(extranet !== undefined && { extranet }) },
    }),
    issuedTime: certificate.issuedTime,
    ...(certificate.validity && { validity: certificate.validity }),
    guid: certificate.descriptor?.id ?? '',
  };
}
