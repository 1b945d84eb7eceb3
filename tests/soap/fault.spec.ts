import { expect, test } from '@playwright/test';
import { readEnvelope } from '../../harness/soap/envelope.ts';
import { readFault, type Fault } from '../../harness/soap/fault.ts';
import { envelopeNamespace, soapVersions, type SoapVersion } from '../../harness/soap/version.ts';
import { parseXml } from '../../harness/xml/parse.ts';
import { envelopeText, faultText } from './messages.ts';

function read(version: SoapVersion, body: string): Fault | undefined {
  const envelope = readEnvelope(parseXml(Buffer.from(envelopeText(version, body))));
  if ('problem' in envelope) throw new Error(envelope.problem);
  return readFault(envelope);
}

const problems = (version: SoapVersion, body: string): readonly string[] =>
  read(version, body)?.problems.map(({ message }) => message) ?? ['no fault'];

const fault11 = (inner: string): string => `<s:Fault>${inner}</s:Fault>`;
const string11 = '<faultstring>text</faultstring>';
const reason12 = '<s:Reason><s:Text xml:lang="en">text</s:Text></s:Reason>';
const fault12 = (value: string, reason = reason12, more = ''): string =>
  `<s:Fault><s:Code><s:Value>${value}</s:Value></s:Code>${reason}${more}</s:Fault>`;

for (const version of soapVersions) {
  test(`a well-formed fault of ${version} is read without problems`, () => {
    const code = version === 'soap11' ? 's:Server' : 's:Receiver';
    const fault = read(version, faultText(version, code, ' Some <text> '));
    expect(fault).toMatchObject({
      version,
      element: { name: 'Fault' },
      code: { namespace: envelopeNamespace[version], local: code.slice(2), text: code },
      subcodes: [],
      reason: ' Some <text> ',
      detail: { name: version === 'soap11' ? 'detail' : 'Detail' },
      problems: [],
    });
    expect(fault?.language).toBe(version === 'soap11' ? undefined : 'en');
  });

  test(`a body of ${version} without Fault holds none`, () => {
    expect(read(version, '<a/>')).toBeUndefined();
    expect(read(version, '')).toBeUndefined();
    expect(read(version, '<Fault/>')).toBeUndefined();
    expect(read(version, '<a><s:Fault/></a>')).toBeUndefined();
  });
}

test('language, actor and role are read', () => {
  const first = read(
    'soap11',
    fault11(
      '<faultcode>s:Client</faultcode><faultstring xml:lang="de">x</faultstring><faultactor> urn:a </faultactor>',
    ),
  );
  expect(first).toMatchObject({ language: 'de', actor: 'urn:a', problems: [] });
  expect(first).not.toHaveProperty('detail');
  const second = read('soap12', fault12('s:Sender', reason12, '<s:Role>urn:b</s:Role>'));
  expect(second).toMatchObject({ actor: 'urn:b', problems: [] });
});

for (const code of [
  's:Server',
  'Server',
  's:Server.UnsupportedDataVersion',
  'Microsoft.DigitalRightsManagement.Core.UnsupportedDataVersionException',
  ' s:Client ',
])
  test(`the faultcode "${code}" is no problem`, () => {
    expect(problems('soap11', fault11(`<faultcode>${code}</faultcode>${string11}`))).toEqual([]);
  });

for (const code of ['', 'soap:Server', 's:', ':Server', 's:a:b', 'not a name', '1'])
  test(`the faultcode "${code}" is one`, () => {
    expect(problems('soap11', fault11(`<faultcode>${code}</faultcode>${string11}`))).toEqual([
      `Expected a qualified name with a declared prefix as faultcode; it is "${code}".`,
    ]);
  });

test("a faultcode's prefix counts where it is declared", () => {
  const fault = read(
    'soap11',
    fault11(`<faultcode xmlns:x="urn:x">x:Mine</faultcode><faultstring/>`),
  );
  expect(fault).toMatchObject({ code: { namespace: 'urn:x', local: 'Mine' }, problems: [] });
});

