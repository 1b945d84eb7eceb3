import { hresults } from '../../../harness/wmdrm/errors.ts';
import { conforming, type Behaviour } from '../../wmdrm/behaviour.ts';
import type { MachineCertificate } from '../../wmdrm/machine-certificate.ts';
import type { MachineCertificateRule } from '../../wmdrm/refusal.ts';
import type { Mutant } from '../mutant.ts';

const license = ['wmdrm.version11.license'];
const version7 = ['wmdrm.version11.rules-of-version7'];

/** The row of each rule for MACHINECERTIFICATE (MS-DRM 3.2.5.3). */
const rows: Readonly<Record<MachineCertificateRule, string>> = {
  collection: 'wmdrm.version11.collection',
  collectionVersion: 'wmdrm.version11.collection-version',
  collectionNamespace: 'wmdrm.version11.collection-namespace',
  certificate: 'wmdrm.version11.certificate',
  dataTag: 'wmdrm.version11.data-tag',
  exponentMissing: 'wmdrm.version11.exponent-missing',
  exponent: 'wmdrm.version11.exponent',
  modulusMissing: 'wmdrm.version11.modulus-missing',
};

/** Another error in the place of a rule's own. */
const confused: Readonly<Record<MachineCertificateRule, keyof typeof hresults>> = {
  collection: 'certificateChainVersion',
  collectionVersion: 'certificateChainNamespace',
  collectionNamespace: 'certificateChainVersion',
  certificate: 'dataTagMissing',
  dataTag: 'fail',
  exponentMissing: 'exponent',
  exponent: 'fail',
  modulusMissing: 'exponent',
};

const rules = Object.keys(rows) as readonly MachineCertificateRule[];

/** Requests with a machine certificate. */
export const version11Mutants: readonly Mutant<Behaviour>[] = [
  ...rules.flatMap((rule): readonly Mutant<Behaviour>[] => [
    { name: `wmdrm-${nameOf(rule)}-not-looked-at`, breaks: [rows[rule]], behaviour: keeping(rule) },
    {
      name: `wmdrm-${nameOf(rule)}-called-otherwise`,
      breaks: [rows[rule]],
      behaviour: {
        machineCertificateError: broken =>
          broken === rule ? hresults[confused[rule]] : conforming.machineCertificateError(broken),
      },
    },
  ]),
  {
    name: 'wmdrm-collection-without-version-taken',
    breaks: [rows.collection],
    behaviour: {
      machineCertificateKeeps: (rule, certificate) =>
        conforming.machineCertificateKeeps(rule, {
          ...certificate,
          version: certificate.version ?? '2.0',
        }),
    },
  },
  {
    name: 'wmdrm-collection-of-a-later-version-taken',
    breaks: [rows.collectionVersion],
    behaviour: keeping('collectionVersion', ({ version }) => Number(version) >= 2),
  },
  {
    name: 'wmdrm-collection-in-a-namespace-of-any-year-taken',
    breaks: [rows.collectionNamespace],
    behaviour: keeping('collectionNamespace', ({ namespace = '' }) =>
      namespace.startsWith('http://schemas.microsoft.com/DRM/'),
    ),
  },
  {
    name: 'wmdrm-certificate-with-an-odd-exponent-taken',
    breaks: [rows.exponent],
    behaviour: keeping('exponent', ({ certificates }) =>
      certificates.every(({ exponent = '' }) => Buffer.from(exponent, 'base64').length > 0),
    ),
  },
  {
    name: 'wmdrm-version-11-gets-no-license',
    breaks: license,
    behaviour: {
      licenseVersions: version => (version === 11 ? [] : conforming.licenseVersions(version)),
    },
  },
  {
    name: 'wmdrm-version-11-gets-a-page',
    breaks: license,
    behaviour: {
      finish: (response, { version, refusal }) =>
        version === 11 && refusal === undefined
          ? {
              ...response,
              body: conforming.writeNonsilentPage({
                ...{ title: 'Assay TEST', description: '' },
                literal: conforming.quoteResponse(String(response.body)),
                texts: { clientVersion: '', drmkVersion: '', contentId: '' },
              }),
            }
          : response,
    },
  },
  {
    name: 'wmdrm-version-11-undecodable-client-id-called-e-fail',
    breaks: version7,
    behaviour: {
      clientIdError: (broken, version) =>
        version === 11 ? hresults.fail : conforming.clientIdError(broken, version),
    },
  },
  {
    name: 'wmdrm-version-11-client-id-filled-up',
    breaks: version7,
    behaviour: {
      decodeClientId: (text, version) =>
        conforming.decodeClientId(text, version) ??
        (version === 11 ? Uint8Array.of(2, ...new Uint8Array(167)) : undefined),
    },
  },
];

/** A rule that holds more often than it should; always unless given. */
function keeping(
  kept: MachineCertificateRule,
  holds: (certificate: MachineCertificate) => boolean = () => true,
): Partial<Behaviour> {
  return {
    machineCertificateKeeps: (rule, certificate) =>
      rule === kept ? holds(certificate) : conforming.machineCertificateKeeps(rule, certificate),
  };
}

/** `collectionVersion` as `machine-certificate-collection-version`. */
function nameOf(rule: MachineCertificateRule): string {
  return `machine-certificate-${rule.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`;
}
