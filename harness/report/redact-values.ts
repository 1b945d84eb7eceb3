import type { Redactor } from './redact.ts';

/**
 * A value of ours, plain data, with every text in it without secrets. Text by text: what a server left
 * open in one, such as a content key, ends with it.
 */
export function redactValues<Value>(value: Value, redactor: Redactor): Value {
  const clean = (each: unknown): unknown => {
    if (typeof each === 'string') return redactor.text(each);
    if (Array.isArray(each)) return each.map(clean);
    if (typeof each !== 'object' || each === null) return each;
    return Object.fromEntries(Object.entries(each).map(([key, inner]) => [key, clean(inner)]));
  };
  return clean(value) as Value;
}
