import {
  directResponses,
  type DirectResponse,
} from '../../harness/license-server/direct-response.ts';
import { responsesToOldest } from '../../harness/license-server/revocation-data.ts';
import { Blocked } from '../../harness/verdict/blocked.ts';
import { quote } from '../../harness/verdict/expect.ts';
import { judgeAll, violate } from '../../harness/verdict/violation.ts';
import { licenseVersions, type ResponseNode } from '../../harness/wmdrm/license-response.ts';
import { validateWmdrm } from '../../harness/wmdrm/validate.ts';
import { check } from './check.ts';

/** Nodes of one response that are looked at; a server decides how many it sends. */
const mostNodes = 200;

check('wmdrm.response.schema', async context => {
  const responses = [...(await directResponses(context)), ...(await responsesToOldest(context))];
  await judgeAll(responses, async ({ response, what }) => {
    const problems = validateWmdrm('LICENSERESPONSE', response.document);
    await judgeAll(problems, ({ line, message }) => {
      violate('a response that is valid against its schema', message, `${what}, line ${line}`);
    });
  });
});

check('wmdrm.response.license-base64', async context => {
  await judgeNodes(await directResponses(context), 'licenses', ({ element, bytes }, what) => {
    if (bytes === undefined || bytes.length === 0)
      violate('a license in base64', quote(element.text), what);
  });
});

check('wmdrm.response.revocation-base64', async context => {
  const responses = await responsesToOldest(context);
  if (responses.every(({ response }) => response.revocations.length === 0))
    throw new Blocked('license-missing', 'No response holds a REVOCATION.');
  await judgeNodes(responses, 'revocations', ({ element, bytes }, what) => {
    if (bytes === undefined || bytes.length === 0)
      violate('revocation data in base64', quote(element.text), what);
  });
});

check('wmdrm.response.license-version', async context => {
  await judgeNodes(await directResponses(context), 'licenses', ({ version }, what) => {
    const known = Object.values(licenseVersions);
    if (!known.some(value => value === version))
      violate(
        `version ${known.join(' or ')}`,
        version === undefined ? 'none' : quote(version),
        what,
      );
  });
});

/** A LICENSE or a REVOCATION, with what tells its kind. */
interface Node extends ResponseNode {
  readonly version?: string | undefined;
  readonly type?: string | undefined;
}

async function judgeNodes(
  responses: readonly DirectResponse[],
  kind: 'licenses' | 'revocations',
  judge: (node: Node, what: string) => void,
): Promise<void> {
  await judgeAll(responses, async ({ response, what }) => {
    const nodes: readonly Node[] = response[kind];
    await judgeAll(nodes.slice(0, mostNodes), node => {
      judge(node, `${what}, ${node.element.path}`);
    });
  });
}
