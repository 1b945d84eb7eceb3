import {
  readCertificateChain,
  verifyCertificateChain,
} from '../../harness/playready/certificate-chain.ts';
import { PlayReadyError } from '../../harness/playready/error.ts';
import { ifReadable } from '../../harness/playready/if-readable.ts';
import { namesKid, readLicense } from '../../harness/playready/license.ts';
import { validatePlayReady } from '../../harness/playready/messages/validate.ts';
import type { PlayReadyContext } from '../../harness/rights-manager/context.ts';
import { answerDoubt } from '../../harness/rights-manager/answer-doubt.ts';
import {
  answersWith,
  challengeAnswers,
  licenseAnswers,
  persistentAnswers,
  type LicenseAnswer,
} from '../../harness/rights-manager/license-answers.ts';
import { quote } from '../../harness/verdict/expect.ts';
import { judgeAll, violate } from '../../harness/verdict/violation.ts';
import { decodeBase64 } from '../../harness/base64.ts';
import { check } from './check.ts';

check('playready.acquire-license.granted', async context => {
  await context.accepted('AcquireLicense');
  await judgeAll(await challengeAnswers(context), ({ recording, reply, what }) => {
    // What was refused when it was recorded is no promise.
    if (recording.response !== undefined && recording.response.status !== 200) return;
    const refused = answerDoubt(reply, 'AcquireLicense');
    if (refused !== undefined) violate('licenses for a recorded challenge', refused, what);
  });
});

/** Elements that a row of their own judges. */
const judgedElsewhere = /\}(?:License|ResponseID|\w+Method|SigningCertificateChain)'/;

check('playready.acquire-license.structure', async context => {
  // The first one's is playready.transport.response-schema.
  await judgeAll((await licenseAnswers(context)).slice(1), async ({ reply, what }) => {
    const { bytes, mediaType } = reply;
    const issues = validatePlayReady('AcquireLicense', 'response', bytes, mediaType?.charset);
    await judgeAll(issues, ({ line, message }) => {
      if (!judgedElsewhere.test(message))
        violate('the documented structure', message, `${what}, line ${line}`);
    });
  });
});

check('playready.acquire-license.version', async context => {
  await judgeAll(await licenseAnswers(context), ({ challenge, response: { version }, what }) => {
    const asked = challenge?.version;
    if (asked !== undefined && asked !== '1')
      context.note(
        `A recorded challenge is of version ${quote(asked)}, of which nothing is public.`,
      );
    else if (asked === '1' && version !== undefined && version !== '1')
      violate('Version 1', quote(version), what);
  });
});

/** Licenses of one answer that are looked at; a server decides how many it sends. */
const mostLicenses = 200;

interface GivenLicense {
  readonly text: string;
  /** Undefined when it is no base64. */
  readonly bytes: Uint8Array | undefined;
  readonly what: string;
}

async function givenLicenses(context: PlayReadyContext): Promise<readonly GivenLicense[]> {
  return (await licenseAnswers(context)).flatMap(({ response, what }) =>
    response.licenses.slice(0, mostLicenses).map((text, index) => ({
      text,
      bytes: decodeBase64(text),
      what: `license ${index + 1} of ${what}`,
    })),
  );
}

check('playready.acquire-license.license-base64', async context => {
  await judgeAll(await givenLicenses(context), ({ text, bytes, what }) => {
    if (bytes === undefined || bytes.length === 0)
      violate('a license in base64', `${text.length} characters that are none`, what);
  });
});

check('playready.acquire-license.license-magic', async context => {
  await judgeAll(await givenLicenses(context), ({ bytes, what }) => {
    const start = Buffer.from(bytes?.subarray(0, 4) ?? []).toString('hex');
    if (start !== '' && start !== '584d5200') violate('584d5200 in front', start, what);
  });
});

check('playready.acquire-license.license-framing', async context => {
  await judgeAll(await givenLicenses(context), ({ text, what }) => {
    const framing = ifReadable(() => readLicense(text))?.framing;
    if (framing?.fits === false) violate('objects that fill the license', framing.reason, what);
  });
});

