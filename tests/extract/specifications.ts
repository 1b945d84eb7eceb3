import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Our own small document in the form of an Open Specification, with every trap in it. */
export const sampleFile = `${root}tests/extract/MS-RAIL.md`;

/** The published specifications, which stand beside a clone on our own machines only. */
export const published = [
  { file: `${root}../shared/specs/MS-RMSI.md`, folder: `${root}schemas/rmsi` },
  { file: `${root}../shared/specs/MS-RMPR.md`, folder: `${root}schemas/rmpr` },
];

/** Why a test that needs them is skipped, or undefined when they are there. */
export const withoutPublished = published.every(({ file }) => existsSync(file))
  ? undefined
  : 'MS-RMSI.md and MS-RMPR.md are not in ../shared/specs; the same rules are tested on MS-RAIL.md';
