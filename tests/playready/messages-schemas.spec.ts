import { expect, test } from '@playwright/test';
import { challengeDefects } from '../../harness/playready/challenge/challenge-defects.ts';
import { writeTestChallenge } from '../../harness/playready/challenge/test-challenge.ts';
import { writeTestDeleteLicenseData } from '../../harness/playready/challenge/test-delete-license-data.ts';
import {
  undocumentedOperations,
  writeTestMessage,
} from '../../harness/playready/challenge/test-message.ts';
import {
  schemaMarks,
  type Direction,
  type SchemaOperation,
} from '../../harness/playready/messages/schema-marks.ts';
import {
  playReadySchemaFile,
  validatePlayReady,
} from '../../harness/playready/messages/validate.ts';
import { messages, protocols, xmldsig } from '../../harness/playready/namespaces.ts';
import { writeAcquirePackagingData } from '../../harness/playready/requests/acquire-packaging-data.ts';
import { writeGetMeteringCertificate } from '../../harness/playready/requests/get-metering-certificate.ts';
import { loadSchemaSet } from '../../harness/xml/schema-set.ts';
import { secondOpinion } from '../../harness/xml/second-opinion.ts';
import { xercesBatch } from '../xml/xerces-batch.ts';
import { testHeader } from './messages-header.ts';
import { sample, signedResponse } from './samples.ts';

const operations = Object.keys(schemaMarks) as SchemaOperation[];
const directions: readonly Direction[] = ['request', 'response'];
const soap = 'http://schemas.xmlsoap.org/soap/envelope/';
const base64 = (length: number) => Buffer.alloc(length, 7).toString('base64');

const envelope = (body: string) =>
  `<s:Envelope xmlns:s="${soap}"><s:Header><x xmlns="urn:x"/></s:Header><s:Body>${body}</s:Body></s:Envelope>`;

const answer = (operation: string, inner: string) =>
  envelope(
    `<${operation}Response xmlns="${protocols}"><${operation}Result><Response xmlns="${messages}">${inner}</Response></${operation}Result></${operation}Response>`,
  );

const license = (inner: string, more = '') =>
  answer(
    'AcquireLicense',
    `<LicenseResponse xmlns="${protocols}">${inner}</LicenseResponse>${more}`,
  );

const whole = [
  '<Version>1</Version>',
  `<Licenses><License>${base64(100)}</License></Licenses>`,
  `<RevInfo><Revocation><ListID>${base64(16)}</ListID><ListData>${base64(9)}</ListData></Revocation></RevInfo>`,
  '<Acknowledgement><TransactionID>265e4a30-72f9-4f46-b41e-102a21ac4bc9</TransactionID></Acknowledgement>',
  `<LicenseNonce>${base64(16)}</LicenseNonce>`,
  `<ResponseID>${base64(32)}</ResponseID>`,
  `<SigningCertificateChain>${base64(50)}</SigningCertificateChain>`,
];

function judge(operation: SchemaOperation, direction: Direction, text: string): string[] {
  return validatePlayReady(operation, direction, Buffer.from(text)).map(({ message }) => message);
}

/** Messages that are valid as they stand, and what they are. */
const valid: readonly (readonly [SchemaOperation, Direction, string])[] = [
  ['AcquireLicense', 'request', writeTestChallenge({ header: testHeader('4.0.0.0') })],
  [
    'AcquireLicense',
    'request',
    writeTestChallenge({ header: testHeader('4.2.0.0'), customData: 'a <b> & c' }),
  ],
  ['AcquireLicense', 'response', signedResponse],
  ['AcquireLicense', 'response', sample('playreadySoapOKLicence.txt')],
  ['AcquireLicense', 'response', sample('fault.xml')],
  ['AcquireLicense', 'response', license(whole.join('\n'))],
  ['AcquireLicense', 'response', license('<Version>1</Version>')],
  ['AcquireLicense', 'response', license('<Version>1</Version><Licenses/>')],
  ['ProcessDeleteLicenseData', 'request', writeTestDeleteLicenseData({ kids: [Buffer.alloc(16)] })],
  [
    'ProcessDeleteLicenseData',
    'response',
    answer(
      'ProcessDeleteLicenseData',
      `<DeleteLicenseResponse xmlns="${protocols}"><Version>1</Version><SessionID>AAEC</SessionID></DeleteLicenseResponse>`,
    ),
  ],
  ['GetMeteringCertificate', 'request', writeGetMeteringCertificate({ meteringId: base64(16) })],
  [
    'GetMeteringCertificate',
    'response',
    answer('GetMeteringCertificate', `<MeterCert xmlns="${protocols}">Q0hBSQ==</MeterCert>`),
  ],
  ['AcquirePackagingData', 'request', writeAcquirePackagingData({ program: 'a & b' })],
  [
    'AcquirePackagingData',
    'request',
    writeAcquirePackagingData({ streams: [{ program: 'a', offset: 'P0S', interval: 'PT1H' }] }),
  ],
  [
    'AcquirePackagingData',
    'response',
    envelope(
      `<AcquirePackagingDataResponse xmlns="${protocols}">any<x/></AcquirePackagingDataResponse>`,
    ),
  ],
  ...undocumentedOperations.flatMap(operation => [
    [operation, 'request', writeTestMessage(operation)] as const,
    [operation, 'response', answer(operation, '<any/>')] as const,
  ]),
];

