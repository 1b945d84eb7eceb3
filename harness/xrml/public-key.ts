import { decodeBase64, encodeBase64 } from '../base64.ts';
import { childrenNamed, requiredAttribute, requiredChild, textOf } from './navigate.ts';
import { element, type XrmlNode } from './node.ts';
import type { RsaPublicKey } from './rsa.ts';
import { XrmlError } from './xrml-error.ts';

/** Larger moduli than any RMS key are refused, so that a hostile one costs no time. */
const maximumBits = 8192;

/** A PUBLICKEY element; the modulus is base64 of the little-endian integer (MS-RMPR 2.2.9.1.6). */
export function publicKeyElement(key: RsaPublicKey): XrmlNode {
  const modulus = encodeBase64(Uint8Array.from(key.modulus).reverse());
  return element(
    'PUBLICKEY',
    [],
    element('ALGORITHM', [], 'RSA'),
    parameter('public-exponent', [['encoding', 'integer32']], String(key.exponent)),
    parameter(
      'modulus',
      [
        ['encoding', 'base64'],
        ['size', String(key.bits)],
      ],
      modulus,
    ),
  );
}

/**
 * Reads a PUBLICKEY element (MS-RMPR 2.2.9.1.6). The exponent is checked here because keys are compared
 * by modulus alone (MS-RMSI 3.2.4.1), and with exponent 1 anybody could sign.
 *
 * @throws XrmlError when it is not an RSA key with exponent 65537 and a modulus of the stated size.
 */
export function parsePublicKey(node: XrmlNode): RsaPublicKey {
  const algorithm = textOf(requiredChild(node, 'ALGORITHM'));
  if (algorithm !== 'RSA')
    throw new XrmlError(`PUBLICKEY names algorithm "${algorithm}"; RSA expected.`);
  const exponent = textOf(parameterValue(node, 'public-exponent'));
  if (exponent !== '65537')
    throw new XrmlError(`PUBLICKEY has exponent "${exponent}"; 65537 expected.`);
  const value = parameterValue(node, 'modulus');
  const size = requiredAttribute(value, 'size');
  const bytes = decodeBase64(textOf(value));
  if (bytes === undefined) throw new XrmlError('The modulus in PUBLICKEY is no base64.');
  const modulus = bytes.reverse();
  const bits = Number(size);
  if (!/^[1-9]\d{0,4}$/.test(size) || bits > maximumBits || bits !== bitLength(modulus))
    throw new XrmlError(
      `PUBLICKEY says a modulus of ${size} bits, but it has ${bitLength(modulus)} in ${modulus.length} bytes.`,
    );
  return { modulus, exponent: Number(exponent), bits };
}

/** Significant bits of a big-endian integer; NaN when it has a leading zero byte or none at all. */
function bitLength(bigEndian: Uint8Array): number {
  const first = bigEndian[0];
  return first === undefined || first === 0
    ? Number.NaN
    : bigEndian.length * 8 + 24 - Math.clz32(first);
}

function parameter(name: string, attributes: XrmlNode['attributes'], value: string): XrmlNode {
  return element('PARAMETER', [['name', name]], element('VALUE', attributes, value));
}

function parameterValue(node: XrmlNode, name: string): XrmlNode {
  const found = childrenNamed(node, 'PARAMETER').filter(
    candidate => requiredAttribute(candidate, 'name') === name,
  );
  if (found.length !== 1 || found[0] === undefined)
    throw new XrmlError(`PUBLICKEY has ${found.length} PARAMETERs "${name}"; one expected.`);
  return requiredChild(found[0], 'VALUE');
}
