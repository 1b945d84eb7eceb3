import { test as base, expect } from '@playwright/test';
import { startReferenceTarget } from '../../cli/reference-target.ts';
import { operations } from '../../harness/rms/operations.ts';
import { runChecks } from '../../harness/runner/run-checks.ts';
import { readEnvelope, type Envelope } from '../../harness/soap/envelope.ts';
import { readReply } from '../../harness/soap/reply.ts';
import { soapVersions } from '../../harness/soap/version.ts';
import { lastComponent } from '../../harness/soap/exception-name.ts';
import { fillFixture } from '../../harness/wsdl/fill.ts';
import { loadFixture } from '../../harness/wsdl/fixture.ts';
import { child, children, type XmlElement } from '../../harness/xml/element.ts';
import { parseXml } from '../../harness/xml/parse.ts';
import { loadSuite } from '../../suites/rmsi/collect-checks.ts';
import { compareDataVersions, parseDataVersion } from '../../harness/rms/data-version.ts';
import { serverState } from '../reference/licences.ts';

const { namespace } = operations.AcquireContentKey;

/** One exchange as a conforming server saw it. */
interface Seen {
  readonly path: string;
  readonly request: Envelope;
  readonly minimum: string | undefined;
  readonly maximum: string | undefined;
  readonly status: number;
  readonly exceptions: readonly string[];
}

const test = base.extend<object, { everything: readonly Seen[] }>({
  everything: [
    async ({}, use) => {
      // That check sends every derived defect, requests without VersionData among them.
      await use(await record(id => !id.endsWith('.response-schema')));
    },
    { scope: 'worker' },
  ],
});

/** What the harness sends to a conforming server for the checks that are wanted. */
async function record(wanted: (id: string) => boolean): Promise<readonly Seen[]> {
  const seen: Seen[] = [];
  const { target, close } = await startReferenceTarget({
    state: serverState('mode1'),
    behaviour: {
      finish: (response, { request, version }) => {
        if (request.method !== 'POST' || version === undefined) return response;
        const envelope = readEnvelope(parseXml(request.body));
        if ('problem' in envelope) throw new Error(envelope.problem);
        const block = envelope.headers.find(({ name }) => name === 'VersionData');
        const part = (name: string) => block && child(block, name, block.namespace)?.text;
        const body = Buffer.from(response.body);
        const outcome = { kind: 'response', headers: [], durationMs: 0 } as const;
        seen.push({
          path: request.url.pathname,
          request: envelope,
          minimum: part('MinimumVersion'),
          maximum: part('MaximumVersion'),
          status: response.status,
          exceptions: readReply({ ...outcome, status: response.status, body }, { version })
            .exceptions,
        });
        return response;
      },
    },
  });
  try {
    const suite = await loadSuite();
    const units = suite.checks.filter(({ requirements }) => requirements.some(wanted));
    await runChecks(suite, { ...target, seed: 1 }, { units });
  } finally {
    await close();
  }
  return seen;
}

/** The AcquireContentKeyParams of a request. */
function paramsOf({ content }: Envelope): readonly XmlElement[] {
  const params = content && child(content, 'paramsSoap', namespace);
  return params === undefined ? [] : children(params, 'AcquireContentKeyParams', namespace);
}

test('rmsi.version.request-header-present, rmsi.version.common-request-header-present: every request of a run carries VersionData once, with both versions', ({
  everything,
}) => {
  expect(everything.length).toBeGreaterThan(1000);
  expect(everything.some(({ path }) => path.endsWith('/server.asmx'))).toBe(true);
  for (const { request, minimum, maximum } of everything) {
    const blocks = request.headers.filter(({ name }) => name === 'VersionData');
    expect(blocks.map(({ namespace }) => namespace)).toEqual([request.content?.namespace]);
    expect([minimum, maximum]).not.toContain(undefined);
  }
});

test('rmsi.version.requestor-default: what does not try versions asks for 1.0.0.0', async () => {
  const seen = await record(
    id => id.startsWith('rmsi.decommission.') && id !== 'rmsi.decommission.documented-exceptions',
  );
  expect(seen.length).toBeGreaterThan(20);
  for (const { minimum, maximum } of seen)
    expect([minimum, maximum]).toEqual(['1.0.0.0', '1.0.0.0']);
});

test('rmsi.version.requestor-minimum, rmsi.version.requestor-maximum, rmsi.version.minimum-parameter, rmsi.version.maximum-parameter: what a conforming server accepted names versions it can be held to', ({
  everything,
}) => {
  const accepted = everything.filter(({ status }) => status === 200);
  expect(accepted.length).toBeGreaterThan(100);
  for (const { minimum = '', maximum = '' } of accepted) {
    const [low, high] = [parseDataVersion(minimum), parseDataVersion(maximum)];
    expect(low && high && compareDataVersions(low, high)).toBeLessThanOrEqual(0);
  }
});

for (const version of soapVersions)
  for (const name of ['minimal', 'full'])
    test(`rmsi.version.requestor-minimum, rmsi.version.requestor-maximum: ${version} ${name} says both versions where they belong`, () => {
      const fixture = loadFixture(
        'rmsi',
        'DecommissionService',
        'AcquireContentKey',
        version,
        name,
      );
      const filled = fillFixture(fixture, {
        'publishing-license': '<XrML/>',
        'minimum-version': '1.0.0.0',
        'maximum-version': '1.2.0.0',
      });
      const envelope = readEnvelope(parseXml(filled));
      if ('problem' in envelope) throw new Error(envelope.problem);
      const [block] = envelope.headers;
      expect(block?.children.map(({ name: part, text }) => [part, text])).toEqual([
        ['MinimumVersion', '1.0.0.0'],
        ['MaximumVersion', '1.2.0.0'],
      ]);
      expect(paramsOf(envelope)).toHaveLength(1);
    });

test('rmsi.decommission.request-not-empty, rmsi.decommission.params-not-empty: only a request that is to be refused asks for no key', ({
  everything,
}) => {
  const asked = everything.filter(({ path }) => path.endsWith('/decommission.asmx'));
  const empty = asked.filter(({ request }) => paramsOf(request).length === 0);
  expect(empty.length).toBeGreaterThan(0);
  expect(empty.length).toBeLessThan(asked.length / 10);
  for (const { exceptions } of empty)
    expect(exceptions.map(lastComponent)).toContain('ArgumentNullException');
  for (const { request } of asked.filter(({ status }) => status === 200))
    expect(paramsOf(request).length).toBeGreaterThanOrEqual(1);
});

test("rmsi.version.resend: after UnsupportedDataVersion the harness lowers its request to the server's range, and gets its key", async () => {
  const seen = await record(id => id === 'rmsi.version.fault-maximum');
  const refused = seen.findIndex(({ exceptions }) =>
    exceptions.some(name => lastComponent(name) === 'UnsupportedDataVersionException'),
  );
  expect(seen[refused]).toMatchObject({ minimum: '1.0.0.0', maximum: '2147483647.0.0.0' });
  // What the reference server announces as its highest.
  const resent = seen
    .slice(refused + 1)
    .find(({ minimum, maximum }) => minimum === '1.2.0.0' && maximum === '1.2.0.0');
  expect(resent).toMatchObject({ status: 200, exceptions: [] });
});