/** Messages with one thing wrong that a schema can see. */
const invalid: readonly (readonly [string, SchemaOperation, Direction, string])[] = [
  ...challengeDefects
    .filter(({ name }) =>
      ['nonce-removed', 'header-removed', 'unsigned', 'signature-short', 'digest-method'].includes(
        name,
      ),
    )
    .map(defect => {
      const twin = Buffer.from(writeTestChallenge({ header: testHeader('4.0.0.0') }));
      const text = Buffer.from(defect.apply(twin) ?? []).toString('utf8');
      return [defect.name, 'AcquireLicense', 'request', text] as const;
    }),
  ...whole.flatMap((part, index) => {
    const others = whole.toSpliced(index, 1);
    const twice = ['twice', license(whole.toSpliced(index, 0, part).join(''))] as const;
    // Behind all others, or, for the last, in front.
    const moved = [
      'out of order',
      license((index < others.length ? [...others, part] : [part, ...others]).join('')),
    ] as const;
    const name = /<(\w+)/.exec(part)?.[1] ?? '';
    return [twice, moved].map(
      ([how, text]) => [`${name} ${how}`, 'AcquireLicense', 'response', text] as const,
    );
  }),
  ['no Version', 'AcquireLicense', 'response', license(whole.slice(1).join(''))],
  [
    'a nonce of 15 bytes',
    'AcquireLicense',
    'response',
    license(`<Version>1</Version><LicenseNonce>${base64(15)}</LicenseNonce>`),
  ],
  [
    'a License that is no base64',
    'AcquireLicense',
    'response',
    license('<Version>1</Version><Licenses><License>?</License></Licenses>'),
  ],
  [
    'a documented element in another namespace',
    'AcquireLicense',
    'response',
    license('<Version>1</Version><LicenseNonce xmlns="urn:x"/>'),
  ],
  [
    'an empty Signature',
    'AcquireLicense',
    'response',
    license('<Version>1</Version>', `<Signature xmlns="${xmldsig}"/>`),
  ],
  [
    'no Response',
    'AcquireLicense',
    'response',
    envelope(`<AcquireLicenseResponse xmlns="${protocols}"/>`),
  ],
  [
    'a status code in decimal',
    'AcquireLicense',
    'response',
    sample('fault.xml').replace('>0x8004c065<', '>2147796069<'),
  ],
  [
    'a MeterCert that is no base64',
    'GetMeteringCertificate',
    'response',
    answer('GetMeteringCertificate', `<MeterCert xmlns="${protocols}">?</MeterCert>`),
  ],
];

for (const [index, [operation, direction, text]] of valid.entries())
  test(`message ${index}, a ${direction} of ${operation}, is valid`, () => {
    expect(judge(operation, direction, text)).toEqual([]);
  });

for (const [what, operation, direction, text] of invalid)
  test(`${what} makes a ${direction} of ${operation} invalid`, () => {
    expect(judge(operation, direction, text)).not.toEqual([]);
  });

