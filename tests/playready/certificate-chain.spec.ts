import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { expect, test } from '@playwright/test';
import {
  chainDefects,
  readCertificateChain,
  verifyCertificateChain,
} from '../../harness/playready/certificate-chain.ts';
import { PlayReadyError } from '../../harness/playready/error.ts';
import { publicKeyBytes } from '../../harness/playready/p256.ts';
import { certificatesOf, changedAt } from '../../reference/mutants/playready/chains.ts';
import { createTestHierarchy } from '../../reference/playready/test-hierarchy.ts';
import {
  writeCertificate,
  writeCertificateChain,
} from '../../reference/playready/write-certificate.ts';
import { fc } from '../fast-check.ts';
import { bytesOf, meteringChain, signingChain } from './samples.ts';
import { refuses } from './thrown.ts';

const chainHeader = 20;

const newKey = (): KeyObject => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;

const edited = (bytes: Uint8Array, at: number, value: readonly number[]): Uint8Array => {
  const copy = Uint8Array.from(bytes);
  copy.set(value, at);
  return copy;
};

/** Whether a change was noticed: refused when read, or not valid. */
function notices(bytes: Uint8Array): boolean {
  try {
    return !verifyCertificateChain(readCertificateChain(bytes)).valid;
  } catch (error) {
    if (error instanceof PlayReadyError) return true;
    throw error;
  }
}

test.describe('published chains', () => {
  test('the chain of the signed response verifies and names its makers', () => {
    const chain = readCertificateChain(signingChain);
    expect(verifyCertificateChain(chain)).toEqual({ valid: true });
    expect(chain).toMatchObject({ version: 1, flags: 0 });
    expect(chain.certificates.map(({ manufacturer }) => manufacturer)).toEqual([
      ['Viaccess-Orca', 'PlayReady Server Deployment Certificate', '42242'],
      ['Microsoft', 'PlayReady SL0 Server Root CA', '1.0.0.1'],
    ]);
    expect(chain.certificates.map(({ publicKeys }) => publicKeys.length)).toEqual([1, 1]);
    expect(chain.certificates[0].metering).toBeUndefined();
  });

  test('the metering chain verifies and names metering id and URL', () => {
    expect(meteringChain).toHaveLength(1284);
    const chain = readCertificateChain(meteringChain);
    expect(verifyCertificateChain(chain)).toEqual({ valid: true });
    expect(chain.certificates).toHaveLength(2);
    const [leaf, issuing] = chain.certificates;
    expect(leaf.metering).toEqual({
      meteringId: Buffer.from(bytesOf('xw6TjIuUUmvdCcl00t4RBA==')),
      url: 'http://playready.directtaps.net/pr/svc/rightsmanager.asmx',
    });
    expect(issuing?.manufacturer).toContain('PlayReady SL0 Metering Root CA');
  });

  test('both end in the same key', () => {
    const [server, metering] = [signingChain, meteringChain].map(bytes =>
      readCertificateChain(bytes).certificates.at(-1),
    );
    expect(server?.issuerKey).toHaveLength(64);
    expect(server?.issuerKey).toEqual(metering?.issuerKey);
  });

  for (const [name, bytes] of Object.entries({ signingChain, meteringChain }))
    test(`no changed byte of a certificate goes unnoticed (${name})`, () => {
      // Behind the signed bytes stands the signature object, whose flags nothing protects.
      const flags = [...Buffer.from(bytes).toString('latin1').matchAll(/CERT/g)].flatMap(
        ({ index }) => {
          const at = index + Buffer.from(bytes).readUInt32BE(index + 12);
          return [at, at + 1];
        },
      );
      const unnoticed = [];
      for (let at = chainHeader; at < bytes.length; at += 1)
        if (!notices(edited(bytes, at, [(bytes[at] ?? 0) ^ (1 << (at % 8))]))) unnoticed.push(at);
      expect(unnoticed).toEqual(flags);
    });

  test('every cut is refused', () => {
    for (let length = 0; length < signingChain.length; length += 1)
      expect(refuses(() => readCertificateChain(signingChain.subarray(0, length)))).toBe(true);
  });
});

