import { expect, test } from '@playwright/test';
import {
  clientIdBytes,
  clientIdOffsets,
  clientIdVersion,
  openClientId,
  splitClientId,
  writeClientId,
} from '../../harness/wmdrm/client-id.ts';
import { WmdrmError } from '../../harness/wmdrm/error.ts';
import { isCertifiedBy, publicKeyOf, readPkcert, writePkcert } from '../../harness/wmdrm/pkcert.ts';
import { decryptBlock } from '../../harness/wmdrm/primitives/block.ts';
import { newKeyPair } from '../../harness/wmdrm/primitives/ecc1.ts';
import { rc4 } from '../../harness/wmdrm/primitives/rc4.ts';
import {
  completeAssumptions,
  wmdrmAssumptions,
  type AssumptionChoices,
} from '../../harness/wmdrm/wmdrm-assumptions.ts';
import { bitsOf, counted, flippedAt } from './bits.ts';

const assumed = completeAssumptions();
const server = newKeyPair();
const issuer = newKeyPair();
const machine = newKeyPair();
const pkcert = writePkcert(machine.publicKey, new Uint8Array(4), issuer.privateKey, assumed);

const forms: readonly AssumptionChoices[] = wmdrmAssumptions['point-order'].choices.flatMap(order =>
  wmdrmAssumptions['rc4-key-length'].choices.map(length => ({
    ...assumed,
    'point-order': order,
    'rc4-key-length': length,
  })),
);

/** As a server judges it: KC certified this very machine. */
function isAccepted(bytes: Uint8Array, form = assumed): boolean {
  try {
    const opened = readPkcert(openClientId(bytes, server.privateKey, form).pkcert);
    return (
      isCertifiedBy(opened, issuer.publicKey, assumed) &&
      Buffer.from(publicKeyOf(opened, assumed)).equals(machine.publicKey)
    );
  } catch (error) {
    if (error instanceof WmdrmError) return false;
    throw error;
  }
}

test('a CLIENTID has 168 bytes: Version, EncRandNum at 4, pkcert at 84', () => {
  expect(clientIdBytes).toBe(168);
  expect(clientIdOffsets).toEqual({ encRandNum: 4, pkcert: 84 });
  expect([...clientIdVersion]).toEqual([2, 0, 0, 0]);
  const bytes = Uint8Array.of(2, 0, 0, 0, ...counted(164));
  expect(splitClientId(bytes)).toEqual({ encRandNum: counted(80), pkcert: counted(84, 81) });
});

for (const form of forms) {
  const length = Number(form['rc4-key-length']);
  test(`what the client wrote, the server finds (${form['point-order']}, ${length} bytes)`, () => {
    const sessionKey = counted(16);
    const bytes = writeClientId(pkcert, server.publicKey, form, sessionKey);
    expect(bytes).toHaveLength(168);
    expect(openClientId(bytes, server.privateKey, form)).toEqual({ sessionKey, pkcert });

    expect([...bytes.slice(0, 4)]).toEqual([2, 0, 0, 0]);
    const block = decryptBlock(bytes.subarray(4, 84), server.privateKey, form['point-order']);
    expect(block).toEqual(sessionKey);
    expect(rc4(counted(length), bytes.subarray(84))).toEqual(pkcert);
  });

  test(`it is accepted in no other form (${form['point-order']}, ${length} bytes)`, () => {
    const bytes = writeClientId(pkcert, server.publicKey, form);
    for (const other of forms) expect(isAccepted(bytes, other)).toBe(other === form);
  });
}

test('two CLIENTIDs of one machine have nothing but their Version in common', () => {
  const [one, other] = [0, 1].map(() => writeClientId(pkcert, server.publicKey, assumed));
  expect(one?.subarray(0, 4)).toEqual(other?.subarray(0, 4));
  expect(one?.subarray(4, 84)).not.toEqual(other?.subarray(4, 84));
  expect(one?.subarray(84)).not.toEqual(other?.subarray(84));
});

test('a CLIENTID is accepted, and of its 1344 bits none can be another', () => {
  const bytes = writeClientId(pkcert, server.publicKey, assumed);
  expect(isAccepted(bytes)).toBe(true);
  const bits = bitsOf(bytes);
  expect(bits).toHaveLength(1344);
  expect(bits.filter(bit => isAccepted(flippedAt(bytes, bit)))).toEqual([]);
});

test('another server, another issuer and another machine are told apart', () => {
  const others = {
    server: writeClientId(pkcert, newKeyPair().publicKey, assumed),
    issuer: writeClientId(
      writePkcert(machine.publicKey, new Uint8Array(4), newKeyPair().privateKey, assumed),
      server.publicKey,
      assumed,
    ),
    machine: writeClientId(
      writePkcert(newKeyPair().publicKey, new Uint8Array(4), issuer.privateKey, assumed),
      server.publicKey,
      assumed,
    ),
  };
  for (const [what, bytes] of Object.entries(others)) expect(isAccepted(bytes), what).toBe(false);
});

test('another length is none', () => {
  const bytes = Uint8Array.of(...writeClientId(pkcert, server.publicKey, assumed), 0);
  for (const length of [0, 4, 84, 167, 169]) {
    const open = () => openClientId(bytes.subarray(0, length), server.privateKey, assumed);
    expect(open).toThrow(WmdrmError);
    expect(open).toThrow(`Expected a CLIENTID of 168 bytes; it has ${length}.`);
  }
});

test('another version is none', () => {
  const bytes = writeClientId(pkcert, server.publicKey, assumed);
  for (let bit = 0; bit < 32; bit++) {
    const open = () => openClientId(flippedAt(bytes, bit), server.privateKey, assumed);
    expect(open).toThrow(WmdrmError);
    expect(open).toThrow('version 2,0,0,0; it has another');
  }
});
