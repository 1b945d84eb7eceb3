import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SoapVersion } from '../soap/version.ts';
import { UserError } from '../user-error.ts';
import type { Specification } from './services.ts';

/** The folder of the committed fixtures. */
export const fixtureRoot = fileURLToPath(new URL('../../fixtures', import.meta.url));

/** A request with placeholders, as `npx assay fixtures` derived it. */
export interface Fixture {
  /** `AcquireContentKey/paramsSoap-empty`. */
  readonly name: string;
  /** The accepted request from which this one was derived; `minimal` and `full` have none. */
  readonly twin?: string;
  /** What made it: `minimal`, `full`, or the kind of defect, e.g. `element-missing`. */
  readonly rule: string;
  /** The element that the defect is in, with parents where its name alone is not unique. */
  readonly subject?: string;
  /** Whether the schema set accepts it, placeholders filled with what the set declares. */
  readonly valid: boolean;
  /** The message: XML declaration and envelope, without the instruction. */
  readonly template: string;
  /** The SOAP action (MS-RMSI and MS-RMPR section 6). */
  readonly action: string;
}

/** Where a fixture stands. */
export interface FixtureAddress {
  readonly service: string;
  readonly operation: string;
  readonly version: SoapVersion;
  /** Without operation and extension: `paramsSoap-empty`. */
  readonly name: string;
}

/** Fixtures by file: a sweep sends one of them hundreds of times. */
const loaded = new Map<string, Fixture>();

/**
 * Reads one committed fixture, once per process.
 *
 * @param name - with or without its operation: `minimal`, `AcquireContentKey/minimal`
 * @throws UserError when there is no such fixture
 */
export function loadFixture(
  specification: Specification,
  service: string,
  operation: string,
  version: SoapVersion,
  name: string,
): Fixture {
  const own = name.startsWith(`${operation}/`) ? name.slice(operation.length + 1) : name;
  const file = path.join(fixtureRoot, specification, service, operation, version, `${own}.xml`);
  const known = loaded.get(file);
  if (known !== undefined) return known;
  if (!existsSync(file))
    throw new UserError(
      `Expected a fixture in ${path.relative(fixtureRoot, file)} below fixtures; there is none. Check the spelling, or derive it with \`npx assay fixtures\`.`,
    );
  const fixture = parseFixture(readFileSync(file, 'utf8'), file);
  loaded.set(file, fixture);
  return fixture;
}

/**
 * Reads a fixture's text: an XML declaration, the instruction `<?assay ...?>`, the envelope.
 *
 * @param source - what the text is called in messages
 * @throws UserError when there is no such instruction, or not all that it must say
 */
export function parseFixture(text: string, source: string): Fixture {
  const found = /^(<\?xml[^>]*\?>\n)<\?assay\s([^]*?)\?>\n/.exec(text);
  const said = new Map(
    [...(found?.[2] ?? '').matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [
      key,
      value,
    ]),
  );
  const [name, rule, action] = [said.get('fixture'), said.get('rule'), said.get('action')];
  if (found === null || name === undefined || rule === undefined || action === undefined)
    throw new UserError(
      `Expected ${source} to begin with an XML declaration and <?assay fixture= rule= valid= action= ?>; derive it anew with \`npx assay fixtures\`.`,
    );
  const [twin, subject] = [said.get('twin'), said.get('subject')];
  return {
    name,
    ...(twin === undefined ? {} : { twin }),
    rule,
    ...(subject === undefined ? {} : { subject }),
    valid: said.get('valid') === 'true',
    template: (found[1] ?? '') + text.slice(found[0].length),
    action,
  };
}

/**
 * Where the committed fixtures of a specification stand, sorted; given a service, an operation or a
 * version, only those.
 */
export function listFixtures(
  specification: Specification,
  only: Partial<Omit<FixtureAddress, 'name'>> = {},
): readonly FixtureAddress[] {
  const root = path.join(fixtureRoot, specification);
  if (!existsSync(root)) return [];
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.xml'))
    .sort()
    .flatMap(file => {
      const [service = '', operation = '', version = '', name] = file.split(path.sep);
      if (name === undefined || (version !== 'soap11' && version !== 'soap12')) return [];
      return [{ service, operation, version, name: path.parse(name).name } as const];
    })
    .filter(
      address =>
        (only.service ?? address.service) === address.service &&
        (only.operation ?? address.operation) === address.operation &&
        (only.version ?? address.version) === address.version,
    );
}
