import { expect, test } from '@playwright/test';
import { fc } from '../fast-check.ts';
import { renderMarkdown } from '../../harness/report/markdown-summary.ts';
import { markdownBlock, markdownText } from '../../harness/report/markdown-text.ts';
import { recordWith, resultsOf } from './shards-of.ts';

const hostile = [
  '<script>alert(1)</script> ![x](https://evil.example/x.png) | cell | www.evil.example @everyone',
  '```',
  '</details>\u2028# Heading\r[link](javascript:x)\r\n- item\n\n| a | b |\u0085::error::x',
].join('\n');

/** What Markdown shows of a line that is all text. */
function shown(markdown: string): string {
  return markdown.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}

test('totals, exit status, broken rows with their clauses and blocked ones by reason are there', () => {
  const finding = { expected: 'status 200', actual: 'status 202' };
  const text = renderMarkdown(
    resultsOf([
      recordWith(),
      recordWith({ project: 'rmsi-soap12', verdict: 'fail', findings: [finding] }),
      recordWith({
        requirement: 'rmsi.faults.names',
        verdict: 'blocked',
        blocked: { code: 'timed-out', reason: 'It took too long.' },
      }),
    ]),
  );
  expect(text).toContain('## Assay: contoso\n\n**not conformant** (exit 1)\n');
  expect(text).toContain('| 1 | 1 | 0 | 1 | 0 | 0 |');
  expect(shown(text)).toContain(
    '| fail | MUST | `rmsi.transport.https` | rmsi-soap12 | MS-RMSI 2.1 | A title |',
  );
  expect(text).toContain('\n\n    MS-RMSI 2.1 (MUST): A statement.\n    expected status 200; came');
  expect(text).toContain('\n\n    timed-out: It took too long.\n\n`rmsi.faults.names`');
});

test('what is waived stands there with who answers for it, and waivers to mend', () => {
  const waiver = {
    insteadOf: 'fail',
    reason: 'No certificate yet.',
    owner: 'alice@example.com',
    expires: '2026-12-31',
  } as const;
  const waived = recordWith({ verdict: 'waived', waived: waiver });
  const results = resultsOf([waived]);
  const error = { requirement: 'rmsi.transport.https', kind: 'stale', message: '<b>Gone.</b>' };
  const text = renderMarkdown({
    ...results,
    waivers: { file: 'w.yaml', entries: [], applied: 1, errors: [{ ...error, kind: 'stale' }] },
  });
  expect(text).toContain('### Waivers to mend\n\n    stale: <b>Gone.</b>\n\n### Waived\n\n');
  expect(text).toMatch(/^ {4}rmsi\.transport\.https \[rmsi-soap11\]: .*alice@example\.com/m);
});

test('nothing that a server said is rendered: it stands in code blocks and as references', () => {
  const results = resultsOf(
    [
      recordWith({ verdict: 'fail', findings: [{ expected: 'x', actual: hostile }] }),
      recordWith({
        project: 'rmsi-soap12',
        verdict: 'blocked',
        blocked: { code: 'twin-refused', reason: hostile },
      }),
    ],
    {},
    { name: hostile },
  );
  const lines = renderMarkdown(results).split('\n');
  const rendered = lines.filter(line => !line.startsWith('    '));
  expect(lines.length - rendered.length).toBeGreaterThan(4);
  // Of the harness's own markup there are headings, tables, codes and bold words.
  for (const line of rendered) {
    expect(line).not.toMatch(/[<>[\]]|:\/\/|@|```|\r|\u2028|\u0085/);
    expect(line).toMatch(/^(?:#{2,3} \w|\| |\*\*\w|`rmsi\.|[\w&]|$)/);
  }
  expect(shown(rendered[0] ?? '')).toContain('<script>alert(1)</script>');
});

test('a text reads as it was written, whatever it is', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200, unit: 'grapheme-ascii' }), value => {
      expect(shown(markdownText(value))).toBe(value);
      expect(markdownText(value)).toMatch(/^(?!-|\d+\.)(?:[a-zA-Z0-9 ,;'.-]|&#\d+;)*$/);
      expect(markdownText(`www.${value}`)).not.toMatch(/www\./i);
    }),
  );
});

test('a block is as many lines as are wanted, none of them long, all of them indented', () => {
  const block = markdownBlock(`${'x'.repeat(1000)}\n`.repeat(50), 12).split('\n');
  expect(block).toHaveLength(13);
  expect(block.at(-1)).toBe('    and 39 more lines');
  for (const line of block) expect(line).toMatch(/^ {4}.{1,310}$/);
});

test('a summary is bounded, however much is broken', () => {
  const findings = Array.from({ length: 100 }, () => ({
    expected: 'y'.repeat(5000),
    actual: '<'.repeat(5000),
  }));
  const records = Array.from({ length: 2000 }, (_, index) =>
    recordWith({
      requirement: `rmsi.many.row-${index}`,
      ...(index % 2 === 0
        ? { verdict: 'fail', findings }
        : { verdict: 'blocked', blocked: { code: 'no-fault', reason: `${index} ${hostile}` } }),
    }),
  );
  const text = renderMarkdown(resultsOf(records, {}, { name: '<'.repeat(100_000) }));
  // GitHub refuses a step's summary above 1 MiB.
  expect(text.length).toBeLessThan(400_000);
  expect(text).toContain('700 more rows stand in results.json.');
  expect(text).toContain('970 more reasons stand in results.json.');
});
