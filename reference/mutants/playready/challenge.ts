import { child } from '../../../harness/xml/element.ts';
import type { Behaviour } from '../../playready/behaviour.ts';
import type { Mutant } from '../mutant.ts';
import { trusting, type Wrong } from './trusting.ts';

const rowsOf = (...names: readonly string[]) => names.map(name => `playready.challenge.${name}`);

/** Takes what is wrong for such a reason, whatever else may be. */
function forgiving(reason: RegExp): Partial<Behaviour> {
  return trusting('AcquireLicense', wrong => reason.test(wrong.reason));
}

/** PlayReady-facts 2.2: challenges that are taken although they were changed. */
export const challengeMutants: readonly Mutant<Behaviour>[] = [
  {
    name: 'playready-digest-unchecked',
    breaks: rowsOf(
      ...['header-kid', 'client-version', 'revocation-list', 'revocation-list-version'],
      ...['custom-data', 'nonce', 'nonce-removed', 'client-time', 'key-name', 'white-space'],
      ...['encrypted-key-first', 'encrypted-key-last', 'encrypted-data-first'],
      ...['encrypted-data-middle', 'encrypted-data-last', 'encrypted-data-removed', 'digest'],
    ),
    behaviour: trusting('AcquireLicense', ({ wrong }) => wrong === 'digest'),
  },
  {
    name: 'playready-nobody-encrypts-unverified',
    breaks: rowsOf('encrypted-data-removed'),
    behaviour: trusting(
      'AcquireLicense',
      (_wrong, { element }) => child(element, 'EncryptedData') === undefined,
    ),
  },
  {
    name: 'playready-no-nonce-unverified',
    breaks: rowsOf('nonce-removed'),
    behaviour: trusting('AcquireLicense', (_wrong, { nonce }) => nonce === undefined),
  },
  {
    name: 'playready-signature-unchecked',
    breaks: rowsOf(
      ...['signature-r-first', 'signature-r-last', 'signature-s-first', 'signature-s-last'],
      ...['signature-zero', 'canonicalization-method'],
    ),
    behaviour: trusting('AcquireLicense', ({ wrong }) => wrong === 'signature'),
  },
  {
    name: 'playready-signature-of-zeros-taken',
    breaks: rowsOf('signature-zero'),
    behaviour: trusting('AcquireLicense', (_wrong, _challenge, document) =>
      Buffer.from(document).includes(`SignatureValue>${'A'.repeat(86)}==<`),
    ),
  },
  {
    name: 'playready-signature-of-any-length-taken',
    breaks: rowsOf('signature-short', 'signature-empty'),
    behaviour: forgiving(/SignatureValue to be 64 bytes/),
  },
  {
    name: 'playready-digest-of-any-length-taken',
    breaks: rowsOf('digest-empty'),
    behaviour: forgiving(/DigestValue to be 32 bytes/),
  },
  {
    name: 'playready-reference-unchecked',
    breaks: rowsOf('signed-id', 'reference'),
    behaviour: forgiving(/Reference to name the Id/),
  },
  {
    name: 'playready-signature-method-unchecked',
    breaks: rowsOf('signature-method'),
    behaviour: forgiving(/SignatureMethod to name/),
  },
  {
    name: 'playready-digest-method-unchecked',
    breaks: rowsOf('digest-method'),
    behaviour: forgiving(/DigestMethod to name/),
  },
  {
    name: 'playready-signed-info-not-demanded',
    breaks: rowsOf('signed-info-removed'),
    behaviour: forgiving(/one SignedInfo/),
  },
  {
    name: 'playready-unsigned-taken',
    breaks: rowsOf('unsigned'),
    behaviour: trusting('AcquireLicense', (_wrong, { isSigned }) => !isSigned),
  },
  {
    name: 'playready-any-version-unverified',
    breaks: rowsOf('version', 'version-removed'),
    behaviour: {
      ...trusting(
        'AcquireLicense',
        isDigest((_wrong, { version }) => version !== '1'),
      ),
      supportsVersion: () => true,
    },
  },
  {
    name: 'playready-header-not-read',
    breaks: rowsOf('header-version', 'header-removed'),
    behaviour: {
      ...trusting(
        'AcquireLicense',
        isDigest((_wrong, { header }) => header === undefined),
      ),
      hasHeader: ({ payload }) => payload.name === 'LA',
    },
  },
  {
    name: 'playready-payload-not-demanded',
    breaks: rowsOf('payload-removed', 'challenge-removed'),
    behaviour: {
      ...trusting('AcquireLicense', (_wrong, { payload }) => payload.name !== 'LA'),
      supportsVersion: version => version === undefined || version === '1',
      hasHeader: ({ payload, header }) => payload.name !== 'LA' || header !== undefined,
    },
  },
];

type Trusts = Parameters<typeof trusting>[1];

function isDigest(trusts: Trusts): Trusts {
  return (wrong: Wrong, ...others) => wrong.wrong === 'digest' && trusts(wrong, ...others);
}
