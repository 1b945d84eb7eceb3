import type { Reply } from '../soap/reply.ts';
import { judgeAll, Violation } from '../verdict/violation.ts';
import type { FixtureValues } from '../wsdl/fill.ts';
import { listFixtures } from '../wsdl/fixture.ts';
import { messageSchemaFile } from '../wsdl/message-schema.ts';
import { loadSchemaSet } from '../xml/schema-set.ts';
import type { RmsContext } from './context.ts';
import { operations, type OperationName } from './operations.ts';

/**
 * Replays every request that was derived from an operation's WSDL (MS-RMSI section 6) and judges
 * whatever SOAP message comes back against the schemas of the WSDL, of the envelope and of XrML, in
 * the SOAP version of the reply. What a request gets is other checks' business; `isJudged` leaves out
 * replies that hold what no schema knows.
 *
 * @throws Violation with every difference, by fixture and line
 * @throws Blocked when a twin was refused
 */
export async function expectSchemaValidReplies(
  { version: asked, ask, kit }: Pick<RmsContext, 'version' | 'ask' | 'kit'>,
  operation: OperationName,
  isJudged: (reply: Reply) => boolean = () => true,
): Promise<void> {
  const { specification, service } = operations[operation];
  const fixtures = listFixtures(specification, { service, operation, version: asked });
  await judgeAll(fixtures, async ({ name: fixture }) => {
    // The body of another operation is filled with what that one would have to refuse.
    const ofAnother = fixture.startsWith('body-of-');
    const request = { fixture, ...(ofAnother && { values: anyValues(kit().licence('aes').xml) }) };
    const reply = await ask(operation, request);
    const version = reply.envelope?.version;
    if (version === undefined || !isJudged(reply)) return;
    const schemas = loadSchemaSet(messageSchemaFile(specification, service, version));
    const issues = schemas.validate(reply.bytes);
    if (issues.length > 0)
      throw new Violation(
        issues.map(({ message, line }) => ({
          expected: 'a message that is valid against the WSDL',
          actual: message,
          where: `${operation}/${fixture}, line ${line}`,
        })),
      );
  });
}

function anyValues(xml: string): FixtureValues {
  return {
    'publishing-license': xml,
    'unsigned-publishing-license': xml,
    'rac-chain': xml,
    'application-data': '<none/>',
    licensee: 'nobody@assay.invalid',
  };
}
