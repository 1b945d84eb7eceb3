import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from '@playwright/test';
import { stringify } from 'yaml';
import { withDeployments } from '../../cli/deployment-option.ts';
import { describeTarget } from '../../cli/describe-target.ts';
import { defaultAnswers } from '../../cli/init/answers.ts';
import { renderTarget } from '../../cli/init/render.ts';
import { protocolOfUrl, targetOfUrl } from '../../cli/target-of-url.ts';
import { targetOf } from '../../cli/target-options.ts';
import { loadTarget } from '../../harness/target/load-target.ts';
import { resolveTarget } from '../../harness/target/resolve-target.ts';
import type { Target } from '../../harness/target/target.ts';
import { completeLimits } from '../../harness/target/target.ts';
import { defaultClientInfo, type WmdrmTarget } from '../../harness/target/wmdrm.ts';
import { UserError } from '../../harness/user-error.ts';
import { keyPairOf } from '../../harness/wmdrm/primitives/ecc1.ts';
import { startWebServer } from '../discovery/web-server.ts';
import { stackFrame, test } from './run-cli.ts';

const url = 'https://drm.example.com/license.asp?tenant=7';
const other = 'https://drm.example.com/new/license.asp';

test('a URL is of WMDRM only when that is said', () => {
  expect(protocolOfUrl(url)).toBe('rms');
  expect(targetOfUrl(url, 'wmdrm')).toEqual({ wmdrm: { deployments: { normal: url } } });
  const { deployments, wmdrm } = targetOf(url, { protocol: 'wmdrm', deployment: {} });
  expect({ deployments, wmdrm: wmdrm?.deployments }).toEqual({
    deployments: {},
    wmdrm: { normal: url },
  });
});

test('states of WMDRM are named one by one, alone, beside a URL and over a file', () => {
  const named = { 'wmdrm.newer-revocation': other };
  expect(withDeployments({}, named)).toEqual({
    wmdrm: { deployments: { 'newer-revocation': other } },
  });
  const described = {
    deployments: { normal: 'https://rms.example.com' },
    playready: { deployments: { normal: 'https://pr.example.com/rightsmanager.asmx' } },
    wmdrm: { deployments: { normal: url, 'newer-revocation': url }, actions: ['Print.redbook'] },
  };
  expect(withDeployments(described, named)).toEqual({
    ...described,
    wmdrm: { ...described.wmdrm, deployments: { normal: url, 'newer-revocation': other } },
  });
  expect(withDeployments(described, {})).toEqual(described);
  expect(targetOf(undefined, { deployment: named }).wmdrm?.deployments).toEqual({
    'newer-revocation': other,
  });
  const beside = (deployment: Readonly<Record<string, string>>) =>
    targetOf(url, { protocol: 'wmdrm', deployment });
  expect(beside(named).wmdrm?.deployments).toEqual({ normal: url, 'newer-revocation': other });
  expect(beside({ 'wmdrm.normal': other }).wmdrm?.deployments).toEqual({ normal: other });
  const both = beside({ 'playready.normal': other });
  expect([both.wmdrm?.deployments, both.playready?.deployments]).toEqual([
    { normal: url },
    { normal: other },
  ]);
});

test('a URL that is none is named by its state', () => {
  const naming = () => targetOf(undefined, { deployment: { 'wmdrm.normal': 'here' } });
  expect(naming).toThrow(UserError);
  expect(naming).toThrow('The normal deployment of wmdrm is no URL');
});

/** A target with this part, whose certificate and header lie in files of the test. */
function targetWith(wmdrm: WmdrmTarget): Target {
  const permissions = { mayIssue: true, mayDecommission: false };
  return { name: 'a', deployments: {}, tls: {}, limits: completeLimits(), permissions, wmdrm };
}

