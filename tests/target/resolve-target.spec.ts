import { writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { readOnly } from '../../harness/target/permissions.ts';
import { resolveTarget } from '../../harness/target/resolve-target.ts';
import { defaultLimits } from '../../harness/transport/wire.ts';
import { UserError } from '../../harness/user-error.ts';

test('resolving checks the URLs, reads the files beside the target file, and completes limits', ({}, info) => {
  writeFileSync(info.outputPath('ca.pem'), 'PEM TEXT');
  writeFileSync(info.outputPath('slc.xml'), '<XrML/>');
  const resolved = resolveTarget(
    {
      deployments: { normal: 'https://a.example/_wmcs/' },
      tls: { ca: 'ca.pem', insecure: true },
      limits: { deadlineMs: 250 },
      serverCertificate: 'slc.xml',
    },
    info.outputPath(),
  );
  expect(resolved).toEqual({
    name: 'a.example',
    deployments: { normal: 'https://a.example/_wmcs' },
    tls: { ca: 'PEM TEXT', insecure: true },
    limits: { maxBytes: defaultLimits.maxBytes, deadlineMs: 250 },
    serverCertificate: '<XrML/>',
    permissions: readOnly,
  });
});

test('a file that a target names and that is not there is a sentence', () => {
  const deployments = { normal: 'https://a.example' };
  expect(() => resolveTarget({ deployments, tls: { ca: 'none.pem' } }, '.')).toThrow(
    /^Expected the CA file at none\.pem; it can't be read/,
  );
  expect(() => resolveTarget({ deployments, serverCertificate: 'none.xml' }, '.')).toThrow(
    /^Expected the server certificate at none\.xml; it can't be read/,
  );
});

test('a wrong deployment is named', () => {
  expect(() => resolveTarget({ deployments: { normal: 'https://a/?b' } }, '.')).toThrow(
    /^The normal deployment has a query or fragment/,
  );
});

test('files of secrets lie beside the target file, and none of them is read', () => {
  const { tls, proxy, authentication, licences, identities } = resolveTarget(
    {
      deployments: { normal: 'https://a.example' },
      authentication: { type: 'basic', user: 'a', password: { file: 'a.txt' } },
      proxy: { url: 'http://p:1', user: 'b', password: { file: '/b.txt' } },
      identities: { licensee: { emailAddress: 'a@b.c', privateKey: 'key.pem' } },
    },
    '/there',
  );
  expect(authentication).toMatchObject({ password: { file: '/there/a.txt' } });
  expect(proxy).toMatchObject({ password: { file: '/b.txt' } });
  expect(identities?.licensee?.privateKeyFile).toBe('/there/key.pem');
  expect({ tls, licences }).toEqual({ tls: {}, licences: undefined });
});

test('no authentication is none', () => {
  const deployments = { normal: 'https://a.example' };
  expect(resolveTarget({ deployments, authentication: { type: 'none' } }, '.')).not.toHaveProperty(
    'authentication',
  );
});

test('read-only and allowed at once is refused', () => {
  const deployments = { normal: 'https://a.example' };
  expect(() => resolveTarget({ deployments, readOnly: true, mayIssue: true }, '.')).toThrow(
    UserError,
  );
});
