import { readRecordings } from '../recordings/read-recordings.ts';
import type { Recording } from '../recordings/recording.ts';
import { UserError } from '../user-error.ts';
import { Blocked } from '../verdict/blocked.ts';
import { isOperation, type OperationName } from './operations.ts';
import type { PlayReadyState } from './state.ts';

/** The metering id of Microsoft's test server (PlayReady-facts 1.6): shows whether anybody answers. */
export const testServersMeteringId = 'xw6TjIuUUmvdCcl00t4RBA==';

const anyPrograms = ['assay-program-1', 'assay-program-2'] as const;

/** What requests to a server are made of. */
export interface Kit {
  /** The target's, or the test server's where it names none; base64. */
  readonly meteringId: () => string;
  /** At least two ProgramIdentifiers, the target's first. */
  readonly programs: () => readonly [string, string, ...string[]];
  /** The recorded messages of an operation, in the order of their names. */
  readonly recordings: (operation: OperationName) => readonly Recording[];
  /**
   * One of them, by name; the first unless given.
   *
   * @throws Blocked `recording-missing` when there is none
   */
  readonly recording: (operation: OperationName, name?: string) => Recording;
}

/** A worker's kit; the folder of recordings is read when it is first asked for, and once. */
export function makeKit({
  meteringId,
  programs = [],
  recordings: folder,
}: Pick<PlayReadyState, 'meteringId' | 'programs' | 'recordings'>): Kit {
  let read: readonly Recording[] | undefined;
  const recordings: Kit['recordings'] = operation => {
    read ??= folder === undefined ? [] : replayable(folder);
    return read.filter(recording => recording.operation === operation);
  };
  return {
    meteringId: () => meteringId ?? testServersMeteringId,
    programs: () => {
      const [first = anyPrograms[0], second = anyPrograms[1], ...others] = programs;
      return [first, second, ...others];
    },
    recordings,
    recording(operation, name) {
      const found = recordings(operation);
      const wanted = name === undefined ? found[0] : found.find(each => each.name === name);
      if (wanted !== undefined) return wanted;
      const from =
        folder === undefined ? 'the target names no folder of recordings' : `${folder} has none`;
      throw new Blocked(
        'recording-missing',
        `${operation} needs a message of a licensed client, and ${from}${name === undefined ? '' : ` called ${name}`}; docs/recordings.md says how to record one.`,
      );
    },
  };
}

/** The recordings that can be sent again: whole requests to the operations of the service. */
function replayable(folder: string): readonly Recording[] {
  try {
    return readRecordings(folder).filter(
      ({ protocol, operation, request }) =>
        protocol === 'playready' && isOperation(operation) && request.exact,
    );
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new Blocked('recording-missing', error.message);
  }
}
