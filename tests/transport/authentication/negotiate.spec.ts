import { expect, test } from '@playwright/test';
import type { Leg } from '../../../harness/transport/authentication/authenticator.ts';
import { negotiate } from '../../../harness/transport/authentication/negotiate.ts';
import { UserError } from '../../../harness/user-error.ts';

// How the legs follow one another; that tickets and proofs are right, tests/peers proves.

const connection = {
  fresh: true,
  origin: 'https://rms.example.com:8443',
  alive: () => true,
  certificate: () => undefined,
};

/** A library whose context takes these tokens of the server, and is complete after the last. */
function library(...tokens: readonly string[]) {
  const asked: unknown[] = [];
  const load = () =>
    Promise.resolve({
      GSS_MECH_OID_SPNEGO: 6,
      initializeClient: (service: string, options?: object) => {
        asked.push(service, options);
        let step = 0;
        const client = {
          ...{ username: '', response: '', responseConf: '' },
          contextComplete: false,
          step: (token: string) => {
            const expected = ['', ...tokens][step];
            step += 1;
            client.contextComplete = step > tokens.length;
            if (token === expected) return Promise.resolve(`client-${step}`);
            return Promise.reject(new Error('Unspecified GSS failure.\n  Token was modified'));
          },
          wrap: () => Promise.resolve(''),
          unwrap: () => Promise.resolve(''),
        };
        return Promise.resolve(client);
      },
    });
  return { asked, load };
}

/** A server that answers each leg with a status and a token. */
function server(...answers: readonly (readonly [status: number, token?: string])[]) {
  const sent: (string | undefined)[] = [];
  const leg: Leg = headers => {
    const [status, token] = answers[sent.length] ?? [500];
    sent.push(headers['authorization']);
    const value = token === undefined ? 'Negotiate' : `Negotiate ${token}`;
    const shown = status === 401 || token !== undefined;
    return Promise.resolve({
      silent: false,
      outcome: {
        ...{ kind: 'response', status, body: new Uint8Array(), durationMs: 1 },
        headers: shown ? [['www-authenticate', value] as const] : [],
      },
    });
  };
  return { sent, leg };
}

test('one leg, with a ticket for the host, and the proof of the server', async () => {
  const { asked, load } = library('proof');
  const { sent, leg } = server([200, 'proof']);
  const one = negotiate({ type: 'negotiate' }, load);
  expect(await one.authenticate(leg, connection)).toMatchObject({
    exchange: { outcome: { status: 200 } },
    proven: true,
  });
  expect(sent).toEqual(['Negotiate client-1']);
  expect(asked).toEqual(['HTTP@rms.example.com', { mechOID: 6 }]);
});

test('a principal and a service of the target', async () => {
  const { asked, load } = library();
  const given = { user: 'alice@CONTOSO', servicePrincipal: 'HTTP@rms' };
  const { leg } = server([200]);
  await negotiate({ type: 'negotiate', ...given }, load).authenticate(leg, connection);
  expect(asked).toEqual(['HTTP@rms', { mechOID: 6, principal: 'alice@CONTOSO' }]);
});

test('as many legs as the mechanism asks for', async () => {
  const { load } = library('more', 'proof');
  const { sent, leg } = server([401, 'more'], [200, 'proof']);
  const { proven } = await negotiate({ type: 'negotiate' }, load).authenticate(leg, connection);
  expect(proven).toBe(true);
  expect(sent).toEqual(['Negotiate client-1', 'Negotiate client-2']);
});

test('but not without end', async () => {
  const many = Array.from({ length: 9 }, () => 'more');
  const { sent, leg } = server(...many.map(token => [401, token] as const));
  const { load } = library(...many);
  const { exchange } = await negotiate({ type: 'negotiate' }, load).authenticate(leg, connection);
  expect(exchange.outcome).toMatchObject({ status: 401 });
  expect(sent).toHaveLength(4);
});

test('a server that proves nothing is answered, and one that refuses has refused', async () => {
  for (const status of [200, 401]) {
    const { leg } = server([status]);
    const { load } = library('proof');
    expect(
      await negotiate({ type: 'negotiate' }, load).authenticate(leg, connection),
    ).toMatchObject({
      exchange: { outcome: { status } },
      proven: false,
    });
  }
});

test('a wrong proof is not taken', async () => {
  const { load } = library('proof');
  const { leg } = server([200, 'forged']);
  const { exchange } = await negotiate({ type: 'negotiate' }, load).authenticate(leg, connection);
  expect(exchange.outcome).toMatchObject({
    code: 'unauthorized',
    message:
      'Expected https://rms.example.com:8443 to prove by Kerberos that it is HTTP@rms.example.com; what it sent does not (Unspecified GSS failure. Token was modified): check authentication.servicePrincipal and the URL.',
  });
});

test('without a ticket nothing is sent', async () => {
  const { leg, sent } = server([200]);
  const load = () =>
    Promise.resolve({
      GSS_MECH_OID_SPNEGO: 6,
      initializeClient: () => Promise.reject(new Error('No Kerberos credentials available')),
    });
  const { exchange } = await negotiate({ type: 'negotiate' }, load).authenticate(leg, connection);
  expect(exchange.outcome).toMatchObject({
    code: 'unauthorized',
    message: expect.stringContaining('(No Kerberos credentials available): run kinit'),
  });
  expect(sent).toEqual([]);
});

test("without the package it is the user's to install it", async () => {
  const load = () => Promise.reject(new Error("Cannot find module 'kerberos.node'"));
  const { leg } = server([200]);
  const sent = negotiate({ type: 'negotiate' }, load).authenticate(leg, connection);
  await expect(sent).rejects.toBeInstanceOf(UserError);
  await expect(sent).rejects.toThrow(/kerberos\.node'\): install libkrb5-dev .* `assay setup`\.$/);
});
