import { expect, test } from '@playwright/test';
import { readDeleteLicenseResponse } from '../../harness/playready/messages/delete-license-response.ts';
import { readLicenseResponse } from '../../harness/playready/messages/license-response.ts';
import { readMeteringCertificateResponse } from '../../harness/playready/messages/metering-certificate-response.ts';
import { readPackagingResponse } from '../../harness/playready/messages/packaging-response.ts';
import { messages, protocols, xmldsig, xmlenc } from '../../harness/playready/namespaces.ts';
import { child, type XmlElement } from '../../harness/xml/element.ts';
import { parseXml } from '../../harness/xml/parse.ts';
import { fc } from '../fast-check.ts';
import { sample, signedResponse, textOf, textsOf } from './samples.ts';

/** The Body of a message. */
function bodyOf(text: string): XmlElement {
  const body = child(parseXml(Buffer.from(text, 'utf8')), 'Body');
  if (body === undefined) throw new Error('The message has no Body.');
  return body;
}

/** The Body of an answer in the pattern of all operations, written without an envelope. */
function answer(operation: string, inner: string): XmlElement {
  return parseXml(
    Buffer.from(
      `<Body><${operation}Response xmlns="${protocols}"><${operation}Result><Response xmlns="${messages}">${inner}</Response></${operation}Result></${operation}Response></Body>`,
    ),
  );
}

const license = (inner: string, more = '') =>
  answer(
    'AcquireLicense',
    `<LicenseResponse xmlns="${protocols}">${inner}</LicenseResponse>${more}`,
  );

const told = ({ problems }: { problems: readonly { message: string }[] }) =>
  problems.map(({ message }) => message);

test.describe('an answer to AcquireLicense', () => {
  test('of the signed sample is read whole', () => {
    const response = readLicenseResponse(bodyOf(signedResponse));
    expect(response).toMatchObject({
      id: 'SignedData',
      version: '1',
      licenses: textsOf(signedResponse, 'License'),
      nonce: textOf(signedResponse, 'LicenseNonce'),
      responseId: textOf(signedResponse, 'ResponseID'),
      signingCertificateChain: textOf(signedResponse, 'SigningCertificateChain'),
      isSigned: true,
      revocations: [],
      unknown: [],
      problems: [],
    });
    expect(response.licenses).toHaveLength(2);
    expect(response).not.toHaveProperty('transactionId');
    expect(response.signature?.namespace).toBe(xmldsig);
  });

  test('of the documentation holds revocation lists and a transaction', () => {
    const response = readLicenseResponse(bodyOf(sample('license-response.xml')));
    expect(response.problems).toEqual([]);
    expect(response.revocations.map(({ listId }) => listId)).toEqual([
      'ioydTlK2p0WXkWklprR5Hw==',
      'gC4IKKPHsUCCVhnlttibJw==',
      'Ef/RUojT3U6Ct2jqTCChbA==',
      'BOZ1zT1UnEqfCf5tJOi/kA==',
    ]);
    expect(response.transactionId).toBe('265e4a30-72f9-4f46-b41e-102a21ac4bc9');
  });

  test('in the minimal form that players test with has no problem', () => {
    const response = readLicenseResponse(bodyOf(sample('minimal-response.xml')));
    expect(response).toMatchObject({ version: '1', isSigned: false, problems: [] });
    expect(response.licenses).toHaveLength(1);
    expect(response).not.toHaveProperty('id');
  });

  test('is read from Body, and from the element in it', () => {
    const body = bodyOf(signedResponse);
    const [content] = body.children;
    expect(content && readLicenseResponse(content)).toEqual(readLicenseResponse(body));
  });

  test('without licenses is no problem, whichever way it says so', () => {
    for (const inner of ['<Version>1</Version>', '<Version>1</Version><Licenses/>'])
      expect(readLicenseResponse(license(inner))).toMatchObject({ licenses: [], problems: [] });
  });

  test('has unknown elements, in every namespace, told and no problem', () => {
    const response = readLicenseResponse(
      license('<Version>1</Version><SDK>4.7</SDK><x:Time xmlns:x="urn:x"/>', '<More/>'),
    );
    expect(response.unknown.map(({ name }) => name)).toEqual(['SDK', 'Time']);
    expect(response.problems).toEqual([]);
  });

  test('may have CustomData wherever it wants', () => {
    for (const body of [
      license('<Version>1</Version><CustomData> a </CustomData>'),
      license('<Version>1</Version>', '<CustomData> a </CustomData>'),
    ])
      expect(readLicenseResponse(body).customData).toBe(' a ');
  });

  test('tells what is documented and missing, twice or in another namespace, and where', () => {
    const nowhere = parseXml(Buffer.from('<Body/>'));
    expect(readLicenseResponse(nowhere).problems).toEqual([
      {
        message: `Expected AcquireLicenseResponse in "${protocols}" in the Body; there is nothing.`,
        path: '/Body',
      },
    ]);
    expect(told(readLicenseResponse(answer('AcquireLicense', '')))).toEqual([
      'Expected LicenseResponse in "Response"; there is none.',
    ]);
    expect(told(readLicenseResponse(answer('JoinDomain', '')))).toEqual([
      `Expected AcquireLicenseResponse in "${protocols}" in the Body; there is "JoinDomainResponse".`,
    ]);
    expect(told(readLicenseResponse(license('')))).toEqual([
      'Expected Version in "LicenseResponse"; there is none.',
    ]);
    expect(
      told(
        readLicenseResponse(license('<Version>1</Version><Version>1</Version><Acknowledgement/>')),
      ),
    ).toEqual([
      'Expected one Version; there are 2.',
      'Expected TransactionID in "Acknowledgement"; there is none.',
    ]);
    const elsewhere = readLicenseResponse(license('<Version xmlns="">1</Version>'));
    expect(elsewhere.version).toBe('1');
    expect(told(elsewhere)).toEqual([`Expected Version in "${protocols}"; it is in no namespace.`]);
  });

  test('never makes the reader throw, and never gets more than a hundred problems', () => {
    const name = fc.constantFrom(
      'AcquireLicenseResponse',
      'AcquireLicenseResult',
      'Response',
      'LicenseResponse',
      'RevInfo',
      'Revocation',
      'Version',
    );
    const namespace = fc.constantFrom(protocols, messages, 'urn:x', '');
    const tagged = (inner: fc.Arbitrary<readonly string[]>) =>
      fc
        .tuple(name, namespace, inner)
        .map(([tag, uri, parts]) => `<${tag} xmlns="${uri}">${parts.join('')}</${tag}>`);
    const element = fc.letrec<{ node: string }>(tie => ({
      node: fc.oneof(
        { maxDepth: 6 },
        tagged(fc.constant([])),
        tagged(fc.array(tie('node'), { maxLength: 3 })),
      ),
    })).node;
    fc.assert(
      fc.property(element, text => {
        const body = parseXml(Buffer.from(`<Body>${text}</Body>`));
        for (const read of [
          readLicenseResponse,
          readDeleteLicenseResponse,
          readMeteringCertificateResponse,
          readPackagingResponse,
        ])
          expect(Array.isArray(read(body).problems)).toBe(true);
      }),
    );
    const many = license(`<Version>1</Version><RevInfo>${'<Revocation/>'.repeat(500)}</RevInfo>`);
    expect(readLicenseResponse(many).problems).toHaveLength(100);
  });
});

