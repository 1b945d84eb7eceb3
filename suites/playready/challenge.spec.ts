import { challengeDefects } from '../../harness/playready/challenge/challenge-defects.ts';
import type { ChallengeDefect } from '../../harness/playready/challenge/defect.ts';
import { readExceptionDetail } from '../../harness/playready/messages/exception-detail.ts';
import { readLicenseResponse } from '../../harness/playready/messages/license-response.ts';
import type { PlayReadyContext } from '../../harness/rights-manager/context.ts';
import { Blocked } from '../../harness/verdict/blocked.ts';
import { expect } from '../../harness/verdict/expect.ts';
import { violate } from '../../harness/verdict/violation.ts';
import { check } from './check.ts';
import { challenge } from './requirements/challenge.ts';

const area = 'playready.challenge.';

for (const id of Object.keys(challenge) as (keyof typeof challenge)[])
  check(id, async context => {
    const defect = challengeDefects.find(({ name }) => area + name === id);
    if (defect === undefined) throw new Error(`There is no defect for ${id}.`);
    const { reply } = await send(context, defect);
    const what = `a challenge with ${defect.what}`;
    const licenses = reply.content && readLicenseResponse(reply.content).licenses.length;
    if (licenses) violate('a fault', `${licenses} license(s)`, what);
    expect(reply, what).toFault();
    const code = reply.fault && readExceptionDetail(reply.fault).statusCode;
    context.note(`The status code is ${code?.text ?? 'none that can be read'}.`);
    if (defect.name === 'unsigned') await observeKey(context);
  });

/** Sends the first recorded challenge that can have a defect with it, after that challenge was granted. */
async function send({ recordings, recording, ask }: PlayReadyContext, defect: ChallengeDefect) {
  const first = recording('AcquireLicense');
  for (const each of recordings('AcquireLicense')) {
    const changed = defect.apply(each.request.body);
    if (changed === undefined) continue;
    const reply = await ask('AcquireLicense', {
      fixture: `challenge-${defect.name}`,
      edit: () => changed,
      ...(each !== first && { recording: each.name }),
    });
    return { reply };
  }
  throw new Blocked(
    'recording-missing',
    `No recorded challenge has the part in question (${defect.what}); record one that has it (docs/recordings.md).`,
  );
}

/** The client's certificate names its key as well, so nobody has to look into KeyInfo. */
async function observeKey(context: PlayReadyContext): Promise<void> {
  for (const defect of challengeDefects.filter(({ name }) =>
    name.startsWith('client-public-key'),
  )) {
    const { reply } = await send(context, defect);
    const refused = reply.fault === undefined ? 'does not refuse' : 'refuses';
    context.note(`The server ${refused} a challenge with ${defect.what}.`);
  }
}
