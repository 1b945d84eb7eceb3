import { expect, test } from '@playwright/test';
import { errorsIn, hresults, type HresultError } from '../../../harness/wmdrm/errors.ts';
import { writeMachineCertificate } from '../../../harness/wmdrm/machine-certificate.ts';
import { withText } from '../../../harness/wmdrm/license-request.ts';
import { responseIn, withServer } from './asking.ts';

const collection = writeMachineCertificate();

test('a version 11 request is answered as one of version 7', async () => {
  await withServer(async ({ post, request }) => {
    const { licenses } = responseIn(await post(request({ machineCertificate: collection })));
    expect(licenses.map(({ version }) => version)).toEqual(['2.0.0.0', '0.1.0.0']);
  });
});

const { fail, certificateChainVersion, certificateChainNamespace, dataTagMissing, exponent } =
  hresults;

const broken: Readonly<Record<string, readonly [certificate: string, HresultError]>> = {
  'no XML at all': ['Assay TEST', fail],
  'without its collection': [collection.replace(/<\/?c:CertificateCollection[^>]*>/g, ''), fail],
  'without a version': [collection.replace(/ c:Version="[^"]*"/, ''), fail],
  'with a version in no namespace': [collection.replace('c:Version', 'Version'), fail],
  'without a namespace': [collection.replace(/ xmlns:c="[^"]*"/, ''), fail],
  'of version 2': [collection.replace('"2.0"', '"2"'), certificateChainVersion],
  'in another namespace': [collection.replace('/2004/', '/2007/'), certificateChainNamespace],
  'without a certificate': [collection.replace(/<c:Certificate>.*<\/c:Certificate>/, ''), fail],
  'without Data': [collection.replaceAll('c:Data', 'c:Info'), dataTagMissing],
  'whose Data does not end': [collection.replace('</c:Data>', '</c:Info>'), dataTagMissing],
  'without an exponent': [collection.replace(/<Exponent>.*<\/Exponent>/, ''), fail],
  'with the exponent 3': [collection.replace('AQAB', 'Aw=='), exponent],
  'with an empty exponent': [collection.replace('AQAB', ''), exponent],
  'without a modulus': [collection.replace(/<Modulus>.*<\/Modulus>/, ''), fail],
};

for (const [what, [machineCertificate, error]] of Object.entries(broken))
  test(`a machine certificate ${what} is refused with ${error.name}`, async () => {
    expect(machineCertificate).not.toBe(collection);
    await withServer(async ({ post, request }) => {
      const { text } = await post(request({ machineCertificate }));
      expect(errorsIn(text)).toEqual([error]);
    });
  });

test('one that is no base64 has no collection', async () => {
  await withServer(async ({ post, request }) => {
    const text = request({ machineCertificate: collection });
    const answer = await post(withText(text, 'MACHINECERTIFICATE', '#') ?? '');
    expect(errorsIn(answer.text)).toEqual([fail]);
  });
});

test('each certificate of a collection is looked at', async () => {
  await withServer(async ({ post, request }) => {
    const [certificate = ''] = /<c:Certificate>.*<\/c:Certificate>/.exec(collection) ?? [];
    const both = collection.replace(certificate, certificate + certificate);
    expect(responseIn(await post(request({ machineCertificate: both }))).licenses).toHaveLength(2);
    const second = certificate.replace('AQAB', 'Aw==');
    const machineCertificate = collection.replace(certificate, certificate + second);
    expect(errorsIn((await post(request({ machineCertificate }))).text)).toEqual([exponent]);
  });
});

test('the rules of version 7 come first', async () => {
  await withServer(async ({ post, request }) => {
    const clientId = new Uint8Array(167);
    const answer = await post(request({ clientId, machineCertificate: 'Assay TEST' }));
    expect(errorsIn(answer.text)).toEqual([hresults.clientIdDecoding]);
  });
});
