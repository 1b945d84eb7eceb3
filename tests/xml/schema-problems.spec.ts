import { expect, test } from '@playwright/test';
import { schemaRoot } from '../../harness/xml/schema-files.ts';
import { schemaProblems } from '../../harness/xml/schema-problems.ts';

const schemaFile = `${schemaRoot}wmdrm/LICENSERESPONSE.xsd`;
const root = { name: 'LICENSERESPONSE', namespace: '' };

const problems = (text: string) => schemaProblems(Buffer.from(text), schemaFile, root);

const licenses = (count: number, between: string) =>
  Array.from({ length: count }, () => '<LICENSE version="1"/>').join(between);

test('elements on one line, and in tags of many lines, are told apart', () => {
  const text = `<LICENSERESPONSE><!-- <a> --><?b <c> ?>${licenses(2, '')}<LICENSE/><LICENSE
    a="<![CDATA["
  >&lt;<![CDATA[<LICENSE>]]></LICENSE
  ><LICENSE version="1"/></LICENSERESPONSE>`.replace('"<![', '"&lt;![');
  const message = "Element 'LICENSE': The attribute 'version' is required but missing.";
  expect(problems(text)).toEqual([
    { line: 1, path: '/LICENSERESPONSE/LICENSE[3]', message },
    { line: 3, path: '/LICENSERESPONSE/LICENSE[4]', message },
  ]);
});

test('what is missing is missed where it should be', () => {
  expect(problems('\n<LICENSERESPONSE>\n\n</LICENSERESPONSE>')).toEqual([
    {
      line: 2,
      path: '/LICENSERESPONSE',
      message: expect.stringContaining('Missing child element(s)'),
    },
  ]);
});

test('another root is the one problem, whatever it declares', () => {
  expect(problems('\n<x:LICENSERESPONSE xmlns:x="urn:x"/>')).toEqual([
    {
      line: 2,
      path: '/x:LICENSERESPONSE',
      message:
        'Expected LICENSERESPONSE in no namespace as root; there is LICENSERESPONSE in "urn:x".',
    },
  ]);
});

test('a quoted value is cut', () => {
  const [problem] = problems(
    `<LICENSERESPONSE><LICENSE version="1"/><${'a'.repeat(5_000)}/></LICENSERESPONSE>`,
  );
  expect(problem?.message).toHaveLength(403);
});

test('a problem beyond the lines that libxml2 counts is told at the root', () => {
  const text = (before: number) =>
    `<LICENSERESPONSE>${licenses(before, '')}<LICENSE/>${licenses(1, '')}</LICENSERESPONSE>`;
  const message = "Element 'LICENSE': The attribute 'version' is required but missing.";
  expect(problems(text(65_531))).toEqual([
    { line: 1, path: '/LICENSERESPONSE/LICENSE[65532]', message },
  ]);
  for (const before of [65_532, 65_533, 65_534, 70_000])
    expect(problems(text(before))).toEqual([{ line: 1, path: '/LICENSERESPONSE', message }]);
});
