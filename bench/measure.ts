/** A measured quantity: median and spread of its samples, in the unit that is named. */
export interface Figure {
  readonly name: string;
  readonly unit: 'ms' | 's' | 'per second' | 'times';
  readonly median: number;
  readonly low: number;
  readonly high: number;
  /** How many samples; 1 for what was computed from other medians. */
  readonly samples: number;
}

/** What one of the comparisons came to. */
export interface Measured {
  readonly title: string;
  readonly figures: readonly Figure[];
  /** Sentences that belong to the figures: what was left out, what was measured instead. */
  readonly notes: readonly string[];
  /** Limits that the project has set itself and that were not kept; empty when all were. */
  readonly missed: readonly string[];
}

/** The middle sample, or the mean of the middle two; NaN for none. */
export function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((left, right) => left - right);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? NaN;
  return (lower + upper) / 2;
}

/** Samples as a figure. */
export function figure(name: string, unit: Figure['unit'], samples: readonly number[]): Figure {
  const [low, high] = [Math.min(...samples), Math.max(...samples)];
  return { name, unit, median: median(samples), low, high, samples: samples.length };
}

/** A figure that follows from medians of others. */
export function derived(name: string, unit: Figure['unit'], value: number): Figure {
  return figure(name, unit, [value]);
}

/** Milliseconds that each of `count` runs of `task` took, one after the other. */
export async function timeEach(count: number, task: () => unknown): Promise<readonly number[]> {
  const samples: number[] = [];
  for (let run = 0; run < count; run += 1) {
    const started = performance.now();
    await task();
    samples.push(performance.now() - started);
  }
  return samples;
}

/** One line for people: `name  median unit (low to high, samples)`. */
export function describeFigure({ name, unit, median: middle, low, high, samples }: Figure): string {
  const spread =
    samples === 1 ? '' : ` (${threeDigits(low)} to ${threeDigits(high)}, ${samples} samples)`;
  return `${name.padEnd(58)} ${threeDigits(middle).padStart(7)} ${unit}${spread}`;
}

function threeDigits(value: number): string {
  return value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}
