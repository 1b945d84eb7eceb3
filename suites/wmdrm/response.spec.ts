import type { WmdrmContext } from '../../harness/license-server/context.ts';
import { directResponses } from '../../harness/license-server/direct-response.ts';
import { quote } from '../../harness/verdict/expect.ts';
import { judgeAll, violate } from '../../harness/verdict/violation.ts';
import { licenseVersions, type ResponseNode } from '../../harness/wmdrm/license-response.ts';
import { validateWmdrm } from '../../harness/wmdrm/validate.ts';
import { check } from './check.ts';

/** Nodes of one response that are looked at; a server decides how many it sends. */
const mostNodes = 200;

check('wmdrm.response.schema', async context => {
  await judgeAll(await directResponses(context), async ({ response, what }) => {
    const problems = validateWmdrm('LICENSERESPONSE', response.document);
    await judgeAll(problems, ({ line, message }) => {
      violate('a response that is valid against its schema', message, `${what}, line ${line}`);
    });
  });
});

check('wmdrm.response.license-base64', context =>
  judgeNodes(context, 'licenses', ({ element, bytes }, what) => {
    if (bytes === undefined || bytes.length === 0)
      violate('a license in base64', quote(element.text), what);
  }),
);

check('wmdrm.response.revocation-base64', context =>
  judgeNodes(context, 'revocations', ({ element, bytes }, what) => {
    if (bytes === undefined || bytes.length === 0)
      violate('revocation data in base64', quote(element.text), what);
  }),
);

check('wmdrm.response.license-version', context =>
  judgeNodes(context, 'licenses', ({ version }, what) => {
    const known = Object.values(licenseVersions);
    if (!known.some(value => value === version))
      violate(
        `version ${known.join(' or ')}`,
        version === undefined ? 'none' : quote(version),
        what,
      );
  }),
);

/** A LICENSE or a REVOCATION, with what tells its kind. */
interface Node extends ResponseNode {
  readonly version?: string | undefined;
  readonly type?: string | undefined;
}

async function judgeNodes(
  context: WmdrmContext,
  kind: 'licenses' | 'revocations',
  judge: (node: Node, what: string) => void,
): Promise<void> {
  await judgeAll(await directResponses(context), async ({ response, what }) => {
    const nodes: readonly Node[] = response[kind];
    await judgeAll(nodes.slice(0, mostNodes), node => {
      judge(node, `${what}, ${node.element.path}`);
    });
  });
}
