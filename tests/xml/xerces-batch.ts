import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseMessages } from '../../harness/xml/second-opinion.ts';
import type { SchemaIssue } from '../../harness/xml/schema-set.ts';

/**
 * Judges many documents with one JVM, by the compiled class of xsd-schema-validator: they stand one
 * after the other under one element with a strict wildcard, which assesses each as if it were a root,
 * and a message's line tells whose it is. Reads the class's output itself, since the package loses
 * parts of it. For trusted, well-formed documents without document type declaration only.
 *
 * @returns the issues of each document, in order, with lines within it
 */
export async function xercesBatch(
  schemaFile: string,
  documents: readonly string[],
): Promise<readonly (readonly SchemaIssue[])[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'assay-batch-'));
  try {
    const schema = path.join(folder, 'batch.xsd');
    await writeFile(
      schema,
      `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
<xs:include schemaLocation="${pathToFileURL(schemaFile).href}"/>
<xs:element name="batch"><xs:complexType><xs:sequence>
<xs:any minOccurs="0" maxOccurs="unbounded"/>
</xs:sequence></xs:complexType></xs:element>
</xs:schema>`,
    );
    const texts = documents.map(document => `${document.replace(/^<\?xml[^>]*\?>/, '')}\n`);
    const file = path.join(folder, 'batch.xml');
    await writeFile(file, `<batch>\n${texts.join('')}</batch>\n`);
    const issues = await run(schema, file);
    let line = 2;
    return texts.map(text => {
      const first = line;
      line += text.split('\n').length - 1;
      return issues
        .filter(issue => issue.line >= first && issue.line < line)
        .map(issue => ({ ...issue, line: issue.line - first + 1 }));
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function run(schema: string, file: string): Promise<readonly SchemaIssue[]> {
  const entry = createRequire(import.meta.url).resolve('xsd-schema-validator/package.json');
  const java = spawn('java', [
    '-Dfile.encoding=UTF-8',
    '-Djavax.xml.accessExternalDTD=',
    '-Djavax.xml.accessExternalSchema=file',
    '-classpath',
    path.dirname(entry),
    'support.XMLValidator',
    `-file=${file}`,
    `-schema=${schema}`,
  ]);
  java.stdin.end();
  let said = '';
  let result = '';
  java.stderr.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
  java.stdout.setEncoding('utf8').on('data', (chunk: string) => (result += chunk));
  await new Promise((resolve, reject) => java.on('close', resolve).on('error', reject));
  if (result.trim() === 'result=OK') return [];
  if (result.trim() !== 'result=WITH_ERRORS') throw new Error(`Xerces gave up: ${result}${said}`);
  return parseMessages([said]);
}
