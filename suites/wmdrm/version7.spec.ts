import {
  flipBit,
  withClientId,
  withElementText,
  withV1Challenge,
} from '../../harness/license-server/edits.ts';
import type { WmdrmContext } from '../../harness/license-server/context.ts';
import { expectError } from '../../harness/license-server/expect-error.ts';
import {
  describeReply,
  holdsLicense,
  type WmdrmReply,
} from '../../harness/license-server/reply.ts';
import {
  challengeDefects,
  type Version1Defect,
} from '../../harness/license-server/version1-defects.ts';
import { Blocked } from '../../harness/verdict/blocked.ts';
import { judgeAll, violate } from '../../harness/verdict/violation.ts';
import { clientIdBytes, clientIdOffsets } from '../../harness/wmdrm/client-id.ts';
import { tooLowLevels } from '../../harness/license-server/too-low-levels.ts';
import { hresults, version1Errors } from '../../harness/wmdrm/errors.ts';
import { pkBytes } from '../../harness/wmdrm/pkcert.ts';
import { check } from './check.ts';

check('wmdrm.version7.v1challenge', async context => {
  const defects = Object.entries<Version1Defect>(challengeDefects);
  await judgeAll(defects, async ([name, { what, edit, errors, doubtful }]) => {
    const reply = await context.ask({
      fixture: `v1challenge-${name}`,
      edit: text => withV1Challenge(text, edit),
    });
    // What is inside is signed by the client, too, so that the rule about that may come first.
    const also = name === 'signature' ? [hresults.unauthorizedClient] : [];
    expectError(context, reply, [...errors, ...also], `V1CHALLENGE with ${what}`, doubtful);
  });
  if ((context.state.content.minimumAppSecurity ?? 0) === 0 || !context.kit.hasClient) {
    context.note('AppSec was not tried: the target names no wmdrm.content.minimumAppSecurity.');
    return;
  }
  await judgeAll(tooLowLevels(context), async appSecurity => {
    const fixture = `v1challenge-app-security-${appSecurity}`;
    const reply = await context.ask({ fixture, choices: { appSecurity } });
    const what = `V1CHALLENGE with an AppSec of ${appSecurity}`;
    expectError(context, reply, [version1Errors.appSecurity], what);
  });
});

/** What is no base64 of 168 bytes. */
const undecodable: Readonly<Record<string, (request: string) => string>> = {
  '167 bytes': request => withClientId(request, bytes => bytes.slice(0, -1)),
  '169 bytes': request => withClientId(request, bytes => Uint8Array.from([...bytes, 0])),
  '0 bytes': request => withClientId(request, () => new Uint8Array()),
  'no base64': request => withElementText(request, 'CLIENTID', '#'.repeat(224)),
};

check('wmdrm.version7.client-id-decoding', async context => {
  await judgeAll(Object.entries(undecodable), async ([what, edit]) => {
    const fixture = `client-id-${what.replace(' ', '-')}`;
    const reply = await context.ask({ fixture, edit });
    expectError(context, reply, [hresults.clientIdDecoding], `a CLIENTID of ${what}`);
  });
});

/**
 * The answer to a request with the CLIENTID of another client. V1CHALLENGE stays that of a listed one: its
 * rules have errors of their own, and no order of the rules is stated.
 */
async function askAs(context: WmdrmContext, client: 'unlisted' | 'foreign'): Promise<WmdrmReply> {
  if (!context.kit.hasClient)
    throw new Blocked(
      'identity-missing',
      'Without wmdrm.client no request of ours was accepted, so that a refusal of another client proves nothing.',
    );
  context.assume('point-order');
  context.assume('rc4-key-length');
  const clientId = context.kit.clientId(client);
  return context.ask({
    fixture: `${client}-client`,
    edit: text => withClientId(text, () => clientId),
  });
}

check('wmdrm.version7.white-list', async context => {
  const reply = await askAs(context, 'unlisted');
  if (holdsLicense(reply))
    violate('no license for a client outside of the white list', describeReply(reply));
});

check('wmdrm.version7.unlisted', async context => {
  const { unlistedClient } = context.state;
  const clients = [
    'foreign',
    ...(unlistedClient === undefined ? [] : ['unlisted' as const]),
  ] as const;
  await judgeAll(clients, async client => {
    const reply = await askAs(context, client);
    expectError(context, reply, [hresults.unauthorizedClient], `the ${client} client`);
  });
});

/** A bit of the signature in the certificate; RC4's output turns with it. */
const signatureBit = 8 * (clientIdOffsets.pkcert + pkBytes) + 3;

check('wmdrm.version7.signature', async context => {
  const reply = await context.ask({
    fixture: 'client-id-signature',
    edit: text => withClientId(text, bytes => flipBit(bytes, signatureBit)),
  });
  expectError(context, reply, [hresults.unauthorizedClient], 'a wrongly signed certificate');
});

/** Bits of EncRandNum and of the certificate, spread over both; an odd step meets all bits of a byte. */
const bits = Array.from(
  { length: 20 },
  (_, index) =>
    8 * clientIdOffsets.encRandNum +
    Math.floor((index * (8 * (clientIdBytes - clientIdOffsets.encRandNum) - 1)) / 19),
);

check('wmdrm.version7.client-id-bits', async context => {
  await judgeAll(bits, async bit => {
    const reply = await context.ask({
      fixture: `client-id-bit-${bit}`,
      edit: text => withClientId(text, bytes => flipBit(bytes, bit)),
    });
    if (holdsLicense(reply))
      violate('no license', describeReply(reply), `bit ${bit} of CLIENTID the other way round`);
  });
});
