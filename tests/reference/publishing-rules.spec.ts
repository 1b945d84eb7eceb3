import { expect, test } from '@playwright/test';
import { generateContentKey, sameContentKey } from '../../harness/xrml/content-key.ts';
import { verifySignature } from '../../harness/xrml/signature.ts';
import { conforming, type Behaviour } from '../../reference/rms/behaviour.ts';
import { withTrustingServer } from '../../reference/rms/deployments.ts';
import { startReferenceServer } from '../../reference/rms/server.ts';
import type { ServerState } from '../../reference/rms/state.ts';
import type { Answer } from './client.ts';
import { licenseFor, principalOf } from './licences.ts';
import { normalState } from './licensing.ts';
import {
  allowsEditing,
  askOperation,
  chainIn,
  editable,
  editParams,
  keyIn,
  officialTemplate,
  publishingParams,
  renewed,
  rightsIn,
} from './publishing.ts';

const own = normalState('mode1');
const { trusting } = withTrustingServer(own);
const foreign = normalState('mode1', 'foreign');
const otherId = { server: { ...principalOf(own), id: '{00000000-0000-0000-0000-000000000001}' } };

async function ask(
  operation: 'EditIssuanceLicense' | 'AcquireIssuanceLicense',
  behaviour: Partial<Behaviour>,
  content: string,
  state: ServerState,
): Promise<Answer> {
  const server = await startReferenceServer({
    deployments: [{ name: 'broken', state }],
    behaviour,
  });
  try {
    return await askOperation(operation, server.urls['broken'], content);
  } finally {
    await server.close();
  }
}

const signed = editable(own);
const unsigned = renewed(own);

interface Broken {
  behaviour: Partial<Behaviour>;
  signed?: () => string;
  unsigned?: () => string;
  content?: () => string;
  state?: ServerState;
  /** What the answer has only when the rule is broken; by default that it is a success. */
  shows?: (answer: Answer) => boolean;
}

const succeeds = ({ status }: Answer): boolean => status === 200;
const leaf = (answer: Answer) => {
  const [license] = chainIn(answer);
  if (license === undefined) throw new Error('There is no license.');
  return license;
};

/** One broken rule of EditIssuanceLicense each: none of these may need more than its few lines. */
const edits: Readonly<Record<string, Broken>> = {
  'parameters that are not there': {
    behaviour: { editAnswersInsteadOf: () => [] },
    content: () => '',
  },
  'two entries': {
    behaviour: { acceptsEditParams: () => true },
    content: () =>
      editParams(signed.license, unsigned.license).replace(
        /<RequestParams>(.*)<\/RequestParams>/s,
        '<RequestParams>$1$1</RequestParams>',
      ),
  },
  'any XrML as signed license': {
    behaviour: { signedLicenseIsWellFormed: () => true },
    signed: () =>
      licenseFor(own, 'AES', {
        server: { ...principalOf(own), objectType: 'Other' },
        applicationSpecific: [allowsEditing],
        signWith: own.keyPair,
        issuer: principalOf(own),
      }).license,
  },
  'any XrML as unsigned license': {
    behaviour: { unsignedLicenseIsWellFormed: () => true },
    unsigned: () => unsigned.license.replace('Microsoft Rights Label', 'LICENSE'),
  },
  'signatures ignored': {
    behaviour: { signedLicenseSignatureHolds: () => true },
    signed: () => signed.license.replace('author@example.com', 'reader@example.com'),
  },
  'issuers ignored': {
    behaviour: { issuerIsTrusted: () => true },
    signed: () =>
      editable(foreign, { server: principalOf(own), issuer: principalOf(foreign) }).license,
  },
  'principal of the signed license ignored': {
    behaviour: { signedPrincipalMatches: () => true },
    signed: () => editable(own, { ...otherId, issuer: principalOf(own) }).license,
  },
  'a trusted server’s signed license taken': {
    behaviour: { signedPrincipalMatches: () => true },
    unsigned: () => renewed(trusting).license,
    state: trusting,
  },
  'publishing never disabled': {
    behaviour: { republishingIsEnabled: () => true },
    state: { ...own, onlinePublishingEnabled: false },
  },
  'principal of the unsigned license ignored': {
    behaviour: { unsignedPrincipalMatches: () => true },
    unsigned: () => renewed(own, otherId).license,
  },
  'templates never forged': {
    behaviour: { republishedTemplateHolds: () => true },
    unsigned: () => renewed(own, { rightsData: officialTemplate(foreign) }).license,
  },
  'never closed': {
    behaviour: { republishingIsClosed: () => false },
    state: { ...own, serverDecommissioned: true },
  },
  'silence is consent': {
    behaviour: {
      republishingIsAllowed: (data, allows) => data.length === 0 || data.some(allows),
    },
    signed: () => editable(own, { applicationSpecific: [] }).license,
  },
  'consent under any id': {
    behaviour: {
      allowsServerEditing: data => conforming.allowsServerEditing({ ...data, id: 'APPSPECIFIC' }),
    },
    signed: () =>
      editable(own, { applicationSpecific: [{ ...allowsEditing, id: 'OTHER' }] }).license,
  },
  'another license signed': {
    behaviour: { licenseToSign: (_unsigned, license) => license },
    unsigned: () => renewed(own, { guid: '{00000000-0000-0000-0000-00000000ABCD}' }).license,
    shows: answer => !leaf(answer).xml.includes('{00000000-0000-0000-0000-00000000ABCD}'),
  },
  'the key of the unsigned license': {
    behaviour: { contentKeyOfNewLicense: (_signed, key) => key },
    shows: answer => sameContentKey(keyIn(leaf(answer), own), unsigned.key),
  },
  'a new key': {
    behaviour: { contentKeyOfNewLicense: () => generateContentKey('AES') },
    shows: answer => !sameContentKey(keyIn(leaf(answer), own), signed.key),
  },
  'the old rights': {
    behaviour: { rightsDataOfNewLicense: (_unsigned, old) => old },
    shows: answer => rightsIn(leaf(answer), signed.key) === rightsIn(signed.license, signed.key),
  },
  'no signature': {
    behaviour: {
      signNewLicense: (license, change) =>
        conforming.signNewLicense(license, change).replace(/<SIGNATURE>.*<\/SIGNATURE>/s, ''),
    },
    shows: answer => !verifySignature(leaf(answer)).valid,
  },
  'sealed for another principal': {
    behaviour: {
      signNewLicense: (license, change) =>
        conforming.signNewLicense(license, { ...change, server: principalOf(foreign) }),
    },
    shows: answer => leaf(answer).issuedPrincipal?.id === principalOf(foreign).id,
  },
  'the whole chain': {
    behaviour: { chainReturned: (license, { SLC }) => [license, ...SLC] },
    shows: answer => chainIn(answer).length === own.SLC.length + 1,
  },
  'two answers': {
    behaviour: { editAnswers: chain => [chain, chain] },
    shows: answer => chainIn(answer).length === 2,
  },
  'no response': {
    behaviour: { writeEditResponse: () => '<Other xmlns="urn:other"/>' },
    shows: ({ text }) => text.includes('urn:other'),
  },
};

