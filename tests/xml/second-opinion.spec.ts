import { writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { envelopeNamespace } from '../../harness/soap/version.ts';
import { messageSchemaFile } from '../../harness/wsdl/message-schema.ts';
import {
  type Judge,
  knownDisagreement,
  knownDisagreements,
} from '../../harness/xml/known-disagreements.ts';
import { parseMessages, secondOpinion, selfTested } from '../../harness/xml/second-opinion.ts';
import { xercesBatch } from './xerces-batch.ts';

const schemaFile = messageSchemaFile('rmsi', 'DecommissionService', 'soap11');
const envelope = (body: string) =>
  `<s:Envelope xmlns:s="${envelopeNamespace.soap11}">\n<s:Body>${body}</s:Body></s:Envelope>`;

/** The real judge, or a skipped test. */
async function xerces() {
  const opinion = await secondOpinion();
  test.skip(!opinion.available, opinion.available ? '' : opinion.reason);
  if (!opinion.available) throw new Error('skipped');
  return (text: string, schema: string, name = 'document.xml') => {
    const file = test.info().outputPath(name);
    writeFileSync(file, text);
    return opinion.validate(file, schema);
  };
}

test.describe('Xerces', () => {
  test('judges a message against its schema set', async () => {
    const judge = await xerces();
    expect(await judge(envelope(''), schemaFile)).toEqual([]);
    const [issue] = await judge(envelope('<x/>'), schemaFile);
    // The package can end before it has read what Java said; the verdict stands all the same.
    if (issue?.message !== 'Invalid; no reason was given.')
      expect(`${issue?.line}: ${issue?.message}`).toMatch(
        /^2: .*no declaration can be found for element 'x'/,
      );
  });

  test('never sees a document type declaration, nor an encoding in which one could hide', async () => {
    const judge = await xerces();
    expect(
      await judge(`<!DOCTYPE x SYSTEM "file:///etc/passwd">${envelope('')}`, schemaFile),
    ).toEqual([
      { line: 1, message: 'The document has a document type declaration; it was not read.' },
    ]);
    const hidden = `<?xml version="1.0" encoding="IBM037"?>${envelope('')}`;
    expect((await judge(hidden, schemaFile))[0]?.message).toContain('Expected a document in UTF-8');
  });

  test('leaves the environment as it was', async () => {
    const judge = await xerces();
    const before = process.env['JAVA_TOOL_OPTIONS'];
    await Promise.all([
      judge(envelope(''), schemaFile, 'a.xml'),
      judge('<x/>', schemaFile, 'b.xml'),
    ]);
    expect(process.env['JAVA_TOOL_OPTIONS']).toBe(before);
  });
});

test.describe('is not believed', () => {
  const reason = async (validate: Parameters<typeof selfTested>[0]) => {
    const opinion = await selfTested(validate);
    return opinion.available ? 'available' : opinion.reason;
  };
  const verdict = { valid: false, result: 'WITH_ERRORS', messages: [] };
  const accept = () => Promise.resolve({ valid: true, messages: [] });
  const reject = () => Promise.reject(Object.assign(new Error('invalid xml'), verdict));

  test('when the package is missing', async () => {
    expect(await reason(undefined)).toMatch(/is not installed; run `npm ci`/);
  });
  test('when it accepts everything', async () => {
    expect(await reason(accept)).toMatch(/missed an error in its self-test/);
  });
  test('when it rejects everything without a message, as it does without its class', async () => {
    expect(await reason(reject)).toMatch(/called a valid document invalid in its self-test/);
  });
  test('when Java is missing', async () => {
    const noJava = () => Promise.reject(new Error('Java JRE required'));
    expect(await reason(noJava)).toBe('xsd-schema-validator does not run: Java JRE required.');
  });
  test('but is when it tells the two apart', async () => {
    expect(await reason(({ file }) => (file.endsWith('invalid.xml') ? reject() : accept()))).toBe(
      'available',
    );
  });
});

test('messages that were cut or run together are put right', () => {
  expect(
    parseMessages(['[error] one (3:4)[error] two with (1:2) inside (5:6)[fatal] thr', 'ee (7:-1)']),
  ).toEqual([
    { line: 3, message: 'one (3:4)' },
    { line: 5, message: 'two with (1:2) inside (5:6)' },
    { line: 7, message: 'three (7:-1)' },
  ]);
  expect(parseMessages([])).toEqual([{ line: 1, message: 'Invalid; no reason was given.' }]);
});

test.describe('known disagreements', () => {
  for (const known of knownDisagreements)
    test(`${known.id} still stands`, async () => {
      const { schema, document } = known.example;
      await xerces();
      const file = test.info().outputPath('schema.xsd');
      writeFileSync(file, schema);
      // Not through the package, which can lose the message that is asked for here.
      const [byXerces = []] = await xercesBatch(file, [document]);
      const issues = { libxml2: byLibxml2(schema, document), xerces: byXerces };
      const accepts: Judge = known.rejects === 'xerces' ? 'libxml2' : 'xerces';
      expect(issues[accepts]).toEqual([]);
      expect(knownDisagreement(known.rejects, issues[known.rejects])?.id).toBe(known.id);
      expect(knownDisagreement(accepts, issues[known.rejects])).toBeUndefined();
    });

  test('any other disagreement is a finding', () => {
    expect(knownDisagreement('xerces', [])).toBeUndefined();
    expect(knownDisagreement('xerces', [{ line: 1, message: 'cvc-elt.3.1: nil' }])).toBeUndefined();
    expect(
      knownDisagreement('xerces', [
        { line: 1, message: "'*' is not a valid value for 'base64Binary'" },
        { line: 1, message: 'cvc-elt.3.1: nil' },
      ]),
    ).toBeUndefined();
  });
});

function byLibxml2(schema: string, document: string) {
  const schemaDocument = XmlDocument.fromString(schema);
  const validator = XsdValidator.fromDoc(schemaDocument);
  const parsed = XmlDocument.fromString(document);
  try {
    validator.validate(parsed);
    return [];
  } catch (error) {
    return [{ line: 1, message: error instanceof Error ? error.message : '' }];
  } finally {
    parsed.dispose();
    validator.dispose();
    schemaDocument.dispose();
  }
}
