import { createPrivateKey, createPublicKey } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from '@playwright/test';
import { referenceState, startReferenceTarget } from '../../cli/reference-target.ts';
import { deploymentNames } from '../../harness/rms/state.ts';
import { profileNames, profiles } from '../../harness/target/profile.ts';
import { parseCertificate } from '../../harness/xrml/certificate.ts';
import { deploymentsOf } from '../../reference/rms/deployments.ts';
import { licensorsOf } from '../../reference/rms/state.ts';
import {
  announced,
  exceptionOf,
  message,
  post,
  serverNamespace,
  versionData,
  type Answer,
} from '../reference/client.ts';
import { serverState } from '../reference/licences.ts';

const state = referenceState('mode1');

function ask(base: string | undefined, maximum = '1.0.0.0'): Promise<Answer> {
  return post(
    `${base ?? ''}/licensing/server.asmx`,
    'soap11',
    message(
      'soap11',
      versionData('1.0.0.0', maximum, serverNamespace),
      `<GetLicensorCertificate xmlns="${serverNamespace}"/>`,
    ),
  );
}

test('the target has every deployment that the suite knows, and the users', async () => {
  const { target, close } = await startReferenceTarget({ state });
  expect(Object.keys(target.deployments).toSorted()).toEqual([...deploymentNames].toSorted());
  expect(target.deployments['decommissioned-https']).toMatch(/^https:.*\/decommissioned\/_wmcs$/);
  const { licensee, second, stranger } = target.identities ?? {};
  expect([licensee, second, stranger].map(user => user?.emailAddress)).toEqual([
    'licensee@assay.example',
    'second.licensee@assay.example',
    'stranger@assay.example',
  ]);
  expect(new Set([licensee, second, stranger].map(user => user?.sid)).size).toBe(3);
  expect([second, stranger].map(user => user?.privateKeyFile)).toEqual([undefined, undefined]);
  await close();
});

test('the private key is the licensee’s, nobody else can read it, and it goes with the server', async () => {
  const { target, close } = await startReferenceTarget({ state });
  const { privateKeyFile = '', sid = '' } = target.identities?.licensee ?? {};
  const pem = readFileSync(privateKeyFile, 'utf8');
  expect(pem).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
  const key = createPublicKey(createPrivateKey(pem)).export({ format: 'jwk' });
  for (const server of [state.own, state.trusting]) {
    const kept = server.userKeyPairs.get(sid)?.publicKey.modulus ?? new Uint8Array();
    expect(Buffer.from(key.n ?? '', 'base64url').equals(Buffer.from(kept))).toBe(true);
  }
  expect(statSync(privateKeyFile).mode & 0o777).toBe(0o600);
  expect(statSync(dirname(privateKeyFile)).mode & 0o777).toBe(0o700);
  await close();
  expect(existsSync(dirname(privateKeyFile))).toBe(false);
});

test('two targets of one state have the same key in files of their own', async () => {
  const one = await startReferenceTarget({ state });
  const two = await startReferenceTarget({ state });
  const files = [one, two].map(({ target }) => target.identities?.licensee?.privateKeyFile ?? '');
  expect(new Set(files).size).toBe(2);
  expect(readFileSync(files[0] ?? '', 'utf8')).toBe(readFileSync(files[1] ?? '', 'utf8'));
  await one.close();
  expect(files.map(file => existsSync(file))).toEqual([false, true]);
  await two.close();
  expect(files.map(file => existsSync(file))).toEqual([false, false]);
});

test('each deployment is the server state that its name says', () => {
  const { own, trusting } = state;
  const states = Object.fromEntries(
    deploymentsOf(state).map(({ name, state: { serverDecommissioned, ...rest } }) => [
      name,
      [rest.SLC, serverDecommissioned, rest.onlinePublishingEnabled],
    ]),
  );
  expect(states).toEqual({
    normal: [own.SLC, false, true],
    decommissioned: [own.SLC, true, true],
    'publishing-disabled': [own.SLC, false, false],
    trusting: [trusting.SLC, false, true],
    'trusting-decommissioned': [trusting.SLC, true, true],
  });
});

test('the trusting server is another one, and the first is all that it trusts', () => {
  const { own, trusting } = state;
  const idOf = (chain: readonly string[]) => parseCertificate(chain[0] ?? '').issuedPrincipal?.id;
  expect(idOf(trusting.SLC)).not.toBe(idOf(own.SLC));
  expect(licensorsOf(own).map(({ principal }) => principal.id)).toEqual([idOf(own.SLC)]);
  expect(licensorsOf(trusting).map(({ principal }) => principal.id)).toEqual([
    idOf(trusting.SLC),
    idOf(own.SLC),
  ]);
});

test('a second state costs one key more: the trusting server’s are made once', () => {
  expect(referenceState('mode1').trusting.SLC).toBe(state.trusting.SLC);
  expect(referenceState('mode1').own.SLC).not.toEqual(state.own.SLC);
});

test('what is handed to another thread serves as before', async () => {
  const handed = structuredClone({ state }).state;
  const { target, close } = await startReferenceTarget({ state: handed });
  for (const [name, { SLC }] of [
    ['normal', state.own],
    ['trusting', state.trusting],
  ] as const)
    expect((await ask(target.deployments[name])).text).toContain(SLC[0]);
  await close();
});

test('a server alone is given one that trusts it', async () => {
  const alone = serverState('mode1');
  const { target, close } = await startReferenceTarget({ state: alone });
  expect((await ask(target.deployments['normal'])).text).toContain(alone.SLC[0]);
  expect((await ask(target.deployments['trusting'])).text).not.toContain(alone.SLC[0]);
  await close();
});

for (const profile of profileNames)
  test(`the profile ${profile} gives range and headers`, async () => {
    const { target, close } = await startReferenceTarget({ state, profile });
    expect(target.profile).toBe(profile);
    const { range, faultsCarryVersionData } = profiles[profile];
    const { minimum, maximum } = range ?? { minimum: '1.0.0.0', maximum: '1.2.0.0' };
    const header = [`MinimumVersion ${minimum}`, `MaximumVersion ${maximum}`];
    expect(announced(await ask(target.deployments['normal'], maximum), serverNamespace)).toEqual(
      header,
    );
    const above = await ask(target.deployments['normal'], '1.2.0.1');
    expect(exceptionOf(above)).toContain('UnsupportedDataVersionException');
    expect(announced(above, serverNamespace)).toEqual(faultsCarryVersionData ? header : []);
    await close();
  });

test('the profiles of MS-RMSI section 7 differ in their highest version', () => {
  expect(profileNames.map(name => profiles[name].range?.maximum)).toEqual([
    undefined,
    '1.0.0.0',
    '1.1.0.0',
    '1.2.0.0',
  ]);
});

test('a mutant’s rule wins over the profile’s', async () => {
  const { target, close } = await startReferenceTarget({
    state,
    profile: 'rms-1.0',
    behaviour: { announcesVersions: () => true },
  });
  const above = await ask(target.deployments['normal'], '1.1.0.0');
  expect(announced(above, serverNamespace)).toEqual([
    'MinimumVersion 1.0.0.0',
    'MaximumVersion 1.0.0.0',
  ]);
  await close();
});
