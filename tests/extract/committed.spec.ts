import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from '@playwright/test';
import { extract, type Extraction } from '../../harness/extract/extraction.ts';
import { readSpecification } from '../../harness/extract/specification.ts';
import { compileSchema } from './compile-schema.ts';
import { published, withoutPublished } from './specifications.ts';

function readFolder(folder: string): Map<string, string> {
  return new Map(
    readdirSync(folder)
      .sort()
      .map(name => [name, readFileSync(`${folder}/${name}`, 'utf8')]),
  );
}

const committed = published.map(({ folder }) => ({ folder, files: readFolder(folder) }));
const [rmsi = new Map<string, string>(), rmpr = new Map<string, string>()] = committed.map(
  ({ files }) => files,
);

for (const { file, folder } of published)
  test(`extracting ${basename(file)} afresh gives the committed files, byte for byte`, () => {
    test.skip(withoutPublished !== undefined, withoutPublished);
    const fresh = extract(readSpecification(file)).files;
    expect(Object.fromEntries(readFolder(folder))).toEqual(Object.fromEntries(fresh));
  });

for (const { folder, files } of committed) {
  test(`${basename(folder)} holds what its extraction.json names, and nothing else`, () => {
    const { wsdls } = JSON.parse(files.get('extraction.json') ?? '{}') as Extraction;
    const named = wsdls.flatMap(({ file, schemas }) => [file, ...schemas.map(s => s.file)]);
    expect([...files.keys()].sort()).toEqual([...named, 'extraction.json'].sort());
  });

  for (const name of [...files.keys()].filter(file => file.endsWith('.xsd')))
    test(`${basename(folder)}/${name} compiles, its imports resolved`, () => {
      expect(() => compileSchema(files, name)).not.toThrow();
    });
}

test('the services are those of the two specifications', () => {
  const services = (files: ReadonlyMap<string, string>): string[] =>
    (JSON.parse(files.get('extraction.json') ?? '{}') as Extraction).wsdls.map(
      ({ section, service, schemas }) => `${section} ${service} ${schemas.length}`,
    );
  expect(services(rmsi)).toEqual([
    '6.1 DecommissionService 1',
    '6.2 CertificationService 1',
    '6.3 EditIssuanceLicenseService 1',
    '6.4 LicensingService 1',
  ]);
  expect(services(rmpr)).toEqual([
    '6.1 ActivationService 1',
    '6.2 CertificationService 1',
    '6.3 LicensingService 1',
    '6.3.1 TemplateDistributionService 1',
    '6.4 PublishingService 1',
    '6.5 ServerService 1',
    '6.6 EnrollmentService 2',
  ]);
});

test('AcquireContentKey has one soapAction, in SOAP 1.1 and in SOAP 1.2', () => {
  const wsdl = rmsi.get('DecommissionService.wsdl') ?? '';
  const actions = [...wsdl.matchAll(/<(soap(?:12)?):operation\s+soapAction="([^"]*)"/g)];
  expect(actions.map(([, binding, action]) => [binding, action])).toEqual([
    ['soap', 'http://microsoft.com/DRM/DecommissionService/AcquireContentKey'],
    ['soap12', 'http://microsoft.com/DRM/DecommissionService/AcquireContentKey'],
  ]);
});

test('the guid of Enroll has its pattern whole: it accepts a GUID and nothing near it', () => {
  const schema = rmpr.get('EnrollmentService.types.xsd') ?? '';
  expect(/<s:pattern\s+value="([^"]*)"/.exec(schema)?.[1]).toBe(
    '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}',
  );
  // An element of our own, because the schema declares none of this type by itself.
  const files = new Map(rmpr).set(
    'test.xsd',
    '<s:schema xmlns:s="http://www.w3.org/2001/XMLSchema" xmlns:t="http://microsoft.com/wsdl/types/"><s:import namespace="http://microsoft.com/wsdl/types/" schemaLocation="EnrollmentService.types.xsd"/><s:element name="g" type="t:guid"/></s:schema>',
  );
  const isValid = compileSchema(files, 'test.xsd');
  expect(isValid('<g>8ba9ea80-99e4-4A2B-9764-4cd84f77c3a0</g>')).toBe(true);
  expect(isValid('<g>8ba9ea80-99e4-4A2B-9764- 4cd84f77c3a0</g>')).toBe(false);
  expect(isValid('<g>8ba9ea80-99e4-4A2B-9764-4cd84f77c3a</g>')).toBe(false);
  expect(isValid('<g>{8ba9ea80-99e4-4A2B-9764-4cd84f77c3a0}</g>')).toBe(false);
});

test('a whole Enroll request is judged by both of its schemas at once', () => {
  const isValid = compileSchema(rmpr, 'EnrollmentService.xsd');
  const enroll = (guid: string): string =>
    `<Enroll xmlns="http://microsoft.com/DRM/EnrollmentService"><oInput><AuthorizationInformation/><RevocationInformation><RevocationType>NonRevocable</RevocationType></RevocationInformation><CertificatePublicKey><Guid>${guid}</Guid></CertificatePublicKey><EnrolleeInformation/></oInput></Enroll>`;
  expect(isValid(enroll('8ba9ea80-99e4-4a2b-9764-4cd84f77c3a0'))).toBe(true);
  expect(isValid(enroll('banana'))).toBe(false);
});

test('the only values joined are the three that the documents break', () => {
  const joined = [rmsi, rmpr].flatMap(files =>
    (JSON.parse(files.get('extraction.json') ?? '{}') as Extraction).wsdls.flatMap(
      ({ service, repairs }) =>
        repairs
          .filter(({ kind }) => kind === 'attribute-value-joined')
          .map(({ line, subject }) => `${service} ${line} ${subject}`),
    ),
  );
  expect(joined).toEqual([
    'DecommissionService 2214 soap:operation/@soapAction',
    'DecommissionService 2252 soap12:operation/@soapAction',
    'EnrollmentService 13138 s:pattern/@value',
  ]);
});

test('wildcards stay strict, and Enroll alone has neither SOAP 1.2 nor anyAttribute', () => {
  for (const [name, text] of [...rmsi, ...rmpr]) {
    expect(text, name).not.toContain('processContents');
    if (!name.endsWith('.wsdl')) continue;
    expect(text.includes('<s:anyAttribute />'), name).toBe(name !== 'EnrollmentService.wsdl');
    expect(text.includes('<soap12:binding '), name).toBe(name !== 'EnrollmentService.wsdl');
  }
});
