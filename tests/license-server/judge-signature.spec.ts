import { expect, test } from '@playwright/test';
import { judgeSignature, type Signed } from '../../harness/license-server/judge-signature.ts';
import type { WmdrmState } from '../../harness/license-server/state.ts';
import { newKeyPair } from '../../harness/wmdrm/primitives/ecc1.ts';
import { signatureForms, signText } from '../../harness/wmdrm/primitives/signature.ts';
import { completeAssumptions } from '../../harness/wmdrm/wmdrm-assumptions.ts';
import { flippedAt } from '../wmdrm/bits.ts';
import { answering, responds } from './answering.ts';
import { license7, response7 } from './licenses.ts';
import { ownServer } from './own-server.ts';

const text = Buffer.from('<DATA>Assay TEST</DATA>');
const { privateKey, publicKey: key } = newKeyPair();
const forms = signatureForms(completeAssumptions());
const [assumed] = forms;

/** What a check comes to that judges this, and what it noted and rests on. */
async function judged(signed: Partial<Signed>, assumptions: WmdrmState['assumptions'] = {}) {
  const server = ownServer({ assumptions });
  const fake = answering(server.state, () => responds(response7([license7(server)])));
  const whole: Signed = { ...{ text, key, what: 'it' }, signature: new Uint8Array(40), ...signed };
  const { outcome, restsOn } = await fake.decided(context => {
    judgeSignature(context, whole);
  });
  return {
    outcome,
    notes: fake.notes,
    restsOn: restsOn.filter(({ name }) => name.startsWith('signature-')),
  };
}

test('a signature in any form that may be meant verifies, and the form is told', async () => {
  for (const form of forms) {
    const { outcome, notes, restsOn } = await judged({
      signature: signText(text, privateKey, form),
    });
    expect(outcome).toEqual({ kind: 'kept' });
    expect(notes).toEqual([
      `Signatures verify with ${form['signature-hash']}, r and s ${form['signature-encoding']}.`,
    ]);
    expect(restsOn.map(({ name }) => name)).toEqual(['signature-hash', 'signature-encoding']);
  }
});

test('a declared form is the only one', async () => {
  for (const form of forms) {
    const signature = signText(text, privateKey, form);
    const right = await judged({ signature }, form);
    expect(right).toMatchObject({ outcome: { kind: 'kept' }, notes: [] });
    for (const other of forms)
      if (other !== form) {
        const { outcome, restsOn } = await judged({ signature }, other);
        expect(outcome.kind).toBe('broken');
        expect(restsOn.every(({ declared }) => declared)).toBe(true);
      }
  }
});

test('what verifies in no form is undecided, and a violation where both are declared', async () => {
  const good = signText(text, privateKey, assumed ?? completeAssumptions());
  const wrong: readonly Partial<Signed>[] = [
    { signature: flippedAt(good, 3) },
    { signature: flippedAt(good, 319) },
    { signature: good, text: Buffer.from('<DATA>Assay TEST</DATA> ') },
    { signature: good, key: newKeyPair().publicKey },
    { signature: new Uint8Array(40) },
    { signature: new Uint8Array() },
    { signature: good.subarray(1) },
  ];
  for (const signed of wrong) {
    const open = [
      {},
      { 'signature-hash': 'sha1' },
      { 'signature-encoding': 'little-endian' },
    ] as const;
    for (const assumptions of open) {
      const { outcome } = await judged(signed, assumptions);
      expect(outcome).toMatchObject({ kind: 'blocked', code: 'not-public' });
      const named = Object.keys(assumptions);
      const undeclared = ['signature-hash', 'signature-encoding'].filter(
        name => !named.includes(name),
      );
      if (outcome.kind === 'blocked')
        expect(outcome.reason).toContain(`rests on ${undeclared.join(', ')}, of`);
    }
    const { outcome } = await judged(signed, {
      'signature-hash': 'sha1',
      'signature-encoding': 'little-endian',
    });
    expect(outcome).toMatchObject({
      kind: 'broken',
      findings: [{ expected: 'a signature that verifies with the given key', where: 'it' }],
    });
  }
});
