import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@playwright/test';
import { writeLicenseRequest } from '../../harness/wmdrm/license-request.ts';
import { writeMachineCertificate } from '../../harness/wmdrm/machine-certificate.ts';
import {
  validateWmdrm,
  wmdrmSchemaFile,
  type WmdrmDocument,
} from '../../harness/wmdrm/validate.ts';
import { descendants } from '../../harness/xml/element.ts';
import { knownDisagreement } from '../../harness/xml/known-disagreements.ts';
import { parseXml } from '../../harness/xml/parse.ts';
import { XmlRefusal } from '../../harness/xml/refusal.ts';
import { secondOpinion } from '../../harness/xml/second-opinion.ts';
import { fc } from '../fast-check.ts';
import { xercesBatch } from '../xml/xerces-batch.ts';
import { collections } from './documents/collections.ts';
import { licenses } from './documents/licenses.ts';
import { example, request, requests } from './documents/requests.ts';
import { responses } from './documents/responses.ts';
import { base64 } from './documents/schema-document.ts';

const schemaDocuments = [...requests, ...responses, ...licenses, ...collections];

const documents: readonly WmdrmDocument[] = [
  'LICENSEREQUEST',
  'LICENSERESPONSE',
  'LICENSE',
  'CertificateCollection',
];

for (const { document, what, text, wrongAt } of schemaDocuments)
  test(`${document} with ${what} is ${wrongAt === undefined ? 'valid' : 'invalid'}`, () => {
    const paths = validateWmdrm(document, Buffer.from(text)).map(({ path }) => path);
    if (wrongAt === undefined) expect(paths).toEqual([]);
    else expect(paths).toContain(wrongAt);
  });

test('no document passes for another', () => {
  for (const { document, what, text } of schemaDocuments)
    for (const other of documents)
      if (other !== document)
        expect(validateWmdrm(other, Buffer.from(text)), `${what} as ${other}`).toHaveLength(1);
});

test('an element that a schema declares for its own use is no document', () => {
  for (const text of ['<META/>', '<VALUE/>'])
    expect(validateWmdrm('LICENSE', Buffer.from(text))).toEqual([
      {
        line: 1,
        path: `/${text.slice(1, -2)}`,
        message: expect.stringMatching(/^Expected LICENSE in no namespace as root; there is /),
      },
    ]);
});

test('the certificate in example 4.6 is valid, too', () => {
  const encoded = /<MACHINECERTIFICATE>.*-->([^<]+)</.exec(example(11))?.[1] ?? '';
  expect(validateWmdrm('CertificateCollection', Buffer.from(encoded, 'base64'))).toEqual([]);
});

test('what the harness writes is valid', () => {
  const machineCertificate = writeMachineCertificate();
  expect(validateWmdrm('CertificateCollection', Buffer.from(machineCertificate))).toEqual([]);
  const version7 = {
    v1Challenge: Buffer.alloc(201),
    actions: ['Play'],
    clientId: Buffer.alloc(168),
    clientVersion: '9.00.00.2778',
    securityVersion: '2.2',
    appSecurity: 2000,
    subjectId1: 212,
    subjectId2: 1107,
    drmkVersion: '2.2.0.0',
    revocationInfo: Buffer.alloc(28),
    header: '<WRMHEADER version="2.0.0.0"><DATA/></WRMHEADER>',
  };
  const version11 = { ...version7, machineCertificate, revInfo: Buffer.alloc(28) };
  for (const parts of [version7, version11])
    for (const headerPlace of ['LICENSEREQUEST', 'CLIENTINFO'] as const) {
      const written = writeLicenseRequest({ ...parts, headerPlace });
      expect(validateWmdrm('LICENSEREQUEST', Buffer.from(written))).toEqual([]);
    }
});

test('a problem has its line, its path and what the judge says', () => {
  const lines = example(7).split('\n');
  const at = lines.findIndex(line => line.includes('<SUBJECTID1>'));
  const text = lines.with(at, '<SUBJECTID1\n>a</SUBJECTID1>').join('\n');
  expect(validateWmdrm('LICENSEREQUEST', Buffer.from(text))).toEqual([
    {
      line: at + 2,
      path: '/LICENSEREQUEST/CLIENTINFO[1]/SUBJECTID1[1]',
      message: expect.stringMatching(/^Element 'SUBJECTID1': 'a' is not a valid value/),
    },
  ]);
});

test('byte order marks, declarations and encodings change no verdict', () => {
  const wrong = request({ challenge: '<V1CHALLENGE>A</V1CHALLENGE>' });
  for (const text of [request(), wrong]) {
    const expected = validateWmdrm('LICENSEREQUEST', Buffer.from(text));
    for (const bytes of [
      Buffer.from(`\uFEFF${text}`),
      Buffer.from(`\uFEFF<?xml version="1.0" encoding="utf-8"?>${text}`),
      Buffer.from(`<?xml version="1.0" encoding="ISO-8859-1"?>${text}`, 'latin1'),
      Buffer.from(`\uFEFF<?xml version="1.0" encoding="utf-16"?>${text}`, 'utf16le'),
    ])
      expect(validateWmdrm('LICENSEREQUEST', bytes)).toEqual(expected);
  }
});

