import { didYouMean } from '../nearest.ts';
import { mistakes, readYaml } from '../target/read-yaml.ts';
import type { Catalogue } from './requirement.ts';
import type { Waiver, WaiverEvidence } from './waiver.ts';

/** A waiver as a file gives it: evidence may stand alone. */
interface WaiverDescription extends Omit<Waiver, 'evidence'> {
  readonly evidence?: WaiverEvidence | readonly WaiverEvidence[];
}

/** What waivers can speak of. */
export interface WaiverScope {
  readonly catalogues: readonly Catalogue[];
  readonly projects: readonly string[];
}

/**
 * Reads a file of waivers, YAML or JSON.
 *
 * @throws UserError that names the line: for a key that is wrong, a requirement that no check
 *   decides, a project that there is not, and a second waiver for the same
 */
export function loadWaivers(file: string, scope: WaiverScope): readonly Waiver[] {
  const read = readYaml(file, { what: 'a file of waivers', schema: 'waivers.schema.json' });
  const waivers = (read.value as readonly WaiverDescription[]).map(complete);
  const complaints = waivers.flatMap((waiver, index) =>
    complaintsAbout(waiver, index, waivers, scope).map(({ key, text }) => ({
      line: read.lineOf(index, key),
      text,
    })),
  );
  if (complaints.length > 0) throw mistakes(file, complaints);
  return waivers;
}

function complete({ evidence, ...waiver }: WaiverDescription): Waiver {
  if (evidence === undefined) return waiver;
  return { ...waiver, evidence: 'length' in evidence ? evidence : [evidence] };
}

interface Complaint {
  readonly key: keyof Waiver;
  readonly text: string;
}

function complaintsAbout(
  { requirement, project }: Waiver,
  index: number,
  waivers: readonly Waiver[],
  { catalogues, projects }: WaiverScope,
): readonly Complaint[] {
  const found: Complaint[] = [];
  const catalogue = catalogues.find(({ requirements }) => Object.hasOwn(requirements, requirement));
  const untested = catalogue?.requirements[requirement]?.untested;
  const ids = catalogues.flatMap(({ requirements }) => Object.keys(requirements));
  if (catalogue === undefined)
    found.push({
      key: 'requirement',
      text: `expected the id of a requirement; there is no "${requirement}".${didYouMean(requirement, ids)}`,
    });
  if (untested !== undefined)
    found.push({
      key: 'requirement',
      text: `no check decides ${requirement}, so there is nothing to waive (${untested}) Delete the waiver.`,
    });
  if (project !== undefined && !projects.includes(project))
    found.push({
      key: 'project',
      text: `"project" must be one of ${projects.join(', ')}; found "${project}".`,
    });
  const other = waivers.findIndex(
    each =>
      each.requirement === requirement &&
      (each.project === undefined || project === undefined || each.project === project),
  );
  if (other < index)
    found.push({
      key: 'requirement',
      text: `${requirement} is waived by number ${other + 1} of this file already; delete one of the two.`,
    });
  return found;
}
