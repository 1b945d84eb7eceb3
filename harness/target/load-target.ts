import { contradictionsIn } from './contradictions.ts';
import { mistakes, readYaml } from './read-yaml.ts';
import type { TargetDescription } from './target.ts';

/**
 * Reads a target file, YAML or JSON, and validates it.
 *
 * @throws UserError that names the key, its line and the fix
 */
export function loadTarget(file: string): TargetDescription {
  const { value, lineOf } = readYaml(file, {
    what: 'a target file',
    schema: 'target.schema.json',
  });
  const target = value as TargetDescription;
  const complaints = contradictionsIn(target).map(({ keys, text }) => ({
    line: lineOf(...keys),
    text,
  }));
  if (complaints.length > 0) throw mistakes(file, complaints);
  return target;
}