test('what is no document, or has a document type declaration, is an error of its own', () => {
  for (const [text, code] of [
    ['', 'empty'],
    ['DRM_E_LIC_UNAUTHORIZED_DRM_CLIENT', 'not-well-formed'],
    ['<LICENSERESPONSE>', 'not-well-formed'],
    ['<!DOCTYPE LICENSERESPONSE><LICENSERESPONSE/>', 'doctype'],
  ] as const)
    for (const document of documents)
      expect(() => validateWmdrm(document, Buffer.from(text)), text).toThrow(
        expect.objectContaining({ name: 'XmlRefusal', code }),
      );
});

test('Xerces agrees on every one of these documents', async ({}, info) => {
  const opinion = await secondOpinion();
  test.skip(!opinion.available, opinion.available ? '' : opinion.reason);
  for (const document of documents) {
    const those = schemaDocuments.filter(each => each.document === document);
    // The batch includes its schema, which one with a target namespace cannot be.
    const driver = info.outputPath(`${document}.xsd`);
    const location = pathToFileURL(wmdrmSchemaFile(document)).href;
    const join =
      document === 'CertificateCollection'
        ? `<xs:import namespace="http://schemas.microsoft.com/DRM/2004/02/cert" schemaLocation="${location}"/>`
        : `<xs:include schemaLocation="${location}"/>`;
    writeFileSync(
      driver,
      `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">${join}</xs:schema>`,
    );
    const verdicts = await xercesBatch(
      driver,
      those.map(({ text }) => text),
    );
    expect(
      those.filter(({ wrongAt }, at) => (verdicts[at]?.length === 0) !== (wrongAt === undefined)),
    ).toEqual([]);
  }
});

test('where the two judges differ on base64, it is known', async () => {
  const opinion = await secondOpinion();
  test.skip(!opinion.available, opinion.available ? '' : opinion.reason);
  const stray = request({ challenge: `<V1CHALLENGE>*!${base64(3)}</V1CHALLENGE>` });
  expect(validateWmdrm('LICENSEREQUEST', Buffer.from(stray))).toEqual([]);
  const [issues = []] = await xercesBatch(wmdrmSchemaFile('LICENSEREQUEST'), [stray]);
  expect(knownDisagreement('xerces', issues)?.id).toBe('base64-stray-characters');
});

test.describe('for whatever comes', () => {
  const names = [
    ...new Set(schemaDocuments.flatMap(({ text }) => text.match(/(?<=<)[\w:]+/g) ?? [])),
  ];
  const name = fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...names) },
    fc.stringMatching(/^[a-z]{1,6}$/),
  );
  const text = fc
    .oneof(fc.constantFrom('', ' \n', '5', 'AAAA'), fc.string({ unit: 'grapheme' }))
    .map(value => value.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD]/g, '').replace(/[<&>"]/g, ''));
  const attributes = fc
    .dictionary(fc.constantFrom('version', 'type', 'c:Version', 'a'), text)
    .map(all =>
      Object.entries(all)
        .map(([key, value]) => ` ${key}="${value}"`)
        .join(''),
    );
  const { element } = fc.letrec<{ element: string; content: string }>(tie => ({
    element: fc
      .tuple(name, attributes, fc.array(tie('content'), { maxLength: 6 }))
      .map(([tag, list, inner]) => `<${tag}${list}>${inner.join('')}</${tag}>`),
    content: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      text,
      fc.constantFrom('<!-- > -->', '<![CDATA[<a>]]>', '<?a <b> ?>', '<SUBJECTID2\n/>'),
      tie('element'),
    ),
  }));
  const rooted = fc
    .tuple(fc.constantFrom(...documents, 'c:CertificateCollection'), fc.array(element))
    .map(
      ([root, inner]) =>
        `<${root} xmlns:c="http://schemas.microsoft.com/DRM/2004/02/cert" c:Version="2.0">${inner.join('')}</${root}>`,
    );
  const damaged = fc
    .tuple(fc.constantFrom(...schemaDocuments.map(each => each.text)), fc.nat(), element)
    .map(([whole, at, inserted]) => {
      const places = [...whole.matchAll(/(?<=<[A-Z][^>]*[^/]>)|(?=<\/)/g)];
      const place = places[at % places.length]?.index ?? 0;
      return whole.slice(0, place) + inserted + whole.slice(place);
    });

  test('a well-formed document is judged, and each problem is at an element of it', () => {
    let judged = 0;
    fc.assert(
      fc.property(fc.constantFrom(...documents), fc.oneof(rooted, damaged), (document, whole) => {
        const bytes = Buffer.from(whole);
        let root;
        try {
          root = parseXml(bytes);
        } catch (error) {
          if (error instanceof XmlRefusal) return;
          throw error;
        }
        judged += 1;
        const places = [root, ...descendants(root)].map(({ path, line }) => `${line}: ${path}`);
        for (const { path, line, message } of validateWmdrm(document, bytes)) {
          expect(places).toContain(`${line}: ${path}`);
          const named = /^Element '(?:\{[^}]*\})?([^']+)'/.exec(message)?.[1];
          if (named !== undefined)
            expect(path).toMatch(new RegExp(String.raw`${named}(\[\d+\])?$`));
        }
      }),
      { numRuns: 500 },
    );
    expect(judged).toBeGreaterThan(200);
  });

  test('bytes are judged or refused', () => {
    fc.assert(
      fc.property(fc.constantFrom(...documents), fc.uint8Array(), (document, bytes) => {
        try {
          validateWmdrm(document, bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(XmlRefusal);
        }
      }),
    );
  });
});
