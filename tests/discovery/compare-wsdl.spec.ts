import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { compareWsdl, type WsdlComparison } from '../../harness/discovery/compare-wsdl.ts';
import { knownEndpoints, type KnownEndpoint } from '../../harness/discovery/endpoints.ts';
import { schemaFolder } from '../../harness/wsdl/services.ts';

function endpointAt(path: string): KnownEndpoint {
  const found = knownEndpoints.find(endpoint => endpoint.path === path);
  if (found === undefined) throw new Error(`There is no endpoint at ${path}.`);
  return found;
}

const decommission = endpointAt('decommission/decommission.asmx');
const published = wsdlOf(decommission);

function wsdlOf({ specification, service }: KnownEndpoint): string {
  return readFileSync(join(schemaFolder(specification), `${service}.wsdl`), 'utf8');
}

/** The comparison of the published WSDL of Decommissioning after some replacements. */
function changed(...replacements: readonly (readonly [string | RegExp, string])[]): WsdlComparison {
  let text = published;
  for (const [from, to] of replacements) {
    const next = text.replaceAll(typeof from === 'string' ? from : new RegExp(from, 'g'), to);
    expect(next, `${String(from)} is in the WSDL`).not.toBe(text);
    text = next;
  }
  return compareWsdl(Buffer.from(text), undefined, decommission);
}

function whats({ differences }: WsdlComparison, harmless = false): readonly string[] {
  return differences
    .filter(difference => (difference.harmless !== undefined) === harmless)
    .map(({ what }) => what);
}

test('every published WSDL is as it is published', () => {
  for (const endpoint of knownEndpoints)
    expect(compareWsdl(Buffer.from(wsdlOf(endpoint)), undefined, endpoint)).toEqual({
      refersTo: [],
      differences: [],
      total: 0,
      harmless: 0,
    });
});

for (const [what, replacements, names] of [
  ['an address', [['http://luna/', 'https://rms.example.com/']], ['service address']],
  [
    'names of ports, bindings, services and port types',
    [[/"(tns:)?DecommissionServiceSoap(12)?"/, '"$1OtherSoap$2"']],
    ['port names', 'binding names', 'port type names'],
  ],
  ['names of messages', [['AcquireContentKeySoapIn', 'In']], ['message names']],
  ['prefixes', [[/\btns(?=[:=])/, 'mine']], ['prefixes']],
  [
    'documentation',
    [[/(<wsdl:portType[^>]*>)/, '$1<wsdl:documentation>Keys.</wsdl:documentation>']],
    ['documentation'],
  ],
] as const)
  test(`${what}: harmless, and named so`, () => {
    const comparison = changed(...replacements);
    expect(whats(comparison)).toEqual([]);
    expect(whats(comparison, true)).toEqual(expect.arrayContaining([...names]));
    expect(comparison.harmless).toBe(comparison.total);
  });

test('white space between elements is no difference at all', () => {
  expect(changed([/>\s+</, '>\n\n<']).total).toBe(0);
});

test('what ASP.NET cannot write is harmless', () => {
  const comparison = changed([/minOccurs="1"(\s+maxOccurs="unbounded")/, 'minOccurs="0"$1']);
  expect(whats(comparison)).toEqual([]);
  expect(comparison.differences[0]?.harmless).toContain('ASP.NET');
});

for (const [what, replacement, name] of [
  ['an action', ['Service/AcquireContentKey"', 'Service/Other"'], 'SOAP 1.1: SOAPAction'],
  ['a style', ['style="document"', 'style="rpc"'], 'SOAP 1.1: binding style'],
  ['a use', ['use="literal"', 'use="encoded"'], 'SOAP 1.1: use in the request'],
  ['a target namespace', ['DRM/DecommissionService', 'DRM/Decommission'], 'target namespace'],
  ['the name of an element', ['name="paramsSoap"', 'name="params"'], '/params'],
  [
    'the type of an element',
    ['name="MaximumVersion" type="s:string"', 'name="MaximumVersion" type="s:int"'],
    '/MaximumVersion',
  ],
  ['a header', [/<soap:header [^>]*>/, ''], 'SOAP 1.1: header VersionData of the request'],
  [
    'an operation',
    ['<wsdl:operation name="AcquireContentKey"', '<wsdl:operation name="Acquire"'],
    'operation AcquireContentKey',
  ],
] as const)
  test(`${what}: a difference that counts`, () => {
    const names = whats(changed(replacement));
    expect(
      names.some(each => each.includes(name)),
      names.join('\n'),
    ).toBe(true);
  });

