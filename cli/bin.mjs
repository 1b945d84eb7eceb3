#!/usr/bin/env node
// The sources are TypeScript; tsx compiles them on import, so a clone needs no build step.
import { register } from 'tsx/esm/api';

register();
const { outliveReader } = await import('../harness/report/outlive-reader.ts');
outliveReader();
const { main } = await import('./main.ts');
process.exitCode = await main(process.argv.slice(2));
