import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { deriveFixtures } from '../../harness/wsdl/derive.ts';
import { malformedVersions } from '../../harness/wsdl/malformed-versions.ts';
import { fixtureRoot, listFixtures, loadFixture } from '../../harness/wsdl/fixture.ts';
import { deriveDriverSchemas, setFolder } from '../../harness/wsdl/message-schema.ts';
import { placeholderPattern, isPlaceholderName } from '../../harness/wsdl/placeholders.ts';
import { specifications } from '../../harness/wsdl/services.ts';
import { soapVersions } from '../../harness/soap/version.ts';

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .map(file => file.split(path.sep).join('/'))
    .sort();
}

for (const specification of specifications) {
  test(`deriving the fixtures of ${specification} again changes nothing`, () => {
    const derived = deriveFixtures(specification);
    const folder = path.join(fixtureRoot, specification);
    expect(derived.map(({ file }) => file).sort()).toEqual(
      filesBelow(folder).map(file => `${specification}/${file}`),
    );
    const changed = derived.filter(
      ({ file, text }) => readFileSync(path.join(fixtureRoot, file), 'utf8') !== text,
    );
    expect(changed.map(({ file }) => file)).toEqual([]);
  });

  test(`deriving the schema sets of ${specification} again changes nothing`, () => {
    const derived = deriveDriverSchemas(specification);
    const folder = path.join(setFolder, specification);
    expect(derived.map(({ file }) => file).sort()).toEqual(
      filesBelow(folder).map(file => `${specification}/${file}`),
    );
    for (const { file, text } of derived)
      expect(readFileSync(path.join(setFolder, file), 'utf8'), file).toBe(text);
  });

  test(`each defect of ${specification} has an accepted twin, and no two requests are equal`, () => {
    // One expectation at the end: an expect() for each of the many fixtures would take minutes.
    const wrong: string[] = [];
    const seen = new Map<string, string>();
    for (const { service, operation, version, name } of listFixtures(specification)) {
      const fixture = loadFixture(specification, service, operation, version, name);
      const demand = (holds: boolean, what: string) => {
        if (!holds) wrong.push(`${service}/${version}: ${fixture.name} ${what}`);
      };
      demand(fixture.name === `${operation}/${name}`, 'is called otherwise in its file');
      if (name === 'minimal' || name === 'full') {
        demand(fixture.rule === name && fixture.twin === undefined, 'has a rule or a twin');
        demand(fixture.valid, 'is not valid');
      } else {
        const twins = [`${operation}/minimal`, `${operation}/full`];
        demand(twins.includes(fixture.twin ?? ''), 'has no accepted twin');
        const twin = loadFixture(specification, service, operation, version, fixture.twin ?? '');
        demand(fixture.template !== twin.template, 'equals its twin');
        demand(fixture.action === twin.action, 'has another action than its twin');
      }
      for (const [, placeholder = ''] of fixture.template.matchAll(placeholderPattern))
        demand(isPlaceholderName(placeholder), `holds [[${placeholder}]]`);
      const content = `${service}/${operation}/${version}\n${fixture.template}`;
      // Without optional elements full is what minimal is.
      if (name !== 'full') {
        demand(!seen.has(content), `equals ${seen.get(content) ?? ''}`);
        seen.set(content, fixture.name);
      }
    }
    expect(seen.size).toBeGreaterThan(500);
    expect(wrong).toEqual([]);
  });
}

test('the two SOAP versions have the same fixtures, wherever both are bound', () => {
  for (const specification of specifications) {
    const [soap11, soap12] = soapVersions.map(version =>
      listFixtures(specification, { version })
        .filter(({ service }) => service !== 'EnrollmentService')
        .map(({ service, operation, name }) => `${service}/${operation}/${name}`),
    );
    expect(soap11).toEqual(soap12);
  }
});

