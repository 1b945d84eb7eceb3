import { expect, test } from '@playwright/test';
import type { Identity } from '../../harness/target/identity.ts';
import type { Target } from '../../harness/target/target.ts';
import { issueUserPublicKeyCertificate } from '../../harness/xrml/account-certificate.ts';
import { conforming, type Behaviour } from '../../reference/rms/behaviour.ts';
import { judgeArea } from './judge-area.ts';

const drmsArgument = 'Microsoft.DigitalRightsManagement.Core.DRMSArgumentException';

/** Behaviour that no sentence forbids. */
const allowed: Readonly<Record<string, Partial<Behaviour>>> = {
  'writes its messages with other prefixes and white space': {
    writePrecertifyResponse: certificates =>
      conforming
        .writePrecertifyResponse(certificates)
        .replaceAll('xmlns:tns=', 'xmlns:q1=')
        .replaceAll('tns:', 'q1:')
        .replaceAll(/<(\/?q1:)/g, '\n  <$1'),
  },
  'wraps each exception in one of arguments': {
    faultString: (name, message) => `${drmsArgument}: See inside. ---> ${name}: ${message}`,
  },
  'names exceptions by their last component': {
    faultString: name => name.replace(/^.*\./, ''),
  },
  'has exceptions of its own for what the document names none for': {
    exceptionName: refusal =>
      ['userUnknown', 'sidMalformed', 'authenticationModeUnknown'].includes(refusal)
        ? 'Example.Directory.LookupException'
        : conforming.exceptionName(refusal),
  },
  'writes addresses, SIDs and GUIDs in another case': {
    certificateRequest: (state, user, publicKey) => {
      const request = conforming.certificateRequest(state, user, publicKey);
      const { id, emailAddress } = request.user;
      return {
        ...request,
        issuer: { ...request.issuer, id: request.issuer.id.toLowerCase() },
        user: { ...request.user, id: id.toLowerCase(), emailAddress: emailAddress.toUpperCase() },
      };
    },
  },
  'issues temporary certificates that name no server': {
    issueUserCertificate: ({ urls: _urls, ...request }) =>
      issueUserPublicKeyCertificate({ ...request, persistence: 'Temporary' }),
  },
};

for (const [what, behaviour] of Object.entries(allowed))
  test(`a server that ${what} breaks nothing`, async () => {
    expect(await judgeArea('precertify', behaviour)).toEqual({});
  });

test('where exceptions are hidden, only the rows that ask for one are not decided', async () => {
  const { 'exception-hidden': hidden, ...others } = await judgeArea('precertify', {
    faultString: () => 'Failed.',
  });
  expect(others).toEqual({});
  expect(hidden?.toSorted()).toEqual([
    'decommissioned',
    'documented-exceptions',
    'no-request',
    'null-argument',
    'same-user',
    'several-requests',
  ]);
});

test('a server state that is not offered blocks its row and no other', async () => {
  const without = ({
    deployments: { decommissioned: _none, ...deployments },
    ...rest
  }: Target) => ({
    ...rest,
    deployments,
  });
  expect(await judgeArea('precertify', {}, without)).toEqual({
    'deployment-missing': ['decommissioned'],
  });
});

/** A target whose users are named otherwise. */
const naming = (change: (user: Identity) => Identity) => (target: Target) => {
  const { licensee, second } = target.identities ?? {};
  if (licensee === undefined || second === undefined) throw new Error('Two users were expected.');
  return { ...target, identities: { licensee: change(licensee), second: change(second) } };
};

test('without SIDs, what needs none is decided', async () => {
  const address = naming(({ emailAddress }) => ({ emailAddress }));
  const { 'identity-missing': blocked, ...others } = await judgeArea('precertify', {}, address);
  expect(others).toEqual({});
  expect(blocked?.toSorted()).toEqual([
    'by-identification',
    'documented-exceptions',
    'input-validated',
    'response-schema',
    'same-user',
    'sid-validated',
    'user-sid',
  ]);
});

test('the address that is asked for may be written in any case', async () => {
  const shouted = naming(user => ({ ...user, emailAddress: user.emailAddress.toUpperCase() }));
  expect(await judgeArea('precertify', {}, shouted)).toEqual({});
});

test('another key than the one that the target names is told, and nothing else', async () => {
  const behaviour: Partial<Behaviour> = {
    GetUserKeyPair: (state, user) =>
      conforming.GetUserKeyPair(state, { ...user, SID: `${user.SID}-1` }),
    SetUserKeyPair: (state, user, keyPair) => {
      conforming.SetUserKeyPair(state, { ...user, SID: `${user.SID}-1` }, keyPair);
    },
  };
  expect(await judgeArea('precertify', behaviour)).toEqual({ broken: ['key-of-user'] });
});

test('a server that knows nobody is not judged, and passes nowhere', async () => {
  const { 'twin-refused': blocked, ...others } = await judgeArea('precertify', {
    userByEmailAddress: () => undefined,
  });
  expect(others).toEqual({});
  expect(blocked).toHaveLength(20);
});
