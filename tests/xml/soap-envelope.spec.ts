import { expect, test } from '@playwright/test';
import { messageSchemaFile } from '../../harness/wsdl/message-schema.ts';
import { loadSchemaSet } from '../../harness/xml/schema-set.ts';

const schemas = () => loadSchemaSet(messageSchemaFile('rmsi', 'DecommissionService', 'soap11'));

const fault = (content: string) =>
  `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault>${content}</s:Fault></s:Body></s:Envelope>`;

// TRAPS.md section 4: how real stacks differ without breaking a sentence.
for (const [stack, content] of [
  ['ASP.NET', '<faultcode>s:Server</faultcode><faultstring>x</faultstring><detail />'],
  ['Java', '<faultcode>s:Server</faultcode><faultstring xml:lang="en">x</faultstring>'],
  ['a dotted code', '<faultcode>s:Client.Authentication</faultcode><faultstring>x</faultstring>'],
  [
    'an element of its own',
    '<faultcode>s:Server</faultcode><faultstring>x</faultstring><own:when xmlns:own="urn:own"/>',
  ],
] as const)
  test(`a SOAP 1.1 fault as ${stack} writes it is valid`, () => {
    expect(schemas().validate(fault(content))).toEqual([]);
  });

for (const [defect, content] of [
  ['no faultstring', '<faultcode>s:Server</faultcode>'],
  ['no faultcode', '<faultstring>x</faultstring>'],
  [
    'a code in no declared namespace',
    '<faultcode>t:Server</faultcode><faultstring>x</faultstring>',
  ],
  [
    'an unqualified element of its own',
    '<faultcode>s:Server</faultcode><faultstring>x</faultstring><when/>',
  ],
] as const)
  test(`a SOAP 1.1 fault with ${defect} is not valid`, () => {
    expect(schemas().validate(fault(content)).length).toBeGreaterThan(0);
  });
