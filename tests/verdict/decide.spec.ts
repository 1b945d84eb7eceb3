import { expect, test } from '@playwright/test';
import { Blocked, Inapplicable } from '../../harness/verdict/blocked.ts';
import { decide, type Outcome, type Trial } from '../../harness/verdict/decide.ts';
import { Violation, violate } from '../../harness/verdict/violation.ts';

/** Decides a check of which every step can be told to throw, and which steps were taken. */
async function attempt(steps: {
  admit?: () => void;
  body?: () => void;
  confirm?: () => void;
}): Promise<{ outcome: Outcome; taken: readonly string[] }> {
  const taken: string[] = [];
  const step = (name: keyof typeof steps) => {
    taken.push(name);
    steps[name]?.();
  };
  const trial: Trial<string> = {
    context: 'the context',
    admit: () => {
      step('admit');
    },
    confirm: async () => {
      await Promise.resolve();
      step('confirm');
    },
  };
  const check = {
    requirements: ['a'] as const,
    decide: async (context: string) => {
      await Promise.resolve();
      taken.push(context);
      step('body');
    },
  };
  return { outcome: await decide(check, trial), taken };
}

const blocked = (): never => {
  throw new Blocked('no-fault', 'Nothing faulted.');
};

test('kept: admitted, decided, confirmed', async () => {
  expect(await attempt({})).toEqual({
    outcome: { kind: 'kept' },
    taken: ['admit', 'the context', 'body', 'confirm'],
  });
});

test('broken: with the findings, and nothing to confirm', async () => {
  const findings = [{ expected: 'a', actual: 'b', where: 'c' }];
  const { outcome, taken } = await attempt({
    body: () => {
      throw new Violation(findings);
    },
  });
  expect(outcome).toEqual({ kind: 'broken', findings });
  expect(taken).not.toContain('confirm');
});

test('blocked and inapplicable: with their reason', async () => {
  const reason = { kind: 'blocked', code: 'no-fault', reason: 'Nothing faulted.' };
  expect((await attempt({ body: blocked })).outcome).toEqual(reason);
  const { outcome } = await attempt({
    body: () => {
      throw new Inapplicable('Not here.');
    },
  });
  expect(outcome).toEqual({ kind: 'inapplicable', reason: 'Not here.' });
});

test('what is not admitted is not tried', async () => {
  const { outcome, taken } = await attempt({ admit: blocked });
  expect(outcome.kind).toBe('blocked');
  expect(taken).toEqual(['admit']);
});

test('what was not confirmed is no pass', async () => {
  expect((await attempt({ confirm: blocked })).outcome.kind).toBe('blocked');
});

test('a programming error blocks as harness-error, with its stack, and is never a verdict', async () => {
  for (const name of ['admit', 'body', 'confirm']) {
    const { outcome } = await attempt({
      [name]: () => {
        throw new TypeError('undefined is not a function');
      },
    });
    expect(outcome).toMatchObject({ kind: 'blocked', code: 'harness-error' });
    expect(outcome).toHaveProperty('reason', expect.stringContaining('decide.spec.ts'));
  }
});

test('what is thrown and no error blocks, too', async () => {
  const { outcome } = await attempt({
    body: () => {
      // eslint would rather have an Error, and so would we: a check may still do it.
      const thrown: unknown = 'a string';
      throw thrown;
    },
  });
  expect(outcome).toEqual({ kind: 'blocked', code: 'harness-error', reason: 'a string' });
});

test('the first violation in a check that does not collect ends it', async () => {
  const { outcome } = await attempt({ body: () => violate('x', 'y') });
  expect(outcome).toEqual({ kind: 'broken', findings: [{ expected: 'x', actual: 'y' }] });
});
