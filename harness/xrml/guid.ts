import { createHash, randomUUID } from 'node:crypto';

/** A new random GUID in braces, as IDs of type MS-GUID hold it (MS-RMPR 2.2.9.3.1). */
export function newGuid(): string {
  return braced(randomUUID());
}

/** A GUID in braces; braces that are there already stay. */
export function braced(guid: string): string {
  return guid.startsWith('{') ? guid : `{${guid}}`;
}

/** A GUID in braces that is always the same for the same text, so that what is built is reproducible. */
export function guidFrom(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
  ];
  return braced([...parts, hex.slice(20, 32)].join('-'));
}
