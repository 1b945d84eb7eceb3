import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { protocols } from '../../harness/playready/namespaces.ts';
import { publicKeyBytes } from '../../harness/playready/p256.ts';
import { certificatesOf } from '../../reference/mutants/playready/chains.ts';
import { conforming, type Behaviour } from '../../reference/playready/behaviour.ts';
import {
  writeCertificate,
  writeCertificateChain,
  type CertificateContent,
} from '../../reference/playready/write-certificate.ts';
import { metering } from '../../suites/playready/requirements/metering.ts';
import { meteringChain } from '../playready/samples.ts';
import { judgePlayReady } from './judge-playready.ts';

const area = 'metering.';
const all = Object.keys(metering);
const row = (name: string) => `playready.metering.${name}`;
const rows = (...names: string[]) => names.map(row);
const judge = (behaviour: Partial<Behaviour>) => judgePlayReady(behaviour, { area });

const newKey = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;

/** Metering certificates of another form, of the given number of issuers. */
function certifying(issuers: number, more: Partial<CertificateContent> = {}): Partial<Behaviour> {
  return {
    meteringChain: (_state, meteringId, url) => {
      const keys = Array.from({ length: issuers + 2 }, newKey);
      const contentOf = (index: number): CertificateContent => ({
        manufacturer: ['Assay TEST'],
        publicKeys: keys.slice(index, index + 1).map(publicKeyBytes),
        ...(index === 0 && { metering: { meteringId, url }, ...more }),
      });
      return writeCertificateChain(
        keys.slice(1).map((issuer, index) => writeCertificate(contentOf(index), issuer)),
      );
    },
  };
}

/** What nobody forbids. */
const allowed: Readonly<Record<string, Partial<Behaviour>>> = {
  'breaks the lines of its base64': {
    writeMeteringCertificate: chain =>
      conforming.writeMeteringCertificate(chain).replace(/[\w+/]{76}/g, '$&\r\n'),
  },
  'wraps MeterCert into elements of its own, with a prefix': {
    writeMeteringCertificate: chain =>
      conforming
        .writeMeteringCertificate(chain)
        .replace(/<MeterCert xmlns="[^"]*">(.*)<\/MeterCert>/, (_match, text: string) => {
          const cert = `<p:MeterCert xmlns:p="${protocols}">${text}</p:MeterCert>`;
          return `<MeterCertResponse xmlns=""><Version>1</Version>${cert}</MeterCertResponse>`;
        }),
  },
  'makes a chain of one': certifying(0),
  'makes a chain of four with new keys each time': certifying(3),
  'has objects of other types in its certificates': certifying(1, {
    others: [{ flags: 0, type: 0x4000, body: Uint8Array.of(1, 2, 3) }],
  }),
  'names a URL of HTTPS with an address of IPv6': {
    meteringUrl: () => 'https://[2001:db8::1]:8443/report?for=all',
  },
  'takes requests without Version': {
    supportsMeteringVersion: version => version === undefined || version === '1',
  },
};

for (const [what, behaviour] of Object.entries(allowed))
  test(`a server that ${what} breaks nothing`, async () => {
    expect(await judge(behaviour)).toEqual({});
  });

test("Microsoft's published certificate is as it should be", async () => {
  const meteringId = 'xw6TjIuUUmvdCcl00t4RBA==';
  const outcomes = await judgePlayReady(
    {
      knowsMeteringId: (_state, id, deployment) =>
        deployment !== 'metering-unknown' && id === meteringId,
      meteringChain: () => meteringChain,
    },
    {
      area,
      describe: plan => ({
        ...plan,
        playready: { deployments: plan.playready?.deployments ?? {}, meteringId },
      }),
    },
  );
  expect(outcomes).toEqual({});
});

test('a refusal whose fault names no code is one, and which code it has stays open', async () => {
  expect(await judge({ writeException: () => '' })).toEqual({
    'exception-hidden': rows('unknown-metering-id-code'),
  });
});

test('a server that knows no metering id leaves everything open', async () => {
  const { 'twin-refused': open = [], ...others } = await judge({ knowsMeteringId: () => false });
  expect(open.toSorted()).toEqual(all.toSorted());
  expect(others).toEqual({});
});

test('a server that grants what is unknown has no fault to look at', async () => {
  expect(await judge({ knowsMeteringId: () => true })).toEqual({
    broken: rows('unknown-metering-id'),
    'no-fault': rows('unknown-metering-id-code'),
  });
});

test('a deployment that is said not to know the id counts', async () => {
  const { broken } = await judge({
    knowsMeteringId: (state, id, deployment) =>
      deployment === 'metering-unknown' || conforming.knowsMeteringId(state, id, deployment),
  });
  expect(broken).toEqual(rows('unknown-metering-id'));
});

test('both a stranger as issuer and a wrong signature are told', async () => {
  const { broken } = await judge({
    meteringChain: (state, ...asked) => {
      const [leaf = new Uint8Array()] = certificatesOf(conforming.meteringChain(state, ...asked));
      const changed = leaf.with(16 + 8, (leaf[16 + 8] ?? 0) ^ 1);
      return writeCertificateChain([changed, ...certificatesOf(state.hierarchy.domain.bytes)]);
    },
  });
  expect(broken).toEqual(rows('signatures', 'issuer-keys'));
});

test('a signature of another form is nothing that anybody could verify', async () => {
  const outcomes = await judge({
    meteringChain: (...asked) => {
      const [leaf = new Uint8Array(), ...issuers] = certificatesOf(
        conforming.meteringChain(...asked),
      );
      // The kind of the signature, behind the signed bytes and the header of its object.
      const kind = Buffer.from(leaf).readUInt32BE(12) + 8;
      return writeCertificateChain([leaf.with(kind + 1, 9), ...issuers]);
    },
  });
  expect(outcomes['not-public']).toEqual(rows('signatures', 'issuer-keys'));
  expect(outcomes['broken']).toBeUndefined();
});
