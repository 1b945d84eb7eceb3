import type { HeaderVersion } from './header.ts';

/** How often a child may occur: at least, at most. */
type Occurs = readonly [least: number, most: number];

/** What an element of the header may have. */
export interface ElementRule {
  readonly attributes: readonly string[];
  readonly children: Readonly<Record<string, Occurs>>;
}

/** The elements of a header by name; CUSTOMATTRIBUTES may hold anything and has no rule. */
export type HeaderGrammar = Readonly<Record<string, ElementRule>>;

const common = {
  LA_URL: [0, 1],
  LUI_URL: [0, 1],
  DS_ID: [0, 1],
  CUSTOMATTRIBUTES: [0, 1],
} as const satisfies Record<string, Occurs>;

const root = (data: Occurs): ElementRule => ({ attributes: ['version'], children: { DATA: data } });
const laterData: ElementRule = {
  attributes: [],
  children: { PROTECTINFO: [0, 1], ...common, DECRYPTORSETUP: [0, 1] },
};
const key: ElementRule = { attributes: ['ALGID', 'CHECKSUM', 'VALUE'], children: {} };
const keys: ElementRule = { attributes: [], children: { KID: [1, Infinity] } };

/** What each version of the header consists of (PlayReady-facts 5.3). */
export const grammars: Readonly<Record<HeaderVersion, HeaderGrammar>> = {
  '4.0.0.0': {
    WRMHEADER: root([1, 1]),
    DATA: {
      attributes: [],
      children: { PROTECTINFO: [1, 1], KID: [1, 1], CHECKSUM: [0, 1], ...common },
    },
    PROTECTINFO: { attributes: [], children: { KEYLEN: [1, 1], ALGID: [1, 1] } },
  },
  '4.1.0.0': {
    WRMHEADER: root([0, 1]),
    DATA: laterData,
    PROTECTINFO: { attributes: [], children: { KID: [0, 1] } },
    KID: key,
  },
  '4.2.0.0': {
    WRMHEADER: root([0, 1]),
    DATA: laterData,
    PROTECTINFO: { attributes: [], children: { KIDS: [0, 1] } },
    KIDS: keys,
    KID: key,
  },
  '4.3.0.0': {
    WRMHEADER: root([0, 1]),
    DATA: laterData,
    PROTECTINFO: { attributes: ['LICENSEREQUESTED'], children: { KIDS: [0, 1] } },
    KIDS: keys,
    KID: key,
  },
};

/** Every name of an element or attribute that some version has. */
export const headerNames: readonly string[] = [
  ...new Set([
    'WRMHEADER',
    ...Object.values(grammars).flatMap(grammar =>
      Object.values(grammar).flatMap(({ attributes, children }) => [
        ...attributes,
        ...Object.keys(children),
      ]),
    ),
  ]),
];
