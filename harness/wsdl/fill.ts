import { UserError } from '../user-error.ts';
import { escapeText } from '../xml/escape.ts';
import type { Fixture } from './fixture.ts';
import { isPlaceholderName, placeholderPattern, placeholders } from './placeholders.ts';

/**
 * Values by placeholder name. An array repeats the element around the placeholder, once per entry: a
 * certificate chain in an array of Certificate, addresses in an array of string. One without entries
 * leaves the element out, which only text may. Where a placeholder stands beside other content, there
 * is nothing to repeat: elements follow one another, and text has to be a single one.
 */
export type FixtureValues = Readonly<Record<string, string | readonly string[]>>;

/** A placeholder, with the element around it where it is that element's whole content. */
const pattern = new RegExp(
  `<([\\w.:-]+)([^<>]*)>${placeholderPattern.source}</\\1>|${placeholderPattern.source}`,
  'g',
);

/**
 * The message of a fixture, in UTF-8, ready to send. `harness/wsdl/placeholders.ts` says of each
 * placeholder whether its value is XML, inserted as it is (one element, no XML declaration), or text,
 * which is escaped. `[[name-2]]`, in the second of two items, takes the value `name-2`, and without
 * it that of `name`. Values that the fixture has no placeholder for are left over in peace; what is
 * inserted is not searched again.
 *
 * @throws UserError when a placeholder has no value, a value's name is no placeholder at all, or a
 *   value has the wrong form
 */
export function fillFixture(fixture: Fixture, values: FixtureValues): Uint8Array {
  for (const name of Object.keys(values))
    if (!isPlaceholderName(name.replace(/-2$/, '')))
      throw new UserError(
        `Expected the names of placeholders (${Object.keys(placeholders).join(', ')}); "${name}" is none.`,
      );
  const filled = fixture.template.replace(
    pattern,
    (
      _whole,
      element: string | undefined,
      attributes: string | undefined,
      only: string | undefined,
      onlySecond: string | undefined,
      bare: string | undefined,
      bareSecond: string | undefined,
    ) => {
      const name = only ?? bare ?? '';
      const inserted = insertions(fixture, values, name, onlySecond ?? bareSecond ?? '');
      const isXml = isPlaceholderName(name) && placeholders[name] === 'xml';
      if (element === undefined && inserted.length !== 1 && !isXml)
        throw new UserError(
          `Expected one value for the placeholder ${name} of ${fixture.name}, which stands beside other content.`,
        );
      if (element === undefined) return inserted.join('');
      return inserted.map(each => `<${element}${attributes ?? ''}>${each}</${element}>`).join('');
    },
  );
  return Buffer.from(filled, 'utf8');
}

function insertions(
  fixture: Fixture,
  values: FixtureValues,
  name: string,
  second: string,
): readonly string[] {
  if (!isPlaceholderName(name))
    throw new UserError(
      `Expected only placeholders of harness/wsdl/placeholders.ts in ${fixture.name}; it holds [[${name}]].`,
    );
  const value = values[name + second] ?? values[name];
  if (value === undefined)
    throw new UserError(
      `Expected a value for the placeholder ${name} of ${fixture.name}; there is none.`,
    );
  const each = typeof value === 'string' ? [value] : value;
  if (placeholders[name] === 'xml') {
    if (each.length === 0 || each.some(xml => !/^<[^?!]/.test(xml)))
      throw new UserError(
        `Expected one element, without XML declaration, for the placeholder ${name} of ${fixture.name}.`,
      );
    return each;
  }
  return each.map(escapeText);
}
