import { expect, test } from '@playwright/test';
import { readdirSync } from 'node:fs';
import { fillFixture } from '../../harness/wsdl/fill.ts';
import { listFixtures, loadFixture } from '../../harness/wsdl/fixture.ts';
import { deriveDriverSchemas, messageSchemaFile } from '../../harness/wsdl/message-schema.ts';
import { specifications } from '../../harness/wsdl/services.ts';
import { knownDisagreement } from '../../harness/xml/known-disagreements.ts';
import { loadSchemaSet } from '../../harness/xml/schema-set.ts';
import { secondOpinion } from '../../harness/xml/second-opinion.ts';
import { xercesBatch } from '../xml/xerces-batch.ts';
import { certificate, sampleValues } from './sample-values.ts';

// Covers every committed fixture, and every genuine certificate in a message of every service that
// takes one: libxml2 judges each, Xerces all of one schema set in one JVM.

interface Judged {
  readonly name: string;
  readonly message: string;
  readonly valid: boolean;
}

const certificates = readdirSync(new URL('../../fixtures/certificates', import.meta.url))
  .filter(file => file.endsWith('.xml'))
  .map(file => file.slice(0, -'.xml'.length))
  .sort();

for (const specification of specifications)
  for (const { file } of deriveDriverSchemas(specification)) {
    const [service = '', version = ''] = (file.split('/')[1] ?? '').split('.');
    if (version !== 'soap11' && version !== 'soap12') throw new Error(`Unknown set ${file}.`);

    const documents = (): readonly Judged[] => {
      const all = listFixtures(specification, { service, version });
      const fixtures = all.map(({ operation, name }) =>
        loadFixture(specification, service, operation, version, name),
      );
      const wrapped = fixtures
        .filter(
          ({ rule, template }) =>
            rule === 'full' && /\[\[[a-z-]*(?:license|chain)\]\]/.test(template),
        )
        .flatMap(fixture =>
          certificates.map(each => ({
            name: `${fixture.name} with ${each}`,
            message: text(
              fillFixture(fixture, {
                ...sampleValues,
                'publishing-license': certificate(each),
                'unsigned-publishing-license': certificate(each),
                'rac-chain': certificate(each),
                'spc-chain': certificate(each),
              }),
            ),
            valid: true,
          })),
        );
      return [
        ...fixtures.map(fixture => ({
          name: fixture.name,
          message: text(fillFixture(fixture, sampleValues)),
          valid: fixture.valid,
        })),
        ...wrapped,
      ];
    };

    test(`libxml2 judges the messages of ${file} as their fixtures say`, () => {
      const set = loadSchemaSet(messageSchemaFile(specification, service, version));
      const judged = documents();
      expect(judged.length).toBeGreaterThan(40);
      const wrong = judged.filter(({ message, valid }) => {
        const issues = set.validate(message);
        return (issues.length === 0) !== valid;
      });
      // The one point in which libxml2 is wrong here (known-disagreements.ts); exactly these, no less.
      expect(wrong.map(({ name }) => name)).toEqual(
        judged.filter(({ name }) => name.endsWith('-not-base64')).map(({ name }) => name),
      );
    });

    test(`Xerces agrees with libxml2 on the messages of ${file}`, async () => {
      const opinion = await secondOpinion();
      test.skip(!opinion.available, opinion.available ? '' : opinion.reason);
      const schemaFile = messageSchemaFile(specification, service, version);
      const set = loadSchemaSet(schemaFile);
      const judged = documents();
      const verdicts = await xercesBatch(
        schemaFile,
        judged.map(({ message }) => message),
      );
      const differing = judged.flatMap(({ name, message, valid }, at) => {
        const byXerces = verdicts[at] ?? [];
        const byLibxml2 = set.validate(message);
        if ((byXerces.length === 0) === (byLibxml2.length === 0)) return [];
        const known =
          byXerces.length > 0
            ? knownDisagreement('xerces', byXerces)
            : knownDisagreement('libxml2', byLibxml2);
        const right = known?.right === 'xerces' ? byXerces : byLibxml2;
        if (known !== undefined && (right.length === 0) === valid) return [];
        return [{ name, xerces: byXerces[0]?.message, libxml2: byLibxml2[0]?.message }];
      });
      expect(differing).toEqual([]);
    });
  }

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}
