/**
 * Lets the process outlive whoever reads its outputs: a reader may stop early, as `| head` does.
 * That ends no run and changes no exit status.
 */
export function outliveReader(): void {
  for (const stream of [process.stdout, process.stderr]) {
    if (stream.listeners('error').includes(ignoreClosedPipe)) continue;
    stream.on('error', ignoreClosedPipe);
  }
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
