import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { namedUrls } from '../../harness/target/named-urls.ts';
import { wmdrmDeployments, wmdrmVersions } from '../../harness/target/wmdrm.ts';
import { isOnCurve } from '../../harness/wmdrm/primitives/ecc1.ts';
import { wmdrmAssumptions } from '../../harness/wmdrm/wmdrm-assumptions.ts';
import { serverKey, normal, full, test } from './wmdrm-targets.ts';

test('everything that a file can have is resolved', ({ resolved }, info) => {
  const at = (name: string): string => join(info.outputDir, name);
  const { name, deployments, wmdrm } = resolved(full);
  expect({ name, deployments }).toEqual({ name: 'drm.example.com', deployments: {} });
  expect(wmdrm).toEqual({
    ...full,
    client: { certificateFile: at('client.pkcert'), privateKey: { file: at('client.key') } },
    unlistedClient: {
      certificateFile: at('revoked.pkcert'),
      privateKey: { env: 'REVOKED_KEY' },
    },
    machineCertificate: undefined,
    machineCertificateFile: at('machine.xml'),
    content: {
      headerFile: at('header.xml'),
      keyId: 'AssayTestKeyId',
      contentKey: { file: at('content.key') },
      minimumAppSecurity: 150,
    },
    recordings: info.outputDir,
  });
  expect(Object.keys(full.deployments)).toEqual([...wmdrmDeployments]);
  expect(full.versions).toEqual(wmdrmVersions);
});

test('what is not given has its default', ({ resolved }) => {
  const deployments = { normal };
  const clientInfo = {
    clientVersion: '9.00.00.2778',
    securityVersion: '2.2.0.1',
    appSecurity: 2000,
    subjectId1: 212,
    subjectId2: 1107,
    drmkVersion: '2.2.0.0',
  };
  const defaults = {
    deployments,
    versions: [1, 7],
    content: {},
    actions: ['Play'],
    clientInfo,
    header: { place: 'LICENSEREQUEST' },
    assumptions: {},
  };
  const { wmdrm } = resolved({ deployments });
  expect(wmdrm).toEqual(defaults);
  expect(Object.keys(wmdrm ?? {}).toSorted()).toEqual(Object.keys(defaults).toSorted());
  const some = resolved({
    deployments,
    clientInfo: { subjectId1: 5 },
    header: { place: 'CLIENTINFO' },
  });
  expect(some.wmdrm?.clientInfo).toEqual({ ...clientInfo, subjectId1: 5 });
  expect(some.wmdrm?.header).toEqual({ place: 'CLIENTINFO' });
});

test('any state alone is a target', ({ told }) => {
  for (const state of wmdrmDeployments)
    expect(told({ deployments: { [state]: normal } }), state).toEqual([]);
});

test('a public key may stand in several lines', ({ resolved }) => {
  const { wmdrm } = resolved({
    deployments: { normal },
    serverKey: `${serverKey.slice(0, 30)}\n${serverKey.slice(30)}\n`,
  });
  expect(wmdrm?.serverKey).toBe(serverKey);
});

test('the URLs have the names that reports give them', ({ resolved }) => {
  expect(namedUrls(resolved(full))).toEqual([
    ['wmdrm.normal', normal],
    ['wmdrm.silent-only', 'https://drm.example.com/silent'],
    ['wmdrm.version1-only', 'http://drm.example.com/v1'],
    ['wmdrm.newer-revocation', 'https://drm.example.com/new'],
    ['wmdrm.higherLayer', 'https://drm.example.com/state?x=1'],
  ]);
  expect(namedUrls(resolved({ deployments: { normal } }))).toEqual([['wmdrm.normal', normal]]);
});

test('the schema has the assumptions, choices and defaults of the code', () => {
  const { wmdrmAssumptions: written } = definitions();
  const { properties = {} } = written ?? {};
  expect(Object.keys(properties)).toEqual(Object.keys(wmdrmAssumptions));
  for (const [name, { choices, assumed }] of Object.entries(wmdrmAssumptions)) {
    expect(properties[name]?.enum, name).toEqual(choices);
    expect(properties[name]?.default, name).toBe(assumed);
  }
});

test('every assumption can be declared', ({ resolved }) => {
  const declared = Object.fromEntries(
    Object.entries(wmdrmAssumptions).map(([name, { choices }]) => [name, choices.at(-1)]),
  );
  const { wmdrm } = resolved({ deployments: { normal }, assumptions: declared });
  expect(wmdrm?.assumptions).toEqual(declared);
});

test('the keys that documents and new files show are points of the curve', () => {
  for (const file of ['docs/targets.md', 'cli/init/render.ts']) {
    const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
    const shown = [...text.matchAll(/(?:serverKey|licenseKey): ([\w+/]+=*)/g)];
    expect(shown.length, file).toBe(2);
    for (const [, key = ''] of shown) {
      const bytes = Buffer.from(key, 'base64');
      expect(bytes.length).toBe(40);
      expect(isOnCurve(bytes), key).toBe(true);
    }
  }
});

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly enum?: readonly string[];
  readonly default?: string;
}

function definitions(): Readonly<Record<string, Schema>> {
  const file = new URL('../../schemas/harness/target.schema.json', import.meta.url);
  const { definitions: all } = JSON.parse(readFileSync(file, 'utf8')) as {
    definitions: Readonly<Record<string, Schema>>;
  };
  return all;
}
