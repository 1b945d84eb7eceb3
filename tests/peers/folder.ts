import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for one peer; everything that it reads and writes lies here. */
export interface PeerFolder {
  readonly path: string;
  /** Path of a file in the folder, which need not be there. */
  readonly at: (name: string) => string;
  /** Writes a file and returns its path. */
  readonly write: (name: string, text: string | Uint8Array) => string;
  readonly remove: () => void;
}

/**
 * Makes a folder that other users can read: a server that is started as root goes on as www-data.
 * The secrets in it are of this test alone.
 */
export function peerFolder(): PeerFolder {
  const path = mkdtempSync(join(tmpdir(), 'assay-peer-'));
  chmodSync(path, 0o755);
  const at = (name: string): string => join(path, name);
  return {
    path,
    at,
    write(name, text) {
      writeFileSync(at(name), text, { mode: 0o644 });
      return at(name);
    },
    remove() {
      rmSync(path, { recursive: true, force: true });
    },
  };
}
