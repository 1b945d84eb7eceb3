import type { Interface } from 'node:readline/promises';
import { profileNames } from '../../harness/target/profile.ts';
import { readBaseUrl } from '../../harness/target/base-url.ts';
import { UserError } from '../../harness/user-error.ts';
import { authenticationTypes, type Answers } from './answers.ts';

/** Asks for what a target file begins with; an empty line takes what stands in brackets. */
export async function askAnswers(
  terminal: Pick<Interface, 'question'>,
  say: (text: string) => void,
  known: Answers,
): Promise<Answers> {
  const ask = async <Value>(
    question: string,
    preset: string,
    read: (text: string) => Value,
  ): Promise<Value> => {
    for (;;) {
      const text = (await terminal.question(`${question} [${preset}] `)).trim();
      try {
        return read(text === '' ? preset : text);
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        say(`${error.message}\n`);
      }
    }
  };
  const asIs = (text: string): string => text;
  const url = await ask('Base URL of the server', known.url, text =>
    readBaseUrl(text, 'The address'),
  );
  const name = await ask(
    'Its name in reports',
    known.name === '' ? new URL(url).host : known.name,
    asIs,
  );
  const state = await ask('Is it normal or decommissioned', known.state, text =>
    oneOf<Answers['state']>(text, ['normal', 'decommissioned']),
  );
  const authentication = await ask(
    `Authentication (${authenticationTypes.join(', ')})`,
    known.authentication,
    text => oneOf(text, authenticationTypes),
  );
  const user =
    authentication === 'basic' || authentication === 'ntlm'
      ? await ask('User name', known.user, asIs)
      : known.user;
  const ca = url.startsWith('https:')
    ? await ask(
        'PEM file with its authority, "none" when it is a public one',
        known.ca || 'none',
        asIs,
      )
    : '';
  const profile = await ask(
    `Profile (${[...profileNames, 'infer'].join(', ')})`,
    known.profile,
    text => oneOf<Answers['profile']>(text, [...profileNames, 'infer']),
  );
  const mayIssue = await ask(
    'May licenses be issued on it (yes, no)',
    known.mayIssue ? 'yes' : 'no',
    text => oneOf(text, ['yes', 'no']),
  );
  return {
    ...known,
    url,
    name,
    state,
    authentication,
    user,
    ca: ca === 'none' ? '' : ca,
    profile,
    mayIssue: mayIssue === 'yes',
  };
}

function oneOf<Word extends string>(text: string, words: readonly Word[]): Word {
  const found = words.find(word => word === text.toLowerCase());
  if (found !== undefined) return found;
  throw new UserError(`Expected one of ${words.join(', ')}.`);
}
