import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { wmdrmSchemaFile, type WmdrmDocument } from '../../harness/wmdrm/validate.ts';

/** Where the recovered text of each schema stands in MS-DRM-facts, and its SHA-256, without indentation. */
const recovered: Readonly<Record<WmdrmDocument, { section: string; digest: string }>> = {
  LICENSEREQUEST: {
    section: '3.1',
    digest: 'acbe33dd09eb327090f0267229bd2bc1c5b2d4e9a97c77ce77ed45f2dc37d333',
  },
  LICENSERESPONSE: {
    section: '3.2',
    digest: '38e1a87eb3411ac8a4c38ae5d2336f3e9e2203cabe90b6b6668939dd9e7b2a8c',
  },
  LICENSE: {
    section: '3.3',
    digest: '2641490cddc6dd35f7e5e85cf91eca910e8971eb8f4dcc1213e206a5ea67edc0',
  },
  CertificateCollection: {
    section: '3.4',
    digest: '43cddbc57feee1baef094ce68286159da336752e86f3b637324249da912b283a',
  },
};

const facts = fileURLToPath(new URL('../../../shared/specs/MS-DRM-facts.md', import.meta.url));

/** A schema with what a part of ours says it stands for in the place of that part. */
function withoutOurs(schema: string): string {
  return schema.replace(
    /(?:<!-- |^ +)ours: ([^]*?)-->[^]*?<!-- end of ours -->/gm,
    (_part, said: string) => said.split('recovered: ')[1] ?? '',
  );
}

function lines(text: string): readonly string[] {
  return text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '');
}

function printed(markdown: string, section: string): string {
  const start = markdown.indexOf('```xml\n', markdown.indexOf(`\n### ${section} `)) + 7;
  return markdown.slice(start, markdown.indexOf('\n```', start));
}

for (const [document, { section, digest }] of Object.entries(recovered)) {
  const schema = readFileSync(wmdrmSchemaFile(document as WmdrmDocument), 'utf8');

  test(`${document}.xsd without what is ours is the recovered text`, () => {
    const left = lines(withoutOurs(schema)).join('\n');
    expect(createHash('sha256').update(left).digest('hex')).toBe(digest);
  });

  test(`${document}.xsd without what is ours is what MS-DRM-facts has`, () => {
    test.skip(
      !existsSync(facts),
      'MS-DRM-facts.md is not in ../shared/specs; a digest of its text is compared all the same',
    );
    expect(lines(withoutOurs(schema))).toEqual(
      lines(printed(readFileSync(facts, 'utf8'), section)),
    );
  });

  test(`every part of ${document}.xsd that is ours ends before the next one`, () => {
    const marks = schema.match(/(?<=<!-- |^ +)ours: |<!-- end of ours -->/gm) ?? [];
    expect(marks.length).toBeGreaterThan(2);
    expect(marks.length % 2).toBe(0);
    for (const [at, mark] of marks.entries()) expect(mark.startsWith('ours')).toBe(at % 2 === 0);
  });
}
