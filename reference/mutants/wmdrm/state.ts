import { encodeBase64 } from '../../../harness/base64.ts';
import { clientIdOffsets } from '../../../harness/wmdrm/client-id.ts';
import { decodeMessageBase64 } from '../../../harness/wmdrm/message-base64.ts';
import { conforming, type Behaviour } from '../../wmdrm/behaviour.ts';
import type { Mutant } from '../mutant.ts';

/** The row of each state variable (MS-DRM 3.2.5.2). */
const rows = {
  WRMHeader: 'wmdrm.state.wrm-header',
  SubjectId1: 'wmdrm.state.subject-id1',
  SubjectId2: 'wmdrm.state.subject-id2',
  DrmKVersion: 'wmdrm.state.drmk-version',
  RevocationInfo: 'wmdrm.state.revocation-info',
  SecurityVersion: 'wmdrm.state.security-version',
  ClientVersion: 'wmdrm.state.client-version',
  ClientAppSec: 'wmdrm.state.client-app-sec',
  ClientCertificate: 'wmdrm.state.client-certificate',
} as const;

type Name = keyof typeof rows;
const names = Object.keys(rows) as readonly Name[];

/** Variables that are easily taken for each other. */
const pairs: readonly (readonly [Name, Name])[] = [
  ['SubjectId1', 'SubjectId2'],
  ['DrmKVersion', 'SecurityVersion'],
  ['ClientVersion', 'ClientAppSec'],
];

/** What a variable is told as in place of what it is. */
const changed: readonly (readonly [Name, what: string, change: (value: string) => string])[] = [
  ['WRMHeader', 'cut', value => value.slice(0, value.indexOf('<SIGNATURE'))],
  ['WRMHeader', 'as-its-texts', value => value.replace(/<[^>]*>/g, '')],
  ['RevocationInfo', 'cut', value => value.slice(0, 32)],
  ['RevocationInfo', 'in-hexadecimal', value => Buffer.from(value, 'base64').toString('hex')],
  ['ClientCertificate', 'without-its-version', value => value.slice(0, -60)],
  ['ClientCertificate', 'inverted', value => encodeBase64(inverted(Buffer.from(value, 'base64')))],
  ['DrmKVersion', 'cut', value => value.replace(/\.\d+$/, '')],
  ['ClientAppSec', 'in-hexadecimal', value => `0x${Number(value).toString(16)}`],
];

/** What a server's higher layer is told. */
export const stateMutants: readonly Mutant<Behaviour>[] = [
  ...names.map((name): Mutant<Behaviour> => ({
    name: `wmdrm-${nameOf(name)}-not-told`,
    breaks: [rows[name]],
    behaviour: telling(variables => variables.filter(([each]) => each !== name)),
  })),
  ...pairs.map(([one, other]): Mutant<Behaviour> => ({
    name: `wmdrm-${nameOf(one)}-told-as-${nameOf(other)}`,
    breaks: [rows[one], rows[other]],
    behaviour: telling(variables =>
      variables.map(([name, value]) => [name === one ? other : name === other ? one : name, value]),
    ),
  })),
  ...changed.map(([name, what, change]): Mutant<Behaviour> => ({
    name: `wmdrm-${nameOf(name)}-told-${what}`,
    breaks: [rows[name]],
    behaviour: telling(variables =>
      variables.map(([each, value]) => [each, each === name ? change(value) : value]),
    ),
  })),
  {
    name: 'wmdrm-client-certificate-told-as-it-came',
    breaks: [rows.ClientCertificate],
    behaviour: {
      stateVariables: (request, pkcert) => {
        const clientId = decodeMessageBase64(request.clientId);
        const encrypted = clientId?.subarray(clientIdOffsets.pkcert) ?? pkcert;
        return conforming.stateVariables(request, encrypted);
      },
    },
  },
];

type Variables = readonly (readonly [name: string, value: string])[];

function telling(change: (variables: Variables) => Variables): Partial<Behaviour> {
  return {
    stateVariables: (request, pkcert) =>
      Object.fromEntries(change(Object.entries(conforming.stateVariables(request, pkcert)))),
  };
}

function inverted(bytes: Uint8Array): Uint8Array {
  return bytes.map(byte => byte ^ 0xff);
}

/** `SubjectId1` as its row has it, `subject-id1`. */
function nameOf(name: Name): string {
  return rows[name].replace('wmdrm.state.', '');
}
