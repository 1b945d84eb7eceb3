import { didYouMean } from '../../nearest.ts';
import { encodeBase64 } from '../../base64.ts';
import { PlayReadyError } from '../error.ts';
import { kidOfGuid } from '../kid.ts';
import { parseGroups, writeValue, type ItemValue } from './item.ts';
import {
  anyParameter,
  parameterNamed,
  parameterNames,
  type LicenseConfiguration,
} from './parameters.ts';

/** A parameter by the name that was given, and its value as it was given. */
export type Given = readonly [name: string, value: ItemValue];

/** How a configuration is spelled. */
export interface Spelling {
  /** KIDs and root KIDs as GUID text, or as base64 of the header form; both are documented. */
  readonly guids?: 'text' | 'base64';
}

/**
 * Makes a configuration of parameters by name; synonyms count as the name that they stand for.
 *
 * @throws PlayReadyError for an unknown name, one that comes twice, and a value that is none
 */
export function configurationOf(given: Iterable<Given>): LicenseConfiguration {
  const values = new Map<string, unknown>();
  for (const [name, value] of given) {
    const known = parameterNamed(name);
    if (known === undefined)
      throw new PlayReadyError(
        `Expected a parameter of the test server; found "${name.slice(0, 60)}".${didYouMean(name, parameterNames)}`,
      );
    if (values.has(known))
      throw new PlayReadyError(`Expected ${known} once for a license; found it twice.`);
    values.set(
      known,
      valueOf(known, () => anyParameter(known).read(value)),
    );
  }
  return Object.fromEntries(values);
}

/**
 * The parameters of a configuration as they are written, in its own order.
 *
 * @throws PlayReadyError when a value is not what its parameter takes
 */
export function givenBy(
  configuration: LicenseConfiguration,
  { guids = 'text' }: Spelling = {},
): readonly Given[] {
  return Object.entries(configuration).map(([name, value]): Given => {
    const known = parameterNamed(name);
    if (known === undefined)
      throw new PlayReadyError(
        `Expected a parameter of the test server; found "${name}".${didYouMean(name, parameterNames)}`,
      );
    const { read, write } = anyParameter(known);
    // What was written is read, so that nothing goes out that the syntax does not allow.
    const written = valueOf(known, () => {
      const item = write(value);
      read(item);
      return item;
    });
    const isKid = known === 'kid' || known === 'rootid';
    return guids === 'base64' && isKid && typeof written === 'string' && written !== 'header'
      ? [known, encodeBase64(kidOfGuid(written))]
      : [known, written];
  });
}

/**
 * Writes the value of `cfg=`: a group in parentheses for each license (PlayReady-facts 4.2).
 *
 * @throws PlayReadyError when a value is not what its parameter takes, or there is no license
 */
export function writeConfigurations(
  configurations: readonly LicenseConfiguration[],
  spelling?: Spelling,
): string {
  if (configurations.length === 0)
    throw new PlayReadyError('Expected at least one license to configure; found none.');
  return configurations
    .map(each => givenBy(each, spelling).map(([name, value]) => ({ name, value })))
    .map(writeValue)
    .join(',');
}

/**
 * Reads the value of `cfg=` (PlayReady-facts 4.2), decoded.
 *
 * @throws PlayReadyError, and nothing else, for whatever the text is
 */
export function readConfigurations(text: string): readonly LicenseConfiguration[] {
  return parseGroups(text).map(items =>
    configurationOf(
      items.map(({ name, value }): Given => {
        if (name === undefined)
          throw new PlayReadyError('Expected name:value; found a value alone.');
        return [name, value];
      }),
    ),
  );
}

/** The header form of the KID that a group is for, or `header`; undefined when it names none. */
export function kidOfConfiguration({
  kid,
}: LicenseConfiguration): Uint8Array | 'header' | undefined {
  return kid === undefined || kid === 'header' ? kid : kidOfGuid(kid);
}

function valueOf<Value>(name: string, make: () => Value): Value {
  try {
    return make();
  } catch (error) {
    if (error instanceof PlayReadyError) throw new PlayReadyError(`${name}: ${error.message}`);
    throw error;
  }
}
