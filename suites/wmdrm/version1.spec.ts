import type { WmdrmContext } from '../../harness/license-server/context.ts';
import { expectError } from '../../harness/license-server/expect-error.ts';
import { describeReply, textOf } from '../../harness/license-server/reply.ts';
import type { WmdrmRequest } from '../../harness/license-server/request.ts';
import {
  challengeDefects,
  version1Defects,
  type Version1Defect,
} from '../../harness/license-server/version1-defects.ts';
import { describeResponse } from '../../harness/verdict/describe-response.ts';
import { Blocked } from '../../harness/verdict/blocked.ts';
import { judgeAll, violate } from '../../harness/verdict/violation.ts';
import { tooLowLevels } from '../../harness/license-server/too-low-levels.ts';
import { version1Errors } from '../../harness/wmdrm/errors.ts';
import { check } from './check.ts';

/** What each server state of version 1 answers to a request. */
async function onEach(
  context: WmdrmContext,
  judge: (deployment: NonNullable<WmdrmRequest['deployment']>) => Promise<void>,
): Promise<void> {
  await judgeAll(context.deployments(1), judge);
}

check('wmdrm.version1.license', context =>
  onEach(context, async deployment => {
    const { outcome, packets, ...reply } = await context.answer({ protocol: 1, deployment });
    const what = `the version 1 request to ${deployment}`;
    const came = describeReply({ outcome, packets, ...reply });
    if (packets.length === 0) throw new Blocked('twin-refused', `${what} got ${came}.`);
    // A page may give the same one to a control of each browser.
    const different = new Set(packets.map(bytes => Buffer.from(bytes).toString('base64')));
    if (different.size > 1) violate('one license', came, what);
    const isPage = outcome.kind === 'response' && markup.test(textOf(outcome.body));
    if (!isPage)
      violate('an HTML page', outcome.kind === 'response' ? describeResponse(outcome) : came, what);
  }),
);

/** HTML lets its own tag, HEAD's and BODY's be left out. */
const markup =
  /<(?:!doctype\s+html|html|head|title|meta|link|style|script|body|object|form|p|div)\b/i;

check('wmdrm.version1.drmver-ignored', context =>
  onEach(context, async deployment => {
    await judgeAll(['DRMVer=1.3', 'DRMVer=9.9'], async query => {
      const request = { protocol: 1, deployment, query, fixture: query } as const;
      const reply = await context.ask(request);
      if (reply.packets.length === 0)
        violate('a license, as with DRMVer=1.4', describeReply(reply), `${query} at ${deployment}`);
    });
  }),
);

/** The version 1 rules that can be broken without a client's keys, on a GET. */
for (const [id, defect] of Object.entries<Version1Defect>(version1Defects))
  check(`wmdrm.version1.${id as keyof typeof version1Defects}`, context =>
    onEach(context, async deployment => {
      const { what, edit, errors, doubtful } = defect;
      const request = { protocol: 1, deployment, fixture: id, editPacket: edit } as const;
      const reply = await context.ask(request);
      expectError(context, reply, errors, `${what} to ${deployment}`, doubtful);
      if (id === 'length') await noteShort(context, deployment);
    }),
  );

async function noteShort(
  context: WmdrmContext,
  deployment: NonNullable<WmdrmRequest['deployment']>,
): Promise<void> {
  const editPacket = (packet: Uint8Array) => packet.slice(0, -1);
  const reply = await context.ask({ protocol: 1, deployment, fixture: 'short', editPacket });
  context.note(`A packet of 200 bytes gets ${describeReply(reply)}.`);
}

check('wmdrm.version1.app-security', context =>
  onEach(context, async deployment => {
    await judgeAll(tooLowLevels(context), async appSecurity => {
      const fixture = `app-security-${appSecurity}`;
      const request = { protocol: 1, deployment, fixture, choices: { appSecurity } } as const;
      const what = `an AppSec of ${appSecurity} to ${deployment}`;
      expectError(context, await context.ask(request), [version1Errors.appSecurity], what);
    });
  }),
);

check('wmdrm.version1.unlisted', context =>
  onEach(context, async deployment => {
    const { unlisted, signature } = version1Errors;
    const clients = [
      // Certified by nobody that the server knows: two rules refuse it, and no order is stated.
      { client: 'foreign', errors: [unlisted, signature] },
      ...(context.state.unlistedClient === undefined
        ? []
        : [{ client: 'unlisted', errors: [unlisted] } as const]),
    ] as const;
    await judgeAll(clients, async ({ client, errors }) => {
      const choices = { client };
      const request = { protocol: 1, deployment, fixture: `${client}-client`, choices } as const;
      const what = `the ${client} client to ${deployment}`;
      const reply = await context.ask(request);
      expectError(context, reply, errors, what);
      if (clients.length === 1 && !reply.errors.includes(unlisted))
        throw new Blocked(
          'identity-missing',
          'A client that nobody certified is refused for its signature, so that the white list was not asked; give wmdrm.unlistedClient in the target file.',
        );
    });
  }),
);

check('wmdrm.version1.signature', context =>
  onEach(context, async deployment => {
    const { edit, errors } = challengeDefects.signature;
    const request = { protocol: 1, deployment, fixture: 'signature', editPacket: edit } as const;
    const what = `a wrongly signed certificate to ${deployment}`;
    expectError(context, await context.ask(request), errors, what);
  }),
);
