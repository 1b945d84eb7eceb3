import { readFile } from 'node:fs/promises';
import { escapeAttribute } from '../../harness/xml/escape.ts';
import type { Service } from './endpoint.ts';

const schemas = new URL('../../schemas/', import.meta.url);
const address = /(<(?:[\w.-]+:)?address\b[^>]*\blocation\s*=\s*)(?:"[^"]*"|'[^']*')/g;

/**
 * A service's WSDL as the specification publishes it, with every port's address set to `location`:
 * those in the document are examples.
 *
 * @throws the file system's error when the WSDL has not been extracted.
 */
export async function wsdlOf(service: Service, location: string): Promise<string> {
  const published = await readFile(new URL(service.wsdl, schemas), 'utf8');
  const value = escapeAttribute(location);
  return published.replace(address, (_whole, start: string) => `${start}"${value}"`);
}
