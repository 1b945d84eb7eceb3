import { expect, test } from '@playwright/test';
import { cutInlineSchemas, type InlineSchema } from '../../harness/extract/inline-schemas.ts';
import { readMarkup } from '../../harness/extract/markup.ts';
import { writeMarkup } from '../../harness/extract/write-markup.ts';
import { UserError } from '../../harness/user-error.ts';

const xsd = 'http://www.w3.org/2001/XMLSchema';

/** Cuts the schemas out of a WSDL of the namespace `urn:own` with these declarations and schemas. */
function cut(declarations: string, schemas: string): InlineSchema[] {
  const text = `<w:definitions xmlns:w="http://schemas.xmlsoap.org/wsdl/" targetNamespace="urn:own" ${declarations}><w:types>${schemas}</w:types></w:definitions>`;
  return cutInlineSchemas(readMarkup(text, [7]), 'Own');
}

const declarationsOf = (schema: InlineSchema | undefined): string[] =>
  (schema?.repairs ?? [])
    .filter(({ kind }) => kind === 'prefix-declared')
    .map(({ subject, value }) => `${subject}=${value}`);

test('a default namespace that stands around the schema is declared in it', () => {
  const [schema] = cut(`xmlns="${xsd}"`, '<schema targetNamespace="urn:own" />');
  expect(declarationsOf(schema)).toEqual([`=${xsd}`]);
  expect(schema && writeMarkup(schema.element)).toContain(`<schema xmlns="${xsd}" target`);
});

test('a prefix used in a value alone, a list of values or a path is declared', () => {
  const [schema] = cut(
    `xmlns:a="urn:a" xmlns:b="urn:b" xmlns:c="urn:c" xmlns:d="urn:d" xmlns:http="urn:h"`,
    `<s:schema xmlns:s="${xsd}" targetNamespace="urn:own" id="http://x"><s:union memberTypes="s:int a:x b:y" /><s:field xpath=".//c:z/@d:w" /></s:schema>`,
  );
  expect(declarationsOf(schema)).toEqual(['a=urn:a', 'b=urn:b', 'c=urn:c', 'd=urn:d']);
});

test('a prefix that an element inside declares for itself is not declared again', () => {
  const [schema] = cut(
    'xmlns:a="urn:outer"',
    `<s:schema xmlns:s="${xsd}" targetNamespace="urn:own"><s:element xmlns:a="urn:inner" name="e" type="a:t" /></s:schema>`,
  );
  expect(declarationsOf(schema)).toEqual([]);
});

test('an import of what is no sibling, or that has its location already, is left alone', () => {
  const [schema] = cut(
    `xmlns:s="${xsd}"`,
    '<s:schema targetNamespace="urn:own"><s:import namespace="urn:away" /><s:import namespace="urn:two" schemaLocation="mine.xsd" /></s:schema><s:schema targetNamespace="urn:two" />',
  );
  expect(schema?.repairs.map(({ kind }) => kind)).toEqual(['prefix-declared']);
  expect(schema && writeMarkup(schema.element)).toContain('schemaLocation="mine.xsd"');
});

test('two schemas that would be written to one file, and one without a namespace, are refused', () => {
  const twice = '<s:schema targetNamespace="urn:a/x" /><s:schema targetNamespace="urn:b/x" />';
  expect(() => cut(`xmlns:s="${xsd}"`, twice)).toThrow(UserError);
  const same = '<s:schema targetNamespace="urn:own" />'.repeat(2);
  expect(() => cut(`xmlns:s="${xsd}"`, same)).toThrow(/both be written to one file/);
  expect(() => cut(`xmlns:s="${xsd}"`, '<s:schema />')).toThrow(
    /schema on line 7 to have a targetNamespace/,
  );
});
