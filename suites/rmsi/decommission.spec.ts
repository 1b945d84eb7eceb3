import { contentKeyElements, expectKeyOf, returnsKeyOf } from '../../harness/rms/content-key.ts';
import { expectDocumentedExceptions } from '../../harness/rms/documented-exceptions.ts';
import { nullInputs } from '../../harness/rms/null-inputs.ts';
import { operations } from '../../harness/rms/operations.ts';
import { tamperings } from '../../harness/rms/tamper.ts';
import type { Reply } from '../../harness/soap/reply.ts';
import { describeReply, expect, quote } from '../../harness/verdict/expect.ts';
import { judgeAll, violate } from '../../harness/verdict/violation.ts';
import { attribute, children, descendants } from '../../harness/xml/element.ts';
import { check } from './check.ts';

const { namespace } = operations.AcquireContentKey;
const notDecommissioned = 'ClusterNotDecommissionedException';
const noMatchingPrincipal = 'UnsignedIssuanceLicenseNoMatchingIssuedPrincipalException';
const xsi = 'http://www.w3.org/2001/XMLSchema-instance';

check('rmsi.decommission.key-returned', async ({ answer, acquireContentKey, kit }) => {
  const reply = await answer('AcquireContentKey');
  // A refused license proves nothing against the server: it may want a signed one.
  if (contentKeyElements(reply).length > 0) expectKeyOf(reply, kit().licence('aes'));
  await judgeAll(['des', 'other'] as const, async kind => {
    const sealed = kit().licence(kind);
    const answered = await acquireContentKey({ licence: sealed });
    expectKeyOf(answered, sealed, `a license with ${kind === 'des' ? 'a DES' : 'another AES'} key`);
  });
});

check('rmsi.decommission.key-type', async ({ acquireContentKey, kit }) => {
  await judgeAll(['aes', 'des'] as const, async kind => {
    const reply = await acquireContentKey({ licence: kit().licence(kind) });
    // Without a key there is no type to judge; that is key-returned's finding.
    if (contentKeyElements(reply).length === 0) return;
    const expected = kind.toUpperCase();
    const actual = keyTypes(reply)[0];
    if (actual !== expected)
      violate(`ContentKeyType ${expected}`, actual === undefined ? 'none' : quote(actual));
  });
});

check('rmsi.decommission.key-type-enumerated', async ({ accepted }) => {
  const allowed = ['Unknown', 'DES', 'AES', 'RSA'];
  await judgeAll(keyTypes(await accepted('AcquireContentKey')), type => {
    if (!allowed.includes(type)) violate(`one of ${allowed.join(', ')}`, quote(type));
  });
});

check('rmsi.decommission.key-not-null', async ({ answer }) => {
  const { content, fault } = await answer('AcquireContentKey');
  if (content?.name !== 'AcquireContentKeyResponse' || fault !== undefined) return;
  const [key] = descendants(content).filter(({ name }) => name === 'ContentKey');
  const isNil = key !== undefined && ['true', '1'].includes(attribute(key, 'nil', xsi) ?? '');
  if (key === undefined || isNil || key.text.trim() === '')
    violate('a ContentKey', isNil ? 'a nil one' : key === undefined ? 'none' : 'an empty one');
});

check('rmsi.decommission.single-key', async ({ accepted }) => {
  const count = contentKeyElements(await accepted('AcquireContentKey')).length;
  if (count !== 1) violate('a single content key', `${count}`);
});

check('rmsi.decommission.result-of-one', async ({ accepted }) => {
  await judgeAll(results(await accepted('AcquireContentKey')), ({ children: elements, path }) => {
    if (elements.length !== 1)
      violate('one element in AcquireContentKeyResult', `${elements.length}`, path);
  });
});

check('rmsi.decommission.response-of-one', async ({ accepted }) => {
  await judgeAll(results(await accepted('AcquireContentKey')), result => {
    const { length } = children(result, 'AcquireContentKeyResponse', namespace);
    if (length !== 1) violate('one AcquireContentKeyResponse', `${length}`, result.path);
  });
});

check('rmsi.decommission.first-licence-only', async ({ acquireContentKey, kit }) => {
  const [first, second] = [kit().licence('aes'), kit().licence('other')];
  const reply = await acquireContentKey({ fixture: 'IssuanceLicense-two', second });
  expectKeyOf(reply, first, 'two publishing licenses');
});

check('rmsi.decommission.first-params-only', async ({ acquireContentKey, kit }) => {
  const [first, second] = [kit().licence('aes'), kit().licence('other')];
  const reply = await acquireContentKey({ fixture: 'paramsSoap-two', second });
  expectKeyOf(reply, first, 'two sets of parameters');
  const [result] = results(reply);
  if (result !== undefined && result.children.length > 1)
    violate('an answer to the first set only', `${result.children.length} answers`, result.path);
});

check('rmsi.decommission.principal-matched', async ({ acquireContentKey, kit }) => {
  await judgeAll(['foreign-id', 'foreign-key'] as const, async kind => {
    const reply = await acquireContentKey({ licence: kit().licence(kind) });
    if (contentKeyElements(reply).length > 0)
      violate('no key for the license of another principal', describeReply(reply), kind);
  });
});

check('rmsi.decommission.trusted-server', async ({ acquireContentKey, kit }) => {
  const licence = kit().licence('aes');
  const reply = await acquireContentKey({ licence }, 'trusting-decommissioned');
  expectKeyOf(reply, licence, 'a license for a server that this one is set to trust');
});

check('rmsi.decommission.no-matching-principal', async ({ acquireContentKey, kit }) => {
  await judgeAll(['foreign-id', 'foreign-key'] as const, async kind => {
    const reply = await acquireContentKey({ licence: kit().licence(kind) });
    expect(reply, kind).toFault(noMatchingPrincipal);
  });
});

check('rmsi.decommission.configured', async ({ acquireContentKey, kit }) => {
  const reply = await acquireContentKey({}, 'normal');
  if (returnsKeyOf(reply, kit().licence('aes')))
    violate('no content key from a server in normal operation', describeReply(reply));
});

check('rmsi.decommission.not-decommissioned', async ({ acquireContentKey }) => {
  expect(await acquireContentKey({}, 'normal')).toFault(notDecommissioned);
});

check('rmsi.decommission.input-validated', async ({ acquireContentKey, kit }) => {
  await judgeAll([...nullInputs.AcquireContentKey, 'paramsSoap-empty'], async fixture => {
    expect(await acquireContentKey({ fixture }), fixture).toFault();
  });
  await judgeAll(tamperings(kit().licence('aes')), async ({ what, licence: damaged }) => {
    expect(await acquireContentKey({ licence: damaged }), what).toFault();
  });
});

check('rmsi.decommission.empty-params', async ({ acquireContentKey }) => {
  const reply = await acquireContentKey({ fixture: 'paramsSoap-empty' });
  expect(reply, 'an empty paramsSoap').toFault('ArgumentNullException');
});

check('rmsi.decommission.documented-exceptions', async ({ ask, kit }) => {
  const { xml } = kit().licence('foreign-id');
  const foreign = { what: 'a foreign license', request: { values: { 'publishing-license': xml } } };
  await expectDocumentedExceptions({ ask }, 'AcquireContentKey', [foreign]);
});

function keyTypes(reply: Reply): readonly string[] {
  if (reply.envelope === undefined) return [];
  return descendants(reply.envelope.body)
    .filter(({ name }) => name === 'ContentKeyType')
    .map(({ text }) => text);
}

function results(reply: Reply) {
  if (reply.content === undefined) return [];
  return children(reply.content, 'AcquireContentKeyResult', namespace);
}