test('a part is described as a file has it, and read again it is the same', ({}, info) => {
  const at = (name: string): string => info.outputPath(name);
  writeFileSync(at('client.pkcert'), Buffer.alloc(84).toString('base64'));
  writeFileSync(at('header.xml'), '<WMRMHEADER/>');
  writeFileSync(at('machine.xml'), '<a/>');
  const client = { certificateFile: at('client.pkcert'), privateKey: { file: at('client.key') } };
  const [serverKey, licenseKey] = [5n, 6n].map(key =>
    Buffer.from(keyPairOf(key).publicKey).toString('base64'),
  );
  const least: WmdrmTarget = {
    deployments: { normal: url },
    versions: [1, 7],
    content: {},
    actions: ['Play'],
    clientInfo: defaultClientInfo,
    header: { place: 'LICENSEREQUEST' },
    assumptions: {},
  };
  const most: WmdrmTarget = {
    deployments: { normal: url, 'version1-only': other },
    versions: [11],
    serverKey: serverKey ?? '',
    licenseKey: licenseKey ?? '',
    client,
    unlistedClient: { ...client, privateKey: { env: 'REVOKED_KEY' } },
    machineCertificateFile: at('machine.xml'),
    content: {
      headerFile: at('header.xml'),
      keyId: 'k',
      contentKey: { env: 'CONTENT_KEY' },
      minimumAppSecurity: 7,
    },
    actions: ['Play', 'Collaborative Play'],
    clientInfo: { ...defaultClientInfo, appSecurity: 7 },
    header: { name: 'WMRMHEADER', place: 'CLIENTINFO' },
    higherLayer: other,
    assumptions: { 'rc4-key-length': '16', 'pk-layout': 'version-first' },
    recordings: info.outputDir,
  };
  for (const wmdrm of [least, most]) {
    const file = at('target.yaml');
    writeFileSync(file, stringify(describeTarget(targetWith(wmdrm))));
    // Files are absolute, so that it may lie anywhere.
    expect(resolveTarget(loadTarget(file), '/nowhere').wmdrm).toEqual(wmdrm);
  }
  expect(describeTarget(targetWith(least)).wmdrm).not.toHaveProperty('content');
});

test('a new file for WMDRM loads, and so does every line of it that is a comment', ({}, info) => {
  const out = info.outputPath('target.yaml');
  const text = renderTarget({ ...defaultAnswers, protocol: 'wmdrm', url }, 'x.json');
  writeFileSync(out, text);
  const { deployments, profile, wmdrm } = loadTarget(out);
  expect({ deployments, profile, wmdrm }).toEqual({
    deployments: undefined,
    profile: undefined,
    wmdrm: { deployments: { normal: url }, versions: [1, 7] },
  });
  writeFileSync(
    out,
    text.replaceAll(/^( +)# (?=[\w-]+: [[{\w])/gm, '$1').replace('The versions', '# $&'),
  );
  const all = loadTarget(out).wmdrm;
  expect(Object.keys(all?.deployments ?? {})).toHaveLength(4);
  expect(all).toMatchObject({
    client: { certificate: 'client.pkcert' },
    unlistedClient: { certificate: 'revoked.pkcert' },
    content: { header: 'header.xml' },
    actions: ['Play'],
    assumptions: { 'rc4-key-length': '7' },
    recordings: 'recordings',
  });
  expect(all?.serverKey).not.toBe(all?.licenseKey);
});

test('init with --protocol wmdrm looks once and writes the part of WMDRM', async ({ cli }) => {
  const server = await startWebServer((_, response) => {
    response.writeHead(405).end();
  });
  try {
    const out = join(cli.folder(), 'target.yaml');
    const address = `${server.origin}/license.asp?a=b`;
    const args = ['init', address, '--protocol', 'wmdrm', '--out', out];
    const { code, stdout, stderr } = await cli.assay(...args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`npx assay run --target ${out}`);
    expect(server.got.map(({ method, url: path }) => [method, path])).toEqual([
      ['GET', '/license.asp?a=b'],
    ]);
    expect(loadTarget(out).wmdrm?.deployments).toEqual({ normal: address });
    expect(readFileSync(out, 'utf8')).toContain('\n# It answers a GET with HTTP 405.\n');
    expect(resolveTarget(loadTarget(out), dirname(out)).name).toBe(new URL(address).host);
  } finally {
    await server.close();
  }
});

test('init with --protocol and no URL says what is missing', async ({ cli }) => {
  const out = join(cli.folder(), 'target.yaml');
  const { code, stderr } = await cli.assay('init', '--protocol', 'wmdrm', '--yes', '--out', out);
  expect(stderr).toBe(
    'assay: Expected the URL of a server beside --protocol; add it, or leave --protocol out.\n',
  );
  expect(code).toBe(3);
  expect(existsSync(out)).toBe(false);
});

test('discover says that it looks at no WMDRM server', async ({ cli }) => {
  const file = cli.file('target.json', JSON.stringify(targetOfUrl(url, 'wmdrm')));
  for (const [args, sentence] of [
    [[url, '--protocol', 'wmdrm'], "by --protocol this is a WMDRM server's"],
    [['--target', file], 'drm.example.com has none, and discover looks at no other protocol yet'],
  ] as const) {
    const { code, stderr } = await cli.assay('discover', ...args);
    expect(stderr).toContain(sentence);
    expect(stderr).not.toMatch(stackFrame);
    expect(code).toBe(3);
  }
});
