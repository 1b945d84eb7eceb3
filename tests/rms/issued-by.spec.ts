import { expect, test } from '@playwright/test';
import { expectIssuedBy } from '../../harness/rms/issued-by.ts';
import { Violation } from '../../harness/verdict/violation.ts';
import { issueUserPublicKeyCertificate } from '../../harness/xrml/account-certificate.ts';
import { parseCertificate, type Principal } from '../../harness/xrml/certificate.ts';
import type { RsaKeyPair } from '../../harness/xrml/rsa.ts';
import { licensorOf } from '../../reference/rms/state.ts';
import { serverState } from '../reference/licences.ts';

const { principal, keyPair } = licensorOf(serverState('mode1'));
const server = { ...principal, name: 'The server' };
const { principal: other, keyPair: otherPair } = licensorOf(serverState('mode2'));

const certificate = (
  issuer: Principal = server,
  signWith: RsaKeyPair = keyPair,
  change: (xml: string) => string = xml => xml,
) =>
  parseCertificate(
    change(
      issueUserPublicKeyCertificate({
        mode: 'mode1',
        issuer,
        signWith,
        user: { type: 'Windows', id: 'S-1-5-21-1-2-3-4', emailAddress: 'a@b.example' },
        publicKey: other.publicKey,
      }),
    ),
  );

test('a certificate of the server is one, however its GUID is written', () => {
  expect(() => {
    expectIssuedBy(certificate(), server);
    expectIssuedBy(certificate(), { ...server, id: server.id.toLowerCase() });
    expectIssuedBy(certificate(), principal);
    expectIssuedBy(certificate({ ...server, id: server.id.toUpperCase() }), server);
  }).not.toThrow();
});

const defects = {
  'another ID': [certificate({ ...server, id: other.id }), /issuer "\{/],
  'another name': [certificate({ ...server, name: 'Somebody' }), /came "Somebody" \(the license\)/],
  'no name': [certificate(principal), /came "" \(the license\)/],
  'another key': [
    certificate({ ...server, publicKey: other.publicKey }, otherPair),
    /the server's key in ISSUER; came another key/,
  ],
  'another body': [
    certificate(server, keyPair, xml => xml.replace('a@b.example', 'c@b.example')),
    /holds under the server's key; came digest/,
  ],
  'no signature': [
    certificate(server, keyPair, xml => xml.replace(/<SIGNATURE>.*<\/SIGNATURE>/, '')),
    /holds under the server's key; came absent/,
  ],
} as const;

for (const [what, [issued, message]] of Object.entries(defects))
  test(`a certificate with ${what} is not the server's`, () => {
    let thrown: unknown;
    try {
      expectIssuedBy(issued, server, 'the license');
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(Violation);
    expect(String(thrown)).toMatch(message);
  });
