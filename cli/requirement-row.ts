import { didYouMean } from '../harness/nearest.ts';
import { UserError } from '../harness/user-error.ts';
import type { Requirement } from '../harness/verdict/requirement.ts';
import { allMutants } from './mutants.ts';
import { catalogues } from './suites.ts';

/** A catalogue row with what Assay knows of it besides. */
export interface RequirementRow extends Requirement {
  readonly requirement: string;
  readonly specification: string;
  /** Where the section can be read. */
  readonly url: string;
  /** Names of the mutants that break the rule. */
  readonly mutants: readonly string[];
}

/** All rows of all catalogues, in the catalogue's order. */
export function requirementRows(): readonly RequirementRow[] {
  return catalogues.flatMap(({ specification, sectionUrl, requirements }) =>
    Object.entries(requirements).map(([requirement, row]) => ({
      requirement,
      specification,
      ...row,
      url: sectionUrl.replace('{section}', row.section),
      mutants: allMutants
        .filter(({ breaks }) => breaks.includes(requirement))
        .map(({ name }) => name),
    })),
  );
}

/** @throws UserError when no catalogue has such a row; it names the ids that are closest. */
export function requirementRow(id: string): RequirementRow {
  const rows = requirementRows();
  const known = rows.find(({ requirement }) => requirement === id);
  if (known !== undefined) return known;
  const ids = rows.map(({ requirement }) => requirement);
  throw new UserError(
    `Expected the id of a requirement, as \`npx assay list\` shows them; there is no "${id}".${didYouMean(id, ids)}`,
  );
}
