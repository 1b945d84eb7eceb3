import { PlayReadyError } from '../error.ts';
import { configurationOf, givenBy, type Given, type Spelling } from './configuration.ts';
import { maxSyntaxLength } from './item.ts';
import type { LicenseConfiguration } from './parameters.ts';

/** How a challenge's CustomData begins when it configures the test server (PlayReady-facts 4.4). */
const customDataStart = 'json=';

/**
 * The JSON of the test server: an array with an object of strings for each license, in single quotes
 * (PlayReady-facts 4.4). How groups such as `dvop` would be written there is not public.
 *
 * @throws PlayReadyError for a parameter whose value is a group, or not what it takes
 */
export function writeJson(
  configurations: readonly LicenseConfiguration[],
  spelling?: Spelling,
): string {
  const objects = configurations.map(each => {
    const members = givenBy(each, spelling).map(([name, value]) => {
      if (typeof value !== 'string')
        throw new PlayReadyError(
          `Expected parameters of one value in JSON; how ${name} is written there is not public. Use cfg.`,
        );
      return `'${name}':'${value}'`;
    });
    return `{${members.join(',')}}`;
  });
  return `[${objects.join(',')}]`;
}

/** The CustomData of a challenge that configures the test server (PlayReady-facts 4.4). */
export function writeCustomData(configurations: readonly LicenseConfiguration[]): string {
  return `${customDataStart}${writeJson(configurations)}`;
}

/**
 * Reads what CustomData configures; undefined when it is for somebody else (PlayReady-facts 4.4).
 *
 * @throws PlayReadyError when it begins like the test server's and is not
 */
export function readCustomData(customData: string): readonly LicenseConfiguration[] | undefined {
  const text = customData.trim();
  return text.startsWith(customDataStart)
    ? readJson(text.slice(customDataStart.length))
    : undefined;
}

/** The value of `cfg64=`: the JSON in base64 (PlayReady-facts 4.4). */
export function writeBase64Json(configurations: readonly LicenseConfiguration[]): string {
  return Buffer.from(writeJson(configurations), 'utf8').toString('base64');
}

/**
 * Reads the value of `cfg64=` (PlayReady-facts 4.4), decoded from the URL.
 *
 * @throws PlayReadyError, and nothing else, for whatever the text is
 */
export function readBase64Json(text: string): readonly LicenseConfiguration[] {
  if (text === '' || !/^[A-Za-z\d+/]+={0,2}$/.test(text))
    throw new PlayReadyError('Expected base64 after cfg64=; found none.');
  return readJson(Buffer.from(text, 'base64').toString('utf8'));
}

const token = /\s*(?:([[\]{}:,])|'([^'\\]*)'|"([^"\\]*)"|(true|false|\d+))\s*/y;

/**
 * Reads the JSON of the test server, in single or double quotes; numbers and truth values may stand
 * without (PlayReady-facts 4.4).
 *
 * @throws PlayReadyError, and nothing else, for whatever the text is
 */
export function readJson(text: string): readonly LicenseConfiguration[] {
  const tokens = tokensOf(text);
  const take = (wanted: string): void => {
    const found = tokens.shift();
    if (found?.mark !== wanted) throw unexpected(`"${wanted}"`, found);
  };
  const word = (): string => {
    const found = tokens.shift();
    if (found?.word === undefined) throw unexpected('a quoted text', found);
    return found.word;
  };
  const separated = (end: string, read: () => void): void => {
    if (tokens[0]?.mark !== end) {
      read();
      while (tokens[0]?.mark === ',') {
        tokens.shift();
        read();
      }
    }
    take(end);
  };
  const configurations: LicenseConfiguration[] = [];
  take('[');
  separated(']', () => {
    const given: Given[] = [];
    take('{');
    separated('}', () => {
      const name = word();
      take(':');
      given.push([name, word()]);
    });
    configurations.push(configurationOf(given));
  });
  if (tokens.length > 0) throw unexpected('the end', tokens[0]);
  if (configurations.length === 0)
    throw new PlayReadyError('Expected at least one license in the JSON; found none.');
  return configurations;
}

interface Token {
  readonly mark?: string;
  readonly word?: string;
}

function tokensOf(text: string): Token[] {
  if (text.length > maxSyntaxLength)
    throw new PlayReadyError(
      `Expected JSON of at most ${maxSyntaxLength} characters; found ${text.length}.`,
    );
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; at = token.lastIndex) {
    token.lastIndex = at;
    const match = token.exec(text);
    if (match === null)
      throw new PlayReadyError(
        `Expected JSON such as [{'sl':'3000'}]; found ${JSON.stringify(text.charAt(at))} at character ${at + 1}.`,
      );
    const [, mark, single, double, bare] = match;
    const word = single ?? double ?? bare;
    tokens.push(mark === undefined ? { word: word ?? '' } : { mark });
  }
  return tokens;
}

function unexpected(what: string, { mark, word }: Token = {}): PlayReadyError {
  const found = mark === undefined ? (word === undefined ? 'its end' : 'a text') : `"${mark}"`;
  return new PlayReadyError(`Expected ${what} in the JSON; found ${found}.`);
}
