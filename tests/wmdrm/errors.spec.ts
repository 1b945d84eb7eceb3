import { expect, test } from '@playwright/test';
import {
  describeError,
  documentedErrors,
  errorsIn,
  hresults,
  reworded,
  version1Errors,
} from '../../harness/wmdrm/errors.ts';
import { fc } from '../fast-check.ts';

/** MS-DRM 3.2.5.1, typed once more. */
const sentences = [
  '2007:Challenge String does not have correct length.',
  '2008:License Request Version does not match the version supported.',
  '2003:Unable to interpret the challenge blob. Probably incompatible client.',
  '2025:The requesting application security level is lower than specified level.',
  '4004:Client version is not supported. Probably missing client verification key.',
  '2009:Unauthorized client request. Signature Verification Failure.',
];

/** MS-DRM 3.2.5.2 and 3.2.5.3: name, hexadecimal, and the same in decimal without a sign and with. */
const values = [
  ['DRM_E_LIC_CLIENDID_DECODING_FAILURE', '8004800F', '2147778575', '-2147188721'],
  ['DRM_E_LIC_UNAUTHORIZED_DRM_CLIENT', '8004800E', '2147778574', '-2147188722'],
  ['E_FAIL', '80000008', '2147483656', '-2147483640'],
  ['DRM_E_INVALID_CERTCHAIN_VERSION', 'C0042945', '3221498181', '-1073469115'],
  ['DRM_E_INVALID_CERTCHAIN_NAMESPACE', 'C0042954', '3221498196', '-1073469100'],
  ['DRM_E_MACHINE_CERT_DATATAG_MISSING', 'C0042961', '3221498209', '-1073469087'],
  ['DRM_E_INVALID_EXPONENT', 'C0042959', '3221498201', '-1073469095'],
] as const;

const found = (text: string): readonly string[] => errorsIn(text).map(describeError);
const inPage = (text: string): string => `<HTML><BODY>\r\n<P>${text}</P></BODY></HTML>`;

test('the errors are those of the document', () => {
  expect(Object.values(version1Errors).map(({ code, text }) => `${code}:${text}`)).toEqual(
    sentences,
  );
  expect(Object.values(hresults).map(({ name, value }) => [name, value])).toEqual(
    values.map(([name, hexadecimal]) => [name, parseInt(hexadecimal, 16)]),
  );
  expect(documentedErrors.map(describeError)).toEqual([
    ...sentences.map(sentence => `"${sentence}"`),
    ...values.map(([name, hexadecimal]) => `${name} (0x${hexadecimal})`),
  ]);
});

for (const [name, hexadecimal, decimal, signed] of values) {
  const lower = hexadecimal.toLowerCase();
  const spellings = [
    name,
    `0x${hexadecimal}`,
    `0X${hexadecimal}`,
    `0x${lower}`,
    hexadecimal,
    lower,
    `0x${hexadecimal}L`,
    `${hexadecimal}L`,
    `${lower}l`,
    decimal,
    signed,
  ];

  test(`${name} is recognised in every spelling`, () => {
    for (const spelling of spellings)
      for (const text of [
        spelling,
        inPage(spelling),
        `The server returned "${spelling}".`,
        `hr=${spelling};`,
        `hr=${spelling}&other=1`,
        `(${spelling})`,
        `HRESULT: ${spelling}, sorry`,
        `${spelling}\n${spelling}`,
      ])
        expect(found(text), text).toEqual([`${name} (0x${hexadecimal})`]);
  });

  test(`${name} is not found inside of something longer`, () => {
    for (const text of [
      `X${name}`,
      `${name}S`,
      `_${name}`,
      `${name}_2`,
      name.toLowerCase(),
      `1${hexadecimal}`,
      `${hexadecimal}0`,
      `0x0${hexadecimal}`,
      `0x${hexadecimal}00`,
      `a${lower}`,
      `0x${hexadecimal}LL`,
      `1${decimal}`,
      `${decimal}1`,
      `${decimal}a`,
      `${signed}0`,
      signed.slice(1),
      `-${decimal}`,
      `0x${hexadecimal.slice(1)}`,
    ])
      expect(found(text), text).toEqual([]);
  });
}

for (const sentence of sentences) {
  test(`"${sentence}" is recognised, also when it is broken over lines`, () => {
    for (const text of [
      sentence,
      inPage(sentence),
      `Error ${sentence} Try again.`,
      sentence.replaceAll(' ', '\r\n'),
      sentence.replaceAll(' ', ' \n\t '),
      `>${sentence}<`,
    ]) {
      expect(found(text), text).toEqual([`"${sentence}"`]);
      expect(reworded(text), text).toEqual([]);
    }
  });

  const [code = '', text = ''] = sentence.split(/:(.*)/);
  test(`${code} is not found inside of a longer number, and no other sentence is it`, () => {
    for (const other of [
      text,
      code,
      `1${sentence}`,
      `a${sentence}`,
      sentence.slice(0, -1),
      sentence.replace(/\./g, ','),
      sentence.toUpperCase(),
      sentence.replace(':', ''),
      sentence.replaceAll(' ', ''),
    ])
      expect(found(other), other).toEqual([]);
  });

  test(`${code} with another text is reworded`, () => {
    for (const other of [
      `${code}:Sorry.`,
      `${code}: ${text}`,
      `${code} : ${text}`,
      `${code}:\r\nno`,
      inPage(`${code}:Sorry.`),
      sentence.slice(0, -1),
      sentence.replace(/\w+\.$/, 'changed.'),
    ]) {
      expect(
        reworded(other).map(each => each.code),
        other,
      ).toEqual([code]);
      expect(found(other), other).toEqual([]);
    }
    for (const other of [
      code,
      `${code}:`,
      `${code}:30`,
      `In ${code} nothing happened.`,
      `1${code}:Sorry.`,
      `12.05.${code}:Sorry.`,
      `10:${code}:Sorry.`,
      `x${code}:Sorry.`,
      `${code}-01-01: Sorry.`,
      `${sentence} ${code}:Sorry.`,
    ])
      expect(reworded(other), other).toEqual([]);
  });
}

test('several are found, in the order of the document', () => {
  expect(found(`0x8004800F ${sentences[5] ?? ''} ${sentences[0] ?? ''} E_FAIL`)).toEqual([
    `"${sentences[0] ?? ''}"`,
    `"${sentences[5] ?? ''}"`,
    'DRM_E_LIC_CLIENDID_DECODING_FAILURE (0x8004800F)',
    'E_FAIL (0x80000008)',
  ]);
});

test('an ordinary answer names none', () => {
  for (const text of [
    '',
    'OK',
    '<LICENSERESPONSE><LICENSE version="2.0.0.0">AAAA</LICENSE></LICENSERESPONSE>',
    '0x80004005',
    'DRM_E_FAIL',
    'Copyright 2007, all rights reserved',
  ]) {
    expect(found(text), text).toEqual([]);
    expect(reworded(text), text).toEqual([]);
  }
});

test('whatever the text, it is searched', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.constantFrom(...sentences, ...values.flat(), ':', '0x', '-', 'L'),
        ),
      ),
      parts => {
        const text = parts.join('');
        for (const error of [...errorsIn(text), ...reworded(text)])
          expect(documentedErrors).toContain(error);
      },
    ),
  );
});
