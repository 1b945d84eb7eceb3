import { expect, test } from '@playwright/test';
import { startWmdrmReference } from '../../cli/reference-wmdrm.ts';
import type { WmdrmTarget } from '../../harness/target/wmdrm.ts';
import { openVersion1Request, type Version1Request } from '../../harness/wmdrm/version1-request.ts';
import {
  completeAssumptions,
  type AssumptionChoices,
} from '../../harness/wmdrm/wmdrm-assumptions.ts';
import type { SignatureForm } from '../../harness/wmdrm/primitives/signature.ts';
import { signText } from '../../harness/wmdrm/primitives/signature.ts';
import { page, type HttpResponse } from '../../reference/http/message.ts';
import { conforming, type Behaviour } from '../../reference/wmdrm/behaviour.ts';
import { judgeTarget, judgeWmdrm } from './judge-wmdrm.ts';

type Assumptions = Partial<AssumptionChoices>;

/** The same target, which declares this and no more. */
const declaring =
  (assumptions: Assumptions) =>
  (wmdrm: WmdrmTarget): WmdrmTarget => ({ ...wmdrm, assumptions });

const undeclared = declaring({});

/** Everything but the page, whose rows take a browser. */
const areas = [
  ...['form', 'version1.', 'license1', 'version7', 'response'],
  ...['license7', 'revocation', 'state', 'version11'],
];

/** The rows that rest on an error that has to be named. */
const errorRows = [
  ...['length', 'version', 'decryption', 'app-security', 'unlisted', 'signature'].map(
    row => `version1.${row}`,
  ),
  ...['v1challenge', 'client-id-decoding', 'unlisted', 'signature'].map(row => `version7.${row}`),
  ...['rules-of-version7', 'collection', 'collection-version', 'collection-namespace'].map(
    row => `version11.${row}`,
  ),
  ...['certificate', 'data-tag', 'exponent-missing', 'exponent', 'modulus-missing'].map(
    row => `version11.${row}`,
  ),
];

const sorted = (outcomes: Readonly<Record<string, readonly string[]>>) =>
  Object.fromEntries(Object.entries(outcomes).map(([code, rows]) => [code, rows.toSorted()]));

test('a conforming server is judged the same whether or not anything is declared', async () => {
  expect(await judgeWmdrm({}, { areas, describe: undeclared })).toEqual({});
});

/** A server whose refusals are these. */
const refusing = (write: (response: HttpResponse) => HttpResponse): Partial<Behaviour> => ({
  finish: (response, { refusal }) => (refusal === undefined ? response : write(response)),
});

const hiding: Readonly<Record<string, Partial<Behaviour>>> = {
  'with a page that says nothing': refusing(() => page(200, 'No license for you.')),
  'with HTTP 403': refusing(() => page(403, 'Forbidden')),
  'with an empty body': refusing(response => ({ ...response, body: '' })),
  'in a header': refusing(({ body, ...response }) => ({
    ...response,
    headers: {
      'x-drm-error': Buffer.from(body)
        .toString()
        .replace(/<[^>]*>/g, ' ')
        .replaceAll('&quot;', '"')
        .trim(),
    },
    body: '',
  })),
};

for (const [how, behaviour] of Object.entries(hiding))
  test(`a server that refuses ${how} hides its errors, and is blamed only where it declares them`, async () => {
    const open = await judgeWmdrm(behaviour, { areas, describe: undeclared });
    expect(sorted(open)).toEqual({ 'exception-hidden': errorRows.toSorted() });
  });

test('declared to stand in bodies, errors that do not are violations; declared in headers, they are found', async () => {
  const behaviour = hiding['in a header'] ?? {};
  const rows = ['version1.', 'version7', 'version11'];
  const inBodies = declaring({ 'error-carrier': 'body' });
  const blamed = await judgeWmdrm(behaviour, { areas: rows, describe: inBodies });
  expect(sorted(blamed)).toEqual({ broken: errorRows.toSorted() });
  const inHeaders = declaring({ 'error-carrier': 'header' });
  expect(await judgeWmdrm(behaviour, { areas: rows, describe: inHeaders })).toEqual({});
});

