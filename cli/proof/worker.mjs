// A thread of its own has to be told about TypeScript, as cli/bin.mjs is.
import { register } from 'tsx/esm/api';

register();
await import('./prove-in-thread.ts');
