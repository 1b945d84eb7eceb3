import { mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../user-error.ts';
import type { RecordingDescription } from './read-recordings.ts';
import { recordingFile, type NewRecording } from './recording.ts';

/** A name of ours: a number, then what the recording is of. */
const ownName = /^(\d{4,})-/;

/**
 * Writes a recording into a folder of recordings, which is made where it is missing, and returns the
 * name of its folder: a number of its own, protocol and operation. It is there as a whole or not at
 * all, so a folder can be read while others write to it.
 *
 * @throws UserError when the folder can't be made
 */
export function writeRecording(folder: string, recording: NewRecording): string {
  makeFolder(folder);
  const { protocol, operation, request, response } = recording;
  const files = new Map<string, Uint8Array>();
  if (request.body.length > 0) files.set(`request.${extensionOf(request.body)}`, request.body);
  if (response?.body !== undefined)
    files.set(`response.${extensionOf(response.body)}`, response.body);
  const draft = join(folder, `.writing-${process.pid}-${nextDraft()}`);
  mkdirSync(draft);
  for (const [name, body] of files) writeFileSync(join(draft, name), body);
  const description = describe(recording, [...files.keys()]);
  writeFileSync(join(draft, recordingFile), `${JSON.stringify(description, null, 2)}\n`);
  for (let number = lastNumber(folder) + 1; ; number += 1) {
    const name = `${String(number).padStart(4, '0')}-${protocol}-${operation}`;
    try {
      renameSync(draft, join(folder, name));
      return name;
    } catch (error) {
      // Another process took the number.
      const { code = '' } = error as NodeJS.ErrnoException;
      if (!['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(code) || number > 1_000_000) throw error;
    }
  }
}

/**
 * Makes a folder of recordings where it is missing.
 *
 * @throws UserError when it can't be made
 */
export function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    const { code = 'unknown reason' } = error as NodeJS.ErrnoException;
    throw new UserError(
      `Expected a folder for recordings at ${folder}; it can't be made (${code}). Name another one.`,
    );
  }
}

let drafts = 0;

function nextDraft(): number {
  drafts += 1;
  return drafts;
}

function lastNumber(folder: string): number {
  const numbers = readdirSync(folder).map(name => Number(ownName.exec(name)?.[1] ?? 0));
  return Math.max(0, ...numbers);
}

/** What recording.json says; the keys in the order of its schema. */
function describe(
  { protocol, operation, source, persistent, request, response, removed, warnings }: NewRecording,
  files: readonly string[],
): RecordingDescription {
  const { method, path, headers, exact } = request;
  const bodyOf = (which: 'request' | 'response') => {
    const body = files.find(name => name.startsWith(`${which}.`));
    return body === undefined ? {} : { body };
  };
  return {
    format: 1,
    protocol,
    operation,
    ...(source !== undefined && { source }),
    ...(persistent !== undefined && { persistent }),
    request: { method, path, headers, ...bodyOf('request'), exact },
    ...(response !== undefined && {
      response: {
        status: response.status,
        headers: response.headers.map(([name, value]) => ({ name, value })),
        ...bodyOf('response'),
        exact: response.exact,
      },
    }),
    removed,
    ...(warnings.length > 0 && { warnings }),
  };
}

/** By the beginning, for whoever opens the file; nothing is read by its extension. */
function extensionOf(body: Uint8Array): 'xml' | 'bin' {
  const start = Buffer.from(body.subarray(0, 64)).toString('latin1');
  return /^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*</.test(start) ? 'xml' : 'bin';
}
