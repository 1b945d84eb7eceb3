import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeRecording } from '../../harness/recordings/make-recording.ts';
import { readCapture } from '../../harness/recordings/read-capture.ts';
import type { NewRecording } from '../../harness/recordings/recording.ts';
import { newFolder } from './folder.ts';

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

/** A file with this content, in a new folder unless named. */
export function captureFile(content: string | Uint8Array, folder = newFolder()): string {
  const file = join(folder, 'capture.har');
  writeFileSync(file, content);
  return file;
}
