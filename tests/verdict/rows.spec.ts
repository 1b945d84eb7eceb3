import { expect, test } from '@playwright/test';
import { UserError } from '../../harness/user-error.ts';
import { rows } from '../../harness/verdict/rows.ts';
import { fc } from '../fast-check.ts';

const first = '3.1.4.2 SHOULD 9267ef5a97337069: VersionData is validated';
const statement = 'A request whose versions are no version numbers is refused.';

test('a row of two lines is a rule of the server with its sentence', () => {
  const read = rows('Common fault codes', {
    'rmsi.faults.version-data-validated': `
      ${first}
      ${statement}`,
  });
  expect(read).toStrictEqual({
    'rmsi.faults.version-data-validated': {
      section: '3.1.4.2',
      level: 'SHOULD',
      actor: 'server',
      operation: 'Common fault codes',
      title: 'VersionData is validated',
      statement,
      source: { sentence: '9267ef5a97337069' },
    },
  });
});

test('a row can quote a reference, bind the client, conflict, and say who holds it', () => {
  const read = rows('Transport', {
    a: `2 MAY client "SOAP 1.1 section 4.4; WSDL: bindings": Parts: two, "as printed"
        It is so.
        conflicts with: b, rmsi.c.d
        untested: Binds: somebody.
        held by: tests/x.spec.ts`,
  });
  expect(read.a).toStrictEqual({
    section: '2',
    level: 'MAY',
    actor: 'client',
    operation: 'Transport',
    title: 'Parts: two, "as printed"',
    statement: 'It is so.',
    source: { reference: 'SOAP 1.1 section 4.4; WSDL: bindings' },
    conflictsWith: ['b', 'rmsi.c.d'],
    untested: 'Binds: somebody.',
    heldBy: 'tests/x.spec.ts',
  });
});

test('a row says how a rule is known that no open specification states', () => {
  const read = rows('Metering', {
    a: `1.6 MUST documented "MeteringChallenge.xml": A\nB.`,
    b: `1.6 SHOULD client observed "a player": C\nD.`,
    c: `1.6 MAY inferred "the name of the code": E\nF.`,
  });
  expect(Object.values(read).map(({ mark }) => mark)).toEqual([
    'documented',
    'observed',
    'inferred',
  ]);
  expect(read.a.source).toEqual({ reference: 'MeteringChallenge.xml' });
});

for (const mark of ['observed', 'inferred'])
  test(`what is ${mark} can't be a MUST`, () => {
    expect(() => rows('x', { a: `1 MUST ${mark} "y": A\nB.` })).toThrow(UserError);
    expect(() => rows('x', { a: `1 MUST ${mark} "y": A\nB.` })).toThrow(
      /expected SHOULD or MAY for what is not documented/,
    );
  });

test("a client's row has a reason without saying one; a server's row has not", () => {
  const { client, server } = rows('x', {
    client: `1 MUST client 0123456789abcdef: A\nB.`,
    server: `1 MUST 0123456789abcdef: A\nB.`,
  });
  expect(client.untested).toBe('Binds the requestor.');
  expect(Object.keys(server)).not.toContain('untested');
});

test("a test that holds the client's rows holds those without a reason of their own", () => {
  const read = rows(
    { operation: 'x', heldBy: 'tests/x.spec.ts' },
    {
      silent: `1 MUST client 0123456789abcdef: A\nB.`,
      excused: `1 MUST client 0123456789abcdef: A\nB.\nuntested: C.`,
      other: `1 MUST client 0123456789abcdef: A\nB.\nheld by: tests/other.spec.ts`,
      server: `1 MUST 0123456789abcdef: A\nB.`,
    },
  );
  expect(Object.values(read).map(({ heldBy }) => heldBy)).toEqual([
    'tests/x.spec.ts',
    undefined,
    'tests/other.spec.ts',
    undefined,
  ]);
});

for (const [flaw, text, quoted] of [
  ['nothing at all', '', 'found nothing'],
  ['no section', `MUST 0123456789abcdef: A\nB.`, '"MUST 0123456789abcdef: A"'],
  ['no level', `1.2 0123456789abcdef: A\nB.`, 'SECTION LEVEL'],
  ['a level that is none', `1.2 SHALL 0123456789abcdef: A\nB.`, '"1.2 SHALL'],
  ['a digest that is too short', `1.2 MUST 0123456789abcde: A\nB.`, '0123456789abcde: A'],
  ['a digest in capitals', `1.2 MUST 0123456789ABCDEF: A\nB.`, '0123456789ABCDEF'],
  ['an empty reference', `1.2 MUST "": A\nB.`, 'SECTION LEVEL'],
  ['an actor that is none', `1.2 MUST proxy 0123456789abcdef: A\nB.`, 'proxy'],
  ['no title', `1.2 MUST 0123456789abcdef:\nB.`, 'SECTION LEVEL'],
  ['no statement', `1.2 MUST 0123456789abcdef: A`, 'found nothing'],
  ['a statement without a full stop', `${first}\nIt is refused`, '"It is refused"'],
  ['a reason instead of a statement', `${first}\nuntested: No.`, '"untested: No."'],
  ['a second line of the statement', `${first}\n${statement}\nReally.`, '"Really."'],
  ['a name that is none', `${first}\n${statement}\nuntestable: No.`, '"untestable: No."'],
  ['an empty reason', `${first}\n${statement}\nuntested:`, '"untested:"'],
  ['a reason twice', `${first}\n${statement}\nuntested: A.\nuntested: B.`, '"untested: B."'],
] as const)
  test(`${flaw} is refused, naming row and line`, () => {
    const read = () => rows('x', { good: `${first}\n${statement}`, 'rmsi.bad.row': text });
    expect(read).toThrow(UserError);
    expect(read).toThrow('Row rmsi.bad.row of the catalogue: expected ');
    expect(read).toThrow(quoted);
  });

test('whatever title and statement are, they come back unchanged', () => {
  const words = fc
    .array(fc.stringMatching(/^[a-zA-Z0-9"',;:()-]+$/), { minLength: 1, maxLength: 8 })
    .map(parts => parts.join(' '));
  fc.assert(
    fc.property(words, words, fc.nat(12), (title, sentence, indent) => {
      fc.pre(!/^(?:untested|held by|conflicts with): /.test(sentence));
      const space = ' '.repeat(indent);
      const { row } = rows('x', {
        row: `\n${space}1.2 MUST 0123456789abcdef: ${title}\n${space}${sentence}.\n`,
      });
      expect([row.title, row.statement]).toEqual([title, `${sentence}.`]);
    }),
  );
});
