import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readWsdl, type WsdlService } from './model.ts';

/** The specifications whose WSDLs are extracted: MS-RMSI and MS-RMPR. */
export const specifications = ['rmsi', 'rmpr'] as const;
export type Specification = (typeof specifications)[number];

/** The absolute path of the folder that holds a specification's WSDLs and schemas. */
export function schemaFolder(specification: Specification): string {
  return fileURLToPath(new URL(`../../schemas/${specification}`, import.meta.url));
}

/**
 * Reads all WSDLs of a specification, in alphabetical order of their file names.
 *
 * @throws UserError for a WSDL that cannot be read
 */
export function loadServices(specification: Specification): readonly WsdlService[] {
  const folder = schemaFolder(specification);
  return readdirSync(folder)
    .filter(file => file.endsWith('.wsdl'))
    .sort()
    .map(file => readWsdl(readFileSync(path.join(folder, file), 'utf8'), path.parse(file).name));
}