test.describe('an answer to ProcessDeleteLicenseData', () => {
  const deleted = (inner: string, more = '') =>
    answer(
      'ProcessDeleteLicenseData',
      `<DeleteLicenseResponse xmlns="${protocols}">${inner}</DeleteLicenseResponse>${more}`,
    );

  test('of the documentation gives the session back, plain', () => {
    const body = bodyOf(sample('delete-response.xml'));
    expect(readDeleteLicenseResponse(body)).toMatchObject({
      version: '1',
      sessionId: 'BASE_64_ENCODED_SESSION_ID',
      isSigned: false,
      isEncrypted: false,
      problems: [],
    });
  });

  test('without SessionID has that problem', () => {
    expect(told(readDeleteLicenseResponse(deleted('<Version>1</Version>')))).toEqual([
      'Expected SessionID in "DeleteLicenseResponse"; there is none.',
    ]);
  });

  test('is seen to be signed or encrypted', () => {
    const body = deleted(
      `<Version>1</Version><SessionID>AA==</SessionID><EncryptedData xmlns="${xmlenc}"/>`,
      `<Signature xmlns="${xmldsig}"/>`,
    );
    expect(readDeleteLicenseResponse(body)).toMatchObject({ isSigned: true, isEncrypted: true });
  });
});

test.describe('an answer to GetMeteringCertificate', () => {
  const certificates = (inner: string) => parseXml(Buffer.from(`<Body>${inner}</Body>`));

  test('is found wherever MeterCert stands', () => {
    const inner = `<MeterCert xmlns="${protocols}"> Q0hBSQ== </MeterCert>`;
    for (const body of [certificates(inner), answer('GetMeteringCertificate', inner)])
      expect(readMeteringCertificateResponse(body)).toMatchObject({
        certificate: 'Q0hBSQ==',
        problems: [],
      });
  });

  test('takes the MeterCert that holds text', () => {
    const inner = `<MeterCert xmlns="${protocols}"><MeterCert>Q0hBSQ==</MeterCert></MeterCert>`;
    expect(readMeteringCertificateResponse(certificates(inner)).certificate).toBe('Q0hBSQ==');
  });

  test('tells that there is none, that it is empty, or in another namespace', () => {
    for (const [inner, problem] of [
      ['', 'Expected MeterCert in the answer; there is none.'],
      ['<x/>', 'Expected MeterCert in the answer; there is none.'],
      [
        `<MeterCert xmlns="${protocols}"/>`,
        'Expected a certificate chain in MeterCert; it is empty.',
      ],
      [
        '<MeterCert>AA==</MeterCert>',
        `Expected MeterCert in "${protocols}"; it is in another namespace.`,
      ],
    ] as const)
      expect(told(readMeteringCertificateResponse(certificates(inner)))).toEqual([problem]);
  });
});

test.describe('an answer to AcquirePackagingData', () => {
  test('is read by the names that a public packager looks for', () => {
    const body = parseXml(
      Buffer.from(
        `<Body><AcquirePackagingDataResponse xmlns="${protocols}"><a><KeyId>1</KeyId><KeyData>2</KeyData></a><Data xmlns="urn:x"> 3 </Data><KeyId>4</KeyId></AcquirePackagingDataResponse></Body>`,
      ),
    );
    expect(readPackagingResponse(body)).toMatchObject({
      keyIds: ['1', '4'],
      keyData: ['2'],
      data: ['3'],
      problems: [],
    });
  });

  test('begins with its element, or that is its problem', () => {
    for (const text of ['<Body/>', '<Body><AcquirePackagingDataResponse/></Body>'])
      expect(readPackagingResponse(parseXml(Buffer.from(text))).problems).toHaveLength(1);
  });
});
