import { generateKeyPairSync } from 'node:crypto';
import {
  issueAccountCertificate,
  issueUserPublicKeyCertificate,
} from '../../../harness/xrml/account-certificate.ts';
import { generateRsaKeyPair } from '../../../harness/xrml/rsa.ts';
import { conforming, type Behaviour } from '../../rms/behaviour.ts';
import { userKeyPair } from '../../rms/directory-rules.ts';
import type { Refusal } from '../../rms/refusal.ts';
import type { ServerState } from '../../rms/state.ts';
import type { Mutant } from '../mutant.ts';

/** Another key of each size, to sign with what must not be signed with. */
const otherKeys = new Map<number, ReturnType<typeof generateRsaKeyPair>>();

/** Section 3.3. */
export const precertifyMutants: readonly Mutant[] = [
  {
    name: 'unidentified-user-is-the-first-one',
    breaks: ['rmsi.precertify.input-validated', 'rmsi.precertify.null-argument'],
    behaviour: {
      precertifyInsteadOf: (refusal, state) =>
        refusal === 'userNotGiven' ? [certificateOfFirst(state)] : undefined,
    },
  },
  {
    name: 'authentication-mode-not-validated',
    breaks: ['rmsi.precertify.input-validated'],
    behaviour: { authenticationModeIsKnown: () => true },
  },
  {
    name: 'nobody-named-is-a-drms-argument-only',
    breaks: ['rmsi.precertify.null-argument'],
    behaviour: renamed('userNotGiven', 'sidMalformed'),
  },
  {
    name: 'user-name-wins-over-identification',
    breaks: ['rmsi.precertify.same-user'],
    behaviour: { identitiesAgree: () => true },
  },
  {
    name: 'two-users-are-an-undocumented-exception',
    breaks: ['rmsi.precertify.same-user', 'rmsi.precertify.documented-exceptions'],
    behaviour: {
      exceptionName: refusal =>
        refusal === 'identitiesDiffer'
          ? 'System.Security.SecurityException'
          : conforming.exceptionName(refusal),
    },
  },
  {
    name: 'malformed-sid-counts-as-not-given',
    breaks: ['rmsi.precertify.sid-validated'],
    behaviour: {
      readIdentification: params => {
        const identification = conforming.readIdentification(params);
        const id = identification && conforming.readId(identification);
        return id !== undefined && conforming.isSID(id) ? identification : undefined;
      },
    },
  },
  {
    name: 'leading-zeros-of-a-sid-passed-over',
    breaks: ['rmsi.precertify.sid-validated'],
    behaviour: {
      readId: identification => conforming.readId(identification)?.replace(/-0+(?=\d)/g, '-'),
    },
  },
  {
    name: 'success-without-certificate',
    breaks: ['rmsi.precertify.certificate-returned'],
    behaviour: {
      writePrecertifyResponse: certificates =>
        conforming
          .writePrecertifyResponse(certificates)
          .replace(/<tns:Certificate>.*<\/tns:Certificate>/s, ''),
    },
  },
  {
    name: 'certificate-names-the-mailbox-without-its-domain',
    breaks: ['rmsi.precertify.user-email'],
    behaviour: withUser(user => ({ emailAddress: user.emailAddress.replace(/@.*/, '') })),
  },
  {
    name: 'certificate-has-the-relative-id-only',
    breaks: ['rmsi.precertify.user-sid'],
    behaviour: withUser(user => ({ id: user.id.replace(/^.*-/, '') })),
  },
  {
    name: 'certificate-of-a-federated-user',
    breaks: ['rmsi.precertify.user-sid'],
    behaviour: withUser(() => ({ type: 'Federation' })),
  },
  {
    name: 'identification-alone-passed-over',
    breaks: ['rmsi.precertify.by-identification'],
    behaviour: {
      readIdentification: params =>
        conforming.readUserName(params) === undefined
          ? undefined
          : conforming.readIdentification(params),
    },
  },
  {
    name: 'one-key-for-all-users',
    breaks: ['rmsi.precertify.key-of-user'],
    behaviour: {
      GetUserKeyPair: (state, user) => conforming.GetUserKeyPair(state, state.users[0] ?? user),
    },
  },
  {
    name: 'user-key-never-kept',
    breaks: ['rmsi.precertify.same-key'],
    behaviour: { SetUserKeyPair: () => undefined },
  },
  {
    name: 'certificate-changed-after-signing',
    breaks: ['rmsi.precertify.signed'],
    behaviour: {
      issueUserCertificate: request =>
        issueUserPublicKeyCertificate(request).replace(
          /(<SECURITYLEVEL name="Group-Identity-Type" value=")Group"/,
          '$1Group "',
        ),
    },
  },
  {
    name: 'certificate-signed-with-another-key-in-its-own-name',
    breaks: ['rmsi.precertify.signed'],
    behaviour: {
      certificateRequest: (state, user, publicKey) => {
        const request = conforming.certificateRequest(state, user, publicKey);
        const bits = request.signWith.publicKey.bits;
        const key = otherKeys.get(bits) ?? generateRsaKeyPair(bits);
        otherKeys.set(bits, key);
        return {
          ...request,
          issuer: { ...request.issuer, publicKey: key.publicKey },
          signWith: key,
        };
      },
    },
  },
  {
    name: 'certificate-issued-under-another-id',
    breaks: ['rmsi.precertify.signed'],
    behaviour: {
      certificateRequest: (state, user, publicKey) => {
        const request = conforming.certificateRequest(state, user, publicKey);
        const id = '{00000000-0000-0000-0000-000000000000}';
        return { ...request, issuer: { ...request.issuer, id } };
      },
    },
  },
  {
    name: 'whole-account-certificate',
    breaks: ['rmsi.precertify.no-federation-principals'],
    behaviour: {
      issueUserCertificate: request =>
        issueAccountCertificate({
          ...request,
          machine: request.issuer,
          privateKey: generateKeyPairSync('rsa', { modulusLength: request.publicKey.bits })
            .privateKey,
        }),
    },
  },
  {
    name: 'unknown-user-answered-with-nothing',
    breaks: ['rmsi.precertify.failure-throws'],
    behaviour: {
      precertifyInsteadOf: refusal => (refusal === 'userUnknown' ? [] : undefined),
    },
  },
  {
    name: 'unknown-user-is-somebody-else',
    breaks: ['rmsi.precertify.failure-throws'],
    behaviour: {
      precertifyInsteadOf: (refusal, state) =>
        refusal === 'userUnknown' ? [certificateOfFirst(state)] : undefined,
    },
  },
  {
    name: 'precertifies-though-decommissioned',
    breaks: ['rmsi.precertify.decommissioned'],
    behaviour: { precertifyIsClosed: () => false },
  },
  {
    name: 'no-request-is-null',
    breaks: ['rmsi.precertify.no-request'],
    behaviour: renamed('precertifyParamsEmpty', 'paramsAbsent'),
  },
  {
    name: 'first-of-several-requests-served',
    breaks: ['rmsi.precertify.several-requests'],
    behaviour: {
      precertifyCountDefect: count =>
        count > 1 ? undefined : conforming.precertifyCountDefect(count),
    },
  },
  {
    name: 'certificate-answered-twice',
    breaks: ['rmsi.precertify.result-of-one', 'rmsi.precertify.response-of-one'],
    behaviour: { precertifyAnswers: certificate => [certificate, certificate] },
  },
  {
    name: 'precertify-result-with-something-else',
    breaks: ['rmsi.precertify.result-of-one', 'rmsi.precertify.response-schema'],
    behaviour: rewritten(/<\/tns:PrecertifyResult>/, '<tns:Status/>$&'),
  },
  {
    name: 'precertify-response-under-another-name',
    breaks: ['rmsi.precertify.response-of-one', 'rmsi.precertify.response-schema'],
    behaviour: rewritten(
      /<tns:PrecertifyResponse>(.*?)<\/tns:PrecertifyResponse>/,
      '<tns:Precertification>$1</tns:Precertification>',
    ),
  },
  {
    name: 'unknown-element-beside-the-certificate',
    breaks: ['rmsi.precertify.response-schema'],
    behaviour: rewritten(/<\/tns:Certificate>/, '$&<tns:Issued>now</tns:Issued>'),
  },
];

/** The public-key certificate of the first user of the directory. */
function certificateOfFirst(state: ServerState): string {
  const [user] = state.users;
  if (user === undefined) throw new TypeError('The directory is empty.');
  const { publicKey } = userKeyPair(state, user);
  return issueUserPublicKeyCertificate(conforming.certificateRequest(state, user, publicKey));
}

type User = ReturnType<Behaviour['certificateRequest']>['user'];

/** A certificate that states its user otherwise. */
function withUser(change: (user: User) => Partial<User>): Partial<Behaviour> {
  return {
    certificateRequest: (state, found, publicKey) => {
      const request = conforming.certificateRequest(state, found, publicKey);
      return { ...request, user: { ...request.user, ...change(request.user) } };
    },
  };
}

/** One refusal under the name of another. */
function renamed(refusal: Refusal, like: Refusal): Partial<Behaviour> {
  return { exceptionName: each => conforming.exceptionName(each === refusal ? like : each) };
}

function rewritten(pattern: RegExp, replacement: string): Partial<Behaviour> {
  return {
    writePrecertifyResponse: certificates =>
      conforming.writePrecertifyResponse(certificates).replace(pattern, replacement),
  };
}
