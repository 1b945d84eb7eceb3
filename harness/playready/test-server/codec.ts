import { PlayReadyError } from '../error.ts';
import { guidOfKid, kidOfBase64, kidOfGuid } from '../kid.ts';
import type { ItemValue } from './item.ts';

/** How a value of a parameter is read and written; `read` throws PlayReadyError. */
export interface Codec<Value> {
  readonly read: (value: ItemValue) => Value;
  readonly write: (value: Value) => ItemValue;
}

/** How many digits a status code has. */
const statusCode = /^(?:0x)?([0-9a-f]{8})$/i;

export const boolean: Codec<boolean> = {
  read: value => choiceOf(['true', 'false'], value) === 'true',
  write: String,
};

/** A whole number that fits 32 bits. */
export const integer: Codec<number> = {
  read: value => {
    const text = textOf(value, 'a whole number');
    if (!/^\d{1,10}$/.test(text) || Number(text) > 0xffffffff)
      throw expected('a whole number of at most 32 bits', text);
    return Number(text);
  },
  write: String,
};

/** One of these, as they are or as a number. */
export function oneOf<const Value extends string | number>(
  allowed: readonly Value[],
  synonyms: Readonly<Record<string, Value>> = {},
): Codec<Value> {
  return {
    read: value => {
      const text = textOf(value, allowed.join(', '));
      const synonym = Object.hasOwn(synonyms, text) ? synonyms[text] : undefined;
      const found = synonym ?? allowed.find(each => String(each) === text);
      if (found === undefined) throw expected(`one of ${allowed.join(', ')}`, text);
      return found;
    },
    write: String,
  };
}

/**
 * Base64 of at least so many bytes. The documents' own example has unused bits that are not zero. Some of
 * it is keys, so no message quotes any.
 */
export function bytes(least: number): Codec<Uint8Array> {
  return {
    read: value => {
      const text = textOf(value, 'base64');
      const decoded = Buffer.from(text, 'base64');
      const unpadded = text.replace(/=+$/, '');
      const isBase64 = /^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/.test(text);
      if (!isBase64 || decoded.length !== Math.floor((unpadded.length * 3) / 4))
        throw new PlayReadyError(`Expected base64; the ${text.length} characters are none.`);
      if (decoded.length < least)
        throw new PlayReadyError(
          `Expected base64 of at least ${least} bytes; found ${decoded.length}.`,
        );
      return new Uint8Array(decoded);
    },
    write: value => Buffer.from(value).toString('base64'),
  };
}

/** A GUID; read as text or base64 of the header form, kept as lower-case text. */
export const guid: Codec<string> = {
  read: value => guidOf(textOf(value, 'a GUID')),
  write: value => value.toUpperCase(),
};

/** A GUID that is written as base64. */
export const guidInBase64: Codec<string> = {
  read: guid.read,
  write: value => Buffer.from(kidOfGuid(value)).toString('base64'),
};

/** A KID, or `header` for the one that the request's WRMHEADER names. */
export const kidOrHeader: Codec<string> = {
  read: value => (value === 'header' ? value : guid.read(value)),
  write: value => (value === 'header' ? value : value.toUpperCase()),
};

/** A point in time of whole seconds, GMT: yyyymmdd[hhmmss]. */
export const date: Codec<Date> = {
  read: value => {
    const text = textOf(value, 'a date yyyymmdd[hhmmss]');
    const parts = /^(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d))?$/.exec(text);
    const [year, month, day, ...time] = (parts ?? []).slice(1);
    const clock = time.map((part: string | undefined) => part ?? '00').join(':');
    const parsed = new Date(`${year ?? ''}-${month ?? ''}-${day ?? ''}T${clock}Z`);
    if (Number.isNaN(parsed.getTime()) || date.write(parsed) !== text.replace(/^(.{8})0{6}$/, '$1'))
      throw expected('a date yyyymmdd[hhmmss]', text);
    return parsed;
  },
  write: value => {
    const iso = Number.isNaN(value.getTime()) ? 'no date' : value.toISOString();
    const digits = iso.replace(/\..*$/, '').replace(/[-:T]/g, '');
    return digits.replace(/^(.{8})000000$/, '$1');
  },
};

/** A status code of the server, 32 bits; written in lower case, as Microsoft does. */
export const status: Codec<number> = {
  read: value => {
    const text = textOf(value, 'a status code');
    const digits = statusCode.exec(text)?.[1];
    if (digits === undefined) throw expected('a status code such as 0x8004c600', text);
    return Number.parseInt(digits, 16);
  },
  write: value => `0x${value.toString(16).padStart(8, '0')}`,
};

/** One text, and not a group. */
export function textOf(value: ItemValue, what: string): string {
  if (typeof value !== 'string')
    throw new PlayReadyError(`Expected ${what}; found a group in parentheses.`);
  return value;
}

export function expected(what: string, found: string): PlayReadyError {
  return new PlayReadyError(`Expected ${what}; found "${found.slice(0, 60)}".`);
}

function choiceOf(allowed: readonly string[], value: ItemValue): string {
  const text = textOf(value, allowed.join(' or '));
  if (!allowed.includes(text)) throw expected(allowed.join(' or '), text);
  return text;
}

function guidOf(text: string): string {
  return guidOfKid(text.includes('-') ? kidOfGuid(text) : kidOfBase64(text));
}
