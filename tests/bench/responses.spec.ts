import { expect, test } from '@playwright/test';
import { sizedResponses } from '../../bench/responses.ts';
import { parseXml } from '../../harness/xml/parse.ts';
import { descendants } from '../../harness/xml/element.ts';
import { loadSchemaSet } from '../../harness/xml/schema-set.ts';

test('a small and a large response are measured', () => {
  expect(sizedResponses().map(({ size, bytes }) => ({ size, bytes }))).toEqual([
    { size: '5 KB', bytes: 5_000 },
    { size: '100 KB', bytes: 100_000 },
  ]);
});

for (const { size, bytes, message, schemaFile } of sizedResponses()) {
  test(`the response of ${size} has that size within 5 %`, () => {
    const length = Buffer.byteLength(message, 'utf8');
    expect(Math.abs(length - bytes)).toBeLessThanOrEqual(bytes * 0.05);
  });

  test(`the response of ${size} is valid, and its licenses are looked at`, () => {
    const set = loadSchemaSet(schemaFile);
    expect(set.validate(message)).toEqual([]);
    const broken = message
      .replace('<ISSUEDTIME>', '<ISSUED>')
      .replace('</ISSUEDTIME>', '</ISSUED>');
    expect(broken).not.toBe(message);
    expect(set.validate(broken)).not.toEqual([]);
  });

  test(`the response of ${size} holds whole licenses`, () => {
    const elements = descendants(parseXml(Buffer.from(message)));
    const licenses = elements.filter(({ name }) => name === 'XrML');
    expect(licenses).toHaveLength(size === '5 KB' ? 1 : 31);
    for (const license of licenses)
      expect(license.children.map(({ name }) => name)).toEqual(['BODY', 'SIGNATURE']);
  });
}
