import type { SealedKey } from './enabling-bits-envelope.ts';
import { element, type XrmlNode } from './node.ts';

/** An ENABLINGBITS element; `size` is in bits (MS-RMPR 2.2.9.1.13). */
export function enablingBitsElement(sealed: SealedKey): XrmlNode {
  const attributes = [
    ['encoding', 'base64'],
    ['size', String(sealed.bits)],
  ] as const;
  return element(
    'ENABLINGBITS',
    [['type', sealed.type]],
    element('VALUE', attributes, sealed.value),
  );
}