check('playready.acquire-license.license-kid', async context => {
  await judgeAll(await licenseAnswers(context), ({ challenge, response, what }) => {
    const given = response.licenses.slice(0, mostLicenses);
    const licenses = given.flatMap(text => ifReadable(() => readLicense(text)) ?? []);
    const { kids = [] } = challenge ?? {};
    const named = kids.filter(kid => licenses.some(license => namesKid(license, kid)));
    if (licenses.length === 0 || kids.length === 0) return;
    if (named.length === 0) violate('a license for a key of the challenge', 'none', what);
    if (kids.length > 1)
      context.note(`${licenses.length} licenses name ${named.length} of ${kids.length} keys.`);
  });
});

check('playready.acquire-license.no-license', async context => {
  await judgeAll(await licenseAnswers(context), ({ challenge, response, what }) => {
    const asked = challenge?.header !== undefined && challenge.header.licenseRequested !== 'false';
    if (asked && response.element !== undefined && response.licenses.length === 0)
      violate('a license', 'an answer without one', what);
  });
});

check('playready.acquire-license.transaction-id', async context => {
  const found = await answersWith(context, 'a TransactionID', each => each.response.transactionId);
  await judgeAll(found, ({ part, what }) => {
    if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(part))
      violate('a TransactionID as a lower-case GUID with hyphens', quote(part), what);
  });
});

check('playready.acquire-license.nonce', async context => {
  await judgeAll(await persistentAnswers(context), ({ challenge, response, what }) => {
    // Neither nonce nor signature: it holds no persistent license, or playready.acquire-license.signed tells.
    if (response.nonce !== undefined || response.isSigned)
      judgeNonce(challenge, response.nonce, what);
  });
});

check('playready.acquire-license.other-nonce', async context => {
  const others = await answersWith(context, 'a LicenseNonce without need', each =>
    each.recording.persistent === true ? undefined : each.response.nonce,
  );
  await judgeAll(others, ({ challenge, part, what }) => {
    judgeNonce(challenge, part, what);
  });
});

function judgeNonce(
  challenge: LicenseAnswer['challenge'],
  nonce: string | undefined,
  what: string,
): void {
  const asked = decodeBase64(challenge?.nonce ?? '');
  if (asked === undefined || asked.length === 0) return;
  const came = decodeBase64(nonce ?? '');
  if (came === undefined || Buffer.compare(asked, came) !== 0)
    violate(
      `LicenseNonce ${quote(challenge?.nonce ?? '')}`,
      nonce === undefined ? 'none' : quote(nonce),
      what,
    );
}

check('playready.acquire-license.signed', async context => {
  await judgeAll(await persistentAnswers(context), ({ response, what }) => {
    if (!response.isSigned)
      violate('a Signature, since the recording is said to get a persistent license', 'none', what);
  });
});

check('playready.acquire-license.response-id', async context => {
  const found = await answersWith(context, 'a ResponseID', each => each.response.responseId);
  await judgeAll(found, ({ part, what }) => {
    if (decodeBase64(part)?.length !== 32) violate('32 bytes in base64', quote(part), what);
  });
  const ids = found.map(({ part }) => part);
  const repeats = new Set(ids).size < ids.length;
  context.note(
    `The ResponseIDs of ${ids.length} answers are ${repeats ? 'not all' : 'all'} different.`,
  );
});

function chains(context: PlayReadyContext) {
  return answersWith(context, 'a SigningCertificateChain', ({ response }) =>
    response.signingCertificateChain === undefined
      ? undefined
      : decodeBase64(response.signingCertificateChain),
  );
}

check('playready.acquire-license.chain-framing', async context => {
  await judgeAll(await chains(context), ({ part, what }) => {
    try {
      readCertificateChain(part);
    } catch (error) {
      if (!(error instanceof PlayReadyError)) throw error;
      violate('a certificate chain', error.message, what);
    }
  });
});

check('playready.acquire-license.chain-signatures', async context => {
  await judgeAll(await chains(context), ({ part, what }) => {
    const chain = ifReadable(() => readCertificateChain(part));
    const verified = chain && verifyCertificateChain(chain);
    if (verified?.valid === false) violate('certificates rightly signed', verified.reason, what);
  });
});