test.describe('what makes a chain invalid', () => {
  const { serverSigning } = createTestHierarchy();
  const other = createTestHierarchy().serverSigning;
  const partsOf = (bytes: Uint8Array) => {
    const second = Buffer.from(bytes).indexOf('CERT', chainHeader + 1, 'latin1');
    return [bytes.subarray(chainHeader, second), bytes.subarray(second)] as const;
  };

  test('a leaf that another issuer signed', () => {
    const [leaf] = partsOf(serverSigning.bytes);
    const [, issuing] = partsOf(other.bytes);
    const chain = readCertificateChain(writeCertificateChain([leaf, issuing]));
    expect(verifyCertificateChain(chain)).toMatchObject({
      valid: false,
      reason: expect.stringContaining(
        'Certificate 1 of 2: Expected its issuer key among the keys of the next certificate',
      ),
    });
  });

  test('certificates in the wrong order', () => {
    const [leaf, issuing] = partsOf(serverSigning.bytes);
    const chain = readCertificateChain(writeCertificateChain([issuing, leaf]));
    expect(verifyCertificateChain(chain).valid).toBe(false);
  });

  test('an issuer key that is no point of the curve', () => {
    const chain = readCertificateChain(
      edited(serverSigning.bytes, serverSigning.bytes.length - 64, new Array<number>(64).fill(1)),
    );
    expect(verifyCertificateChain(chain)).toMatchObject({
      valid: false,
      reason: expect.stringContaining('no point of the curve'),
    });
  });

  test('a signature object of another form', () => {
    const [leaf, issuing] = partsOf(serverSigning.bytes);
    const signature = leaf.length - 136;
    const chain = readCertificateChain(
      writeCertificateChain([edited(leaf, signature, [0, 2]), issuing]),
    );
    expect(chain.certificates[0].signature).toBeUndefined();
    expect(verifyCertificateChain(chain)).toMatchObject({
      valid: false,
      reason: expect.stringContaining('Certificate 1 of 2: Expected a signature'),
    });
  });
});

test.describe('what is not public is no reason to fail', () => {
  const issuer = newKey();
  const subject = newKey();

  test('objects of unknown types', () => {
    const others = [
      { flags: 0xffff, type: 0xfffe, body: new Uint8Array() },
      { flags: 1, type: 5, body: Uint8Array.of(1, 2, 3) },
    ];
    const content = { manufacturer: ['Assay TEST'], publicKeys: [publicKeyBytes(subject)], others };
    const chain = readCertificateChain(writeCertificateChain([writeCertificate(content, issuer)]));
    expect(verifyCertificateChain(chain)).toEqual({ valid: true });
    expect(chain.certificates[0].objects.map(({ type }) => type)).toContain(0xfffe);
  });

  test('bodies of known types in another form', () => {
    const others = [1, 6, 7, 8, 10].map(type => ({
      flags: 1,
      type,
      body: Uint8Array.of(0, 0, 0, 1, 255, 255, 255, 255),
    }));
    const content = { manufacturer: [], publicKeys: [], others };
    const chain = readCertificateChain(writeCertificateChain([writeCertificate(content, issuer)]));
    expect(verifyCertificateChain(chain)).toEqual({ valid: true });
    const [{ publicKeys, manufacturer, metering }] = chain.certificates;
    expect({ publicKeys, manufacturer, metering }).toEqual({ publicKeys: [], manufacturer: [] });
  });

  test('another version, other flags', () => {
    const bytes = edited(edited(signingChain, 7, [2]), 15, [9]);
    expect(verifyCertificateChain(readCertificateChain(bytes))).toEqual({ valid: true });
  });
});

