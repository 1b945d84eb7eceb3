import type { Catalogue } from '../harness/verdict/requirement.ts';
import { catalogue as rmsi } from '../suites/rmsi/catalogue.ts';

/** The catalogues of the suites that this build has. */
export const catalogues: readonly Catalogue[] = [rmsi];

/** The projects of playwright.config.ts. */
export const projects = ['rmsi-soap11', 'rmsi-soap12'] as const;
