import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import type { Discovery } from '../../harness/discovery/discovery.ts';
import { startWebServer } from '../discovery/web-server.ts';
import { root, stackFrame, test, type Ended } from './run-cli.ts';

/** What `--json` printed, valid by its schema: a line for each base URL. */
function printed({ stdout }: Ended): readonly Discovery[] {
  const schema: unknown = JSON.parse(
    readFileSync(join(root, 'schemas/harness/discovery.schema.json'), 'utf8'),
  );
  const ajv = new Ajv({ allErrors: true });
  formats.default(ajv);
  const validate = ajv.compile(schema as object);
  return stdout
    .trim()
    .split('\n')
    .map(line => {
      const found = JSON.parse(line) as Discovery;
      expect(validate(found) ? [] : validate.errors).toEqual([]);
      return found;
    });
}

test('the reference server is found by the URL of one of its endpoints', async ({ cli }) => {
  const { deployments } = await cli.reference();
  const url = `${deployments['normal'] ?? ''}/licensing/license.asmx?wsdl`;
  const { code, stdout, stderr } = await cli.assay('discover', url);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  expect(stdout).toContain(`${deployments['normal'] ?? ''} (`);
  expect(stdout).toMatch(/state +normal/);
  expect(stdout).toMatch(/SOAP +1\.1, 1\.2/);
  expect(stdout).toMatch(/data versions +1\.0\.0\.0 to 1\.2\.0\.0 \(on faults\)/);
  expect(stdout).toMatch(
    /decommission\/decommission\.asmx +SOAP 1\.1, 1\.2: HTTP 500, ClusterNotDecommissionedException/,
  );
  expect(stdout).toContain('licensing/license.asmx?wsdl: as in MS-RMSI, 1 harmless');
  expect(stdout).toContain('service address: a server names its own address');
});

test('every deployment of a target is told of in a line of JSON', async ({ cli }) => {
  const target = await cli.reference();
  const ended = await cli.assay(
    'discover',
    '--json',
    ...cli.describe(target, 'trusting', 'trusting-decommissioned', 'publishing-disabled'),
  );
  expect(ended.stderr).toBe('');
  expect(ended.code).toBe(0);
  const found = printed(ended);
  expect(found.map(({ state }) => state)).toEqual(['normal', 'decommissioned', 'decommissioned']);
  expect(found.map(({ baseUrl }) => baseUrl)).toEqual([
    target.deployments['normal'],
    target.deployments['decommissioned'],
    target.deployments['decommissioned-https'],
  ]);
  expect(found[2]?.tls).toMatchObject({ trusted: true, nameMatches: true });
  const [normal] = found;
  expect(normal?.clock?.skewSeconds).toBeLessThan(60);
  expect(normal?.versionRanges).toContainEqual(
    expect.objectContaining({ minimum: '1.0.0.0', maximum: '1.2.0.0', onFaults: false }),
  );
});

test('a mutant of SOAP 1.2 alone, with other versions, is told apart', async ({ cli }) => {
  const { deployments } = await cli.reference({
    responseVersion: () => 'soap12',
    supportedRange: { minimum: '1.0.0.0', maximum: '7.0.0.0' },
  });
  const ended = await cli.assay('discover', '--json', deployments['decommissioned'] ?? '');
  const [found] = printed(ended);
  expect(found?.soapVersions).toEqual(['soap12']);
  expect(found?.versionRanges.map(({ maximum }) => maximum)).toEqual(['7.0.0.0']);
});

test('nobody there is 4, and one sentence', async ({ cli }) => {
  const { code, stdout, stderr } = await cli.assay('discover', 'http://127.0.0.1:9/_wmcs');
  expect(stderr).toBe(
    'assay: Expected a server at http://127.0.0.1:9; the connection was refused.\n',
  );
  expect(stdout).toBe('');
  expect(code).toBe(4);
});

test('a certificate that is not trusted is 4, and shown', async ({ cli }) => {
  const { deployments } = await cli.reference();
  const ended = await cli.assay('discover', '--json', deployments['decommissioned-https'] ?? '');
  expect(ended.stderr).toMatch(/^assay: Expected a trusted certificate .*--ca FILE.*\n$/);
  expect(ended.code).toBe(4);
  const [found] = printed(ended);
  expect(found).toMatchObject({
    reachable: false,
    tls: { trusted: false, chain: [{ selfSigned: true }] },
  });
});

test('a web site is 2, and one sentence; a server that asks who is there, another', async ({
  cli,
}) => {
  let status = 200;
  const site = await startWebServer((_request, response) => {
    response.writeHead(status, {
      'content-type': 'text/html',
      ...(status === 401 && { 'www-authenticate': 'NTLM' }),
    });
    response.end('<html></html>');
  });
  const asSite = await cli.assay('discover', `${site.origin}/_wmcs`);
  status = 401;
  const asStranger = await cli.assay('discover', `${site.origin}/_wmcs`);
  await site.close();
  expect(asSite.stderr).toContain('no endpoint of MS-RMSI or MS-RMPR answers there');
  expect(asSite.stderr.trim().split('\n')).toHaveLength(1);
  expect(asSite.code).toBe(2);
  expect(asStranger.stderr).toContain('it asks who is there (NTLM)');
  expect(asStranger.stdout).toMatch(/authentication +NTLM/);
  expect(asStranger.code).toBe(2);
});

for (const [what, args, sentence] of [
  ['no address', [], 'Expected a target'],
  ['no URL', ['rms.example.com'], 'The address is no URL'],
  [
    'a PlayReady server',
    ['https://drm.example.com/rightsmanager.asmx'],
    'discover looks at no other protocol yet',
  ],
  ['a secure clock', ['https://clock.example.com/SecureTime'], 'a secure clock'],
  [
    'credentials in it',
    ['https://user:pa55word@rms.example.com'],
    "credentials don't belong in a URL",
  ],
] as const)
  test(`${what} is 3`, async ({ cli }) => {
    const { code, stderr } = await cli.assay('discover', ...args);
    expect(stderr).toContain(sentence);
    expect(stderr).not.toContain('pa55word');
    expect(stderr).not.toMatch(stackFrame);
    expect(code).toBe(3);
  });
