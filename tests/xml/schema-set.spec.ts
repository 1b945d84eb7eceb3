import { expect, test } from '@playwright/test';
import { diag } from 'libxml2-wasm';
import { envelopeNamespace, type SoapVersion } from '../../harness/soap/version.ts';
import { messageSchemaFile } from '../../harness/wsdl/message-schema.ts';
import { disposeSchemaSets, loadSchemaSet } from '../../harness/xml/schema-set.ts';

const schemaFile = {
  soap11: messageSchemaFile('rmsi', 'DecommissionService', 'soap11'),
  soap12: messageSchemaFile('rmsi', 'DecommissionService', 'soap12'),
};

function envelope(version: SoapVersion, body: string, header = ''): string {
  return `<s:Envelope xmlns:s="${envelopeNamespace[version]}" xmlns:d="http://microsoft.com/DRM/DecommissionService" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><s:Header>${header}</s:Header><s:Body>${body}</s:Body></s:Envelope>`;
}

function judge(version: SoapVersion, body: string, header?: string) {
  return loadSchemaSet(schemaFile[version]).validate(envelope(version, body, header));
}

const result = (key: string, type: string) =>
  `<d:AcquireContentKeyResponse><d:AcquireContentKeyResult><d:AcquireContentKeyResponse>${key}<d:ContentKeyType>${type}</d:ContentKeyType></d:AcquireContentKeyResponse></d:AcquireContentKeyResult></d:AcquireContentKeyResponse>`;

test.describe('whole messages', () => {
  test('a response is judged below the body', () => {
    expect(judge('soap11', result('<d:ContentKey>AQID</d:ContentKey>', 'AES'))).toEqual([]);
    expect(judge('soap11', result('<d:ContentKey>AQID</d:ContentKey>', 'AES256'))).toEqual([
      { line: 1, message: expect.stringContaining("'AES256' is not an element of the set") },
    ]);
  });

  test('the body is strict, header blocks are judged as far as they are declared', () => {
    expect(judge('soap11', '<unknown/>')).toHaveLength(1);
    expect(judge('soap11', '', '<x:unknown xmlns:x="urn:x"/>')).toEqual([]);
    expect(judge('soap11', '', '<d:VersionData><d:Wrong/></d:VersionData>')).toHaveLength(1);
  });

  test('envelope attributes are allowed on VersionData, and only with values of their type', () => {
    const withAttributes = (attributes: string) =>
      `<d:VersionData ${attributes}><d:MinimumVersion>1</d:MinimumVersion></d:VersionData>`;
    expect(judge('soap11', '', withAttributes('s:mustUnderstand="1" s:actor="urn:a"'))).toEqual([]);
    expect(judge('soap11', '', withAttributes('s:mustUnderstand="true"'))).not.toEqual([]);
    expect(
      judge('soap12', '', withAttributes('s:mustUnderstand="true" s:role="urn:a" s:relay="0"')),
    ).toEqual([]);
    expect(judge('soap12', '', withAttributes('s:actor="urn:a"'))).not.toEqual([]);
  });
});

test.describe('faults', () => {
  const soap11 = {
    'a plain code': '<faultcode>s:Server</faultcode><faultstring>no</faultstring>',
    'an exception as code and a detail of any content':
      '<faultcode>System.ArgumentNullException</faultcode><faultstring/><faultactor>urn:a</faultactor><detail><any/>text is not allowed</detail>',
  };
  test('SOAP 1.1', () => {
    expect(judge('soap11', `<s:Fault>${soap11['a plain code']}</s:Fault>`)).toEqual([]);
    const withDetail = soap11['an exception as code and a detail of any content'];
    expect(judge('soap11', `<s:Fault>${withDetail}</s:Fault>`)).toHaveLength(1);
    expect(
      judge('soap11', `<s:Fault>${withDetail.replace('text is not allowed', '')}</s:Fault>`),
    ).toEqual([]);
    for (const broken of [
      '<faultstring>no</faultstring>',
      '<faultcode>s:Server</faultcode>',
      '<faultcode>two words</faultcode><faultstring/>',
      '<s:faultcode>s:Server</s:faultcode><s:faultstring/>',
      '<faultcode>s:Server</faultcode><faultstring/><Reason/>',
    ])
      expect(judge('soap11', `<s:Fault>${broken}</s:Fault>`), broken).not.toEqual([]);
  });

  const fault12 = (value: string, text: string, rest = '') =>
    `<s:Fault><s:Code>${value}</s:Code><s:Reason>${text}</s:Reason>${rest}</s:Fault>`;
  const sender = '<s:Value>s:Sender</s:Value>';
  const english = '<s:Text xml:lang="en">no</s:Text>';

  test('SOAP 1.2', () => {
    for (const sound of [
      fault12(sender, english),
      fault12(
        '<s:Value xmlns:q="http://www.w3.org/2003/05/soap-envelope">q:Receiver</s:Value>',
        english,
      ),
      fault12(`${sender}<s:Subcode><s:Value>d:Any</s:Value></s:Subcode>`, english + english),
      fault12(sender, '<s:Text xml:lang="">no</s:Text>'),
      fault12(
        sender,
        english,
        '<s:Node>urn:n</s:Node><s:Role>urn:r</s:Role><s:Detail><any/></s:Detail>',
      ),
    ])
      expect(judge('soap12', sound), sound).toEqual([]);
    for (const broken of [
      fault12('<s:Value>s:Client</s:Value>', english),
      fault12('<s:Value xmlns:q="urn:q">q:Sender</s:Value>', english),
      fault12(sender, '<s:Text>no</s:Text>'),
      fault12(sender, '<s:Text xml:lang="not a language">no</s:Text>'),
      fault12(sender, ''),
      fault12(sender, english, '<s:Role>urn:r</s:Role><s:Node>urn:n</s:Node>'),
      '<s:Fault><faultcode>s:Sender</faultcode><faultstring/></s:Fault>',
    ])
      expect(judge('soap12', broken), broken).not.toEqual([]);
  });
});

