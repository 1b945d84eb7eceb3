import { rc4 } from '../../../harness/wmdrm/primitives/rc4.ts';
import { conforming, type Behaviour } from '../../wmdrm/behaviour.ts';
import type { License7Data, License7Parts } from '../../wmdrm/license7-rules.ts';
import type { Mutant } from '../mutant.ts';

const opens = ['wmdrm.license7.opens'];
const first = 'wmdrm.license7.block-first';
const second = 'wmdrm.license7.block-second';
const document = ['wmdrm.license7.document'];
const certificates = ['wmdrm.license7.certificates'];
const signature = ['wmdrm.license7.signature'];
const contentKey = ['wmdrm.license7.content-key'];
const kid = ['wmdrm.license7.kid'];

/** How a license is encrypted (MS-DRM 2.2.3.2.4). */
const sealMutants: readonly Mutant<Behaviour>[] = [
  {
    name: 'wmdrm-license7-for-the-server',
    breaks: opens,
    behaviour: { sealRecipient: (_machineKey, server) => server.publicKey },
  },
  keyedBy('wmdrm-license7-kr-from-the-first-seven-bytes', block => block.subarray(0, 7)),
  keyedBy('wmdrm-license7-kr-from-the-whole-block', block => block),
  keyedBy('wmdrm-license7-kr-from-bytes-2-to-15', block => block.subarray(2)),
  {
    name: 'wmdrm-license7-not-encrypted',
    breaks: opens,
    behaviour: {
      sealedText: (license, block) =>
        rc4(block.subarray(2, 9), conforming.sealedText(license, block)),
    },
  },
  {
    name: 'wmdrm-license7-block-begins-with-8',
    breaks: [first],
    behaviour: { licenseBlock: drawn => conforming.licenseBlock(drawn).with(0, 8) },
  },
  {
    name: 'wmdrm-license7-block-second-byte-0',
    breaks: [second],
    behaviour: { licenseBlock: drawn => conforming.licenseBlock(drawn).with(1, 0) },
  },
  {
    name: 'wmdrm-license7-block-begins-with-zeros',
    breaks: [first, second],
    behaviour: { licenseBlock: drawn => conforming.licenseBlock(drawn).fill(0, 0, 2) },
  },
  {
    name: 'wmdrm-license7-block-begins-with-1-7',
    breaks: [first, second],
    behaviour: { licenseBlock: drawn => conforming.licenseBlock(drawn).with(0, 1).with(1, 7) },
  },
];

/** What a license says (MS-DRM 2.2.3.2.4.2). */
const documentMutants: readonly Mutant<Behaviour>[] = [
  {
    name: 'wmdrm-license7-without-revocation-list',
    breaks: document,
    behaviour: data(text => text.replace(/<RevocationList>.*<\/RevocationList>/, '')),
  },
  {
    name: 'wmdrm-license7-key-id-first',
    breaks: document,
    behaviour: data(text => text.replace(/(<LID>.*<\/LID>)(<KID>.*<\/KID>)/, '$2$1')),
  },
  {
    name: 'wmdrm-license7-priority-in-words',
    breaks: document,
    behaviour: data(text => text.replace('<PRIORITY>10<', '<PRIORITY>high<')),
  },
  {
    name: 'wmdrm-license7-not-closed',
    breaks: document,
    behaviour: license(text => text.replace('</LICENSE>', '')),
  },
  {
    name: 'wmdrm-license7-licensor-info-as-root',
    breaks: [...document, ...certificates],
    behaviour: license(text => text.replace(/<\/?LICENSE(?: [^>]*)?>/g, '')),
  },
  {
    name: 'wmdrm-license7-signed-without-value',
    breaks: document,
    behaviour: license(text => text.replace(/<VALUE>[^<]*<\/VALUE>(?=<\/SIGNATURE>)/, '')),
  },
  {
    name: 'wmdrm-license7-with-one-certificate',
    breaks: certificates,
    behaviour: parts(written => ({ ...written, certificates: written.certificates.slice(1) })),
  },
  {
    name: 'wmdrm-license7-without-certificates',
    breaks: certificates,
    behaviour: parts(written => ({ ...written, certificates: [] })),
  },
  {
    name: 'wmdrm-license7-for-a-constant-key-id',
    breaks: kid,
    behaviour: { keyIdOfLicense: () => 'QXNzYXkgVEVTVCBub25lIQ==' },
  },
  {
    name: 'wmdrm-license7-key-id-as-guid',
    breaks: kid,
    behaviour: {
      keyIdOfLicense: (asked, own) =>
        `{${Buffer.from(conforming.keyIdOfLicense(asked, own), 'base64').toString('hex')}}`,
    },
  },
  {
    name: 'wmdrm-license7-without-key-id',
    breaks: kid,
    behaviour: { keyIdOfLicense: () => '' },
  },
];

