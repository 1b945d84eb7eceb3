import type { Reply } from '../../harness/soap/reply.ts';
import { attribute, children, descendants } from '../../harness/xml/element.ts';
import { describeReply, expect, quote } from '../../harness/verdict/expect.ts';
import { judgeAll, violate } from '../../harness/verdict/violation.ts';
import { check } from './check.ts';
import { contentKeyElements, expectKeyOf, returnsKeyOf } from './content-key.ts';
import { tamperings } from './tamper.ts';
import { documentedExceptions } from './exceptions.ts';
import { nullInputs } from './null-inputs.ts';
import { provocations } from './provoked-faults.ts';
import { decommissionNamespace } from './version-data.ts';

const notDecommissioned = 'ClusterNotDecommissionedException';
const noMatchingPrincipal = 'UnsignedIssuanceLicenseNoMatchingIssuedPrincipalException';
const xsi = 'http://www.w3.org/2001/XMLSchema-instance';

check('rmsi.decommission.key-returned', async ({ answer, acquireContentKey, licence }) => {
  const reply = await answer();
  // A refused license proves nothing against the server: it may want a signed one.
  if (contentKeyElements(reply).length > 0) expectKeyOf(reply, licence('aes'));
  await judgeAll(['des', 'other'] as const, async kind => {
    const sealed = licence(kind);
    const answered = await acquireContentKey({ licence: sealed });
    expectKeyOf(answered, sealed, `a license with ${kind === 'des' ? 'a DES' : 'another AES'} key`);
  });
});

check('rmsi.decommission.key-type', async ({ acquireContentKey, licence }) => {
  await judgeAll(['aes', 'des'] as const, async kind => {
    const reply = await acquireContentKey({ licence: licence(kind) });
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
  await judgeAll(keyTypes(await accepted()), type => {
    if (!allowed.includes(type)) violate(`one of ${allowed.join(', ')}`, quote(type));
  });
});

check('rmsi.decommission.key-not-null', async ({ answer }) => {
  const { content, fault } = await answer();
  if (content?.name !== 'AcquireContentKeyResponse' || fault !== undefined) return;
  const [key] = descendants(content).filter(({ name }) => name === 'ContentKey');
  const isNil = key !== undefined && ['true', '1'].includes(attribute(key, 'nil', xsi) ?? '');
  if (key === undefined || isNil || key.text.trim() === '')
    violate('a ContentKey', isNil ? 'a nil one' : key === undefined ? 'none' : 'an empty one');
});

check('rmsi.decommission.single-key', async ({ accepted }) => {
  const count = contentKeyElements(await accepted()).length;
  if (count !== 1) violate('a single content key', `${count}`);
});

check('rmsi.decommission.result-of-one', async ({ accepted }) => {
  await judgeAll(results(await accepted()), ({ children: elements, path }) => {
    if (elements.length !== 1)
      violate('one element in AcquireContentKeyResult', `${elements.length}`, path);
  });
});

check('rmsi.decommission.response-of-one', async ({ accepted }) => {
  await judgeAll(results(await accepted()), result => {
    const { length } = children(result, 'AcquireContentKeyResponse', decommissionNamespace);
    if (length !== 1) violate('one AcquireContentKeyResponse', `${length}`, result.path);
  });
});

check('rmsi.decommission.first-licence-only', async ({ acquireContentKey, licence }) => {
  const [first, second] = [licence('aes'), licence('other')];
  const reply = await acquireContentKey({ fixture: 'IssuanceLicense-two', second });
  expectKeyOf(reply, first, 'two publishing licenses');
});

check('rmsi.decommission.first-params-only', async ({ acquireContentKey, licence }) => {
  const [first, second] = [licence('aes'), licence('other')];
  const reply = await acquireContentKey({ fixture: 'paramsSoap-two', second });
  expectKeyOf(reply, first, 'two sets of parameters');
  const [result] = results(reply);
  if (result !== undefined && result.children.length > 1)
    violate('an answer to the first set only', `${result.children.length} answers`, result.path);
});

check('rmsi.decommission.principal-matched', async ({ acquireContentKey, licence }) => {
  await judgeAll(['foreign-id', 'foreign-key'] as const, async kind => {
    const reply = await acquireContentKey({ licence: licence(kind) });
    if (contentKeyElements(reply).length > 0)
      violate('no key for the license of another principal', describeReply(reply), kind);
  });
});

check('rmsi.decommission.no-matching-principal', async ({ acquireContentKey, licence }) => {
  await judgeAll(['foreign-id', 'foreign-key'] as const, async kind => {
    const reply = await acquireContentKey({ licence: licence(kind) });
    expect(reply, kind).toFault(noMatchingPrincipal);
  });
});

check('rmsi.decommission.configured', async ({ acquireContentKey, licence }) => {
  const reply = await acquireContentKey({}, 'normal');
  if (returnsKeyOf(reply, licence('aes')))
    violate('no content key from a server in normal operation', describeReply(reply));
});

check('rmsi.decommission.not-decommissioned', async ({ acquireContentKey }) => {
  expect(await acquireContentKey({}, 'normal')).toFault(notDecommissioned);
});

check('rmsi.decommission.input-validated', async ({ acquireContentKey, licence }) => {
  await judgeAll([...nullInputs, 'paramsSoap-empty'], async fixture => {
    expect(await acquireContentKey({ fixture }), fixture).toFault();
  });
  await judgeAll(tamperings(licence('aes')), async ({ what, licence: damaged }) => {
    expect(await acquireContentKey({ licence: damaged }), what).toFault();
  });
});

check('rmsi.decommission.empty-params', async ({ acquireContentKey }) => {
  const reply = await acquireContentKey({ fixture: 'paramsSoap-empty' });
  expect(reply, 'an empty paramsSoap').toFault('ArgumentNullException');
});

check('rmsi.decommission.documented-exceptions', async ({ acquireContentKey, licence }) => {
  const foreign = { what: 'a foreign license', request: { licence: licence('foreign-id') } };
  await judgeAll([...provocations, foreign], async ({ what, request }) => {
    const reply = await acquireContentKey(request);
    // That it faults at all is demanded elsewhere, often as a SHOULD only.
    if (reply.fault !== undefined) expect(reply, what).toFaultWithOneOf(documentedExceptions);
  });
});

function keyTypes(reply: Reply): readonly string[] {
  if (reply.envelope === undefined) return [];
  return descendants(reply.envelope.body)
    .filter(({ name }) => name === 'ContentKeyType')
    .map(({ text }) => text);
}

function results(reply: Reply) {
  if (reply.content === undefined) return [];
  return children(reply.content, 'AcquireContentKeyResult', decommissionNamespace);
}
