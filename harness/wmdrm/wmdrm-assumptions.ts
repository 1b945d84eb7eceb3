/** Something that no public text states, with the readings of it that the harness knows. */
export interface Assumption {
  /** Of MS-DRM: where the matter belongs. */
  readonly section: string;
  /** What is not known. */
  readonly about: string;
  readonly choices: readonly string[];
  /** What is taken for true unless a target declares another. */
  readonly assumed: string;
  /** What speaks for it. */
  readonly because: string;
}

/**
 * What could not be recovered of MS-DRM and is assumed (MS-DRM-facts, sections 9 and 10): here, and
 * nowhere else. A target can declare another choice, or the same, and vouches for it by that
 * (docs/wmdrm.md): what rests on nothing but our assumption is never called a violation.
 */
export const wmdrmAssumptions = {
  'point-order': {
    section: '2.2.1.2',
    about:
      'How the 80 bytes of an encrypted block hold the two points of 40 bytes that it takes, and that the pair is that of ElGamal.',
    choices: ['ephemeral-first', 'masked-first'],
    assumed: 'ephemeral-first',
    because:
      '80 bytes are two points; ElGamal has two, and is mostly written with the ephemeral one first.',
  },
  'rc4-key-length': {
    section: '2.2.3.1.3.4',
    about:
      'How many bytes of the block in a request are the RC4 key KR, and that they are the key as they stand, as bytes 2 to 8 of the block of a version 7 license are.',
    choices: ['7', '16'],
    assumed: '7',
    because:
      'Three structures say 7 bytes; 3.1.5.1.1 and 3.2.5.2 say SessionKey, which has 16 (contradiction 9).',
  },
  'signature-hash': {
    section: '2.2.1.5',
    about: 'The hash that is signed with ECDSA over ECC1.',
    choices: ['sha1', 'sha256', 'md5'],
    assumed: 'sha1',
    because: 'Its 160 bits are those of the curve, and REV_INFO is signed over it.',
  },
  'signature-encoding': {
    section: '2.2.1.5',
    about: 'How the 40 bytes of a signature hold r and s, 20 bytes each, r first.',
    choices: ['little-endian', 'big-endian'],
    assumed: 'little-endian',
    because: 'Coordinates of points are little-endian (2.2.1.6).',
  },
  'base64-alphabet': {
    section: '2.2.1.1',
    about: 'The two last characters of the base64 of messages.',
    choices: ['standard', 'exclamation-asterisk', 'url'],
    assumed: 'standard',
    because: 'MS-DRMND uses the standard alphabet for messages of the same family.',
  },
  'error-carrier': {
    section: '3.2.5',
    about: 'Where the error stands that a server returns.',
    choices: ['body', 'header'],
    assumed: 'body',
    because:
      'A version 1 error is a sentence for the page that the client shows; no text names a status or a header.',
  },
  'pk-layout': {
    section: '2.2.1.4',
    about: 'Where the 4 bytes of version stand that a PK has besides its PUBKEY of 40.',
    choices: ['version-last', 'version-first'],
    assumed: 'version-last',
    because: '2.2.1.5 names the public key first, its version second.',
  },
  'app-security-encoding': {
    section: '2.2.2.1',
    about: 'The byte order of AppSec.',
    choices: ['little-endian', 'big-endian'],
    assumed: 'little-endian',
    because: 'The DWORDs whose order is stated are little-endian (2.2.2.3.4).',
  },
  'rev-info-layout': {
    section: '2.2.3.2.46',
    about:
      'The byte order of the numbers in a REV_INFO, whose records have 24 bytes as in MS-DRMND.',
    choices: ['little-endian', 'big-endian'],
    assumed: 'little-endian',
    because: 'The lists that MS-DRMND names have versions of this order.',
  },
  'request-form': {
    section: '1.3.2',
    about: 'Whether a version 7 request is posted as XML or as the base64 of it.',
    choices: ['xml', 'base64'],
    assumed: 'xml',
    because:
      '2.2.3.1.2 and 3.2.5.2 speak of the request itself; only the overview says that the whole is encoded.',
  },
} as const satisfies Readonly<Record<string, Assumption>>;

export type AssumptionName = keyof typeof wmdrmAssumptions;

export type AssumptionChoices = {
  readonly [Name in AssumptionName]: (typeof wmdrmAssumptions)[Name]['choices'][number];
};

export const assumptionNames = Object.keys(wmdrmAssumptions) as readonly AssumptionName[];

/** A choice for each, those that a target declares before ours. */
export function completeAssumptions(declared: Partial<AssumptionChoices> = {}): AssumptionChoices {
  const assumed = Object.fromEntries(
    assumptionNames.map(name => [name, wmdrmAssumptions[name].assumed]),
  ) as unknown as AssumptionChoices;
  return { ...assumed, ...declared };
}