test('an operation that is documented at another path is not missed', () => {
  const endpoint = endpointAt('licensing/ServiceLocator.asmx');
  const alone = wsdlOf(endpoint).replaceAll(
    /<wsdl:operation name="Get[^]*?<\/wsdl:operation>/g,
    '',
  );
  const comparison = compareWsdl(Buffer.from(alone), undefined, endpoint);
  expect(whats(comparison)).toEqual([]);
  expect(whats(comparison, true)).toEqual(
    expect.arrayContaining(['operation GetLicensorCertificate', 'operation GetServerInfo']),
  );
});

test('a SOAP 1.2 binding that the document leaves out is harmless', () => {
  const endpoint = endpointAt('enrollment/enrollservice.asmx');
  const text = wsdlOf(endpoint);
  const [binding = ''] = /<wsdl:binding[^]*<\/wsdl:binding>/.exec(text) ?? [];
  const second = binding
    .replaceAll('soap:', 'soap12:')
    .replace(
      '<wsdl:binding ',
      '<wsdl:binding xmlns:soap12="http://schemas.xmlsoap.org/wsdl/soap12/" ',
    )
    .replace('name="EnrollServiceSoap"', 'name="EnrollServiceSoap12"');
  const comparison = compareWsdl(
    Buffer.from(text.replace(binding, binding + second)),
    undefined,
    endpoint,
  );
  expect(whats(comparison)).toEqual([]);
  expect(whats(comparison, true)).toContain('Enroll, SOAP 1.2: SOAPAction');
});

test('addresses of other documents are named and not followed', () => {
  const comparison = changed([
    /(<wsdl:definitions[^>]*>)/,
    '$1<wsdl:import namespace="x" location="http://127.0.0.1:9/loop?wsdl"/><wsdl:import namespace="y" location="file:///etc/passwd"/>',
  ]);
  expect(comparison.refersTo).toEqual(['http://127.0.0.1:9/loop?wsdl', 'file:///etc/passwd']);
});

for (const [what, text, problem] of [
  [
    'a DTD',
    `<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>${published}`,
    'document type declaration',
  ],
  ['no XML', 'hello', 'well-formed'],
  ['nothing', '', 'nothing came'],
  ['another document', '<html/>', '<html>'],
] as const)
  test(`${what} is a problem, in one sentence`, () => {
    const { problem: said = '', total } = compareWsdl(Buffer.from(text), undefined, decommission);
    expect(said).toContain(problem);
    expect(total).toBe(0);
  });

test('types that contain themselves, or many times many others, end', () => {
  const types = Array.from(
    { length: 40 },
    (_, level) =>
      `<s:complexType name="T${level}"><s:sequence><s:element name="a" type="tns:T${(level + 1) % 40}"/><s:element name="b" type="tns:T${(level + 1) % 40}"/></s:sequence></s:complexType>`,
  ).join('');
  const comparison = changed(
    [/(<s:schema[^>]*>)/, `$1${types}`],
    ['name="MaximumVersion" type="s:string"', 'name="MaximumVersion" type="tns:T0"'],
  );
  expect(comparison.total).toBeGreaterThan(1_000);
  expect(comparison.differences).toHaveLength(50);
});

test('what the server wrote is shown without what a terminal would obey', () => {
  const comparison = changed(['name="paramsSoap"', 'name="\u009b2J\u202e"']);
  expect(JSON.stringify(comparison)).not.toMatch(/[\u009b\u202e]/);
  expect(JSON.stringify(changed(['name="paramsSoap"', 'name="__proto__"']))).toContain('__proto__');
});

test('what a document repeats without end is read up to a bound', () => {
  const namespace = 'http://schemas.xmlsoap.org/wsdl/';
  const many = (count: number, write: (index: number) => string): string =>
    Array.from({ length: count }, (_, index) => write(index)).join('');
  const element = '<element name="e" type="T"/><any/>';
  const hostile = [
    `<definitions xmlns="${namespace}"><message name="m">${many(20_000, index => `<part name="a${index}" element="b${index}"/>`)}</message><portType name="p">${many(15_000, index => `<operation name="x${index}"><input message="m"/></operation>`)}</portType></definitions>`,
    `<definitions xmlns="${namespace}"><types><schema xmlns="http://www.w3.org/2001/XMLSchema"><element name="r" type="T"/><complexType name="T"><sequence>${element.repeat(50_000)}</sequence></complexType></schema></types><message name="m"><part element="r"/></message><portType name="p">${many(90, index => `<operation name="x${index}"><input message="m"/></operation>`)}</portType></definitions>`,
  ];
  for (const text of hostile) {
    const started = performance.now();
    const { differences, total } = compareWsdl(Buffer.from(text), undefined, decommission);
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(differences.length).toBeLessThanOrEqual(50);
    expect(total).toBeLessThan(6_000);
  }
});
