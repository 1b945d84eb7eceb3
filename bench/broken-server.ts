import { rmsiMutants } from '../reference/mutants/rmsi/mutants.ts';
import type { Mutant } from '../reference/mutants/mutant.ts';

/** Mutants that can be had together: none keeps the check of another from being tried. */
const together = [
  'success-with-status-202',
  'fault-with-status-200',
  'content-type-of-the-other-version',
  'fault-without-code',
  'must-understand-ignored',
  'unknown-element-in-response',
  'https-answers-differently',
  'minimum-compared-backwards',
  'never-too-high',
  'malformed-versions-accepted',
  'null-is-an-undocumented-exception',
  'des-key-cut-short',
  'key-type-outside-the-enumeration',
  'two-answers',
  'last-licence-counts',
  'last-params-count',
  'object-id-ignored',
  'modulus-ignored',
  'keys-given-out-in-normal-operation',
];

/** The rules of a server that breaks all these at once, and the requirements that it then breaks. */
export function brokenServer(): Pick<Mutant, 'breaks' | 'behaviour'> {
  const mutants = together.map(name => {
    const mutant = rmsiMutants.find(candidate => candidate.name === name);
    if (mutant === undefined) throw new Error(`There is no mutant called ${name}.`);
    return mutant;
  });
  return {
    breaks: [...new Set(mutants.flatMap(({ breaks }) => breaks))],
    behaviour: mutants.reduce((all, { behaviour }) => ({ ...all, ...behaviour }), {}),
  };
}
