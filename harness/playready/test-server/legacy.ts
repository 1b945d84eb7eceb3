import { PlayReadyError } from '../error.ts';
import { configurationOf, givenBy, type Given } from './configuration.ts';
import { writeValue, type ItemValue } from './item.ts';
import type { LicenseConfiguration, ParameterName } from './parameters.ts';

/** A parameter of the legacy syntax: which one of `cfg` it is, and how its value is spelled. */
interface LegacyParameter {
  readonly name: ParameterName;
  readonly read?: (text: string) => ItemValue;
  readonly write?: (value: ItemValue) => string;
}

/** 1 and 0 stand for true and false. */
const flag = (name: ParameterName): LegacyParameter => ({
  name,
  read: text => (text === '1' ? 'true' : text === '0' ? 'false' : text),
  write: value => (value === 'true' ? '1' : '0'),
});

/** The parameters that are known; the whole table was never found (PlayReady-facts 4.5). */
const legacyParameters: Readonly<Record<string, LegacyParameter>> = {
  PlayRight: flag('playright'),
  UseSimpleNonPersistentLicense: flag('simple'),
  FirstPlayExpiration: { name: 'firstexp' },
  RealTimeExpiration: flag('realtime'),
  SecurityLevel: { name: 'sl' },
  UncompressedDigitalVideoOPL: { name: 'ucvopl' },
  DigitalVideoOutputProtection: {
    name: 'dvop',
    read: text => {
      const [guid = '', data] = text.split(';');
      return [
        { name: 'guid', value: guid },
        ...(data === undefined ? [] : [{ name: 'data', value: data }]),
      ];
    },
    write: value => {
      const [guid, data] = typeof value === 'string' ? [] : value;
      const rest = data === undefined ? '' : `;${writeValue(data.value)}`;
      return `{${guid === undefined ? '' : writeValue(guid.value)}}${rest}`;
    },
  },
  MaxResDecode: { name: 'maxres' },
  PlayEnablers: {
    name: 'playenablers',
    write: value => {
      const [first, ...others] = typeof value === 'string' ? [] : value;
      if (first === undefined || others.length > 0)
        throw new PlayReadyError(
          'Expected one play enabler in the legacy syntax; how several are written is not public.',
        );
      return writeValue(first.value);
    },
  },
  ContentKey: { name: 'contentkey' },
  SecureStop: flag('securestop'),
  ErrorCode: {
    name: 'errorcode',
    write: value => `0x${writeValue(value).slice(2).toUpperCase()}`,
  },
  AccountID: { name: 'accountid' },
};

/** Whether a name of a query belongs to the legacy syntax, as far as that is known. */
export function isLegacyName(name: string): boolean {
  return Object.hasOwn(legacyParameters, name);
}

/**
 * Writes a query in the legacy syntax, for one license (PlayReady-facts 4.5). Its default is a persistent
 * license; `simple` makes it a non-persistent one.
 *
 * @returns `Name=Value&Name=Value`, percent-encoded where a query has to be
 * @throws PlayReadyError for a parameter that this syntax is not known to have
 */
export function writeLegacyQuery(configuration: LicenseConfiguration): string {
  const { persist, ...rest } = configuration;
  const simple = rest.simple ?? false;
  if ((persist ?? !simple) === simple)
    throw new PlayReadyError(
      'Expected either a persistent license, the default of the legacy syntax, or simple: true; found both or neither.',
    );
  return givenBy(rest)
    .map(([name, value]) => {
      const [legacy, { write = writeValue } = { write: undefined }] =
        Object.entries(legacyParameters).find(([, each]) => each.name === name) ?? [];
      if (legacy === undefined)
        throw new PlayReadyError(
          `Expected parameters that the legacy syntax is known to have; ${name} is not among them. Use cfg.`,
        );
      return `${legacy}=${encodeLegacy(write(value))}`;
    })
    .join('&');
}

/**
 * Reads the parameters of the legacy syntax (PlayReady-facts 4.5); names that nobody knows are passed
 * over, since most of them were never published.
 *
 * @param query - names and values, decoded
 * @throws PlayReadyError when a value is not what its parameter takes
 */
export function readLegacy(
  query: Iterable<readonly [name: string, value: string]>,
): LicenseConfiguration {
  const given = [...query].flatMap(([legacy, text]): readonly Given[] => {
    const known = isLegacyName(legacy) ? legacyParameters[legacy] : undefined;
    return known === undefined ? [] : [[known.name, known.read?.(text) ?? text]];
  });
  const read = configurationOf(given);
  return read.simple === true ? read : { persist: true, ...read };
}

/** GUIDs come in braces here, and a plus would be read as a blank. */
function encodeLegacy(text: string): string {
  return text.replace(/[{}+%&#]/g, encodeURIComponent);
}
