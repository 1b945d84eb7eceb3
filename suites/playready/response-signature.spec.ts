import { c14n, ecdsaSha256, sha256, xmldsig } from '../../harness/playready/namespaces.ts';
import type { PlayReadyContext } from '../../harness/rights-manager/context.ts';
import { answersWith, type LicenseAnswer } from '../../harness/rights-manager/license-answers.ts';
import { responseSignature } from '../../harness/rights-manager/response-signature.ts';
import { quote } from '../../harness/verdict/expect.ts';
import { judgeAll, violate } from '../../harness/verdict/violation.ts';
import { attribute, descendants, type XmlElement } from '../../harness/xml/element.ts';
import { decodeBase64 } from '../../harness/base64.ts';
import { check } from './check.ts';

type Signed = LicenseAnswer & { readonly part: XmlElement };

function signedAnswers(context: PlayReadyContext): Promise<readonly Signed[]> {
  return answersWith(context, 'a Signature', ({ response }) => response.signature);
}

const algorithms = {
  CanonicalizationMethod: c14n,
  SignatureMethod: ecdsaSha256,
  DigestMethod: sha256,
} as const;

/** The algorithms that a Signature names otherwise than documented. */
function otherAlgorithms({ part }: Signed): readonly { expected: string; actual: string }[] {
  return Object.entries(algorithms).flatMap(([name, expected]) => {
    const method = inSignature(part, name);
    const actual = method && attribute(method, 'Algorithm');
    return actual === expected
      ? []
      : [
          {
            expected: `${name} ${expected}`,
            actual: actual === undefined ? 'none' : quote(actual),
          },
        ];
  });
}

/** Why the Reference does not name LicenseResponse. */
function otherReference({ part, response }: Signed): string | undefined {
  const reference = inSignature(part, 'Reference');
  const uri = reference && attribute(reference, 'URI');
  const { id } = response;
  if (id === undefined) return 'a LicenseResponse without Id';
  return uri === `#${id}`
    ? undefined
    : `a Reference to ${quote(uri ?? 'nothing')}, and Id ${quote(id)}`;
}

function inSignature(signature: XmlElement, wanted: string): XmlElement | undefined {
  return descendants(signature).find(
    ({ name, namespace }) => name === wanted && namespace === xmldsig,
  );
}

check('playready.acquire-license.algorithms', async context => {
  await judgeAll(await signedAnswers(context), async answer => {
    await judgeAll(otherAlgorithms(answer), ({ expected, actual }) =>
      violate(expected, actual, answer.what),
    );
  });
});

check('playready.acquire-license.reference', async context => {
  await judgeAll(await signedAnswers(context), answer => {
    const other = otherReference(answer);
    if (other !== undefined) violate('a Reference to LicenseResponse', other, answer.what);
  });
});

check('playready.acquire-license.chain', async context => {
  await judgeAll(await signedAnswers(context), ({ response, what }) => {
    const text = response.signingCertificateChain;
    if (text === undefined || !decodeBase64(text)?.length)
      violate('SigningCertificateChain', text === undefined ? 'none' : 'no base64', what);
  });
});

for (const part of ['digest', 'signature'] as const)
  check(`playready.acquire-license.${part}`, async context => {
    await judgeAll(await signedAnswers(context), answer => {
      // Rows of their own: names that are other ones, and a chain that can't be read.
      if (otherAlgorithms(answer).length > 0 || otherReference(answer) !== undefined) return;
      const verdict = responseSignature(answer.reply.bytes, answer.response);
      if (verdict?.valid === false && verdict.wrong === part)
        violate(`a ${part} that is right`, verdict.reason, answer.what);
      if (verdict?.valid === true)
        context.note(`The signature is over the ${verdict.canonicalization} canonical form.`);
    });
  });
