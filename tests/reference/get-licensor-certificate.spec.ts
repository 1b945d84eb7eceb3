import { expect, test } from '@playwright/test';
import { soapVersions } from '../../harness/soap/version.ts';
import { startReferenceServer, type ReferenceServer } from '../../reference/rms/server.ts';
import {
  announced,
  at,
  exceptionOf,
  message,
  post,
  serverNamespace,
  versionData,
  type Answer,
} from './client.ts';
import { serverState } from './licences.ts';

let server: ReferenceServer;
const modes = ['mode1', 'mode2'] as const;

test.beforeAll(async () => {
  server = await startReferenceServer({
    deployments: modes.flatMap(mode => [
      { name: mode, state: { ...serverState(mode), serverDecommissioned: false } },
      { name: `${mode}-decommissioned`, state: serverState(mode) },
    ]),
  });
});
test.afterAll(() => server.close());

function ask(
  deployment: string,
  endpoint: string,
  version: (typeof soapVersions)[number],
  header = versionData('1.0.0.0', '1.0.0.0', serverNamespace),
): Promise<Answer> {
  const url = `${server.urls[deployment] ?? ''}/${endpoint}/server.asmx`;
  const body = `<GetLicensorCertificate xmlns="${serverNamespace}"/>`;
  return post(url, version, message(version, header, body));
}

for (const version of soapVersions)
  for (const mode of modes)
    for (const endpoint of ['certification', 'licensing'])
      test(`${endpoint} gives the chain unchanged (${mode}, ${version})`, async () => {
        const answer = await ask(mode, endpoint, version);
        expect(answer.status).toBe(200);
        const chain = at(
          answer.envelope.content,
          'GetLicensorCertificateResult',
          'CertificateChain',
        );
        const given = chain?.children.map(({ name, namespace, children: [root] }) => [
          name,
          namespace,
          root?.name,
          root?.namespace,
        ]);
        const { SLC } = serverState(mode);
        expect(SLC.length).toBeGreaterThan(1);
        expect(given).toEqual(SLC.map(() => ['Certificate', serverNamespace, 'XrML', '']));
        // The text, not only the tree: a signature is taken over text.
        expect(answer.text).toContain(
          SLC.map(xml => `<tns:Certificate>${xml}</tns:Certificate>`).join(''),
        );
        expect(announced(answer, serverNamespace)).toEqual([
          'MinimumVersion 1.0.0.0',
          'MaximumVersion 1.2.0.0',
        ]);
      });

test('a decommissioned server gives no certificate (MS-RMPR 3.7.4.1)', async () => {
  for (const version of soapVersions)
    expect(exceptionOf(await ask('mode1-decommissioned', 'licensing', version))).toBe(
      'Microsoft.RightsManagementServices.ClusterDecommissionedException',
    );
});

test('versions are negotiated first, in the namespace of the service', async () => {
  const high = versionData('1.0.0.0', '9.0.0.0', serverNamespace);
  for (const deployment of ['mode1', 'mode1-decommissioned'])
    expect(exceptionOf(await ask(deployment, 'licensing', 'soap11', high))).toBe(
      'Microsoft.DigitalRightsManagement.Core.UnsupportedDataVersionException',
    );
  const foreign = versionData();
  expect(exceptionOf(await ask('mode1', 'licensing', 'soap11', foreign))).toBe(
    'System.ArgumentNullException',
  );
});
