import { hresults, version1Errors } from '../../../harness/wmdrm/errors.ts';
import { version1RequestBytes } from '../../../harness/wmdrm/version1-request.ts';
import { page } from '../../http/message.ts';
import { conforming, type Behaviour } from '../../wmdrm/behaviour.ts';
import type { Version1Rule } from '../../wmdrm/refusal.ts';
import type { Mutant } from '../mutant.ts';

/** The row of each rule. */
const rows: Readonly<Record<Version1Rule, string>> = {
  length: 'wmdrm.version1.length',
  version: 'wmdrm.version1.version',
  decryption: 'wmdrm.version1.decryption',
  appSecurity: 'wmdrm.version1.app-security',
  unlisted: 'wmdrm.version1.unlisted',
  signature: 'wmdrm.version1.signature',
};

/** Another of the errors in the place of a rule's own. */
const confused: Readonly<Record<Version1Rule, Version1Rule>> = {
  length: 'version',
  version: 'length',
  decryption: 'signature',
  appSecurity: 'unlisted',
  unlisted: 'signature',
  signature: 'unlisted',
};

const rules = Object.keys(version1Errors) as readonly Version1Rule[];

/** Rules of MS-DRM 3.2.5.1 that are not looked at, on a GET. */
const ignored: readonly Mutant<Behaviour>[] = [
  {
    name: 'wmdrm-get-takes-what-is-too-long',
    breaks: [rows.length],
    behaviour: {
      hasLength: (packet, place) => place === 'packet' || conforming.hasLength(packet, place),
      openPacket: (packet, key, form, place) =>
        conforming.openPacket(packet.subarray(0, version1RequestBytes), key, form, place),
    },
  },
  {
    name: 'wmdrm-get-one-byte-too-many-is-none',
    breaks: [rows.length],
    behaviour: {
      hasLength: (packet, place) =>
        place === 'packet'
          ? packet.length <= version1RequestBytes + 1
          : conforming.hasLength(packet, place),
    },
  },
  {
    name: 'wmdrm-get-of-any-version',
    breaks: [rows.version],
    behaviour: {
      hasVersion: (packet, place) => place === 'packet' || conforming.hasVersion(packet, place),
    },
  },
  {
    name: 'wmdrm-get-of-version-0-1-0-anything',
    breaks: [rows.version],
    behaviour: {
      hasVersion: (packet, place) =>
        conforming.hasVersion(place === 'packet' ? packet.with(3, 1) : packet, place),
    },
  },
  {
    name: 'wmdrm-get-decryption-never-fails',
    breaks: [rows.decryption],
    behaviour: {
      openPacket: (packet, key, form, place) =>
        conforming.openPacket(packet, key, form, place) ??
        (place === 'packet'
          ? {
              ...{ pkcert: new Uint8Array(84), keyId: new Uint8Array(25) },
              ...{ rights: new Uint8Array(4), appSecurity: 2000 },
            }
          : undefined),
    },
  },
  {
    name: 'wmdrm-get-with-any-app-security',
    breaks: [rows.appSecurity],
    behaviour: {
      hasAppSecurity: (level, minimum, place) =>
        place === 'packet' || conforming.hasAppSecurity(level, minimum, place),
    },
  },
  {
    name: 'wmdrm-get-with-app-security-one-too-low',
    breaks: [rows.appSecurity],
    behaviour: {
      hasAppSecurity: (level, minimum, place) =>
        conforming.hasAppSecurity(place === 'packet' ? level + 1 : level, minimum, place),
    },
  },
  {
    name: 'wmdrm-get-without-white-list',
    breaks: [rows.unlisted],
    behaviour: {
      isListed: (pk, whiteList, place) =>
        place === 'packet' || conforming.isListed(pk, whiteList, place),
    },
  },
  {
    name: 'wmdrm-get-signature-not-verified',
    breaks: [rows.signature],
    behaviour: {
      isCertified: (certificate, authorities, form, place) =>
        place === 'packet' || conforming.isCertified(certificate, authorities, form, place),
    },
  },
];

