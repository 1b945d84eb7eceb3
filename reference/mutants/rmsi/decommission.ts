import { conforming } from '../../rms/behaviour.ts';
import { licensorOf } from '../../rms/state.ts';
import type { Mutant } from '../mutant.ts';

/** Section 3.2. */
export const decommissionMutants: readonly Mutant[] = [
  {
    name: 'key-with-a-changed-byte',
    breaks: ['rmsi.decommission.key-returned'],
    behaviour: {
      returnedKey: ({ bytes }) => {
        const changed = Buffer.from(bytes);
        changed[3] = (changed[3] ?? 0) ^ 0x10;
        return changed.toString('base64');
      },
    },
  },
  {
    name: 'des-key-cut-short',
    breaks: ['rmsi.decommission.key-returned'],
    behaviour: {
      returnedKey: key =>
        key.type === 'DES'
          ? Buffer.from(key.bytes.subarray(0, 7)).toString('base64')
          : conforming.returnedKey(key),
    },
  },
  {
    name: 'key-with-stray-characters',
    breaks: ['rmsi.decommission.key-returned'],
    // A lenient decoder, libxml2's xs:base64Binary among them, passes over the asterisks.
    behaviour: { returnedKey: key => `**${conforming.returnedKey(key) ?? ''}**` },
  },
  {
    name: 'every-key-is-aes',
    breaks: ['rmsi.decommission.key-type'],
    behaviour: { returnedKeyType: () => 'AES' },
  },
  {
    name: 'key-type-outside-the-enumeration',
    breaks: [
      'rmsi.decommission.key-type',
      'rmsi.decommission.key-type-enumerated',
      'rmsi.transport.response-schema',
    ],
    behaviour: { returnedKeyType: ({ type }) => type.toLowerCase() },
  },
  {
    name: 'key-left-out',
    breaks: ['rmsi.decommission.key-not-null'],
    behaviour: { returnedKey: () => undefined },
  },
  {
    name: 'two-answers',
    breaks: [
      'rmsi.decommission.single-key',
      'rmsi.decommission.result-of-one',
      'rmsi.decommission.response-of-one',
      'rmsi.decommission.first-params-only',
    ],
    behaviour: { answers: answer => [answer, answer] },
  },
  {
    name: 'last-licence-counts',
    breaks: ['rmsi.decommission.first-licence-only'],
    behaviour: { selectCertificate: entries => entries.at(-1) },
  },
  {
    name: 'last-params-count',
    breaks: ['rmsi.decommission.first-params-only'],
    behaviour: { selectParams: entries => entries.at(-1) },
  },
  {
    name: 'object-id-ignored',
    breaks: ['rmsi.decommission.principal-matched', 'rmsi.decommission.no-matching-principal'],
    behaviour: { objectIdMatches: () => true },
  },
  {
    name: 'modulus-ignored',
    breaks: ['rmsi.decommission.no-matching-principal'],
    behaviour: { publicKeyMatches: () => true },
  },
  {
    name: 'trusted-servers-forgotten',
    breaks: ['rmsi.decommission.trusted-server'],
    behaviour: { licensors: state => [licensorOf(state)] },
  },
  {
    name: 'no-match-is-an-undocumented-exception',
    breaks: ['rmsi.decommission.no-matching-principal', 'rmsi.decommission.documented-exceptions'],
    behaviour: {
      exceptionName: refusal =>
        refusal === 'noMatchingPrincipal'
          ? 'System.UnauthorizedAccessException'
          : conforming.exceptionName(refusal),
    },
  },
  {
    name: 'keys-given-out-in-normal-operation',
    breaks: ['rmsi.decommission.configured', 'rmsi.decommission.not-decommissioned'],
    behaviour: { isDecommissioned: () => true },
  },
  {
    name: 'not-decommissioned-under-another-name',
    breaks: ['rmsi.decommission.not-decommissioned'],
    behaviour: {
      exceptionName: refusal =>
        conforming.exceptionName(refusal === 'notDecommissioned' ? 'unexpected' : refusal),
    },
  },
  {
    name: 'missing-input-answered-with-nothing',
    breaks: [
      'rmsi.decommission.input-validated',
      'rmsi.decommission.empty-params',
      'rmsi.faults.null-argument',
      // Section 6.1 has the array hold at least one answer.
      'rmsi.transport.response-schema',
    ],
    behaviour: { answerToMissing: () => [] },
  },
  {
    name: 'damaged-licence-answered-with-some-key',
    breaks: ['rmsi.decommission.input-validated'],
    behaviour: {
      openKey: (license, keyPair) => {
        try {
          return conforming.openKey(license, keyPair);
        } catch {
          return { type: 'AES', bytes: new Uint8Array(16) };
        }
      },
    },
  },
];
