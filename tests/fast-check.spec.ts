import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { fc, propertyTime } from './fast-check.ts';

const plugins = [fc.interruptAfterTimeLimit(100)];

/** 1, which may become 1 again as often as anybody asks. */
class Endless extends fc.Arbitrary<number> {
  generate(): fc.Value<number> {
    return new fc.Value(1, undefined);
  }

  canShrinkWithoutContext(value: unknown): value is number {
    return value === 1;
  }

  shrink(): fc.Stream<fc.Value<number>> {
    return fc.Stream.of(this.generate());
  }
}

test('properties end before their tests have to', ({}, testInfo) => {
  expect(propertyTime).toBeLessThan(testInfo.project.timeout);
});

test('a failure that could become smaller for ever is a failure when its time is over', () => {
  const never = fc.property(new Endless(), () => false);
  expect(() => {
    fc.assert(never, { plugins });
  }).toThrow(/^Property failed after 1 tests\n/);
});

test('a property that runs out of time holds as far as it was tried', () => {
  let tried = 0;
  const always = fc.property(new Endless(), () => (tried += 1) > 0);
  fc.assert(always, { plugins, numRuns: Infinity });
  expect(tried).toBeGreaterThan(0);
});

test('nothing here runs a property without that limit, or waits for a process in a way that no limit ends', () => {
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ts') && !/^fast-check(?:\.spec)?\.ts$/.test(name))
    .filter(name =>
      /from 'fast-check'|\b(?:spawn|exec|execFile)Sync\b/.test(
        readFileSync(join(import.meta.dirname, name), 'utf8'),
      ),
    );
  expect(files).toEqual([]);
});
