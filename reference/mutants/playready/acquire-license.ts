import { randomBytes, randomUUID } from 'node:crypto';
import { swapGuid } from '../../../harness/playready/kid.ts';
import { decodeBase64, encodeBase64 } from '../../../harness/base64.ts';
import { conforming, type Behaviour } from '../../playready/behaviour.ts';
import { Refused } from '../../playready/refusal.ts';
import type { Mutant } from '../mutant.ts';

/** Licenses with other bytes. */
function changed(change: (bytes: Uint8Array) => Uint8Array): Partial<Behaviour> {
  return {
    licensesFor: kids =>
      conforming
        .licensesFor(kids)
        .map(text => encodeBase64(change(decodeBase64(text) ?? new Uint8Array()))),
  };
}

/** PlayReady-facts 1.4 and 6. */
export const acquireLicenseMutants: readonly Mutant<Behaviour>[] = [
  {
    name: 'playready-several-keys-refused',
    breaks: [
      'playready.acquire-license.granted',
      'playready.test-server.base64-json',
      'playready.test-server.groups',
      'playready.test-server.root-and-leaf',
    ],
    behaviour: {
      licensesFor: kids => {
        if (kids.length > 1) throw new Refused('invalidMessage', 'One key only.');
        return conforming.licensesFor(kids);
      },
    },
  },
  {
    name: 'playready-response-id-before-nonce',
    breaks: ['playready.acquire-license.structure'],
    behaviour: {
      writeLicenseParts: (parts, isSigned) =>
        conforming
          .writeLicenseParts(parts, isSigned)
          .replace(/(<LicenseNonce>.*<\/LicenseNonce>)(<ResponseID>.*<\/ResponseID>)/, '$2$1'),
    },
  },
  {
    name: 'playready-answer-of-version-2',
    breaks: ['playready.acquire-license.version'],
    behaviour: {
      writeLicenseParts: (parts, isSigned) =>
        conforming.writeLicenseParts({ ...parts, version: '2' }, isSigned),
    },
  },
  {
    name: 'playready-license-in-hex',
    breaks: ['playready.acquire-license.license-base64'],
    behaviour: {
      licensesFor: kids => conforming.licensesFor(kids).map(text => `0x${text}`),
    },
  },
  {
    name: 'playready-license-without-nul',
    breaks: ['playready.acquire-license.license-magic'],
    behaviour: changed(bytes => Buffer.from([...bytes.subarray(0, 3), 0x20, ...bytes.subarray(4)])),
  },
  {
    name: 'playready-license-with-a-byte-more',
    breaks: ['playready.acquire-license.license-framing'],
    behaviour: changed(bytes => Buffer.from([...bytes, 0])),
  },
  {
    name: 'playready-license-for-big-endian-kid',
    breaks: ['playready.acquire-license.license-kid'],
    behaviour: { licensesFor: kids => conforming.licensesFor(kids.map(swapGuid)) },
  },
  {
    name: 'playready-no-license-for-several-keys',
    breaks: [
      'playready.acquire-license.no-license',
      'playready.test-server.base64-json',
      'playready.test-server.groups',
      'playready.test-server.root-and-leaf',
    ],
    behaviour: { licensesFor: kids => (kids.length > 1 ? [] : conforming.licensesFor(kids)) },
  },
  {
    name: 'playready-transaction-id-in-capitals',
    breaks: ['playready.acquire-license.transaction-id'],
    behaviour: { newTransactionId: () => `A${randomUUID().toUpperCase().slice(1)}` },
  },
  {
    name: 'playready-persistent-without-nonce',
    breaks: ['playready.acquire-license.nonce', 'playready.test-server.persist-nonce'],
    behaviour: {
      responseNonce: (nonce, isPersistent) => (isPersistent ? undefined : nonce),
    },
  },
  {
    name: 'playready-persistent-with-new-nonce',
    breaks: ['playready.acquire-license.nonce', 'playready.test-server.persist-nonce'],
    behaviour: {
      responseNonce: (nonce, isPersistent) =>
        isPersistent ? encodeBase64(randomBytes(16)) : nonce,
    },
  },
  {
    name: 'playready-new-nonce-without-need',
    breaks: ['playready.acquire-license.other-nonce'],
    behaviour: {
      responseNonce: (nonce, isPersistent) =>
        isPersistent ? nonce : encodeBase64(randomBytes(16)),
    },
  },
  {
    name: 'playready-persistent-unsigned',
    breaks: ['playready.acquire-license.signed', 'playready.test-server.persist-signed'],
    behaviour: { signsResponse: () => false },
  },
  {
    name: 'playready-response-id-of-16-bytes',
    breaks: ['playready.acquire-license.response-id'],
    behaviour: { newResponseId: () => randomBytes(16) },
  },
];
