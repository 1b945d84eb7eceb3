import { expect, test } from '@playwright/test';
import { Blocked } from '../../harness/verdict/blocked.ts';
import {
  describeFinding,
  judgeAll,
  violate,
  Violation,
  type Finding,
} from '../../harness/verdict/violation.ts';

const finding = (name: string): Finding => ({ expected: `${name} kept`, actual: `${name} broken` });

async function findingsOf(judging: Promise<void>): Promise<readonly Finding[]> {
  const error: unknown = await judging.catch((thrown: unknown) => thrown);
  if (!(error instanceof Violation)) throw new Error(`Expected a Violation, got ${String(error)}.`);
  return error.findings;
}

test('violate() keeps what was expected, what came and where', () => {
  const thrown = (where?: string) => {
    try {
      violate('a fault', 'a success', where);
    } catch (error) {
      return (error as Violation).findings;
    }
  };
  expect(thrown()).toEqual([{ expected: 'a fault', actual: 'a success' }]);
  expect(thrown('/a/b')).toEqual([{ expected: 'a fault', actual: 'a success', where: '/a/b' }]);
});

test('a finding reads as one line', () => {
  expect(describeFinding(finding('a'))).toBe('expected a kept; came a broken');
  expect(describeFinding({ ...finding('a'), where: 'line 3' })).toBe(
    'expected a kept; came a broken (line 3)',
  );
});

test('judgeAll judges every case although the first is broken, in order', async () => {
  const judged: string[] = [];
  const findings = await findingsOf(
    judgeAll(['a', 'ok', 'b'], async name => {
      judged.push(name);
      await Promise.resolve();
      if (name !== 'ok') throw new Violation([finding(name), finding(`${name}2`)]);
    }),
  );
  expect(judged).toEqual(['a', 'ok', 'b']);
  expect(findings).toEqual(['a', 'a2', 'b', 'b2'].map(finding));
});

test('judgeAll says nothing when all is well, or there is nothing', async () => {
  await judgeAll([1, 2], () => undefined);
  await judgeAll([], () => violate('a', 'b'));
});

test('a case that is blocked blocks when nothing was found before it', async () => {
  const later: number[] = [];
  const judging = judgeAll([1, 2], value => {
    later.push(value);
    throw new Blocked('twin-refused', 'no twin');
  });
  await expect(judging).rejects.toThrow(Blocked);
  expect(later).toEqual([1]);
});

test('a case that is blocked does not hide what was found before it', async () => {
  const judged: number[] = [];
  const findings = await findingsOf(
    judgeAll([1, 2, 3], value => {
      judged.push(value);
      if (value === 1) violate('a', 'b');
      throw new Blocked('twin-refused', 'no twin');
    }),
  );
  expect(findings).toEqual([{ expected: 'a', actual: 'b' }]);
  expect(judged).toEqual([1, 2]);
});

test('a programming error passes through at once, also after a finding', async () => {
  const judging = judgeAll([1, 2], value => {
    if (value === 1) violate('a', 'b');
    throw new TypeError('a bug');
  });
  await expect(judging).rejects.toThrow(new TypeError('a bug'));
});