/** The promise to whoever cites a fixture: these names do not change. */
test('AcquireContentKey has every systematic defect, each under its name', () => {
  const malformed = Object.keys(malformedVersions);
  const elements = [
    'VersionData',
    'MinimumVersion',
    'MaximumVersion',
    'AcquireContentKey',
    'paramsSoap',
    'AcquireContentKeyParams',
    'IssuanceLicense',
    'Certificate',
  ];
  const sequences = [
    'VersionData',
    'AcquireContentKey',
    'paramsSoap',
    'AcquireContentKeyParams',
    'IssuanceLicense',
  ];
  const single = elements.filter(
    name => !['AcquireContentKeyParams', 'Certificate'].includes(name),
  );
  const each = (names: readonly string[], ...suffixes: readonly string[]) =>
    names.flatMap(name => suffixes.map(suffix => `${name}-${suffix}`));
  expect(malformed).toHaveLength(9);
  const names = listFixtures('rmsi', { operation: 'AcquireContentKey', version: 'soap11' });
  expect(names.map(({ name }) => name).sort()).toEqual(
    [
      'minimal',
      'full',
      ...each(['AcquireContentKey', 'paramsSoap', 'IssuanceLicense'], 'absent'),
      ...each(elements, 'renamed', 'wrong-namespace', 'nil'),
      ...each(sequences, 'unknown-added'),
      ...each(single, 'duplicated'),
      ...each(['MaximumVersion'], 'out-of-order'),
      ...each(['paramsSoap', 'IssuanceLicense'], 'empty', 'two'),
      ...each(['Certificate'], 'without-content', 'text-only', 'two-elements'),
      ...each(['VersionData'], 'absent', 'empty', 'minimum-only', 'maximum-only', 'reversed'),
      ...each(['MinimumVersion', 'MaximumVersion'], ...malformed),
      'body-of-EditIssuanceLicense',
    ].sort(),
  );
});

test('the nine malformed versions are those of the issue, each as minimum and as maximum', () => {
  expect(Object.values(malformedVersions)).toEqual([
    '1.0',
    '1.0.0',
    '1.0.0.0.0',
    'a.b.c.d',
    '-1.0.0.0',
    ' 1.0.0.0',
    '1..0.0',
    '99999999999.0.0.0',
    '',
  ]);
  for (const [suffix, version] of Object.entries(malformedVersions))
    for (const element of ['MinimumVersion', 'MaximumVersion']) {
      const { template } = load('AcquireContentKey', `${element}-${suffix}`);
      expect(template).toContain(
        version === '' ? `<rms:${element}/>` : `<rms:${element}>${version}</rms:${element}>`,
      );
    }
});

const load = (operation: string, name: string) => {
  const [address] = listFixtures('rmsi', { operation, version: 'soap12' });
  return loadFixture('rmsi', address?.service ?? '', operation, 'soap12', name);
};

test('a simple type is left in every way it can be', () => {
  const said = listFixtures('rmpr', { version: 'soap11' })
    .map(({ service, operation, name }) => loadFixture('rmpr', service, operation, 'soap11', name))
    .filter(({ rule }) => rule === 'lexical-space')
    .map(({ name }) => name);
  for (const name of [
    'Certify/Persistent-not-boolean',
    'Certify/Persistent-without-text',
    'FindServiceLocationsForUser/Type-not-in-enumeration',
    'FindServiceLocationsForUser/Type-wrong-case',
    'Enroll/aPublicKeyBytes-not-base64',
    'Enroll/aPublicKeyBytes-base64-cut',
    'Enroll/Guid-not-in-pattern',
  ])
    expect(said).toContain(name);
});

test('minimal has what schema and prose require, full has every element once', () => {
  const names = (name: string) =>
    [...load('Precertify', name).template.matchAll(/<rms:(\w+)/g)].map(([, element]) => element);
  const header = ['VersionData', 'MinimumVersion', 'MaximumVersion'];
  const minimal = [...header, 'Precertify', 'requestParams', 'PrecertifyParams', 'UserName'];
  expect(names('minimal')).toEqual(minimal);
  expect(names('full')).toEqual([
    ...minimal,
    'Identification',
    'AuthenticationMode',
    'Id',
    'Email',
    'ProxyAddresses',
    'string',
  ]);
});

test('a defect below an optional element has full as its twin', () => {
  expect(load('Precertify', 'Id-absent').twin).toBe('Precertify/full');
  expect(load('Precertify', 'UserName-absent').twin).toBe('Precertify/minimal');
});

test('the second item of two has placeholders of its own', () => {
  const { template } = load('AcquireContentKey', 'IssuanceLicense-two');
  expect([...template.matchAll(/Certificate>(\[\[.*?\]\])/g)].map(([, text]) => text)).toEqual([
    '[[publishing-license]]',
    '[[publishing-license-2]]',
  ]);
});

test('elements of the same name are told apart by their parents', () => {
  const names = listFixtures('rmsi', { operation: 'AcquireLicense', version: 'soap11' }).map(
    ({ name }) => name,
  );
  expect(names).toContain('LicenseeCerts-Certificate-nil');
  expect(names).toContain('IssuanceLicense-Certificate-nil');
  expect(names).not.toContain('Certificate-nil');
});
