import { InvalidArgumentError } from 'commander';

/** Reads an option's value as a whole number. */
export function wholeNumber(value: string): number {
  if (!/^\d+$/.test(value)) throw new InvalidArgumentError('Expected a whole number.');
  return Number(value);
}

/** Reads an option's value as a whole number above 0. */
export function countingNumber(value: string): number {
  if (!/^0*[1-9]\d*$/.test(value))
    throw new InvalidArgumentError('Expected a whole number above 0.');
  return Number(value);
}