test('a server that takes no request of ours is not blamed for it, whatever is declared', async () => {
  for (const describe of [undeclared, (wmdrm: WmdrmTarget) => wmdrm]) {
    const outcomes = await judgeWmdrm(
      { openClientId: () => undefined, openPacket: () => undefined },
      { areas, describe },
    );
    expect(Object.keys(outcomes)).toEqual(['twin-refused']);
  }
});

/** Servers that read requests otherwise than is assumed. */
const readings: Readonly<Record<string, readonly [Assumptions, Partial<Behaviour>]>> = {
  'with 16 bytes as the key of RC4': [
    { 'rc4-key-length': '16' },
    reading({ 'rc4-key-length': '16' }),
  ],
  'with the masked point first': [
    { 'point-order': 'masked-first' },
    reading({ 'point-order': 'masked-first' }),
  ],
};

function reading(form: Assumptions): Partial<Behaviour> {
  return {
    openPacket: (packet, key, own, place) =>
      conforming.openPacket(packet, key, { ...own, ...form }, place),
    openClientId: (bytes, key, own) => conforming.openClientId(bytes, key, { ...own, ...form }),
  };
}

for (const [what, [declared, behaviour]] of Object.entries(readings))
  test(`a server that reads requests ${what} is judged once that is declared`, async () => {
    const { broken } = await judgeWmdrm(behaviour, { areas, describe: undeclared });
    expect(broken).toBeUndefined();
    expect(await judgeWmdrm(behaviour, { areas, describe: declaring(declared) })).toEqual({});
  });

/** Licenses that are signed in another form, by the right key. */
function signing(form: SignatureForm): Partial<Behaviour> {
  let key = 0n;
  let text = new Uint8Array();
  const keep = (signed: Uint8Array) => (text = Uint8Array.from(signed));
  return {
    documentSigner: license => (key = license.privateKey),
    licenseSigner: license => (key = license.privateKey),
    signedText: data => (keep(Buffer.from(data)), data),
    signedData: data => (keep(data), data),
    licenseSignature: () => signText(text, key, form),
    writeLicense: parts =>
      conforming.writeLicense({ ...parts, signature: signText(text, key, form) }),
  };
}

test('signatures in another form that is known are right unless another one is declared', async () => {
  const form = { 'signature-hash': 'sha256', 'signature-encoding': 'big-endian' } as const;
  const rows = { areas: ['license1', 'license7'] };
  const broken = ['license1.signature', 'license7.signature'];
  expect(await judgeWmdrm(signing(form), { ...rows, describe: undeclared })).toEqual({});
  expect(await judgeWmdrm(signing(form), { ...rows, describe: declaring(form) })).toEqual({});
  expect(await judgeWmdrm(signing(form), rows)).toEqual({ broken });
});

test('signatures that verify in no form are violations only where both choices are declared', async () => {
  const behaviour: Partial<Behaviour> = {
    documentSigner: (_, { privateKey }) => privateKey,
    licenseSigner: (_, { privateKey }) => privateKey,
  };
  const rows = { areas: ['license1.signature', 'license7.signature'] };
  const both = ['license1.signature', 'license7.signature'];
  const [hash, encoding] = [
    { 'signature-hash': 'sha1' },
    { 'signature-encoding': 'little-endian' },
  ] as const;
  for (const assumptions of [{}, hash, encoding])
    expect(await judgeWmdrm(behaviour, { ...rows, describe: declaring(assumptions) })).toEqual({
      'not-public': both,
    });
  const describe = declaring({ ...hash, ...encoding });
  expect(await judgeWmdrm(behaviour, { ...rows, describe })).toEqual({ broken: both });
});

test('licenses that the machine does not open are violations only where the order is declared', async () => {
  const behaviour: Partial<Behaviour> = {
    sealRecipient: (_, { publicKey }) => publicKey,
    keyRecipient: (_, { publicKey }) => publicKey,
  };
  const rows = { areas: ['license1', 'license7'] };
  const missing = [
    'block-first',
    'block-second',
    'document',
    'certificates',
    'signature',
    'content-key',
    'kid',
  ].map(row => `license7.${row}`);
  expect(await judgeWmdrm(behaviour, { ...rows, describe: undeclared })).toEqual({
    'not-public': ['license1.key', 'license7.opens'],
    'license-missing': missing,
  });
  const describe = declaring({ 'point-order': 'ephemeral-first', 'rc4-key-length': '7' });
  expect(await judgeWmdrm(behaviour, { ...rows, describe })).toEqual({
    broken: ['license1.key', 'license7.opens'],
    'license-missing': missing,
    // Then they are for nobody, and nothing that rests on them counts.
    'twin-refused': ['version', 'version-of-rules', 'length', 'kid', 'signature'].map(
      row => `license1.${row}`,
    ),
  });
});

