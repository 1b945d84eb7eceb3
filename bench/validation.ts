import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSchemaSet } from '../harness/xml/schema-set.ts';
import { secondOpinion, type SecondOpinion } from '../harness/xml/second-opinion.ts';
import { derived, figure, median, timeEach, type Figure, type Measured } from './measure.ts';
import { sizedResponses, type SizedResponse } from './responses.ts';

/** How many times as fast as one call of xsd-schema-validator 5 KB must be judged in process. */
const leastRatio = 200;

/** In-process samples, and validations in each; a single one is near the clock's resolution. */
const [samples, perSample] = [25, 40];
/** Calls of xsd-schema-validator, each of which starts a JVM. */
const calls = 7;

/** Validations per second in this process, with compiled schemas, and by xsd-schema-validator. */
export async function measureValidation(): Promise<Measured> {
  const opinion = await secondOpinion();
  const figures: Figure[] = [];
  const missed: string[] = [];
  const folder = await mkdtemp(join(tmpdir(), 'assay-bench-'));
  try {
    for (const response of sizedResponses()) {
      const { size, bytes } = response;
      const inProcess = await measureInProcess(response);
      figures.push(
        figure(`${size} in process, one validation`, 'ms', inProcess),
        figure(
          `${size} in process`,
          'per second',
          inProcess.map(ms => 1000 / ms),
        ),
      );
      if (!opinion.available) continue;
      const bySecond = await measureCalls(response, opinion, folder);
      const ratio = median(bySecond) / median(inProcess);
      figures.push(
        figure(`${size} by xsd-schema-validator, one call`, 'ms', bySecond),
        figure(
          `${size} by xsd-schema-validator`,
          'per second',
          bySecond.map(ms => 1000 / ms),
        ),
        derived(`${size} in process is faster`, 'times', ratio),
      );
      if (bytes === 5_000 && ratio < leastRatio)
        missed.push(
          `Expected 5 KB to be judged in process at least ${leastRatio} times as fast as by one call of xsd-schema-validator; it was ${Math.round(ratio)} times.`,
        );
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const notes = opinion.available
    ? []
    : [`The comparison with xsd-schema-validator was left out: ${opinion.reason}`];
  return { title: 'Validation of a response', figures, notes, missed };
}

/** Milliseconds per validation, parsing included, after the schemas are compiled. */
async function measureInProcess({
  message,
  schemaFile,
}: SizedResponse): Promise<readonly number[]> {
  const set = loadSchemaSet(schemaFile);
  const bytes = Buffer.from(message, 'utf8');
  const judge = (): void => {
    for (let count = 0; count < perSample; count += 1)
      if (set.validate(bytes).length > 0) throw new Error('The measured response is not valid.');
  };
  judge();
  return (await timeEach(samples, judge)).map(ms => ms / perSample);
}

async function measureCalls(
  { size, message, schemaFile }: SizedResponse,
  opinion: Extract<SecondOpinion, { available: true }>,
  folder: string,
): Promise<readonly number[]> {
  const file = join(folder, `${size.replace(' ', '-')}.xml`);
  await writeFile(file, message);
  return timeEach(calls, async () => {
    const issues = await opinion.validate(file, schemaFile);
    if (issues.length > 0) throw new Error('The measured response is not valid.');
  });
}
