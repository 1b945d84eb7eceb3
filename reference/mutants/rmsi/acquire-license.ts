import { conforming } from '../../rms/behaviour.ts';
import { knownUsers } from '../../rms/directory.ts';
import type { Refusal } from '../../rms/refusal.ts';
import type { Mutant } from '../mutant.ts';
import { changingRequests } from './use-license-mutants.ts';

/** AcquireLicense (section 6.4). */
export const acquireLicenseMutants: readonly Mutant[] = [
  {
    name: 'use-license-left-out-of-its-chain',
    breaks: ['rmsi.acquire-license.returned'],
    behaviour: { useLicenseChain: (_, { SLC }) => SLC },
  },
  {
    name: 'use-license-chain-empty',
    breaks: ['rmsi.acquire-license.returned'],
    behaviour: { useLicenseChain: () => [] },
  },
  {
    name: 'use-license-with-a-des-key',
    breaks: ['rmsi.acquire-license.opens'],
    behaviour: changingRequests('AcquireLicense', request => ({
      ...request,
      contentKey: { type: 'DES', bytes: request.contentKey.bytes.slice(0, 8) },
    })),
  },
  {
    name: 'use-license-without-conditions',
    breaks: ['rmsi.acquire-license.rights'],
    behaviour: changingRequests('AcquireLicense', request => ({
      ...request,
      rights: request.rights.map(({ name }) => ({ name })),
    })),
  },
  {
    name: 'use-license-grants-ownership',
    breaks: ['rmsi.acquire-license.rights'],
    behaviour: changingRequests('AcquireLicense', request => ({
      ...request,
      rights: [{ name: 'OWNER' }],
    })),
  },
  {
    name: 'use-license-for-the-address-as-id',
    breaks: ['rmsi.acquire-license.licensee'],
    behaviour: changingRequests('AcquireLicense', ({ licensee, ...request }) => ({
      ...request,
      licensee: { ...licensee, id: licensee.name ?? '' },
    })),
  },
  {
    name: 'use-license-issued-under-another-id',
    breaks: ['rmsi.acquire-license.signed'],
    behaviour: changingRequests('AcquireLicense', request => ({
      ...request,
      issuer: { ...request.issuer, id: '{00000000-0000-0000-0000-000000000001}' },
    })),
  },
  {
    name: 'use-license-without-signature',
    breaks: ['rmsi.acquire-license.signed'],
    behaviour: {
      useLicenseChain: (license, state) =>
        conforming.useLicenseChain(license.replace(/<SIGNATURE>.*<\/SIGNATURE>/s, ''), state),
    },
  },
  {
    name: 'use-license-alone',
    breaks: ['rmsi.acquire-license.chain'],
    behaviour: { useLicenseChain: license => [license] },
  },
  {
    name: 'use-license-chain-repeats-the-server',
    breaks: ['rmsi.acquire-license.chain'],
    behaviour: { useLicenseChain: (license, { SLC }) => [license, ...SLC.slice(0, 1), ...SLC] },
  },
  {
    name: 'everybody-has-the-rights-of-the-first-user',
    breaks: ['rmsi.acquire-license.stranger', 'rmsi.acquire-license.rights'],
    behaviour: { personaAddresses: () => [knownUsers[0]?.emailAddress ?? ''] },
  },
  {
    name: 'stranger-refused-under-another-name',
    breaks: ['rmsi.acquire-license.stranger', 'rmsi.prelicense.no-rights'],
    behaviour: named('noRights', 'personaUnexpected'),
  },
  {
    name: 'user-certificate-not-verified',
    breaks: ['rmsi.acquire-license.account-certificate'],
    behaviour: { personaSignatureHolds: () => true },
  },
  {
    name: 'changed-user-certificate-is-untrusted',
    breaks: ['rmsi.acquire-license.account-certificate'],
    behaviour: named('personaSignature', 'personaUntrusted'),
  },
  {
    name: 'publishing-license-not-verified',
    breaks: ['rmsi.acquire-license.publishing-license', 'rmsi.prelicense.whole-request'],
    behaviour: { rightsLabelSignatureHolds: () => true },
  },
  {
    name: 'changed-publishing-license-is-for-another-server',
    breaks: ['rmsi.acquire-license.publishing-license'],
    behaviour: named('rightsLabelSignature', 'rightsLabelPrincipal'),
  },
  {
    name: 'decommissioned-server-gives-use-licenses',
    breaks: ['rmsi.acquire-license.decommissioned'],
    behaviour: { licenseIsClosed: () => false },
  },
  {
    name: 'use-license-response-with-an-unknown-element',
    breaks: ['rmsi.acquire-license.response-schema'],
    behaviour: {
      writeLicenseResponse: answers =>
        conforming
          .writeLicenseResponse(answers)
          .replace('<tns:CertificateChain>', '<tns:Count>1</tns:Count><tns:CertificateChain>'),
    },
  },
];

/** One refusal under the exception of another. */
function named(refused: Refusal, other: Refusal): Mutant['behaviour'] {
  return {
    exceptionName: refusal => conforming.exceptionName(refusal === refused ? other : refusal),
  };
}
