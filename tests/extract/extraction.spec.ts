import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { extract } from '../../harness/extract/extraction.ts';
import type { Repair } from '../../harness/extract/repair.ts';
import { readSpecification } from '../../harness/extract/specification.ts';
import { UserError } from '../../harness/user-error.ts';
import { compileSchema } from './compile-schema.ts';
import { sampleFile } from './specifications.ts';

const sample = readSpecification(sampleFile);
const { extraction, files } = extract(sample);
const fileOf = (name: string): string => files.get(name) ?? `(no file ${name})`;

/** The repairs of a WSDL of the sample, as one line each. */
function repairsOf(section: string): string[] {
  const repairs = extraction.wsdls.find(wsdl => wsdl.section === section)?.repairs ?? [];
  return repairs.map(({ kind, line, file = '*', subject, value }: Repair) =>
    [line, kind, file, subject, value].join(' '),
  );
}

/** Extracts the sample with one thing changed. */
function extractChanged(from: string | RegExp, to: string): ReadonlyMap<string, string> {
  const markdown = sample.markdown.replace(from, to);
  expect(markdown, 'the change must find its place').not.toBe(sample.markdown);
  return extract({ ...sample, markdown }).files;
}

test('the document says itself which revision of which specification it is', () => {
  expect(extraction.specification).toEqual({
    name: 'MS-RAIL',
    revision: '2.1',
    date: '2024-02-03',
  });
  expect(extraction.source.file).toBe('MS-RAIL.md');
  expect(extraction.source.sha256).toMatch(/^[0-9a-f]{64}$/);
});

test('every WSDL of section 6 is found, nested sections included, and none elsewhere', () => {
  expect(extraction.wsdls.map(({ section, title, file }) => [section, title, file])).toEqual([
    ['6.1', 'Ticket Service', 'TicketService.wsdl'],
    ['6.1.1', 'Timetable Service', 'TimetableService.wsdl'],
    ['6.2', 'Signal Service', 'SignalService.wsdl'],
  ]);
  expect([...files.keys()].sort()).toEqual([
    'SignalService.wsdl',
    'SignalService.xsd',
    'TicketService.types.xsd',
    'TicketService.wsdl',
    'TicketService.xsd',
    'TimetableService.wsdl',
    'TimetableService.xsd',
    'extraction.json',
  ]);
});

test('the line range of a WSDL is that of its declaration and its end tag', () => {
  const lines = sample.markdown.split('\n');
  for (const { lines: range, section } of extraction.wsdls) {
    expect(lines[range.first - 1], section).toMatch(/^(- )?<\?xml /);
    expect(lines[range.last - 1], section).toMatch(/^(- )?<\/(wsdl:)?definitions>$/);
  }
});

test('every repair is named, with the line that it mends', () => {
  const own = 'http://example.com/railway/';
  const schema = 'http://www.w3.org/2001/XMLSchema';
  expect(repairsOf('6.1')).toEqual([
    '98 blank-lines-removed * section 6.1 78',
    '172 attribute-value-joined * s:pattern/@value [0-9a-f]{8}-[0-9a-f]{4}',
    `216 attribute-value-joined * soap:operation/@soapAction ${own}TicketService/BuyTicket`,
    `232 attribute-value-joined * soap12:operation/@soapAction ${own}TicketService/BuyTicket`,
    `120 prefix-declared TicketService.xsd s ${schema}`,
    '120 prefix-declared TicketService.xsd s1 http://example.com/wsdl/types/',
    `120 prefix-declared TicketService.xsd tns ${own}TicketService`,
    '124 schema-location-added TicketService.xsd http://example.com/wsdl/types/ TicketService.types.xsd',
    `162 prefix-declared TicketService.types.xsd s ${schema}`,
  ]);
  expect(repairsOf('6.1.1')).toEqual([
    '259 blank-lines-removed * section 6.1.1 3',
    `261 prefix-declared TimetableService.xsd s ${schema}`,
  ]);
  expect(repairsOf('6.2')).toEqual([
    '270 blank-lines-removed * section 6.2 23',
    '270 list-markers-removed * section 6.2 24',
    `282 prefix-declared SignalService.xsd tns ${own}SignalService`,
    `282 prefix-declared SignalService.xsd xs ${schema}`,
  ]);
});

test('soapAction broken across lines is joined without a blank, in both bindings', () => {
  const actions = [...fileOf('TicketService.wsdl').matchAll(/soapAction="([^"]*)"/g)];
  expect(actions.map(([, value]) => value)).toEqual([
    'http://example.com/railway/TicketService/BuyTicket',
    'http://example.com/railway/TicketService/BuyTicket',
  ]);
});

