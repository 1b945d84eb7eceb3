import { printable } from '../discovery/printable.ts';
import type { CapturedBody } from './captured.ts';
import type { Removal } from './recording.ts';
import { decoded, looksLikeToken, type SecretValue } from './secret-values.ts';

/** The fields of a request for a license of version 7 (MS-DRM 2.2.3.1.2). */
const ofProtocol = new Set(['challenge', 'nonsilent']);

/** A form without the fields that are none of the protocol's: they may be credentials. */
export function cleanForm(body: CapturedBody): {
  readonly body: CapturedBody;
  readonly removed: readonly Removal[];
  readonly secrets: readonly SecretValue[];
} {
  const removed: Removal[] = [];
  const secrets: SecretValue[] = [];
  const pairs = Buffer.from(body.bytes).toString('latin1').split('&');
  const kept = pairs.filter(pair => {
    const [name = '', value = ''] = pair
      .split(/=(.*)/s)
      .map(each => decoded(each.replaceAll('+', ' ')));
    if (pair === '' || ofProtocol.has(name)) return true;
    const named = value !== '' && /^[\w.-]{1,60}$/.test(name) && !looksLikeToken(name);
    const shown = named ? printable(name) : 'a field without a name';
    removed.push({ from: 'form field', name: shown, why: "it is none of the protocol's" });
    secrets.push({ where: `form field ${shown}`, value: named ? value : decoded(pair) });
    return false;
  });
  if (removed.length === 0) return { body, removed, secrets };
  return { body: { bytes: Buffer.from(kept.join('&'), 'latin1'), exact: false }, removed, secrets };
}
