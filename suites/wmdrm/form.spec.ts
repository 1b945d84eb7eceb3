import type { WmdrmContext } from '../../harness/license-server/context.ts';
import { requireDirect } from '../../harness/license-server/direct-response.ts';
import type { WmdrmRequest } from '../../harness/license-server/request.ts';
import { judgeAll } from '../../harness/verdict/violation.ts';
import { check } from './check.ts';

check('wmdrm.form.silent-absent', context => judgeSilent(context, {}));

check('wmdrm.form.silent-zero', context => judgeSilent(context, { nonsilent: '0' }));

async function judgeSilent(context: WmdrmContext, request: WmdrmRequest): Promise<void> {
  const deployments = context.deployments(7, 'normal', 'silent-only');
  await judgeAll(deployments, async deployment => {
    const reply = await context.answer({ ...request, deployment });
    const { encoded } = requireDirect(reply, `the silent request to ${deployment}`);
    if (encoded) context.note(`${deployment} answers with the base64 of the response.`);
  });
}
