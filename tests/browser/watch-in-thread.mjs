// A thread of its own has to be told about TypeScript, as cli/proof/worker.mjs is.
import { register } from 'tsx/esm/api';

register();
await import('./watch-in-thread.ts');
