import { expect, test } from '@playwright/test';
import { keyChecksum } from '../../harness/playready/checksum.ts';
import { objectOfHeader, writeHeader } from '../../harness/playready/header/write-header.ts';
import { readPackagingResponse } from '../../harness/playready/messages/packaging-response.ts';
import { readPlayReadyObject, writePlayReadyObject } from '../../harness/playready/object.ts';
import { runChecks } from '../../harness/runner/run-checks.ts';
import { parseXml } from '../../harness/xml/parse.ts';
import { packagingMutants } from '../../reference/mutants/playready/packaging.ts';
import { conforming, type Behaviour } from '../../reference/playready/behaviour.ts';
import { loadSuite } from '../../suites/playready/collect-checks.ts';
import { startPlayReadyReference } from '../../cli/reference-playready.ts';
import { page } from '../../reference/http/message.ts';
import { packaging } from '../../suites/playready/requirements/packaging.ts';
import { judgePlayReady, planFor } from './judge-playready.ts';

const area = 'packaging.';
const all = Object.keys(packaging);
const judge = (behaviour: Partial<Behaviour>) => judgePlayReady(behaviour, { area });

const entry = (change: (text: string) => string): Partial<Behaviour> => ({
  writePackagedKey: (...parts) => change(conforming.writePackagedKey(...parts)),
});

const header = (write: (kid: Uint8Array, key: Uint8Array) => string): Partial<Behaviour> => ({
  protectionObject: ({ kid, key }) => objectOfHeader(write(kid, key)),
});

const otherKid = Uint8Array.from({ length: 16 }, (_, index) => index);
const aesSum = (kid: Uint8Array, key: Uint8Array) => {
  const checksum = keyChecksum('AESCTR', kid, key);
  return checksum === undefined ? {} : { checksum };
};

/** What nobody forbids. */
const allowed: Readonly<Record<string, Partial<Behaviour>>> = {
  'writes headers of version 4.1 without checksum': header(kid =>
    writeHeader({ version: '4.1.0.0', keys: [{ kid, algorithm: 'AESCTR' }] }),
  ),
  'lists further keys in a header of version 4.2, with what belongs to it': header((kid, key) =>
    writeHeader({
      version: '4.2.0.0',
      keys: [
        { kid: otherKid, algorithm: 'AESCTR' },
        { kid, algorithm: 'AESCTR', ...aesSum(kid, key) },
      ],
      laUrl: 'https://license.example/rightsmanager.asmx?a=1&b=2',
      customAttributes: '<CUSTOMATTRIBUTES xmlns=""><id>7</id></CUSTOMATTRIBUTES>',
      decryptorSetup: 'ONDEMAND',
    }),
  ),
  'lists thirty keys in a header': header(kid =>
    writeHeader({
      version: '4.2.0.0',
      keys: [kid, ...Array.from({ length: 29 }, (_, index) => otherKid.with(0, index + 1))].map(
        each => ({ kid: each, algorithm: 'AESCTR' }),
      ),
    }),
  ),
  'encrypts in CBC mode, for which there is no checksum': header(kid =>
    writeHeader({ version: '4.3.0.0', keys: [{ kid, algorithm: 'AESCBC' }] }),
  ),
  'names no algorithm in version 4.3': header(kid =>
    writeHeader({ version: '4.3.0.0', keys: [{ kid }], licenseRequested: true }),
  ),
  'puts a license store into the object as well': {
    protectionObject: packaged =>
      writePlayReadyObject([
        ...readPlayReadyObject(conforming.protectionObject(packaged)),
        { type: 3, value: new Uint8Array(8) },
      ]),
  },
  'writes GUIDs in braces and capitals': {
    writeKeyId: kid => `{${conforming.writeKeyId(kid).toUpperCase()}}`,
  },
  'breaks the lines of its base64': entry(text => text.replace(/[\w+/]{76}/g, '$&\n ')),
  'has names in another namespace, and more of them': entry(
    text => `<Key xmlns="urn:vendor">${text}<Expires>never</Expires></Key>`,
  ),
  'answers a request for nothing with no keys': {
    programsOf: element => {
      const programs = conforming.programsOf(element);
      return programs.length === 0 ? ['nothing'] : programs;
    },
    writePackagedKey: (...parts) => conforming.writePackagedKey(...parts),
    finish: (response, { request }) =>
      Buffer.from(request.body).includes('<StreamInformation>')
        ? response
        : { ...response, body: String(response.body).replace(/<KeyId>.*<\/Data>/, '') },
  },
  'gives an unknown protection system keys without an object of PlayReady': {
    servesSystem: () => true,
    finish: (response, { request }) =>
      /9A04F079/i.test(Buffer.from(request.body).toString())
        ? response
        : { ...response, body: String(response.body).replace(/<Data>.*<\/Data>/, '') },
  },
  'says by HTTP that it does not package': {
    finish: (response, { deployment, operation }) =>
      deployment?.name === 'packaging-absent' && operation === 'AcquirePackagingData'
        ? page(404, 'No such operation')
        : response,
  },
};

for (const [what, behaviour] of Object.entries(allowed))
  test(`a server that ${what} breaks nothing`, async () => {
    expect(await judge(behaviour)).toEqual({});
  });

test('to a server without the operation the rows do not apply', async () => {
  expect(await judge({ offersPackaging: () => false })).toEqual({ inapplicable: all });
});

test('a page for an answer is no server without packaging', async () => {
  const { broken } = await judge({
    finish: (response, { deployment, operation }) =>
      deployment?.name === 'packaging-absent' && operation === 'AcquirePackagingData'
        ? page(200, 'Welcome')
        : response,
  });
  expect(broken).toEqual(['playready.packaging.absent']);
});

test('no verdict holds a key, whatever is wrong with the answer', async () => {
  test.slow();
  const suite = await loadSuite();
  const units = suite.checks.filter(({ requirements }) =>
    requirements.some(id => id.startsWith(`playready.${area}`)),
  );
  for (const { name, behaviour } of packagingMutants) {
    const keys = new Set<string>();
    const { playready, close } = await startPlayReadyReference({
      ...behaviour,
      finish: (response, { operation }) => {
        if (operation === 'AcquirePackagingData' && response.status === 200)
          for (const key of readPackagingResponse(parseXml(Buffer.from(response.body))).keyData)
            keys.add(key);
        return response;
      },
    });
    try {
      const said = JSON.stringify(await runChecks(suite, planFor(playready), { units }));
      if (name !== 'playready-packages-without-key') expect(keys.size, name).toBeGreaterThan(0);
      for (const key of keys) {
        expect(said, name).not.toContain(key.replaceAll('=', ''));
        expect(said, name).not.toContain(Buffer.from(key, 'base64').toString('hex'));
      }
    } finally {
      await close();
    }
  }
});
