import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { decodeXml } from './decode.ts';
import { doctypeIndex } from './prolog.ts';
import type { SchemaIssue } from './schema-set.ts';

/** The independent second judge, or why there is none. */
export type SecondOpinion =
  | {
      available: true;
      /**
       * Judges one file against a driver schema, both as absolute paths; no issue means valid. A
       * document type declaration, and what does not decode, is an issue; Java never sees it.
       */
      validate(file: string, schemaFile: string): Promise<SchemaIssue[]>;
    }
  | { available: false; reason: string };

/** What xsd-schema-validator gives back, on success and (added to the error) on failure. */
interface Verdict {
  valid: boolean;
  messages: readonly string[];
}

type ValidateXml = (xml: { file: string }, schema: string) => Promise<Verdict>;

// Xerces would otherwise read the files and fetch the URLs that a document or schema names.
const javaOptions = '-Djavax.xml.accessExternalDTD= -Djavax.xml.accessExternalSchema=file';

const selfTestSchema = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
<xs:element name="number" type="xs:int"/></xs:schema>`;

let opinion: Promise<SecondOpinion> | undefined;

/**
 * Xerces in a JVM, by way of the optional package xsd-schema-validator (about 0.3 s a call). It is
 * believed only after it accepted a document known to be valid and rejected one known to be invalid:
 * without its compiled class the package calls every document invalid, with no message. Asked once
 * per process; calls are run one after the other, because each starts a JVM.
 */
export function secondOpinion(): Promise<SecondOpinion> {
  opinion ??= loadPackage().then(selfTested);
  return opinion;
}

/** As `secondOpinion`, for a given implementation of the package (and none, when undefined). */
export async function selfTested(validateXml: ValidateXml | undefined): Promise<SecondOpinion> {
  if (validateXml === undefined)
    return {
      available: false,
      reason:
        'The optional package xsd-schema-validator is not installed; run `npm ci` with a JDK present.',
    };
  const validate = oneAtATime(validateXml);
  const folder = await mkdtemp(path.join(tmpdir(), 'assay-second-opinion-'));
  try {
    const schema = path.join(folder, 'number.xsd');
    await writeFile(schema, selfTestSchema);
    const judge = async (name: string, text: string) => {
      const file = path.join(folder, name);
      await writeFile(file, text);
      return validate(file, schema);
    };
    const onValid = await judge('valid.xml', '<number>1</number>');
    const onInvalid = await judge('invalid.xml', '<number>one</number>');
    if (onValid.length === 0 && onInvalid.length > 0) return { available: true, validate };
    const wrong = onValid.length > 0 ? 'called a valid document invalid' : 'missed an error';
    return {
      available: false,
      reason: `xsd-schema-validator ${wrong} in its self-test; run \`npx assay setup\`.`,
    };
  } catch (error) {
    return {
      available: false,
      reason: `xsd-schema-validator does not run: ${error instanceof Error ? error.message : String(error)}.`,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function loadPackage(): Promise<ValidateXml | undefined> {
  // A variable, so that the compiler does not demand an optional package.
  const name = 'xsd-schema-validator';
  try {
    const loaded = (await import(name)) as { validateXML: ValidateXml };
    return loaded.validateXML;
  } catch {
    return undefined;
  }
}

function oneAtATime(validateXml: ValidateXml) {
  let last: Promise<unknown> = Promise.resolve();
  return (file: string, schemaFile: string): Promise<SchemaIssue[]> => {
    const result = last.then(() => judged(validateXml, file, schemaFile));
    last = result.catch(() => undefined);
    return result;
  };
}

async function judged(
  validateXml: ValidateXml,
  file: string,
  schemaFile: string,
): Promise<SchemaIssue[]> {
  const refused = await refusal(file);
  if (refused !== undefined) return [refused];
  const before = process.env['JAVA_TOOL_OPTIONS'];
  process.env['JAVA_TOOL_OPTIONS'] = [before, javaOptions].filter(Boolean).join(' ');
  try {
    await validateXml({ file }, schemaFile);
    return [];
  } catch (error) {
    if (!isVerdict(error)) throw error;
    return parseMessages(error.messages);
  } finally {
    if (before === undefined) delete process.env['JAVA_TOOL_OPTIONS'];
    else process.env['JAVA_TOOL_OPTIONS'] = before;
  }
}

async function refusal(file: string): Promise<SchemaIssue | undefined> {
  const bytes = await readFile(file);
  let text: string;
  try {
    ({ text } = decodeXml(bytes));
  } catch (error) {
    return { line: 1, message: error instanceof Error ? error.message : String(error) };
  }
  const doctype = doctypeIndex(text);
  if (doctype === undefined) return undefined;
  return {
    line: text.slice(0, doctype).split('\n').length,
    message: 'The document has a document type declaration; it was not read.',
  };
}

function isVerdict(error: unknown): error is Error & Verdict {
  return error instanceof Error && 'messages' in error && Array.isArray(error.messages);
}

/**
 * The package cuts its messages wherever a chunk of output happens to end, or runs several together:
 * they are joined first, then split where Xerces begins one. The verdict never depends on them.
 */
export function parseMessages(messages: readonly string[]): SchemaIssue[] {
  const issues = messages
    .join('')
    .split(/\[(?:warning|error|fatal)\] /)
    .slice(1)
    .map(message => {
      const position = /\((\d+):-?\d+\)\s*$/.exec(message);
      return { line: Number(position?.[1] ?? 1), message: message.trim() };
    });
  return issues.length > 0 ? issues : [{ line: 1, message: 'Invalid; no reason was given.' }];
}
