import { readYaml } from './read-yaml.ts';
import type { TargetDescription } from './target.ts';

/**
 * Reads a target file, YAML or JSON, and validates it.
 *
 * @throws UserError that names the key, its line and the fix
 */
export function loadTarget(file: string): TargetDescription {
  const { value } = readYaml(file, {
    what: 'a target file',
    schema: 'target.schema.json',
    pattern: 'an http: or https: URL',
  });
  return value as TargetDescription;
}
