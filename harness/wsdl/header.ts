import { escapeText } from '../xml/escape.ts';
import type { Fixture } from './fixture.ts';

/** What goes into VersionData; what is undefined is left out. */
export interface VersionRange {
  readonly minimum?: string | undefined;
  readonly maximum?: string | undefined;
}

/**
 * A VersionData header block (MS-RMSI 2.2.4.3) with any text as versions, for `withHeader`. The
 * prefix `rms` is the fixture's own for its service.
 *
 * @throws RangeError for a character that XML cannot hold
 */
export function versionDataBlock({ minimum, maximum }: VersionRange): string {
  const element = (name: string, text: string | undefined) =>
    text === undefined ? '' : `<rms:${name}>${escapeText(text)}</rms:${name}>`;
  return `<rms:VersionData>${element('MinimumVersion', minimum)}${element('MaximumVersion', maximum)}</rms:VersionData>`;
}

/**
 * The fixture with these header blocks instead of its own. The prefixes `soap` and `rms` are
 * declared; any other the blocks declare themselves. No blocks leave an empty soap:Header.
 */
export function withHeader(fixture: Fixture, ...blocks: readonly string[]): Fixture {
  const header = `<soap:Header>${blocks.join('')}</soap:Header>`;
  const own = /<soap:Header\/>|<soap:Header>[^]*<\/soap:Header>/;
  const template = own.test(fixture.template)
    ? fixture.template.replace(own, () => header)
    : fixture.template.replace('<soap:Body', () => `${header}\n  <soap:Body`);
  return { ...fixture, template };
}

/** The fixture with this VersionData, or, for undefined, with none. */
export function withVersionData(fixture: Fixture, versions: VersionRange | undefined): Fixture {
  return versions === undefined
    ? withHeader(fixture)
    : withHeader(fixture, versionDataBlock(versions));
}
