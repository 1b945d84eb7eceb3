import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readYaml } from '../target/read-yaml.ts';
import { UserError } from '../user-error.ts';
import {
  mostBodyBytes,
  mostRecordings,
  recordingFile,
  type NewRecording,
  type Recording,
  type RecordedRequest,
  type RecordedResponse,
} from './recording.ts';

/** A recording as its file has it: bodies are files beside it. */
export interface RecordingDescription extends Omit<
  NewRecording,
  'request' | 'response' | 'warnings'
> {
  readonly format: 1;
  readonly request: Omit<RecordedRequest, 'body' | 'exact'> & BodyDescription;
  readonly response?: Omit<RecordedResponse, 'body' | 'exact' | 'headers'> &
    BodyDescription & {
      readonly headers: readonly { readonly name: string; readonly value: string }[];
    };
  readonly warnings?: readonly string[];
}

interface BodyDescription {
  readonly body?: string;
  readonly exact?: boolean;
}

/** Characters of one recording.json; what is longer is some other file. */
const longestDescription = 1_000_000;

/**
 * Reads a folder of recordings (docs/recordings.md), in the order of their names. What is no folder,
 * and what begins with a dot, is left alone; links are not followed.
 *
 * @throws UserError that names file, line and key of what is wrong, and what to do
 */
export function readRecordings(folder: string): readonly Recording[] {
  const names = foldersOf(folder);
  if (names.length > mostRecordings)
    throw new UserError(
      `Expected at most ${mostRecordings} recordings in ${folder}; there are ${names.length}: keep those that are needed.`,
    );
  return names.map(name => readRecording(folder, name));
}

function foldersOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter(entry => entry.isDirectory() && !entry.name.startsWith('.'))
      .map(({ name }) => name)
      .sort();
  } catch (error) {
    const { code = 'unknown reason' } = error as NodeJS.ErrnoException;
    throw new UserError(
      code === 'ENOENT'
        ? `Expected a folder of recordings at ${folder}; there is none. Make one with assay import, or check the path.`
        : `Expected a folder of recordings at ${folder}; it can't be read (${code}).`,
    );
  }
}

function readRecording(folder: string, name: string): Recording {
  const own = join(folder, name);
  const file = join(own, recordingFile);
  checkFile(file, longestDescription, 'delete the folder, or import the exchange again');
  const { value } = readYaml(file, { what: 'a recording', schema: 'recording.schema.json' });
  const description = value as RecordingDescription;
  const { protocol, operation, source, persistent, request, response, removed } = description;
  const { body, exact = true, ...sent } = request;
  return {
    name,
    protocol,
    operation,
    ...(source !== undefined && { source }),
    ...(persistent !== undefined && { persistent }),
    request: {
      ...sent,
      body: body === undefined ? new Uint8Array() : readBody(own, body, 'request.body'),
      exact,
    },
    ...(response !== undefined && { response: readResponse(own, response) }),
    removed,
    warnings: description.warnings ?? [],
  };
}

function readResponse(
  own: string,
  { body, exact = true, headers, ...rest }: NonNullable<RecordingDescription['response']>,
): RecordedResponse {
  return {
    ...rest,
    headers: headers.map(({ name, value }) => [name, value] as const),
    ...(body !== undefined && { body: readBody(own, body, 'response.body') }),
    exact,
  };
}

/** The schema holds the name to one without a path; a link could still lead away. */
function readBody(own: string, name: string, key: string): Uint8Array {
  const file = join(own, name);
  checkFile(
    file,
    mostBodyBytes,
    `import the exchange again, or correct "${key}" in ${join(own, recordingFile)}`,
  );
  return new Uint8Array(readFileSync(file));
}

/** @throws UserError unless there is a file of its own, no link, of at most so many bytes */
function checkFile(file: string, mostBytes: number, advice: string): void {
  const stats = lstatSync(file, { throwIfNoEntry: false });
  if (stats === undefined)
    throw new UserError(`Expected a file at ${file}; there is none: ${advice}.`);
  if (!stats.isFile())
    throw new UserError(`Expected a file at ${file}; it is a link or a folder: ${advice}.`);
  if (stats.size > mostBytes)
    throw new UserError(
      `Expected at most ${mostBytes} bytes in ${file}; it has ${stats.size}: ${advice}.`,
    );
}