test('what rests on nothing is a violation, whether or not anything is declared', async () => {
  const behaviour: Partial<Behaviour> = {
    hasLength: () => true,
    openPacket: (packet, ...others) => conforming.openPacket(packet.subarray(0, 201), ...others),
    clientIdError: (_, version) => conforming.clientIdError('decoding', version),
  };
  for (const describe of [undeclared, (wmdrm: WmdrmTarget) => wmdrm]) {
    const outcomes = await judgeWmdrm(behaviour, { areas: ['version1.', 'version7'], describe });
    expect(outcomes).toEqual({
      broken: [
        ...['version1.length', 'version7.v1challenge'],
        ...['version7.unlisted', 'version7.signature'],
      ],
    });
  }
});

test('another client shows in CLIENTID alone, for V1CHALLENGE has rules and errors of its own', async () => {
  let key = 0n;
  const packets: Uint8Array[] = [];
  const behaviour: Partial<Behaviour> = {
    openPacket: (packet, serverKey, ...others) => {
      key = serverKey;
      return conforming.openPacket(packet, serverKey, ...others);
    },
    finish: (response, { request }) => {
      const form = new URLSearchParams(Buffer.from(request.body).toString('latin1'));
      const text = /<V1CHALLENGE>([^<]*)/.exec(form.get('challenge') ?? '')?.[1];
      if (text !== undefined) packets.push(Buffer.from(text, 'base64'));
      return response;
    },
  };
  const rows = ['version7.white-list', 'version7.unlisted'];
  expect(await judgeWmdrm(behaviour, { areas: rows })).toEqual({});
  // The accepted one, the unlisted client's and the foreign client's.
  expect(packets).toHaveLength(3);
  const opened = packets.map((packet): Version1Request =>
    openVersion1Request(packet, key, completeAssumptions()),
  );
  for (const { pkcert } of opened) expect(pkcert).toEqual(opened[0]?.pkcert);
});

test('a server of some versions is judged for those', async () => {
  const { wmdrm, close } = await startWmdrmReference();
  try {
    const version11 = 'version11.';
    const { inapplicable = [], ...others } = await judgeTarget(
      { ...wmdrm, versions: [1, 7] },
      areas,
    );
    expect(others).toEqual({});
    expect(inapplicable.every(id => id.startsWith(version11))).toBe(true);
    expect(inapplicable).toHaveLength(10);
    const { 'version1-only': url = '' } = wmdrm.deployments;
    const only = await judgeTarget(
      { ...wmdrm, versions: [1], deployments: { 'version1-only': url } },
      areas,
    );
    expect(Object.keys(only)).toEqual(['inapplicable']);
    const kept = (id: string) => !only['inapplicable']?.includes(id);
    expect(['version1.license', 'version1.signature', 'license1.key'].filter(kept)).toHaveLength(3);
    expect(['form.silent-absent', 'license7.kid', 'state.subject-id1'].filter(kept)).toEqual([]);
  } finally {
    await close();
  }
});

test('a dead server is unreachable, and costs no time', async () => {
  const started = performance.now();
  const describe = (wmdrm: WmdrmTarget): WmdrmTarget => ({
    ...wmdrm,
    deployments: { normal: 'http://127.0.0.1:1/license' },
  });
  const outcomes = await judgeWmdrm({}, { areas, describe });
  expect(Object.keys(outcomes)).toEqual(['unreachable']);
  expect(performance.now() - started).toBeLessThan(20_000);
});

test('without permission everything is blocked for that', async () => {
  let asked = 0;
  const outcomes = await judgeWmdrm(
    { finish: (response, { version }) => ((asked += version === undefined ? 0 : 1), response) },
    { plan: { permissions: { mayIssue: false, mayDecommission: false } } },
  );
  expect(Object.keys(outcomes)).toEqual(['not-allowed']);
  expect(asked).toBe(0);
});
