import type { Requirement } from '../harness/verdict/requirement.ts';
import { didYouMean } from '../harness/nearest.ts';
import { UserError } from '../harness/user-error.ts';
import { rmsiMutants } from '../reference/mutants/rmsi/mutants.ts';
import { catalogue, type RmsiRequirementId } from '../suites/rmsi/catalogue.ts';

/** A catalogue row with what Assay knows of it besides. */
export interface RequirementRow extends Requirement {
  readonly requirement: string;
  readonly specification: string;
  /** Where the section can be read. */
  readonly url: string;
  /** Names of the mutants that break the rule. */
  readonly mutants: readonly string[];
}

const ids = Object.keys(catalogue.requirements) as readonly RmsiRequirementId[];

/** All rows of all catalogues, in the catalogue's order. */
export function requirementRows(): readonly RequirementRow[] {
  return ids.map(readRow);
}

/** @throws UserError when no catalogue has such a row; it names the ids that are closest. */
export function requirementRow(id: string): RequirementRow {
  const known = ids.find(each => each === id);
  if (known !== undefined) return readRow(known);
  throw new UserError(
    `Expected the id of a requirement, as \`npx assay list\` shows them; there is no "${id}".${didYouMean(id, ids)}`,
  );
}

function readRow(id: RmsiRequirementId): RequirementRow {
  const { specification, sectionUrl, requirements } = catalogue;
  const row: Requirement = requirements[id];
  return {
    requirement: id,
    specification,
    ...row,
    url: sectionUrl.replace('{section}', row.section),
    mutants: rmsiMutants.filter(({ breaks }) => breaks.includes(id)).map(({ name }) => name),
  };
}