const code11 = '<faultcode>s:Server</faultcode>';
for (const [name, inner, expected] of [
  [
    'nothing',
    '',
    [
      'Expected one faultcode in Fault; there is none.',
      'Expected one faultstring in Fault; there is none.',
    ],
  ],
  ['two codes', code11 + code11 + string11, ['Expected one faultcode; there are 2.']],
  ['two strings', code11 + string11 + string11, ['Expected one faultstring; there are 2.']],
  [
    'a qualified string',
    `${code11}<s:faultstring>x</s:faultstring>`,
    [`Expected faultstring in no namespace; it is in "${envelopeNamespace.soap11}".`],
  ],
  [
    'an unknown part in no namespace',
    `${code11}${string11}<more/>`,
    ['Expected further elements in a namespace; more is in none.'],
  ],
  ['one in a namespace', `${code11}${string11}<more xmlns="urn:x"/>`, []],
] as const)
  test(`a fault of SOAP 1.1 with ${name}`, () => {
    expect(problems('soap11', fault11(inner))).toEqual(expected);
  });

for (const value of [
  'VersionMismatch',
  'MustUnderstand',
  'DataEncodingUnknown',
  'Sender',
  'Receiver',
])
  test(`the code ${value} is one of SOAP 1.2's`, () => {
    expect(problems('soap12', fault12(`s:${value}`))).toEqual([]);
  });

for (const value of ['s:Server', 's:Client', 'Receiver', 'x:Receiver', '', 's:receiver'])
  test(`the code "${value}" is none of SOAP 1.2's`, () => {
    expect(problems('soap12', fault12(value))).toEqual([
      expect.stringMatching(/^Expected one of VersionMismatch, .* as Code\/Value; it is "/),
    ]);
  });

test('subcodes are read from the outside in', () => {
  const fault = read(
    'soap12',
    '<s:Fault xmlns:m="urn:m"><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>m:A</s:Value><s:Subcode><s:Value>n:B</s:Value></s:Subcode></s:Subcode></s:Code>' +
      `${reason12}</s:Fault>`,
  );
  expect(fault?.subcodes).toEqual(['m:A', 'n:B']);
  expect(fault?.problems.map(({ message }) => message)).toEqual([
    'Expected a qualified name with a declared prefix as Subcode/Value; it is "n:B".',
  ]);
});

const text12 = (language: string): string => `<s:Text xml:lang="${language}">x</s:Text>`;
for (const [name, body, expected] of [
  [
    'nothing',
    '<s:Fault/>',
    ['Expected one Code in Fault; there is none.', 'Expected one Reason in Fault; there is none.'],
  ],
  [
    'no Value',
    `<s:Fault><s:Code/>${reason12}</s:Fault>`,
    ['Expected one Value in Code; there is none.'],
  ],
  ['no Text', fault12('s:Sender', '<s:Reason/>'), ['Expected a Text in Reason; there is none.']],
  [
    'no language',
    fault12('s:Sender', '<s:Reason><s:Text>x</s:Text></s:Reason>'),
    ['Expected xml:lang on Reason/Text; there is none.'],
  ],
  [
    'lang in no namespace',
    fault12('s:Sender', '<s:Reason><s:Text lang="en">x</s:Text></s:Reason>'),
    ['Expected xml:lang on Reason/Text; there is none.'],
  ],
  ['two languages', fault12('s:Sender', `<s:Reason>${text12('en')}${text12('de')}</s:Reason>`), []],
  [
    'one language twice',
    fault12('s:Sender', `<s:Reason>${text12('en')}${text12('EN')}</s:Reason>`),
    ['Expected one Text per language; "en" is there before.'],
  ],
  [
    'a part of SOAP 1.1',
    fault12('s:Sender', reason12, '<faultcode/>'),
    ['Expected only Code, Reason, Node, Role, Detail; there is faultcode.'],
  ],
  [
    'company',
    `${fault12('s:Sender')}<a/>`,
    ['Expected the Fault alone in the Body; there are other elements.'],
  ],
  ['another fault', fault12('s:Sender').repeat(2), ['Expected one Fault; there are 2.']],
] as const)
  test(`a fault of SOAP 1.2 with ${name}`, () => {
    expect(problems('soap12', body)).toEqual(expected);
  });

test("a fault in the other version's namespace is read, and is a problem", () => {
  const other = `<o:Fault xmlns:o="${envelopeNamespace.soap11}"><faultcode>o:Server</faultcode>${string11}</o:Fault>`;
  const fault = read('soap12', other);
  expect(fault).toMatchObject({ version: 'soap11', code: { local: 'Server' }, reason: 'text' });
  expect(fault?.problems).toEqual([
    {
      message: "Expected the Fault in the envelope's namespace; it is in the other version's.",
      path: '/s:Envelope/s:Body[1]/o:Fault[1]',
      line: 1,
    },
  ]);
});
