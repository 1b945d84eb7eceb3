import { expect } from '@playwright/test';
import { openTransport } from '../../harness/transport/transport.ts';
import type { ClientCertificate, WireOutcome } from '../../harness/transport/wire.ts';
import { startApache } from './apache.ts';
import { issueClient, makeAuthority, type CertificateAndKey } from './certificates.ts';
import { startCertificatePeer } from './nginx-access.ts';
import { apachePackages, nginxPackages } from './packages.ts';
import { test } from './test.ts';

/** Apache ends the handshake, under TLS 1.3 after the client thinks it done; nginx answers in HTTP. */
const servers = {
  nginx: { packages: nginxPackages, protocol: undefined },
  'Apache with TLS 1.2': { packages: apachePackages, protocol: 'TLSv1.2' },
  'Apache with TLS 1.3': { packages: apachePackages, protocol: 'TLSv1.3' },
};

for (const [name, { packages, protocol }] of Object.entries(servers))
  test(`${name}: a client certificate is accepted, refused or missed, and the run says which`, async ({
    cli,
    peers,
  }) => {
    const target = await cli.reference();
    const clients = await makeAuthority('Assay clients');
    const peer = await peers.start(packages, () =>
      protocol === undefined
        ? startCertificatePeer(target, clients)
        : startApache({
            target,
            access: 'Require all granted',
            tls: folder => `SSLProtocol ${protocol}
SSLVerifyClient require
SSLCACertificateFile ${folder.write('clients.pem', clients.certificate)}`,
          }),
    );
    const show = ({ certificate, privateKey }: CertificateAndKey): ClientCertificate => ({
      certificate,
      key: { file: cli.file('client.key', privateKey) },
    });
    const send = async (clientCertificate?: ClientCertificate): Promise<WireOutcome> => {
      const tls = { ca: peer.ca, ...(clientCertificate !== undefined && { clientCertificate }) };
      const transport = openTransport({ tls });
      const url = `${peer.deployments['decommissioned-https'] ?? ''}/licensing/server.asmx`;
      try {
        return await transport.send({ url, method: 'GET', headers: {} });
      } finally {
        await transport.close();
      }
    };
    expect(await send(show(await issueClient(clients, 'alice')))).toMatchObject({ status: 200 });
    const foreign = await issueClient(await makeAuthority('Other clients'), 'alice');
    const refusal = {
      kind: 'failure',
      code: 'tls',
      message: expect.stringContaining('tls.clientCertificate'),
    };
    expect(await send(show(foreign))).toMatchObject(refusal);
    expect(await send()).toMatchObject(refusal);
  });
