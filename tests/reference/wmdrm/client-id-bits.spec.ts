import { expect, test } from '@playwright/test';
import { encodeBase64 } from '../../../harness/base64.ts';
import { conforming } from '../../../reference/wmdrm/behaviour.ts';
import type { Call } from '../../../reference/wmdrm/exchange.ts';
import { createWmdrmState } from '../../../reference/wmdrm/state.ts';
import { validateClientId } from '../../../reference/wmdrm/validate-client-id.ts';
import { bitsOf, flippedAt } from '../../wmdrm/bits.ts';
import { clientIdOf } from './asking.ts';

const state = createWmdrmState();
const call: Call = { deployment: 'normal', state, behaviour: conforming };
const clientId = clientIdOf(state, state.client.pkcert);

test('the CLIENTID as it is is valid', () => {
  const { pkcert } = state.client;
  expect(validateClientId(encodeBase64(clientId), 7, call)).toEqual({ pkcert });
});

/** The rule that each part breaks when one bit of it is turned, by the part's first bit. */
const parts = [
  { part: 'Version', from: 0, to: 32, broken: 'decoding' },
  { part: 'EncRandNum', from: 32, to: 672, broken: 'decryption' },
  { part: 'PK', from: 672, to: 1024, broken: 'unlisted' },
  { part: 'the signature', from: 1024, to: 1344, broken: 'signature' },
] as const;

test('these are all of its bits', () => {
  expect(bitsOf(clientId)).toHaveLength(1344);
  expect(parts.map(({ from }) => from)).toEqual([0, ...parts.slice(0, -1).map(({ to }) => to)]);
  expect(parts.at(-1)?.to).toBe(1344);
});

for (const { part, from, to, broken } of parts)
  test(`no bit of ${part} can be turned`, () => {
    for (const bit of bitsOf(clientId).slice(from, to)) {
      const text = encodeBase64(flippedAt(clientId, bit));
      const refusal = { place: 'CLIENTID', version: 7, broken };
      expect(validateClientId(text, 7, call), `bit ${bit}`).toEqual(refusal);
    }
  });