/** How it is signed (MS-DRM 2.2.3.2.40), and the content key (2.2.3.2.44). */
const keyMutants: readonly Mutant<Behaviour>[] = [
  {
    name: 'wmdrm-license7-signed-without-the-tags',
    breaks: signature,
    behaviour: { signedText: text => text.replace(/^<DATA>|<\/DATA>$/g, '') },
  },
  {
    name: 'wmdrm-license7-signed-with-ks',
    breaks: signature,
    behaviour: { documentSigner: (_license, server) => server.privateKey },
  },
  {
    name: 'wmdrm-license7-signature-of-nothing',
    breaks: signature,
    behaviour: { signedText: () => '' },
  },
  {
    name: 'wmdrm-license7-signature-big-endian',
    breaks: signature,
    behaviour: parts(({ signature: value, ...others }) => ({
      ...others,
      signature: Uint8Array.from([
        ...value.subarray(0, 20).toReversed(),
        ...value.subarray(20).toReversed(),
      ]),
    })),
  },
  {
    name: 'wmdrm-license7-signature-cut',
    breaks: signature,
    behaviour: parts(({ signature: value, ...others }) => ({
      ...others,
      signature: value.subarray(0, 39),
    })),
  },
  {
    name: 'wmdrm-license7-changed-after-signing',
    breaks: signature,
    behaviour: license(text => text.replace('<PRIORITY>10<', '<PRIORITY>11<')),
  },
  {
    name: 'wmdrm-content-key-for-the-server',
    breaks: contentKey,
    behaviour: { enablingRecipient: (_machineKey, server) => server.publicKey },
  },
  {
    name: 'wmdrm-content-key-backwards',
    breaks: contentKey,
    behaviour: { enablingKey: key => Uint8Array.from([0x5a, ...key]).reverse() },
  },
  {
    name: 'wmdrm-content-key-inverted',
    breaks: contentKey,
    behaviour: { enablingKey: key => key.map(byte => byte ^ 0xff) },
  },
  {
    name: 'wmdrm-content-key-of-zeros',
    breaks: contentKey,
    behaviour: { enablingKey: key => new Uint8Array(key.length) },
  },
];

/** Version 7 licenses. */
export const license7Mutants: readonly Mutant<Behaviour>[] = [
  ...sealMutants,
  ...documentMutants,
  ...keyMutants,
];

/** KR of other bytes than 2 to 8: those are taken away again beforehand. */
function keyedBy(name: string, keyOf: (block: Uint8Array) => Uint8Array): Mutant<Behaviour> {
  return {
    ...{ name, breaks: opens },
    behaviour: {
      sealedText: (text, block) => {
        const encrypted = rc4(keyOf(block), conforming.sealedText(text, block));
        return rc4(block.subarray(2, 9), encrypted);
      },
    },
  };
}

function data(change: (text: string) => string): Partial<Behaviour> {
  return { writeData: (said: License7Data) => change(conforming.writeData(said)) };
}

function license(change: (text: string) => string): Partial<Behaviour> {
  return { writeLicense: (written: License7Parts) => change(conforming.writeLicense(written)) };
}

function parts(change: (written: License7Parts) => License7Parts): Partial<Behaviour> {
  return { writeLicense: (written: License7Parts) => conforming.writeLicense(change(written)) };
}