test.describe('hostile documents', () => {
  const set = () => loadSchemaSet(schemaFile.soap11);

  test('a document type declaration is refused unread', () => {
    const laughs = `<?xml version="1.0"?>\n<!-- <!DOCTYPE no> -->\n<!DOCTYPE l [<!ENTITY a "ha">${'bcdefghij'
      .split('')
      .map((name, at) => `<!ENTITY ${name} "${`&${'abcdefghi'[at] ?? ''};`.repeat(10)}">`)
      .join('')}]>\n<l>&j;</l>`;
    const external = '<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>';
    const refused = 'The document has a document type declaration; it was not read.';
    for (const [document, line] of [
      [laughs, 3],
      [external, 1],
      [Buffer.from(`\uFEFF${external}`, 'utf16le'), 1],
    ] as const)
      expect(set().validate(document)).toEqual([{ line, message: refused }]);
  });

  test('what is not well-formed, empty or undecodable is an issue, not an exception', () => {
    for (const document of ['', '<a>', 'text', '<a/><b/>', '<a>&undefined;</a>', '<p:a/>']) {
      const [issue] = set().validate(document);
      expect(issue?.message, document).toMatch(/^Not well-formed: /);
    }
    expect(set().validate(new Uint8Array([0x3c, 0xff, 0xfe, 0x3e]))).toHaveLength(1);
    expect(
      set().validate(Buffer.from('<?xml version="1.0" encoding="EBCDIC-CP-US"?><a/>')),
    ).toHaveLength(1);
    expect(set().validate(`${'<a>'.repeat(5000)}${'</a>'.repeat(5000)}`)).not.toEqual([]);
  });

  test('lines beyond 65,535 are told', () => {
    const long = `${'\n'.repeat(70_000)}<unknown/>`;
    expect(judge('soap11', long).map(({ line }) => line)).toEqual([70_001]);
  });

  test('more elements than any message has are not judged', () => {
    expect(judge('soap11', '<a></a>'.repeat(500_000))).toEqual([
      { line: 1, message: 'The document may hold over 500000 elements; it was not judged.' },
    ]);
  });

  test('many mistakes take no longer than a few, and the first hundred are told', () => {
    const wrong = result('', 'XES').replace(
      /(<d:AcquireContentKeyResult>)([^]*)(<\/d:AcquireContentKeyResult>)/,
      (_, open: string, item: string, close: string) => open + item.repeat(50_000) + close,
    );
    const issues = judge('soap11', wrong);
    expect(issues).toHaveLength(100);
    expect(issues[99]?.message).toContain("'XES' is not an element of the set");
  });

  test('bytes and text get the same verdict, in UTF-8 and UTF-16', () => {
    const text = envelope('soap11', '<unknown/>');
    const expected = set().validate(text);
    expect(expected).toHaveLength(1);
    expect(set().validate(Buffer.from(text, 'utf8'))).toEqual(expected);
    expect(set().validate(Buffer.from(`\uFEFF${text}`, 'utf16le'))).toEqual(expected);
  });
});

test.describe('compiled sets', () => {
  test('are compiled once, and anew after they were disposed of', () => {
    const first = loadSchemaSet(schemaFile.soap12);
    expect(loadSchemaSet(schemaFile.soap12)).toBe(first);
    disposeSchemaSets();
    const second = loadSchemaSet(schemaFile.soap12);
    expect(second).not.toBe(first);
    expect(second.validate(envelope('soap12', ''))).toEqual([]);
    second.dispose();
    expect(loadSchemaSet(schemaFile.soap12)).not.toBe(second);
  });

  test('leave no document behind, valid, invalid or broken', () => {
    disposeSchemaSets();
    diag.configure({ enabled: true });
    try {
      const set = loadSchemaSet(schemaFile.soap11);
      for (const document of [envelope('soap11', ''), envelope('soap11', '<x/>'), '<a>'])
        set.validate(document);
      set.dispose();
      expect(diag.report()).toEqual({});
    } finally {
      diag.configure({ enabled: false });
    }
  });

  test('are read only below schemas', () => {
    expect(() => loadSchemaSet('/etc/passwd')).toThrow(/^Expected a schema below .*schemas\//);
    expect(() => loadSchemaSet(`${schemaFile.soap11}.missing`)).toThrow(/there is no such file/);
  });
});
