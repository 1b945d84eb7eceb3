import { expect, test } from '@playwright/test';
import type { Target } from '../../harness/target/target.ts';
import { conforming, type Behaviour } from '../../reference/rms/behaviour.ts';
import type { PreLicenses } from '../../reference/rms/acquire-pre-license-rules.ts';
import { judgeArea } from './judge-area.ts';

/** A refused publishing license told in the place of the one user of the plain request. */
const inPlace = (name: string): PreLicenses => ({
  licenses: [conforming.writePreLicenseException(name, 0)],
  certificateChain: [],
  referenceCertificates: undefined,
});

/** Behaviour that no sentence forbids. */
const allowed: Readonly<Record<string, Partial<Behaviour>>> = {
  'writes its messages with other prefixes and white space': {
    writePreLicenseResponse: answers => rewritten(conforming.writePreLicenseResponse(answers)),
    writeLicenseResponse: answers => rewritten(conforming.writeLicenseResponse(answers)),
  },
  'counts batchindex from 1 and puts the exception in no namespace': {
    preLicenseBatchIndex: index => index + 1,
    writePreLicenseException: (text, index) =>
      `<AcquirePreLicenseException xmlns=""><ExceptionString>${text}</ExceptionString>` +
      `<batchindex> ${String(index)} </batchindex></AcquirePreLicenseException>`,
  },
  'words its exceptions otherwise': {
    exceptionString: (name, message) => `Failed (${name}) - ${message}`,
    faultString: name => name.replace('.Licensing.', '.'),
  },
  'tells of a spoilt publishing license in every place': {
    preLicenseInsteadOf: refusal =>
      refusal.startsWith('rightsLabel') ? [inPlace(conforming.exceptionName(refusal))] : undefined,
  },
  'has no ReferenceCertificates and grants rights in another order': {
    preLicenseReferences: () => undefined,
    licenseReferences: undefined,
    granted: grants => grants.toReversed(),
  },
  'refuses requests for nobody, and for more users than six': {
    readLicenseeIdentities: params => {
      const identities = conforming.readLicenseeIdentities(params);
      return identities === undefined || identities.length === 0 || identities.length > 6
        ? undefined
        : identities;
    },
  },
};

for (const [what, behaviour] of Object.entries(allowed))
  test(`a server that ${what} breaks nothing`, async () => {
    expect(await judgeArea('prelicense', behaviour)).toEqual({});
    expect(await judgeArea('acquire-license', behaviour)).toEqual({});
  });

test('where exceptions are hidden, only the rows that ask for one are not decided', async () => {
  const hidden = { faultString: () => 'Failed.', exceptionString: () => 'Failed.' };
  const byName = 'exception-hidden';
  expect(await judgeArea('prelicense', hidden)).toEqual({
    [byName]: [
      ...['null-argument', 'unknown-licensee', 'no-rights', 'documented-exceptions'],
      'decommissioned',
    ],
  });
  expect(await judgeArea('acquire-license', hidden)).toEqual({
    [byName]: ['stranger', 'account-certificate', 'publishing-license', 'decommissioned'],
  });
});

test('whoever names no private key has but the rows that need it not decided', async () => {
  const withoutKey = ({ identities, ...target }: Target): Target => ({
    ...target,
    identities: {
      ...identities,
      licensee: { emailAddress: identities?.licensee?.emailAddress ?? '' },
    },
  });
  for (const area of ['prelicense', 'acquire-license'])
    expect(await judgeArea(area, {}, withoutKey)).toEqual({ 'identity-missing': ['opens'] });
});

function rewritten(response: string): string {
  return response
    .replaceAll('xmlns:tns=', 'xmlns:q1=')
    .replaceAll('tns:', 'q1:')
    .replaceAll(/<(\/?q1:)/g, '\n  <$1');
}
