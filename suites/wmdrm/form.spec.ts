import type { WmdrmContext } from '../../harness/license-server/context.ts';
import { withHeader } from '../../harness/license-server/edits.ts';
import { requireDirect } from '../../harness/license-server/direct-response.ts';
import { describeReply } from '../../harness/license-server/reply.ts';
import type { WmdrmRequest } from '../../harness/license-server/request.ts';
import { judgeAll } from '../../harness/verdict/violation.ts';
import { check } from './check.ts';

check('wmdrm.form.silent-absent', async context => {
  await judgeSilent(context, {});
  await noteHeaders(context);
});

check('wmdrm.form.silent-zero', context => judgeSilent(context, { nonsilent: '0' }));

async function judgeSilent(context: WmdrmContext, request: WmdrmRequest): Promise<void> {
  const deployments = context.deployments(7, 'normal', 'silent-only');
  await judgeAll(deployments, async deployment => {
    const reply = await context.answer({ ...request, deployment });
    const { encoded } = requireDirect(reply, `the silent request to ${deployment}`);
    if (encoded) context.note(`${deployment} answers with the base64 of the response.`);
  });
}

/** How else a request can hold the content's header; the document has all four. */
const headers = (['WRMHEADER', 'WMRMHEADER'] as const).flatMap(name =>
  (['LICENSEREQUEST', 'CLIENTINFO'] as const).map(place => ({ name, place })),
);

async function noteHeaders(context: WmdrmContext): Promise<void> {
  const [deployment = 'normal'] = context.deployments(7, 'normal', 'silent-only');
  for (const { name, place } of headers) {
    const fixture = `${name}-below-${place}`;
    const edit = (text: string) => withHeader(text, { name, place }) ?? text;
    const reply = await context.answer({ deployment, fixture, edit });
    context.note(`A request with ${name} below ${place} gets ${describeReply(reply)}.`);
  }
}