/** What is said in place of an error, on a GET. */
const missaid: readonly Mutant<Behaviour>[] = rules.flatMap(rule => [
  {
    name: `wmdrm-get-${nameOf(rule)}-called-${nameOf(confused[rule])}`,
    breaks: [rows[rule]],
    behaviour: {
      version1Error: (broken, place) =>
        conforming.version1Error(
          place === 'packet' && broken === rule ? confused[rule] : broken,
          place,
        ),
    },
  },
  {
    name: `wmdrm-get-${nameOf(rule)}-in-other-words`,
    breaks: [rows[rule]],
    behaviour: {
      errorText: (error, refusal) => {
        const text = conforming.errorText(error, refusal);
        const { place, broken } = refusal;
        return place === 'packet' && broken === rule
          ? text.replace(/:.*/, ':The request was not understood.')
          : text;
      },
    },
  },
]);

/** Refusals that do not say why. */
const unsaid: readonly Mutant<Behaviour>[] = [
  {
    name: 'wmdrm-get-unlisted-answered-with-403',
    breaks: [rows.unlisted],
    behaviour: {
      finish: (response, { refusal }) =>
        refusal?.place === 'packet' && refusal.broken === 'unlisted'
          ? page(403, 'Forbidden')
          : response,
    },
  },
  {
    name: 'wmdrm-get-decryption-answered-with-500',
    breaks: [rows.decryption],
    behaviour: {
      finish: (response, { refusal }) =>
        refusal?.place === 'packet' && refusal.broken === 'decryption'
          ? page(500, 'Internal server error')
          : response,
    },
  },
  {
    name: 'wmdrm-get-signature-refused-as-version-7-does',
    breaks: [rows.signature],
    behaviour: {
      version1Error: (broken, place) =>
        place === 'packet' && broken === 'signature'
          ? hresults.unauthorizedClient
          : conforming.version1Error(broken, place),
    },
  },
];

/** What a GET gets otherwise. */
const answered: readonly Mutant<Behaviour>[] = [
  {
    name: 'wmdrm-page-with-two-licenses',
    breaks: ['wmdrm.version1.license'],
    behaviour: {
      writeVersion1Page: licenses =>
        conforming.writeVersion1Page([...licenses, ...licenses.map(withAnotherCertificate)]),
    },
  },
  {
    name: 'wmdrm-license-without-page',
    breaks: ['wmdrm.version1.license'],
    behaviour: { writeVersion1Page: licenses => licenses.join('\n') },
  },
  {
    name: 'wmdrm-version-1-license-in-a-response-of-version-7',
    breaks: ['wmdrm.version1.license'],
    behaviour: {
      writeVersion1Page: licenses =>
        conforming.writeResponse({
          revocations: [],
          licenses: licenses.map(each => conforming.writeLicenseNode('0.1.0.0', each)),
        }),
    },
  },
  ...['DRMVer=1.3', 'DRMVer=9.9'].map((query): Mutant<Behaviour> => ({
    name: `wmdrm-refuses-${query.toLowerCase().replace(/[.=]/g, '-')}`,
    breaks: ['wmdrm.version1.drmver-ignored'],
    behaviour: { takesQuery: search => !search.includes(query) },
  })),
  {
    name: 'wmdrm-drmver-ends-the-query',
    breaks: ['wmdrm.version1.drmver-ignored'],
    behaviour: { takesQuery: search => search.endsWith('&DRMVer=1.4') || !/DRMVer/.test(search) },
  },
];

/** How version 1 requests are validated and answered (MS-DRM 3.2.5.1). */
export const version1Mutants: readonly Mutant<Behaviour>[] = [
  ...ignored,
  ...missaid,
  ...unsaid,
  ...answered,
];

function nameOf(rule: Version1Rule): string {
  return rule === 'appSecurity' ? 'app-security' : rule;
}

/** Another license for the same machine: the first byte of its certificates differs. */
function withAnotherCertificate(license: string): string {
  const [first = 0, ...others] = Buffer.from(license, 'base64');
  return Buffer.from([first ^ 1, ...others]).toString('base64');
}
