import { randomUUID } from 'node:crypto';
import { expectDocumentedExceptions } from '../../harness/rms/documented-exceptions.ts';
import { identify, malformedSids, sidOf } from '../../harness/rms/identification.ts';
import { expectIssuedBy } from '../../harness/rms/issued-by.ts';
import { nullInputs } from '../../harness/rms/null-inputs.ts';
import { expectSchemaValidReplies } from '../../harness/rms/response-schema.ts';
import * as users from '../../harness/rms/user-certificates.ts';
import { describeReply, expect, quote } from '../../harness/verdict/expect.ts';
import { judgeAll, violate } from '../../harness/verdict/violation.ts';
import { child } from '../../harness/xml/element.ts';
import { rsaKeyPairOf } from '../../harness/xrml/rsa.ts';
import { check } from './check.ts';

/** What is refused under a name of its own. */
const refusals = {
  'rmsi.precertify.null-argument': ['UserName-absent', 'ArgumentNullException'],
  'rmsi.precertify.no-request': ['requestParams-empty', 'DRMSArgumentException'],
  'rmsi.precertify.several-requests': ['requestParams-two', 'DRMSArgumentException'],
} as const;

for (const [requirement, [fixture, exception]] of Object.entries(refusals))
  check(requirement as keyof typeof refusals, async ({ precertify }) => {
    expect(await precertify({ fixture }), fixture).toFault(exception);
  });

check('rmsi.precertify.input-validated', async ({ precertify }) => {
  const nobody = ['requestParams-nil', 'UserName-absent', 'UserName-nil'];
  const fixtures = [...nullInputs.Precertify, ...nobody, 'AuthenticationMode-not-in-enumeration'];
  await judgeAll(fixtures, async fixture => {
    expect(await precertify({ fixture }), fixture).toFault();
  });
});

check('rmsi.precertify.same-user', async ({ precertify, kit }) => {
  const reply = await precertify({ fixture: 'full', sid: sidOf(kit(), 'second') });
  expect(reply, 'two users in one request').toFault('UnauthorizedAccessException');
});

check('rmsi.precertify.sid-validated', async ({ precertify, kit }) => {
  const { emailAddress } = kit().identity('licensee');
  await judgeAll(malformedSids(sidOf(kit(), 'licensee'), emailAddress), async sid => {
    expect(await precertify({ fixture: 'full', sid }), `Id ${quote(sid)}`).toFault();
  });
});

check('rmsi.precertify.certificate-returned', users.expectUserCertificates);

check('rmsi.precertify.user-email', async context => {
  await users.judgeUserCertificates(context, ({ issuedPrincipal: { name = '' } = {} }, role) => {
    const { emailAddress } = context.kit().identity(role);
    if (name.toLowerCase() !== emailAddress.toLowerCase())
      violate(`NAME ${quote(emailAddress)}`, quote(name), role);
  });
});

check('rmsi.precertify.user-sid', async context => {
  await users.judgeUserCertificates(context, ({ issuedPrincipal }, role) => {
    const { idType = 'no type', id = '' } = issuedPrincipal ?? {};
    const sid = sidOf(context.kit(), role);
    if (idType !== 'Windows' || id.toUpperCase() !== sid.toUpperCase())
      violate(`ID ${quote(sid)} of type Windows`, `${quote(id)} of type ${idType}`, role);
  });
});

check('rmsi.precertify.by-identification', async ({ answer, precertify, kit }) => {
  const sid = sidOf(kit(), 'licensee');
  await judgeAll(['in place of UserName', 'beside UserName'] as const, async place => {
    const reply = await precertify({ edit: identify(sid, place) });
    if (!users.isSameKey(users.userKeyIn(reply), users.userKeyIn(await answer('Precertify'))))
      violate('the key that UserName alone gives', describeReply(reply), `Identification ${place}`);
  });
});

check('rmsi.precertify.key-of-user', async ({ answer, precertify, kit }) => {
  const own = users.userKeyIn(await answer('Precertify'));
  if (own !== undefined && kit().identity('licensee').privateKeyFile !== undefined) {
    const { publicKey } = rsaKeyPairOf(kit().privateKey('licensee'));
    if (!users.isSameKey(own, publicKey)) violate("the licensee's public key", 'another key');
  }
  const userName = kit().identity('second').emailAddress;
  if (users.isSameKey(own, users.userKeyIn(await precertify({ userName }))))
    violate('a key of their own for another user', "the licensee's key");
});

check('rmsi.precertify.same-key', async ({ precertify, kit }) => {
  const userName = kit().identity('second').emailAddress;
  const first = users.userKeyIn(await precertify({ userName }));
  const again = users.userKeyIn(await precertify({ userName }));
  if (first !== undefined && again !== undefined && !users.isSameKey(first, again))
    violate('the same key in a second certificate', 'another key');
});

check('rmsi.precertify.signed', async context => {
  await users.judgeUserCertificates(context, (certificate, role) => {
    expectIssuedBy(certificate, context.kit().server(), role);
  });
});

check('rmsi.precertify.no-federation-principals', async context => {
  await users.judgeUserCertificates(context, ({ xml }, role) => {
    if (/<FEDERATIONPRINCIPALS\b/.test(xml)) violate('no FEDERATIONPRINCIPALS', 'one', role);
  });
});

check('rmsi.precertify.failure-throws', async ({ precertify }) => {
  const userName = `nobody-${randomUUID()}@assay.invalid`;
  expect(await precertify({ userName }), 'an unknown user').toFault();
});

check('rmsi.precertify.decommissioned', async ({ precertify }) => {
  expect(await precertify({}, 'decommissioned')).toFault('ClusterDecommissionedException');
});

check('rmsi.precertify.documented-exceptions', async ({ ask, kit }) => {
  const values = { 'user-sid': sidOf(kit(), 'second') };
  await expectDocumentedExceptions({ ask }, 'Precertify', [
    ...Object.values(refusals).map(([fixture]) => ({ what: fixture, request: { fixture } })),
    { what: 'two users in one request', request: { fixture: 'full', values } },
  ]);
});

for (const [requirement, wanted] of [
  ['rmsi.precertify.result-of-one', undefined],
  ['rmsi.precertify.response-of-one', 'PrecertifyResponse'],
] as const)
  check(requirement, async ({ accepted }) => {
    const { content } = await accepted('Precertify');
    const result = content && child(content, 'PrecertifyResult', content.namespace);
    const found = result?.children.filter(({ name }) => name === (wanted ?? name)) ?? [];
    if (found.length !== 1)
      violate(`one ${wanted ?? 'element'} in PrecertifyResult`, `${found.length}`);
  });

check('rmsi.precertify.response-schema', async context => {
  await expectSchemaValidReplies(context, 'Precertify');
});
