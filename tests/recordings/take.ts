import { makeRecording } from '../../harness/recordings/make-recording.ts';
import { readCapture } from '../../harness/recordings/read-capture.ts';
import type { NewRecording } from '../../harness/recordings/recording.ts';

/** What a file is made to: recordings, and why the rest is none. */
export function take(file: string): {
  recordings: readonly NewRecording[];
  skipped: readonly string[];
} {
  const made = [...readCapture(file)].map(makeRecording);
  return {
    recordings: made.flatMap(each => (each.kind === 'made' ? [each.recording] : [])),
    skipped: made.flatMap(each => (each.kind === 'made' ? [] : [each.why])),
  };
}
