import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Program and arguments that build an addon in the working directory: the node-gyp that npm brings. */
export function nodeGyp(): readonly [string, ...string[]] {
  const beside = dirname(process.execPath);
  const script = [
    join(beside, '../lib/node_modules/npm/node_modules/node-gyp/bin/node-gyp.js'),
    join(beside, 'node_modules/npm/node_modules/node-gyp/bin/node-gyp.js'),
    '/usr/share/nodejs/node-gyp/bin/node-gyp.js',
  ].find(existsSync);
  if (script === undefined) return ['node-gyp', 'rebuild'];
  // Node's own headers where they lie beside it, so that none are downloaded.
  const prefix = join(beside, '..');
  const own = existsSync(join(prefix, 'include/node/node_api.h')) ? [`--nodedir=${prefix}`] : [];
  return [process.execPath, script, 'rebuild', ...own];
}
