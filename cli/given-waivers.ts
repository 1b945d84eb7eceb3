import { isAbsolute, relative } from 'node:path';
import type { WaiversGiven } from '../harness/report/results.ts';
import { loadWaivers } from '../harness/verdict/load-waivers.ts';
import { catalogues, projects } from './suites.ts';

/**
 * Reads the waivers of a run; reports call the file as it is seen from here.
 *
 * @throws UserError naming the line that is wrong
 */
export function givenWaivers(file: string): WaiversGiven {
  const fromHere = relative(process.cwd(), file);
  const shown = fromHere.startsWith('..') || isAbsolute(fromHere) ? file : fromHere;
  return { file: shown, entries: loadWaivers(shown, { catalogues, projects }) };
}
