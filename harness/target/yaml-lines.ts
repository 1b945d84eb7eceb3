import type { Document, LineCounter } from 'yaml';

/**
 * Tells the line, from 1, of the deepest of these keys that a document has; indices of lists are
 * keys.
 */
export function findLine(
  document: Document,
  lines: LineCounter,
  keys: readonly (string | number)[],
): number {
  for (let length = keys.length; length > 0; length--) {
    const parent = document.getIn(keys.slice(0, length - 1).map(asIndex), true);
    const offset = offsetIn(parent ?? document.contents, keys[length - 1] ?? '');
    if (offset !== undefined) return lines.linePos(offset).line;
  }
  return 1;
}

/** A list's item is found by number only. */
function asIndex(key: string | number): string | number {
  return /^\d+$/.test(String(key)) ? Number(key) : key;
}

interface YamlNode {
  readonly range?: readonly number[];
  readonly items?: readonly (YamlNode & { readonly key?: YamlNode & { value?: unknown } })[];
}

function offsetIn(parent: unknown, key: string | number): number | undefined {
  const { items = [] } = (parent ?? {}) as YamlNode;
  const pair = items.find(item => item.key !== undefined && String(item.key.value) === String(key));
  return (pair?.key ?? items[Number(key)])?.range?.[0];
}
