import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test as base } from '@playwright/test';
import { loadTarget } from '../../harness/target/load-target.ts';
import { resolveTarget } from '../../harness/target/resolve-target.ts';
import type { Target } from '../../harness/target/target.ts';
import { UserError } from '../../harness/user-error.ts';

const test = base.extend<{
  write: (text: string, name?: string) => string;
  load: (text: string) => Target;
  told: (text: string) => string;
}>({
  write: async ({}, use, info) => {
    await use((text, name = 'target.yaml') => {
      const file = info.outputPath(name);
      writeFileSync(file, text);
      return file;
    });
  },
  load: async ({ write }, use) => {
    await use(text => {
      const file = write(text);
      return resolveTarget(loadTarget(file), dirname(file));
    });
  },
  told: async ({ load }, use) => {
    await use(text => {
      try {
        load(text);
        return '';
      } catch (error) {
        expect(error).toBeInstanceOf(UserError);
        return (error as Error).message;
      }
    });
  },
});

const clock = `clock:
  v1:
    link: http://link.example/fwlink/?LinkID=25817
    service: https://clock.example/SecureClock/?petition
    also: [https://clock2.example:443]
    challenge: challenge=<A>{URL}{TID}</A>
  v4:
    service: https://time.example/SecureTime
`;
const service = `services:
  - name: provisioning
    url: https://devices.example/provision
    method: POST
    body: request.json
    headers: { content-type: application/json, x-api-key: { file: key } }
    effect: reads
    expect: { status: 200, contains: provisioned }
`;

test('the clock of a target is resolved', ({ load }) => {
  expect(load(clock).clock).toEqual({
    services: {
      v1: {
        link: 'http://link.example/fwlink/?LinkID=25817',
        service: 'https://clock.example/SecureClock/?petition',
        also: ['https://clock2.example'],
        challenge: 'challenge=<A>{URL}{TID}</A>',
      },
      v4: { service: 'https://time.example/SecureTime' },
    },
    toleranceSeconds: 300,
  });
  expect(load(`${clock}  toleranceSeconds: 5\n`).clock?.toleranceSeconds).toBe(5);
});

test('a challenge without a field or a transaction is refused', ({ told }) => {
  for (const text of ['"<A>{TID}</A>"', 'challenge=<A/>'])
    expect(told(clock.replace('challenge=<A>{URL}{TID}</A>', text)), text).toContain(
      'field=message',
    );
});

test('an origin has no path, and only V1 has a challenge', ({ told }) => {
  expect(told(clock.replace(':443]', ':443/path]'))).toContain('an origin such as');
  expect(told(`${clock}    challenge: a={TID}\n`)).toContain(
    'there is no key "clock.v4.challenge"',
  );
});

test('a service is resolved, its body a file beside the target', ({ load, write }) => {
  const file = write(service);
  expect(load(service).services).toEqual([
    {
      name: 'provisioning',
      url: 'https://devices.example/provision',
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-api-key': { file: join(dirname(file), 'key') },
      },
      bodyFile: join(dirname(file), 'request.json'),
      effect: 'reads',
      expect: { status: 200, contains: 'provisioned' },
    },
  ]);
});

test('services that say nothing, or that contradict themselves, are refused', ({ told }) => {
  expect(told(service.replace(', contains: provisioned', ''))).toContain(
    'any web server could send',
  );
  expect(told(service.replace('method: POST', 'method: GET'))).toContain('a GET sends none');
  expect(told(service + service.replace('services:\n', ''))).toContain('two services');
  expect(told(service.replace('{ file: key }', 'secret'))).toContain('a secret itself');
  expect(told(service.replace('reads', 'writes'))).toContain('must be one of reads');
});
