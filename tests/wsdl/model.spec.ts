import { expect, test } from '@playwright/test';
import { type ElementDeclaration } from '../../harness/wsdl/schema-model.ts';
import { readWsdl } from '../../harness/wsdl/model.ts';
import { loadServices, specifications } from '../../harness/wsdl/services.ts';
import { UserError } from '../../harness/user-error.ts';

const wsdl = (
  schema: string,
  operation = '<operation name="Ask"><input message="t:In"/><output message="t:Out"/></operation>',
) => `<definitions
  xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
  xmlns:t="urn:t" xmlns:s="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:t">
  <types><s:schema targetNamespace="urn:t" elementFormDefault="qualified">${schema}
    <s:element name="AskResponse"><s:complexType/></s:element></s:schema></types>
  <message name="In"><part name="parameters" element="t:Ask"/></message>
  <message name="Out"><part name="parameters" element="t:AskResponse"/></message>
  <portType name="P">${operation}</portType>
  <binding name="B" type="t:P"><soap:binding transport="urn:http"/>
    <operation name="Ask"><soap:operation soapAction="urn:t/Ask"/><input><soap:body use="literal"/></input></operation>
  </binding>
  <service name="Asking"/></definitions>`;

const askOf = (content: string) =>
  `<s:element name="Ask"><s:complexType>${content}</s:complexType></s:element>`;

/** A declaration in few words: name, occurrences, ?nillable, type. */
function outline({ name, minOccurs, maxOccurs, nillable, type }: ElementDeclaration): string {
  const inner =
    type.kind === 'simple'
      ? [type.base, ...type.enumeration, type.pattern ?? ''].filter(Boolean).join('|')
      : type.wildcard
        ? '*'
        : `(${type.sequence.map(outline).join(' ')})`;
  return `${name}[${minOccurs}..${maxOccurs}]${nillable ? '?' : ''}${inner}`;
}

test('the committed WSDLs: services and operations of MS-RMSI and MS-RMPR', () => {
  const operations = specifications.map(specification =>
    loadServices(specification).flatMap(({ name, operations }) =>
      operations.map(operation => `${name}/${operation.name}`),
    ),
  );
  expect(operations).toEqual([
    [
      'CertificationService/Precertify',
      'DecommissionService/AcquireContentKey',
      'EditIssuanceLicenseService/EditIssuanceLicense',
      'LicensingService/AcquireLicense',
      'LicensingService/AcquirePreLicense',
    ],
    [
      'ActivationService/Activate',
      'CertificationService/Certify',
      'EnrollmentService/Enroll',
      'LicensingService/AcquireLicense',
      'PublishingService/AcquireIssuanceLicense',
      'PublishingService/GetClientLicensorCert',
      'ServerService/GetLicensorCertificate',
      'ServerService/FindServiceLocationsForUser',
      'ServerService/GetServerInfo',
      'TemplateDistributionService/AcquireTemplateInformation',
      'TemplateDistributionService/AcquireTemplates',
    ],
  ]);
});

test('AcquireContentKey is modelled with actions, header and every occurrence', () => {
  const service = loadServices('rmsi').find(({ name }) => name === 'DecommissionService');
  const [operation] = service?.operations ?? [];
  const action = 'http://microsoft.com/DRM/DecommissionService/AcquireContentKey';
  expect(operation?.soapAction).toEqual({ soap11: action, soap12: action });
  expect(
    operation &&
      [operation.input, operation.output, operation.header].map(part => part && outline(part)),
  ).toEqual([
    'AcquireContentKey[1..1](paramsSoap[0..1](AcquireContentKeyParams[0..Infinity]?(IssuanceLicense[0..1](Certificate[0..Infinity]?*))))',
    'AcquireContentKeyResponse[1..1](AcquireContentKeyResult[0..1](AcquireContentKeyResponse[1..Infinity]?(ContentKey[0..1]base64Binary ContentKeyType[1..1]string|Unknown|DES|AES|RSA)))',
    'VersionData[1..1](MinimumVersion[0..1]string MaximumVersion[0..1]string)',
  ]);
});

test('what only some WSDLs have: one binding, no header, a type of another namespace', () => {
  const operations = loadServices('rmpr').flatMap(({ operations }) => operations);
  const find = (name: string) => operations.find(operation => operation.name === name);
  expect(find('Enroll')?.soapAction.soap12).toBeUndefined();
  expect(find('GetServerInfo')?.header).toBeUndefined();
  const enroll = find('Enroll');
  expect(enroll && outline(enroll.input)).toContain('Guid[1..1]string|[0-9a-fA-F]{8}-');
});

test('values stay as written', () => {
  const versions =
    '<s:simpleType name="V"><s:restriction base="s:string"><s:enumeration value="1.0"/><s:enumeration value="007"/><s:enumeration value="true"/></s:restriction></s:simpleType>';
  const { operations } = readWsdl(
    wsdl(`${versions}${askOf('<s:sequence><s:element name="v" type="t:V"/></s:sequence>')}`),
    'Asking',
  );
  expect(operations[0] && outline(operations[0].input)).toBe(
    'Ask[1..1](v[1..1]string|1.0|007|true)',
  );
});

test('a document that is no usable WSDL is refused with what to do', () => {
  const sound = askOf('');
  expect(readWsdl(wsdl(sound), 'Asking').operations).toHaveLength(1);
  const loop = `<s:complexType name="L"><s:sequence><s:element name="l" type="t:L"/></s:sequence></s:complexType>${askOf('<s:sequence><s:element name="l" type="t:L"/></s:sequence>')}`;
  for (const [text, says] of [
    [wsdl(sound, ''), 'Expected operations in the portType of Asking.wsdl; there are none.'],
    [wsdl(sound).replace('</types>', ''), 'Expected Asking.wsdl to be an XML document.'],
    ['<!DOCTYPE a><a/>', 'Expected Asking.wsdl to be an XML document.'],
    ['<html/>', 'Expected a WSDL in Asking.wsdl, whose root is <definitions>; its root is <html>.'],
    [wsdl(''), 'Expected the element {urn:t}Ask in the WSDL'],
    [wsdl(sound).replace('"t:In"/>', '"t:Other"/>'), 'Expected the message Other in the WSDL'],
    [wsdl(askOf('<s:choice/>')), 'found <choice> in <complexType>'],
    [
      wsdl(askOf('<s:sequence><s:element name="a" type="t:Missing"/></s:sequence>')),
      'Expected the type {urn:t}Missing',
    ],
    [
      wsdl(askOf('<s:sequence><s:element name="a" type="q:A"/></s:sequence>')),
      'Expected the prefix of type="q:A" to be declared',
    ],
    [wsdl(loop), 'Expected types that end; {urn:t}L contains itself.'],
  ] as const) {
    const read = () => readWsdl(text, 'Asking');
    expect(read, says).toThrow(says);
    expect(read, says).toThrow(UserError);
  }
});
