import { Command } from 'commander';
import { makeRecording } from '../harness/recordings/make-recording.ts';
import { readCapture } from '../harness/recordings/read-capture.ts';
import type { NewRecording } from '../harness/recordings/recording.ts';
import { otherTraffic } from '../harness/recordings/recognise.ts';
import { writeRecording } from '../harness/recordings/write-recording.ts';
import { exitCode, type ExitCode } from '../harness/verdict/exit-code.ts';
import { jsonOption, outputOf } from './output.ts';
import { renderRecordings, rowOf } from './recording-rows.ts';

interface ImportOptions {
  readonly out: string;
  readonly json?: true;
}

/**
 * `assay import`: takes the exchanges of PlayReady, RMS and WMDRM out of HARs, and single messages,
 * and writes them without their secrets. `exit` takes the status of docs/exit-codes.md.
 */
export function importCommand(exit: (code: ExitCode) => void): Command {
  return new Command('import')
    .description('make recordings of the exchanges in a HAR, or of a message of a client')
    .argument('<file...>', 'HARs of Playwright, Chrome, Edge, Fiddler or mitmproxy, or messages')
    .requiredOption('--out <folder>', 'the folder of recordings; what is in it stays')
    .option(...jsonOption)
    .action((files: readonly string[], options: ImportOptions) => {
      exit(importFiles(files, options));
    });
}

function importFiles(files: readonly string[], options: ImportOptions): ExitCode {
  const { out } = options;
  const { say, result } = outputOf(options);
  const found: NewRecording[] = [];
  const skipped = new Map<string, number>();
  for (const file of files)
    for (const captured of readCapture(file)) {
      const made = makeRecording(captured);
      if (made.kind === 'made') found.push(made.recording);
      else skipped.set(made.why, (skipped.get(made.why) ?? 0) + 1);
    }
  // Only now, when every file could be read: a mistake leaves nothing behind.
  const rows = found.map(recording => rowOf(writeRecording(out, recording), recording));
  if (rows.length > 0) say(renderRecordings(rows, out));
  for (const [why, count] of skipped) say(`skipped ${count}: ${why}`);
  result({ out, recordings: rows, skipped: [...skipped].map(([why, count]) => ({ why, count })) });
  if (rows.length > 0) return exitCode.conformant;
  process.stderr.write(`assay: ${nothingFound(files, skipped)}\n`);
  return exitCode.incomplete;
}

function nothingFound(files: readonly string[], skipped: ReadonlyMap<string, number>): string {
  const where = files.join(', ');
  const entries = [...skipped.values()].reduce((sum, count) => sum + count, 0);
  const seen = entries === 1 ? '1 exchange is' : `${entries} exchanges are`;
  const others = [...skipped.keys()].some(why => why !== otherTraffic);
  const advice = others
    ? 'what was skipped above says why'
    : 'record while the player gets its license, with the bodies of requests (docs/recordings.md)';
  return `Expected a PlayReady, RMS or WMDRM exchange in ${where}; ${seen} there, and none of them is one that can be kept: ${advice}.`;
}
