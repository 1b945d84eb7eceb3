import { decodeBase64 } from '../base64.ts';
import { readSecret } from '../target/secret.ts';
import type { WmdrmClient, WmdrmTarget } from '../target/wmdrm.ts';
import { readClientCertificate } from '../target/wmdrm-files.ts';
import { UserError } from '../user-error.ts';
import { Blocked } from '../verdict/blocked.ts';
import { writePkcert } from '../wmdrm/pkcert.ts';
import { coordinateBytes, ecc1, newKeyPair, readLittleEndian } from '../wmdrm/primitives/ecc1.ts';
import type { AssumptionChoices } from '../wmdrm/wmdrm-assumptions.ts';
import type { ClientChoice } from './request.ts';

/** Who a request comes from. */
export interface Client {
  /** The machine certificate, 84 bytes. */
  readonly pkcert: Uint8Array;
  /** KMpriv. */
  readonly machineKey: bigint;
}

/**
 * The clients that a worker can be, each read or made when it is first asked for.
 *
 * @param hide - told of each private key
 */
export function clientsOf(
  target: Pick<WmdrmTarget, 'client' | 'unlistedClient'>,
  assumed: AssumptionChoices,
  hide: (secret: Uint8Array) => void,
): (choice: ClientChoice) => Client {
  const known = new Map<ClientChoice, Client>();
  const open = (choice: ClientChoice): Client => {
    if (choice === 'foreign') return makeForeign(assumed);
    const key = choice === 'listed' ? 'client' : 'unlistedClient';
    const named = target[key];
    if (named === undefined) throw missing(key);
    return readClient(named, key, hide);
  };
  return choice => {
    const client = known.get(choice) ?? open(choice);
    known.set(choice, client);
    return client;
  };
}

function readClient(
  { certificateFile, privateKey }: WmdrmClient,
  key: string,
  hide: (secret: Uint8Array) => void,
): Client {
  const bytes = decodeBase64(readSecret(privateKey, `the private key of wmdrm.${key}`));
  if (bytes?.length !== coordinateBytes)
    throw new UserError(
      `Expected the private key of wmdrm.${key} as ${coordinateBytes} bytes in base64; ${bytes === undefined ? 'it is no base64' : `it has ${bytes.length} bytes`}.`,
    );
  hide(bytes);
  const machineKey = readLittleEndian(bytes);
  if (machineKey < 1n || machineKey >= ecc1.n)
    throw new UserError(
      `Expected the private key of wmdrm.${key} from 1 to the order of ECC1, the least significant byte first (MS-DRM 2.2.1.3); it is another number.`,
    );
  const pkcert = readClientCertificate(certificateFile, `wmdrm.${key}.certificate`);
  return { pkcert, machineKey };
}

/** Certified by a key that is made here and thrown away. */
function makeForeign(assumed: AssumptionChoices): Client {
  const machine = newKeyPair();
  const version = Uint8Array.of(0, 0, 0, 1);
  const pkcert = writePkcert(machine.publicKey, version, newKeyPair().privateKey, assumed);
  return { pkcert, machineKey: machine.privateKey };
}

function missing(key: string): Blocked {
  return new Blocked(
    'identity-missing',
    `The target names no wmdrm.${key}; give its certificate and private key in the target file (docs/wmdrm.md).`,
  );
}
