import { expect, test } from '@playwright/test';
import { parseCertificate } from '../../harness/xrml/certificate.ts';
import { resealPublishingLicense } from '../../harness/xrml/publishing-license.ts';
import { conforming, type Behaviour } from '../../reference/rms/behaviour.ts';
import { loadSuite } from '../../suites/rmsi/collect-checks.ts';
import { judgeArea } from './judge-area.ts';

const judged = (behaviour: Partial<Behaviour>, without: readonly string[] = []) =>
  judgeArea('republish', behaviour, target => ({
    ...target,
    deployments: Object.fromEntries(
      Object.entries(target.deployments).filter(([name]) => !without.includes(name)),
    ),
  }));

test('there are checks to judge by', async () => {
  const checks = (await loadSuite()).checks.filter(({ requirements }) =>
    requirements.some(id => id.startsWith('rmsi.republish.')),
  );
  expect(checks.length).toBeGreaterThan(25);
});

/** Behaviour that no sentence forbids. */
const allowed: Readonly<Record<string, Partial<Behaviour>>> = {
  'writes its messages with other prefixes and white space': {
    writeEditResponse: answers =>
      conforming
        .writeEditResponse(answers)
        .replaceAll('xmlns:tns=', 'xmlns:q1=')
        .replaceAll('tns:', 'q1:')
        .replaceAll(/<(\/?q1:)/g, '\n  <$1'),
  },
  'names exceptions without the words around them, and in other namespaces': {
    faultString: name => name.replace('.Licensing.', '.'),
  },
  'dates the new license and names another place for use licenses': {
    signNewLicense: (license, change) =>
      resealPublishingLicense(license, {
        ...change,
        issuedTime: new Date('2031-01-02T03:04Z'),
        urls: { intranet: 'https://rms.example/_wmcs/licensing' },
      }),
  },
  'writes GUIDs in lower case': {
    signNewLicense: (license, change) => {
      const lower = parseCertificate(
        license.xml.replace(/(<WORK><OBJECT><ID\b[^>]*>)([^<]*)/, (_, before: string, id: string) =>
          before.concat(id.toLowerCase()),
        ),
      );
      const issuer = { ...change.issuer, id: change.issuer.id.toLowerCase() };
      return resealPublishingLicense(lower, { ...change, issuer });
    },
  },
  'serves the first of several requests': { acceptsEditParams: count => count > 0 },
};

for (const [what, behaviour] of Object.entries(allowed))
  test(`a server that ${what} breaks nothing`, async () => {
    expect(await judged(behaviour)).toEqual({});
  });

test('where exceptions are hidden, only the rows that ask for one are not decided', async () => {
  const { 'exception-hidden': hidden, ...others } = await judged({ faultString: () => 'Failed.' });
  expect(others).toEqual({});
  expect(hidden?.toSorted()).toEqual(
    [
      ...['absent', 'id', 'name', 'value'].map(part => `opt-in-${part}`),
      ...['decommissioned', 'documented-exceptions', 'invalid-signature', 'null-argument'],
      ...['official-template', 'publishing-disabled', 'signed-principal', 'unsigned-principal'],
      'untrusted-issuer',
    ].toSorted(),
  );
});

test('server states that are not offered block their rows and no others', async () => {
  const states = ['decommissioned', 'decommissioned-https', 'publishing-disabled', 'trusting'];
  expect(await judged({}, states)).toEqual({
    'deployment-missing': ['signed-principal', 'publishing-disabled', 'decommissioned', 'same-key'],
  });
});

test('a server that signs no licenses of its own leaves republishing undecided', async () => {
  const outcomes = await judged({
    endpointAt: path => (path.endsWith('publish.asmx') ? undefined : conforming.endpointAt(path)),
  });
  expect(Object.keys(outcomes)).toEqual(['license-missing']);
  expect(outcomes['license-missing']?.length).toBeGreaterThan(25);
});

test('a server that refuses every edit breaks that one rule, and passes nowhere', async () => {
  const { broken, 'twin-refused': blocked } = await judged({ republishingIsAllowed: () => false });
  expect(broken).toEqual(['serviced']);
  expect(blocked?.length).toBeGreaterThan(25);
});