test('the schema compiles with its import resolved, and the joined pattern accepts what it means', () => {
  const isValid = compileSchema(files, 'TicketService.xsd');
  const buy = (passenger: string): string =>
    `<BuyTicket xmlns="http://example.com/railway/TicketService"><Passenger>${passenger}</Passenger></BuyTicket>`;
  expect(isValid(buy('0123abcd-45ef'))).toBe(true);
  expect(isValid(buy('0123abcd- 45ef'))).toBe(false);
});

test('a schema declares the prefixes it uses, and no other', () => {
  const start = /<s:schema[^>]*>/.exec(fileOf('TicketService.xsd'))?.[0] ?? '';
  const prefixes = [...start.matchAll(/xmlns:(\w+)=/g)].map(([, prefix]) => prefix);
  expect(prefixes).toEqual(['s', 's1', 'tns']);
});

test('contents stay: strict wildcards, mixed content, references, documentation, addresses', () => {
  expect(fileOf('TicketService.xsd')).toContain(
    '  <s:complexType name="Luggage" mixed="true">\n    <s:sequence>\n      <s:any />\n    </s:sequence>\n    <s:anyAttribute />\n',
  );
  expect(fileOf('SignalService.xsd')).toContain('value="red &amp; white"');
  expect(fileOf('TicketService.wsdl')).toContain('>\nSells a ticket\nto one passenger\n</doc');
  expect(fileOf('TicketService.wsdl')).toContain(
    '<soap:address location="http://station.example.com/tickets.asmx" />',
  );
  expect(fileOf('TicketService.wsdl')).toContain(
    '<s:import namespace="http://example.com/wsdl/types/" />',
  );
});

test('a line that begins with a hyphen among others that do not keeps it', () => {
  const changed = extractChanged('\nto one passenger\n', '\n- to one passenger\n');
  expect(changed.get('TicketService.wsdl')).toContain('\nSells a ticket\n- to one passenger\n');
});

test('one element stands on a line, however the document broke its lines', () => {
  for (const [name, text] of files) {
    if (name === 'extraction.json') continue;
    const crowded = text.split('\n').filter(line => /<[\w:]+[^>]*>\s*<[\w:]/.test(line));
    expect(crowded, name).toEqual([]);
    expect(text, name).not.toMatch(/\n\s*\n|[ \t]\n/);
  }
});

test('extraction of the same document gives the same bytes, whichever line ends it has', () => {
  expect(extract(sample).files).toEqual(files);
  const markdown = sample.markdown.replaceAll('\n', '\r\n');
  expect(extract({ ...sample, markdown }).files).toEqual(files);
});

for (const { name, from, to, message } of [
  {
    name: 'no WSDL in section 6',
    from: /^(#+) 6/gm,
    to: '$1 5',
    message: /^Expected a WSDL .* in section 6 of MS-RAIL\.md, but found none; pass /,
  },
  {
    name: 'a WSDL without operations',
    from: /- <operation[^]*?- <\/operation>/,
    to: '',
    message: /^Expected the WSDL on line 270 of MS-RAIL\.md .* to have an operation .*none; /,
  },
  {
    name: 'a WSDL without an end',
    from: '- </definitions>',
    to: '',
    message: /^Expected the WSDL that begins on line 272 .* to end with .*; restore /,
  },
  {
    name: 'a WSDL that is not well-formed',
    from: '- </portType>',
    to: '- </port>',
    message: /^Expected the WSDL on line 270 .* well-formed XML, but near line 31\d: .*portType/,
  },
  {
    name: 'a prefix declared nowhere',
    from: 'type="tns:Luggage"',
    to: 'type="lost:Luggage"',
    message: /^Expected the prefix "lost", which the schema on line 120 uses, .* it isn't; add /,
  },
  {
    name: 'two WSDLs of one name',
    from: /railway\/TimetableService/g,
    to: 'buses/TicketService',
    message: /^Expected the WSDLs of MS-RAIL\.md .* both be written to TicketService\.wsdl; /,
  },
  {
    name: 'a target namespace that names no file',
    from: /railway\/SignalService/g,
    to: 'railway/..',
    message:
      /^Expected a target namespace that ends in a name, .* "http:\/\/example\.com\/railway\/\.\."/,
  },
])
  test(`${name} is the user's to mend, and one sentence says how`, () => {
    expect(() => extractChanged(from, to)).toThrow(UserError);
    expect(() => extractChanged(from, to)).toThrow(message);
  });

test('the sample holds the traps: broken values, split attributes, lone ends, long lines', () => {
  const text = readFileSync(sampleFile, 'utf8');
  expect(text.match(/soapAction="?\n?\n?"?http:[^"]*\n\nBuyTicket"/g)).toHaveLength(2);
  expect(text).toMatch(/<s:pattern value=\n\n"[^"]*\n\n/);
  expect(text).toMatch(/\n\/>\n/);
  expect(Math.max(...text.split('\n').map(line => line.length))).toBeGreaterThan(400);
  expect(text).toContain('\n- <?xml');
});
