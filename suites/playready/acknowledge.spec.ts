import { randomUUID } from 'node:crypto';
import { challengeDefects } from '../../harness/playready/challenge/challenge-defects.ts';
import { readExceptionDetail } from '../../harness/playready/messages/exception-detail.ts';
import { protocols } from '../../harness/playready/namespaces.ts';
import { replaceIn } from '../../harness/rights-manager/edits.ts';
import { patternDoubt } from '../../harness/rights-manager/response-pattern.ts';
import { Blocked, Inapplicable } from '../../harness/verdict/blocked.ts';
import { expect } from '../../harness/verdict/expect.ts';
import { judgeAll, violate } from '../../harness/verdict/violation.ts';
import { check } from './check.ts';

check('playready.acknowledge.response', async ({ accepted }) => {
  const reply = await accepted('AcknowledgeLicense');
  // Another name of the response itself is playready.transport.response-element-inferred.
  const { name, namespace } = reply.content ?? {};
  if (name !== 'AcknowledgeLicenseResponse' || namespace !== protocols) return;
  const doubt = patternDoubt(reply, 'AcknowledgeLicense');
  if (doubt !== undefined) violate('the envelope of the documented answers', doubt);
});

const transaction = /(<(?:[\w.-]+:)?TransactionID[^<>]*>\s*)[0-9A-Fa-f-]{36}(?=\s*<)/;

check('playready.acknowledge.transaction', async ({ message, ask, note }) => {
  const recorded = message('AcknowledgeLicense');
  const changed = replaceIn(recorded, transaction, (_match, before) => before + randomUUID());
  if (Buffer.compare(recorded, changed) === 0)
    throw new Blocked(
      'not-public',
      'Where an acknowledgement names its transaction is not public, and the recorded one has no TransactionID in clear.',
    );
  const reply = await ask('AcknowledgeLicense', {
    fixture: 'transaction-changed',
    edit: () => changed,
  });
  expect(reply, 'an acknowledgement with another TransactionID').toFault();
  const code = reply.fault && readExceptionDetail(reply.fault).statusCode;
  note(`The status code is ${code?.text ?? 'none that can be read'}.`);
});

const signatureDefects = challengeDefects.filter(
  ({ reach, name }) => reach === 'signature' && !name.startsWith('client-public-key'),
);

check('playready.acknowledge.signature', async ({ message, ask, accepted }) => {
  const recorded = message('AcknowledgeLicense');
  const cases = signatureDefects.flatMap(({ name, what, apply }) => {
    const changed = apply(recorded);
    return changed === undefined ? [] : [{ name, what, changed }];
  });
  if (cases.length === 0) {
    await accepted('AcknowledgeLicense');
    throw new Inapplicable('The recorded acknowledgement has no Signature.');
  }
  await judgeAll(cases, async ({ name, what, changed }) => {
    const request = { fixture: `acknowledgement-${name}`, edit: () => changed };
    expect(await ask('AcknowledgeLicense', request), `an acknowledgement with ${what}`).toFault();
  });
});
