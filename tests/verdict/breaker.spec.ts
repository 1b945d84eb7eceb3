import { expect, test } from '@playwright/test';
import { fileBreakerMemory } from '../../harness/report/breaker-file.ts';
import type { Transport, WireFailure, WireOutcome } from '../../harness/transport/wire.ts';
import { Blocked } from '../../harness/verdict/blocked.ts';
import { withBreaker, type BreakerMemory } from '../../harness/verdict/breaker.ts';

const request = { url: 'http://127.0.0.1:1/', method: 'GET', headers: {} } as const;
const response: WireOutcome = {
  kind: 'response',
  status: 200,
  headers: [],
  body: new Uint8Array(),
  durationMs: 1,
};
const failure = (code: WireFailure['code']): WireOutcome => ({
  kind: 'failure',
  code,
  message: `It is ${code}.`,
  durationMs: 1,
});

/** A transport that gives these outcomes in turn, and then the last for ever. */
function scripted(...outcomes: readonly WireOutcome[]): Transport & { sent: () => number } {
  let sent = 0;
  return {
    send: () => {
      const outcome = outcomes[Math.min(sent, outcomes.length - 1)] ?? response;
      sent += 1;
      return Promise.resolve(outcome);
    },
    close: () => Promise.resolve(),
    sent: () => sent,
  };
}

function memory(): BreakerMemory {
  let failures = 0;
  return {
    read: () => failures,
    write: count => {
      failures = count;
    },
  };
}

async function sendTimes(transport: Transport, times: number): Promise<number> {
  let blocked = 0;
  for (let index = 0; index < times; index++)
    await transport.send(request).catch((error: unknown) => {
      expect(error).toBeInstanceOf(Blocked);
      expect(error).toMatchObject({ code: 'transport-failures' });
      blocked += 1;
    });
  return blocked;
}

for (const code of ['unresolved', 'refused', 'unreachable', 'tls', 'closed', 'deadline'] as const)
  test(`after four times "${code}" nothing more is sent`, async () => {
    const inner = scripted(failure(code));
    expect(await sendTimes(withBreaker(inner, memory()), 10)).toBe(6);
    expect(inner.sent()).toBe(4);
  });

for (const code of ['length', 'malformed', 'too-large'] as const)
  test(`"${code}" is an answer of sorts and never stops a run`, async () => {
    const inner = scripted(failure(code));
    expect(await sendTimes(withBreaker(inner, memory()), 10)).toBe(0);
    expect(inner.sent()).toBe(10);
  });

test('a complete response starts the count anew', async () => {
  const refused = failure('refused');
  const inner = scripted(refused, refused, refused, response, refused, refused, refused, refused);
  expect(await sendTimes(withBreaker(inner, memory()), 10)).toBe(2);
  expect(inner.sent()).toBe(8);
});

test('a restarted worker finds the count again, another worker has its own', async ({}, info) => {
  const folder = info.outputPath('run');
  const first = scripted(failure('refused'));
  await sendTimes(withBreaker(first, fileBreakerMemory(folder, 'worker-0')), 3);
  const restarted = scripted(failure('refused'));
  expect(await sendTimes(withBreaker(restarted, fileBreakerMemory(folder, 'worker-0')), 5)).toBe(4);
  expect(restarted.sent()).toBe(1);
  const other = scripted(failure('refused'));
  await sendTimes(withBreaker(other, fileBreakerMemory(folder, 'worker-1')), 3);
  expect(other.sent()).toBe(3);
});

test('the outcome is handed on unchanged', async () => {
  const broken = failure('closed');
  expect(await withBreaker(scripted(broken), memory()).send(request)).toBe(broken);
  expect(await withBreaker(scripted(response), memory()).send(request)).toBe(response);
});

test('what nobody is let in for is blocked each time, and does not count as a failure', async () => {
  const kept = memory();
  const transport = withBreaker(scripted(failure('unauthorized')), kept);
  for (let attempt = 0; attempt < 6; attempt++) {
    const sent = transport.send(request);
    await expect(sent).rejects.toBeInstanceOf(Blocked);
    await expect(sent).rejects.toMatchObject({
      code: 'unauthorized',
      message: 'It is unauthorized.',
    });
  }
  expect(kept.read()).toBe(0);
});