for (const [name, broken] of Object.entries(edits))
  test(`one broken rule of republishing shows, and only then: ${name}`, async () => {
    const { behaviour, state = own, shows = succeeds } = broken;
    const content =
      broken.content?.() ??
      editParams(broken.signed?.() ?? signed.license, broken.unsigned?.() ?? unsigned.license);
    expect(shows(await ask('EditIssuanceLicense', behaviour, content, state))).toBe(true);
    expect(shows(await ask('EditIssuanceLicense', {}, content, state))).toBe(false);
  });

/** The same for AcquireIssuanceLicense. */
const publications: Readonly<Record<string, Broken>> = {
  'publishing never disabled': {
    behaviour: { publishingIsEnabled: () => true },
    state: { ...own, onlinePublishingEnabled: false },
  },
  'never closed': {
    behaviour: { publishingIsClosed: () => false },
    state: { ...own, serverDecommissioned: true },
  },
  'any XrML': {
    behaviour: { licenseToPublishIsWellFormed: () => true },
    unsigned: () => unsigned.license.replace('Microsoft Rights Label', 'LICENSE'),
  },
  'principals ignored': {
    behaviour: { publishedPrincipalMatches: () => true },
    unsigned: () => renewed(own, otherId).license,
  },
  'everybody trusted': {
    behaviour: {
      publishingLicensors: state => [
        ...conforming.publishingLicensors(state),
        { principal: principalOf(foreign), keyPair: foreign.keyPair },
      ],
    },
    unsigned: () => renewed(foreign).license,
  },
  'templates never forged': {
    behaviour: { publishedTemplateHolds: () => true },
    unsigned: () => renewed(own, { rightsData: officialTemplate(foreign) }).license,
  },
  'another address': {
    behaviour: { licenseAcquisitionUrls: () => ({ intranet: 'http://wrong.example' }) },
    shows: answer => leaf(answer).xml.includes('http://wrong.example'),
  },
  'the leaf alone': {
    behaviour: { publishedChain: license => [license] },
    shows: answer => chainIn(answer).length === 1,
  },
  'no session key supported': {
    behaviour: { sessionKeyIsSupported: () => false },
    shows: ({ text }) => text.includes('CryptoUnsupportedSymKeyException'),
  },
};

for (const [name, broken] of Object.entries(publications))
  test(`one broken rule of publishing shows, and only then: ${name}`, async () => {
    const { behaviour, state = own, shows = succeeds } = broken;
    const content = publishingParams(broken.unsigned?.() ?? unsigned.license);
    expect(shows(await ask('AcquireIssuanceLicense', behaviour, content, state))).toBe(true);
    expect(shows(await ask('AcquireIssuanceLicense', {}, content, state))).toBe(false);
  });