test('what was written is read and verifies', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 20 }).filter(value => !/\0/.test(value));
  const keys = Array.from({ length: 3 }, newKey);
  fc.assert(
    fc.property(
      fc.array(text, { maxLength: 4 }),
      fc.integer({ min: 0, max: 3 }),
      fc.option(
        fc.record({ meteringId: fc.uint8Array({ minLength: 16, maxLength: 16 }), url: text }),
      ),
      fc.integer({ min: 1, max: 4 }),
      (manufacturer, count, metering, length) => {
        const publicKeys = keys.slice(0, count).map(publicKeyBytes);
        const content = { manufacturer, publicKeys, ...(metering !== null && { metering }) };
        const signers = Array.from({ length: length + 1 }, (_, index) => keys[index % keys.length]);
        const certificates = signers.slice(1).map((signer, index) => {
          const own = signers[index];
          if (signer === undefined || own === undefined) throw new Error('A key is missing.');
          const owner = { manufacturer: [], publicKeys: [publicKeyBytes(own)] };
          return writeCertificate(index === 0 ? content : owner, signer);
        });
        const chain = readCertificateChain(writeCertificateChain(certificates));
        expect(verifyCertificateChain(chain)).toEqual({ valid: true });
        const [leaf] = chain.certificates;
        expect(leaf.manufacturer).toEqual(manufacturer);
        expect(leaf.publicKeys.map(key => Buffer.from(key))).toEqual(
          publicKeys.map(key => Buffer.from(key)),
        );
        expect(leaf.metering?.url).toBe(metering?.url);
        expect(leaf.metering === undefined).toBe(metering === null);
      },
    ),
  );
});

test('whatever the bytes are, nothing but a PlayReadyError is thrown', () => {
  const changed = fc
    .tuple(
      fc.constantFrom(signingChain, meteringChain),
      fc.array(fc.tuple(fc.nat(1300), fc.uint8Array({ minLength: 1, maxLength: 8 })), {
        minLength: 1,
        maxLength: 6,
      }),
    )
    .map(([bytes, edits]) => {
      const copy = Uint8Array.from(bytes);
      for (const [at, value] of edits) copy.set(value, Math.min(at, copy.length - value.length));
      return copy;
    });
  const header = fc.uint8Array({ maxLength: 300 }).map(rest => {
    const length = 20 + rest.length;
    const bytes = Buffer.concat([Buffer.from('CHAI\0\0\0\x01', 'latin1'), Buffer.alloc(12), rest]);
    bytes.writeUInt32BE(length, 8);
    return new Uint8Array(bytes);
  });
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 400 }), changed, header), bytes => {
      try {
        return typeof verifyCertificateChain(readCertificateChain(bytes)).valid === 'boolean';
      } catch (error) {
        return error instanceof PlayReadyError;
      }
    }),
    { numRuns: 5000 },
  );
});

test('a chain of a mebibyte is read, a larger one refused', () => {
  const object = { flags: 0, type: 99, body: new Uint8Array() };
  const content = { manufacturer: [], publicKeys: [], others: new Array(100_000).fill(object) };
  const large = writeCertificateChain([writeCertificate(content, newKey())]);
  expect(readCertificateChain(large).certificates[0].objects.length).toBeGreaterThan(100_000);
  expect(refuses(() => readCertificateChain(new Uint8Array((1 << 20) + 1)))).toBe(true);
});

test('all that is wrong with a chain is told, from the leaf on', () => {
  const { serverSigning, domain } = createTestHierarchy();
  const [leaf = new Uint8Array(), issuer = new Uint8Array()] = certificatesOf(serverSigning.bytes);
  const [, stranger = new Uint8Array()] = certificatesOf(domain.bytes);
  const defectsOf = (...certificates: Uint8Array[]) =>
    chainDefects(readCertificateChain(writeCertificateChain(certificates))).map(
      ({ rule, reason }) => `${reason.slice(0, 19)} ${rule}`,
    );
  expect(defectsOf(leaf, issuer)).toEqual([]);
  expect(defectsOf(leaf, stranger)).toEqual(['Certificate 1 of 2: issuer']);
  expect(defectsOf(changedAt(leaf, 24), stranger, leaf)).toEqual([
    'Certificate 1 of 3: issuer',
    'Certificate 1 of 3: signature',
    'Certificate 2 of 3: issuer',
  ]);
});