test('every operation has two schema sets, which compile, and no message of another is valid', () => {
  for (const operation of operations)
    for (const direction of directions) {
      expect(
        loadSchemaSet(playReadySchemaFile(operation, direction)).validate('<x/>'),
      ).toHaveLength(1);
      for (const [other, way, text] of valid)
        if (!text.includes('Fault') && (other !== operation || way !== direction))
          expect(judge(operation, direction, text), `${other} as ${operation}`).not.toEqual([]);
    }
});

test('samples with places left open are refused only there', () => {
  const placeholders = /BASE_64|is not a valid value of the atomic type|differs from the allowed/;
  for (const [file, operation, direction] of [
    ['license-request.xml', 'AcquireLicense', 'request'],
    ['license-response.xml', 'AcquireLicense', 'response'],
    ['minimal-response.xml', 'AcquireLicense', 'response'],
    ['delete-request.xml', 'ProcessDeleteLicenseData', 'request'],
    ['delete-response.xml', 'ProcessDeleteLicenseData', 'response'],
    ['MeteringChallenge.xml', 'GetMeteringCertificate', 'request'],
  ] as const) {
    const issues = judge(operation, direction, sample(file));
    expect(issues.length, file).toBeGreaterThan(0);
    for (const issue of issues) expect(issue, file).toMatch(placeholders);
  }
});

test.describe('unknown elements', () => {
  const strangers = ['<SDKVersion>4.7</SDKVersion>', '<x:a xmlns:x="urn:x">\n<x:b/></x:a>'];

  test('are legal in every place of an answer, and leave what is wrong where it was', () => {
    for (const stranger of strangers) {
      for (let at = 0; at <= whole.length; at += 1)
        expect(
          judge('AcquireLicense', 'response', license(whole.toSpliced(at, 0, stranger).join(''))),
        ).toEqual([]);
      expect(judge('AcquireLicense', 'response', license(whole.join(''), stranger))).toEqual([]);
    }
    const wrong = license(`\n${strangers.join('\n')}\n<Version>one</Version>`);
    expect(validatePlayReady('AcquireLicense', 'response', Buffer.from(wrong))).toEqual([
      { line: 5, message: expect.stringContaining("'one' is not a valid value") },
    ]);
  });

  test('are legal in a challenge and in an answer about deleted licenses', () => {
    const challenge = writeTestChallenge({ header: testHeader('4.0.0.0') });
    expect(
      judge(
        'AcquireLicense',
        'request',
        challenge.replace('<ClientTime>', '<Features/><ClientTime>'),
      ),
    ).toEqual([]);
    const deleted = `<DeleteLicenseResponse xmlns="${protocols}"><Version>1</Version><New/><SessionID>AAEC</SessionID></DeleteLicenseResponse>`;
    expect(
      judge('ProcessDeleteLicenseData', 'response', answer('ProcessDeleteLicenseData', deleted)),
    ).toEqual([]);
  });
});

test('a message in UTF-16 gets the same verdict', () => {
  const text = license('<Version>one</Version>');
  const wide = Buffer.from(`\uFEFF${text}`, 'utf16le');
  expect(validatePlayReady('AcquireLicense', 'response', wide)).toEqual(
    validatePlayReady('AcquireLicense', 'response', Buffer.from(text)),
  );
});

test('what is no document is an issue, not an exception', () => {
  for (const bytes of [
    '',
    '<',
    'HTTP 500',
    '<!DOCTYPE a><a/>',
    '<html/>',
    '<s:Envelope xmlns:s="urn:x"/>',
  ])
    expect(validatePlayReady('AcquireLicense', 'response', Buffer.from(bytes)), bytes).toHaveLength(
      1,
    );
});

test('Xerces agrees on every one of these messages', async () => {
  const opinion = await secondOpinion();
  test.skip(!opinion.available, opinion.available ? '' : opinion.reason);
  const all = [
    ...valid.map(([operation, direction, text]) => {
      return { set: playReadySchemaFile(operation, direction), text, isValid: true };
    }),
    ...invalid.map(([, operation, direction, text]) => {
      return { set: playReadySchemaFile(operation, direction), text, isValid: false };
    }),
  ];
  for (const set of new Set(all.map(({ set }) => set))) {
    const those = all.filter(message => message.set === set);
    const verdicts = await xercesBatch(
      set,
      those.map(({ text }) => text),
    );
    expect(
      verdicts.map(issues => issues.length === 0),
      set,
    ).toEqual(those.map(({ isValid }) => isValid));
  }
});
