import { expect, test } from '@playwright/test';
import {
  readConfigurations,
  writeConfigurations,
} from '../../harness/playready/test-server/configuration.ts';
import { readJson, writeJson } from '../../harness/playready/test-server/json.ts';
import {
  parameterNames,
  type LicenseConfiguration,
} from '../../harness/playready/test-server/parameters.ts';
import {
  readTestServerQuery,
  withConfigurations,
  withLegacyQuery,
} from '../../harness/playready/test-server/url.ts';
import { fc } from '../fast-check.ts';
import { refuses } from './thrown.ts';

const number = fc.nat(0xffffffff);
const guid = fc.uuid();
const date = fc
  .integer({ min: Date.UTC(1000, 0, 1) / 1000, max: Date.UTC(9999, 11, 31) / 1000 })
  .map(seconds => new Date(seconds * 1000));
const protection = fc.oneof(
  fc.record({ guid }),
  fc.record({ guid, data: fc.uint8Array({ minLength: 1, maxLength: 9 }) }),
);
const restrictions = fc.array(
  fc.record({
    type: number,
    mustunderstand: fc.boolean(),
    besteffort: fc.boolean(),
    data: fc.uint8Array({ minLength: 1, maxLength: 9 }),
  }),
  { minLength: 1, maxLength: 3 },
);

/** Values of every parameter that there is: one that is missing here does not compile. */
const values = {
  kid: fc.oneof(guid, fc.constant('header')),
  sl: fc.constantFrom(150, 2000, 3000),
  keyseed: fc.uint8Array({ minLength: 30, maxLength: 40 }),
  contentkey: fc.uint8Array({ minLength: 1, maxLength: 32 }),
  ckt: fc.constantFrom('aes128bitctr', 'aes128bitcbc', 'keyexchange'),
  tid: guid,
  playright: fc.boolean(),
  readright: fc.boolean(),
  executeright: fc.boolean(),
  extendedright: fc.record({ type: number, extended: restrictions }),
  persist: fc.boolean(),
  simple: fc.boolean(),
  begindate: date,
  expiration: date,
  firstexp: number,
  realtime: fc.boolean(),
  removaldate: date,
  isroot: fc.boolean(),
  rootid: guid,
  sourceid: number,
  caopl: number,
  ucaopl: number,
  cvopl: number,
  ucvopl: number,
  avopl: number,
  dvop: protection,
  daop: protection,
  avop: protection,
  extendedrestrictions: restrictions,
  playenablers: fc.array(guid, { minLength: 1, maxLength: 3 }),
  explicitacp: fc.constantFrom(0, 1, 2, 3),
  maxres: fc.record({ width: fc.nat(99_999), height: fc.nat(99_999) }),
  allowunknownsd: fc.boolean(),
  allowunknownhd: fc.boolean(),
  msg: fc.constant('clientinfo'),
  revoked: fc.boolean(),
  eccpatch: fc.boolean(),
  errorcode: number,
  accountid: guid,
  securestop: fc.boolean(),
} satisfies { [Name in keyof LicenseConfiguration]-?: fc.Arbitrary<LicenseConfiguration[Name]> };

/** Configurations with some of these parameters. */
function configuration(
  names: readonly (keyof LicenseConfiguration)[],
): fc.Arbitrary<LicenseConfiguration> {
  const model = Object.fromEntries(names.map(name => [name, values[name]]));
  return fc.record(model, { requiredKeys: [] });
}

const grouped = ['extendedright', 'dvop', 'daop', 'avop', 'extendedrestrictions', 'playenablers'];
const several = (names: readonly (keyof LicenseConfiguration)[]) =>
  fc.array(configuration(names), { minLength: 1, maxLength: 3 });

test('what is written as cfg is read, in both spellings and through a URL', () => {
  fc.assert(
    fc.property(
      several(parameterNames),
      fc.constantFrom('text' as const, 'base64' as const),
      (configurations, guids) => {
        expect(readConfigurations(writeConfigurations(configurations, { guids }))).toEqual(
          configurations,
        );
        const url = withConfigurations('http://a.example/r.asmx?t=1', configurations, { guids });
        expect(new URL(url).href).toBe(url);
        expect(readTestServerQuery(url)).toEqual(configurations);
      },
    ),
  );
});

test('what is written as JSON is read', () => {
  const flat = parameterNames.filter(name => !grouped.includes(name));
  fc.assert(
    fc.property(several(flat), configurations => {
      expect(readJson(writeJson(configurations))).toEqual(configurations);
    }),
  );
});

test('what is written in the legacy syntax is read', () => {
  const known = [
    ...(['playright', 'firstexp', 'realtime', 'sl', 'ucvopl', 'dvop', 'maxres'] as const),
    ...(['contentkey', 'securestop', 'errorcode', 'accountid'] as const),
  ];
  fc.assert(
    fc.property(configuration(known), fc.boolean(), (rest, persist) => {
      const written = { ...rest, ...(persist ? { persist } : { simple: true }) };
      const url = withLegacyQuery('http://a.example/r.asmx', written);
      expect(new URL(url).href).toBe(url);
      expect(readTestServerQuery(url)).toEqual([written]);
    }),
  );
});

test('whatever a query says is read or refused, and nothing else', () => {
  const pieces = [
    ...[
      'cfg=',
      'cfg64=',
      '(',
      ')',
      ',',
      ':',
      '&',
      '=',
      '%',
      '%28',
      '+',
      ' ',
      'kid',
      'header',
      'sl',
    ],
    ...['3000', 'dvop', 'guid', 'data', 'AAAA', 'playenablers', 'SecurityLevel', 'W10', "'", '{}'],
    ...['begindate', '20170101', 'maxres', '1x1', '__proto__', 'constructor', 'toString'],
  ];
  const query = fc.oneof(
    fc.string({ maxLength: 40 }),
    fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map(parts => parts.join('')),
    fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map(parts => `cfg=(${parts.join('')})`),
  );
  fc.assert(
    fc.property(query, text => {
      refuses(() => readTestServerQuery(`/r.asmx?${text}`));
      refuses(() => readJson(text));
    }),
    { numRuns: 1000 },
  );
});
