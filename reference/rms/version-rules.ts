import { escapeText } from '../../harness/xml/escape.ts';
import { child, type XmlElement } from '../../harness/xml/element.ts';
import { isNil } from './nil.ts';

/** Versions as they are written, `a.b.c.d`; a part that is absent or nil is undefined. */
export interface VersionData {
  readonly minimum: string | undefined;
  readonly maximum: string | undefined;
}

/** The range a server supports. */
export interface VersionRange {
  readonly minimum: string;
  readonly maximum: string;
}

/** The four numbers of a version, the most major first (MS-RMSI 2.2.4.3). */
export type Version = readonly [number, number, number, number];

/** Below zero when left is lower, above zero when it is higher. */
export type CompareVersions = (left: Version, right: Version) => number;

/** Version negotiation (MS-RMSI 2.2.4.3, 3.1.4.1, 3.1.4.2). */
export interface VersionRules {
  /** The range that requests are compared with. */
  readonly supportedRange: VersionRange;
  /** The range that an answer announces, given the one that is supported. */
  readonly announcedRange: (supported: VersionRange, isFault: boolean) => VersionRange;
  /** Whether the header stands on an answer at all. */
  readonly announcesVersions: (isFault: boolean) => boolean;
  readonly writeVersionData: (range: VersionRange, namespace: string) => string;
  readonly readVersionData: (block: XmlElement) => VersionData;
  readonly parseVersion: (text: string) => Version | undefined;
  readonly compareVersions: CompareVersions;
  /** Whether required input is null; `data` is undefined when there is no header. */
  readonly versionDataIsAbsent: (data: VersionData | undefined) => boolean;
  /** Of one part that is there, given what came of parsing it. */
  readonly versionIsMalformed: (text: string, parsed: Version | undefined) => boolean;
  readonly rangeIsReversed: (
    minimum: Version,
    maximum: Version,
    compare: CompareVersions,
  ) => boolean;
  readonly maximumIsAboveServer: (
    maximum: Version,
    highest: Version,
    compare: CompareVersions,
  ) => boolean;
}

/** The largest number .NET's System.Version holds in a part; MS-RMSI names no bound. */
const greatestPart = 2 ** 31 - 1;

export const conformingVersion: VersionRules = {
  // What Windows Server 2008 R2 SP1 and later announce (MS-RMSI section 7, note 3).
  supportedRange: { minimum: '1.0.0.0', maximum: '1.2.0.0' },
  announcedRange: supported => supported,
  announcesVersions: () => true,
  writeVersionData: ({ minimum, maximum }, namespace) =>
    `<VersionData xmlns="${namespace}">` +
    `<MinimumVersion>${escapeText(minimum)}</MinimumVersion>` +
    `<MaximumVersion>${escapeText(maximum)}</MaximumVersion></VersionData>`,
  readVersionData: block => ({
    minimum: textOf(block, 'MinimumVersion'),
    maximum: textOf(block, 'MaximumVersion'),
  }),
  parseVersion: text => {
    const parts = /^([0-9]+)\.([0-9]+)\.([0-9]+)\.([0-9]+)$/.exec(text)?.slice(1).map(Number);
    if (parts?.some(part => part > greatestPart) !== false) return undefined;
    const [a = 0, b = 0, c = 0, d = 0] = parts;
    return [a, b, c, d];
  },
  compareVersions: (left, right) =>
    left.map((part, index) => part - (right[index] ?? 0)).find(part => part !== 0) ?? 0,
  versionDataIsAbsent: data => data?.minimum === undefined || data.maximum === undefined,
  versionIsMalformed: (_text, parsed) => parsed === undefined,
  rangeIsReversed: (minimum, maximum, compare) => compare(minimum, maximum) > 0,
  maximumIsAboveServer: (maximum, highest, compare) => compare(maximum, highest) > 0,
};

function textOf(block: XmlElement, name: string): string | undefined {
  const element = child(block, name, block.namespace);
  return element === undefined || isNil(element) ? undefined : element.text;
}
