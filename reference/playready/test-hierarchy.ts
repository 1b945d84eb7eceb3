import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { Metering } from '../../harness/playready/certificate.ts';
import { publicKeyBytes } from '../../harness/playready/p256.ts';
import { writeCertificate, writeCertificateChain } from './write-certificate.ts';

/** A chain of test certificates, leaf and issuing, and what its leaf signs with. */
export interface TestChain {
  /** As SigningCertificateChain and MeterCert hold it, before base64. */
  readonly bytes: Uint8Array;
  /** Of the leaf. */
  readonly privateKey: KeyObject;
  /** Of the leaf: X then Y, 64 bytes. */
  readonly publicKey: Uint8Array;
}

/** Test certificates under one root of our own. */
export interface TestHierarchy {
  /** The root's key, X then Y, 64 bytes; as in the public samples, the root is in no chain. */
  readonly rootKey: Uint8Array;
  /** Signs license responses. */
  readonly serverSigning: TestChain;
  /** What a join gives a client; what a real one says of account and revision is not public. */
  readonly domain: TestChain;
  /** What GetMeteringCertificate gives for a metering id; made once per id and URL. */
  readonly metering: (metering: Metering) => TestChain;
}

let shared: TestHierarchy | undefined;

/** The test hierarchy of this process: `createTestHierarchy`, made at the first call. */
export function testHierarchy(): TestHierarchy {
  shared ??= createTestHierarchy();
  return shared;
}

/**
 * Makes a hierarchy of P-256 keys and certificates in the container layout of the public samples
 * (PlayReady-facts 1.5, 1.6): a root, an issuing certificate per purpose, and leaves under it. The
 * certificates say "Assay TEST"; nothing of Microsoft's is in them, and no client trusts them.
 */
export function createTestHierarchy(): TestHierarchy {
  const root = newKey();
  const serverIssuer = newIssuer('Server', root);
  const domainIssuer = newIssuer('Domain', root);
  const meteringIssuer = newIssuer('Metering', root);
  const known = new Map<string, TestChain>();
  return {
    rootKey: publicKeyBytes(root),
    serverSigning: newChain('Server Signing Certificate', serverIssuer),
    domain: newChain('Domain Certificate', domainIssuer),
    metering: metering => {
      const name = `${Buffer.from(metering.meteringId).toString('hex')} ${metering.url}`;
      const chain = known.get(name) ?? newChain('Metering Certificate', meteringIssuer, metering);
      known.set(name, chain);
      return chain;
    },
  };
}

interface Issuer {
  readonly privateKey: KeyObject;
  readonly certificate: Uint8Array;
}

function newIssuer(purpose: string, root: KeyObject): Issuer {
  const privateKey = newKey();
  return { privateKey, certificate: newCertificate(`${purpose} Issuing CA`, privateKey, root) };
}

function newChain(model: string, issuer: Issuer, metering?: Metering): TestChain {
  const privateKey = newKey();
  const leaf = newCertificate(model, privateKey, issuer.privateKey, metering);
  return {
    bytes: writeCertificateChain([leaf, issuer.certificate]),
    privateKey,
    publicKey: publicKeyBytes(privateKey),
  };
}

function newCertificate(
  model: string,
  subject: KeyObject,
  issuer: KeyObject,
  metering?: Metering,
): Uint8Array {
  const content = {
    manufacturer: ['Assay TEST', `Assay TEST ${model}`, '1'],
    publicKeys: [publicKeyBytes(subject)],
    ...(metering !== undefined && { metering }),
  };
  return writeCertificate(content, issuer);
}

function newKey(): KeyObject {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
}
