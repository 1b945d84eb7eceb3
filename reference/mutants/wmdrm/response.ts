import { isRevInfo } from '../../../harness/wmdrm/rev-info.ts';
import { conforming, type Behaviour } from '../../wmdrm/behaviour.ts';
import type { LicenseVersion } from '../../wmdrm/response-rules.ts';
import type { Mutant } from '../mutant.ts';

const schema = ['wmdrm.response.schema'];
const licenseBase64 = ['wmdrm.response.license-base64'];
const revocationBase64 = 'wmdrm.response.revocation-base64';
const licenseVersion = ['wmdrm.response.license-version'];

/** The response to version 7 requests (MS-DRM 2.2.3.2.4). */
export const responseMutants: readonly Mutant<Behaviour>[] = [
  {
    name: 'wmdrm-revocation-behind-licenses',
    breaks: schema,
    behaviour: {
      writeResponse: ({ revocations, licenses }) =>
        conforming.writeResponse({ revocations: licenses, licenses: revocations }),
    },
  },
  {
    name: 'wmdrm-revocation-without-type',
    breaks: schema,
    behaviour: { writeRevocationNode: (_type, text) => `<REVOCATION>${text}</REVOCATION>` },
  },
  {
    name: 'wmdrm-revocation-with-markup',
    breaks: schema,
    behaviour: {
      writeRevocationNode: (type, text) =>
        conforming.writeRevocationNode(type, text).replace('</', '<SIGNATURE/></'),
    },
  },
  {
    name: 'wmdrm-response-in-a-namespace',
    breaks: schema,
    behaviour: {
      writeResponse: parts =>
        conforming.writeResponse(parts).replace('>', ' xmlns="http://license.example/">'),
    },
  },
  {
    name: 'wmdrm-response-with-an-element-of-its-own',
    breaks: schema,
    behaviour: {
      writeResponse: ({ revocations, licenses }) =>
        conforming.writeResponse({ revocations, licenses: ['<STATUS>0</STATUS>', ...licenses] }),
    },
  },
  {
    name: 'wmdrm-license-without-version',
    breaks: [...schema, ...licenseVersion],
    behaviour: {
      writeLicenseNode: (version, text) =>
        conforming.writeLicenseNode(version, text).replace(' version="2.0.0.0"', ''),
    },
  },
  ...([1, 7] as const).map(notInBase64),
  {
    name: 'wmdrm-license-without-content',
    breaks: licenseBase64,
    behaviour: {
      encodeLicense: (license, version) =>
        version === 7 ? '' : conforming.encodeLicense(license, version),
    },
  },
  {
    name: 'wmdrm-one-list-not-in-base64',
    breaks: [revocationBase64],
    behaviour: {
      encodeRevocation: bytes =>
        Buffer.from(bytes).includes('-000000000002}')
          ? Buffer.from(bytes).toString('utf8')
          : conforming.encodeRevocation(bytes),
    },
  },
  {
    name: 'wmdrm-lists-not-in-base64',
    breaks: [revocationBase64, 'wmdrm.revocation.lists'],
    behaviour: {
      encodeRevocation: bytes =>
        isRevInfo(bytes)
          ? conforming.encodeRevocation(bytes)
          : `base64:${conforming.encodeRevocation(bytes)}`,
    },
  },
  {
    name: 'wmdrm-rev-info-not-in-base64',
    breaks: [revocationBase64, 'wmdrm.revocation.older-rev-info'],
    behaviour: {
      encodeRevocation: bytes =>
        isRevInfo(bytes)
          ? `base64:${conforming.encodeRevocation(bytes)}`
          : conforming.encodeRevocation(bytes),
    },
  },
  ...['7', '2.0', '2.0.0.1'].map((value): Mutant<Behaviour> => ({
    name: `wmdrm-license-version-${value.replaceAll('.', '-')}`,
    breaks: licenseVersion,
    behaviour: {
      versionAttribute: version => (version === 7 ? value : conforming.versionAttribute(version)),
    },
  })),
  {
    name: 'wmdrm-license-version-1',
    breaks: licenseVersion,
    behaviour: {
      versionAttribute: version => (version === 1 ? '1' : conforming.versionAttribute(version)),
    },
  },
];

function notInBase64(broken: LicenseVersion): Mutant<Behaviour> {
  return {
    name: `wmdrm-license-of-version-${broken}-not-in-base64`,
    breaks: licenseBase64,
    behaviour: {
      encodeLicense: (license, version) => {
        const text = conforming.encodeLicense(license, version);
        return version === broken ? `base64:${text}` : text;
      },
    },
  };
}
