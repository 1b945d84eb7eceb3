import { generateRsaKeyPair, type RsaKeyPair } from '../../../harness/xrml/rsa.ts';
import { conforming } from '../../rms/behaviour.ts';
import { addressesOf } from '../../rms/directory.ts';
import { Refused, type Refusal } from '../../rms/refusal.ts';
import type { Mutant } from '../mutant.ts';
import { changingRequests } from './use-license-mutants.ts';

/** Input of the whole request that is required and null. */
const missingInput: readonly Refusal[] = [
  'paramsAbsent',
  'paramsEmpty',
  'paramsNil',
  'licenseesAbsent',
  'issuanceLicenseAbsent',
  'certificateAbsent',
  'certificateNil',
];

const nothing = { licenses: [], certificateChain: [], referenceCertificates: [] };
const isException = (entry: string): boolean => !entry.startsWith('<XrML');

/** Section 3.5. */
export const preLicenseMutants: readonly Mutant[] = [
  {
    name: 'prelicense-without-input-answered-with-nothing',
    breaks: [
      'rmsi.prelicense.input-validated',
      'rmsi.prelicense.null-argument',
      'rmsi.faults.null-argument',
    ],
    behaviour: {
      preLicenseInsteadOf: refusal => (missingInput.includes(refusal) ? [nothing] : undefined),
    },
  },
  {
    name: 'null-licensees-are-invalid-ones',
    breaks: ['rmsi.prelicense.null-argument', 'rmsi.faults.null-argument'],
    behaviour: {
      exceptionName: refusal =>
        conforming.exceptionName(refusal === 'licenseesAbsent' ? 'licenseeInvalid' : refusal),
    },
  },
  {
    name: 'unknown-users-get-made-up-keys',
    breaks: ['rmsi.prelicense.licensees-verified'],
    behaviour: {
      licenseeOf: (state, identity) =>
        conforming.licenseeOf(state, identity) ?? {
          emailAddress: identity,
          SID: 'S-1-5-21-1-1-1-500',
        },
    },
  },
  {
    name: 'unknown-user-has-no-rights',
    breaks: ['rmsi.prelicense.unknown-licensee'],
    behaviour: {
      exceptionName: refusal =>
        conforming.exceptionName(refusal === 'licenseeInvalid' ? 'noRights' : refusal),
    },
  },
  {
    name: 'empty-address-refuses-the-request',
    breaks: ['rmsi.prelicense.key-error'],
    behaviour: {
      readLicenseeIdentities: params => {
        const identities = conforming.readLicenseeIdentities(params);
        if (identities?.includes('') === true) throw new Refused('unexpected', 'Empty address.');
        return identities;
      },
    },
  },
  {
    name: 'special-characters-refuse-the-request',
    breaks: ['rmsi.prelicense.key-error'],
    behaviour: {
      readLicenseeIdentities: params => {
        const identities = conforming.readLicenseeIdentities(params);
        if (identities?.some(each => each !== undefined && /[()*&<>]/.test(each)) === true)
          throw new Refused('unexpected', 'The search filter is invalid.');
        return identities;
      },
    },
  },
  {
    name: 'one-without-rights-refuses-the-request',
    breaks: ['rmsi.prelicense.license-error'],
    behaviour: { preLicenseErrorIsInPlace: refusal => refusal !== 'noRights' },
  },
  {
    name: 'no-rights-in-place-under-another-name',
    breaks: ['rmsi.prelicense.no-rights'],
    behaviour: {
      exceptionString: (name, message) =>
        conforming.exceptionString(
          name.replace('NoRightsForRequestedPrincipal', 'UnexpectedPersonaCert'),
          message,
        ),
    },
  },
  {
    name: 'stranger-has-the-rights-of-all',
    breaks: ['rmsi.prelicense.rights-evaluated'],
    behaviour: {
      licenseeAddresses: (user, { users }) =>
        user.emailAddress.startsWith('stranger') ? users.flatMap(addressesOf) : addressesOf(user),
    },
  },
  {
    name: 'only-the-first-user-gets-a-license',
    breaks: [
      'rmsi.prelicense.license-per-user',
      'rmsi.prelicense.licensees-verified',
      'rmsi.prelicense.unknown-licensee',
      'rmsi.prelicense.key-error',
    ],
    behaviour: {
      preLicenses: entries =>
        entries.map((entry, index) =>
          index === 0 || isException(entry)
            ? entry
            : conforming.writePreLicenseException(conforming.exceptionName('unexpected'), index),
        ),
    },
  },
  {
    name: 'exception-in-place-says-nothing',
    breaks: ['rmsi.prelicense.exception-message'],
    behaviour: {
      writePreLicenseException: (_, index) => conforming.writePreLicenseException('', index),
    },
  },
  {
    name: 'changed-license-gives-an-empty-success',
    breaks: ['rmsi.prelicense.whole-request'],
    behaviour: {
      preLicenseInsteadOf: refusal => (refusal === 'rightsLabelSignature' ? [nothing] : undefined),
    },
  },
  {
    name: 'licenses-of-strangers-are-served',
    breaks: ['rmsi.prelicense.whole-request'],
    behaviour: { rightsLabelIssuerIsTrusted: () => true },
  },
  {
    name: 'decommissioned-for-prelicensing-under-another-name',
    breaks: ['rmsi.prelicense.documented-exceptions', 'rmsi.prelicense.decommissioned'],
    behaviour: {
      preLicenseIsClosed: ({ serverDecommissioned }) => {
        if (serverDecommissioned) throw new Refused('unexpected', 'The server is closed.');
        return false;
      },
    },
  },
  {
    name: 'decommissioned-server-prelicenses',
    breaks: ['rmsi.prelicense.decommissioned'],
    behaviour: { preLicenseIsClosed: () => false },
  },
  {
    name: 'prelicenses-in-reverse-order',
    breaks: ['rmsi.prelicense.order'],
    behaviour: { preLicenses: entries => entries.toReversed() },
  },
  {
    name: 'exceptions-after-the-licenses',
    breaks: ['rmsi.prelicense.order'],
    behaviour: {
      preLicenses: entries => [
        ...entries.filter(entry => !isException(entry)),
        ...entries.filter(isException),
      ],
    },
  },
  {
    name: 'user-who-is-named-twice-served-once',
    breaks: ['rmsi.prelicense.order'],
    behaviour: {
      readLicenseeIdentities: params => {
        const identities = conforming.readLicenseeIdentities(params);
        return identities && [...new Set(identities)];
      },
    },
  },
  {
    name: 'failures-are-left-out',
    breaks: ['rmsi.prelicense.exception-element', 'rmsi.prelicense.order'],
    behaviour: { preLicenses: entries => entries.filter(entry => !isException(entry)) },
  },
  {
    name: 'failure-is-an-empty-place',
    breaks: [
      'rmsi.prelicense.exception-element',
      // A Certificate holds exactly one element.
      'rmsi.prelicense.response-schema',
    ],
    behaviour: { writePreLicenseException: () => '' },
  },
  {
    name: 'batchindex-always-zero',
    breaks: ['rmsi.prelicense.batch-index'],
    behaviour: { preLicenseBatchIndex: () => 0 },
  },
  {
    name: 'batchindex-from-the-end',
    breaks: ['rmsi.prelicense.batch-index'],
    behaviour: { preLicenseBatchIndex: index => -1 - index },
  },
  {
    name: 'prelicense-chain-root-first',
    breaks: ['rmsi.prelicense.chain'],
    behaviour: { preLicenseChain: ({ SLC }) => SLC.toReversed() },
  },
  {
    name: 'prelicense-chain-with-a-gap',
    breaks: ['rmsi.prelicense.chain'],
    behaviour: { preLicenseChain: ({ SLC }) => SLC.filter((_, index) => index !== 1) },
  },
  {
    name: 'server-certificate-among-references',
    breaks: ['rmsi.prelicense.reference-certificates-empty'],
    behaviour: { preLicenseReferences: ({ SLC }) => SLC.slice(0, 1) },
  },
  {
    name: 'prelicense-with-a-fresh-content-key',
    breaks: ['rmsi.prelicense.opens'],
    behaviour: changingRequests('AcquirePreLicense', request => ({
      ...request,
      contentKey: { ...request.contentKey, bytes: request.contentKey.bytes.map(byte => byte ^ 1) },
    })),
  },
  {
    name: 'prelicense-with-the-rights-of-all',
    breaks: ['rmsi.prelicense.rights'],
    behaviour: {
      useLicenseRequest: (label, licensee, rights, state, operation) =>
        conforming.useLicenseRequest(
          label,
          licensee,
          operation === 'AcquirePreLicense' ? label.rightsData.rights : rights,
          state,
          operation,
        ),
    },
  },
  {
    name: 'prelicense-without-the-last-right',
    breaks: ['rmsi.prelicense.rights'],
    behaviour: changingRequests('AcquirePreLicense', request => ({
      ...request,
      rights: request.rights.slice(0, Math.max(1, request.rights.length - 1)),
    })),
  },
  {
    name: 'prelicense-for-another-name',
    breaks: ['rmsi.prelicense.licensee'],
    behaviour: {
      licenseePrincipal: (user, publicKey) => ({
        ...conforming.licenseePrincipal(user, publicKey),
        name: 'A user',
      }),
    },
  },
  {
    name: 'prelicense-for-a-key-of-its-own',
    breaks: ['rmsi.prelicense.licensee', 'rmsi.prelicense.opens'],
    behaviour: {
      licenseePrincipal: (user, { bits }) =>
        conforming.licenseePrincipal(user, otherKey(bits).publicKey),
    },
  },
  {
    name: 'prelicense-signed-before-it-was-dated',
    breaks: ['rmsi.prelicense.signed'],
    behaviour: {
      issueUseLicense: (request, operation) => {
        const license = conforming.issueUseLicense(request, operation);
        return operation === 'AcquirePreLicense'
          ? license.replace(/(?<=<ISSUEDTIME>\d{3})\d/, digit => (digit === '9' ? '8' : '9'))
          : license;
      },
    },
  },
  {
    name: 'prelicense-signed-with-another-key',
    breaks: ['rmsi.prelicense.signed'],
    behaviour: changingRequests('AcquirePreLicense', request => {
      const signWith = otherKey(request.signWith.publicKey.bits);
      return { ...request, signWith, issuer: { ...request.issuer, publicKey: signWith.publicKey } };
    }),
  },
  {
    name: 'prelicense-response-with-an-unknown-element',
    breaks: ['rmsi.prelicense.response-schema'],
    behaviour: {
      writePreLicenseResponse: answers =>
        conforming
          .writePreLicenseResponse(answers)
          .replace('<tns:Licenses>', '<tns:Count>1</tns:Count><tns:Licenses>'),
    },
  },
];

const otherKeys = new Map<number, RsaKeyPair>();

/** A key pair that belongs to no user; made when it is first asked for. */
function otherKey(bits: number): RsaKeyPair {
  const known = otherKeys.get(bits) ?? generateRsaKeyPair(bits);
  otherKeys.set(bits, known);
  return known;
}
