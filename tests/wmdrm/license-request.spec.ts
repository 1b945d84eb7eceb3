import { expect, test } from '@playwright/test';
import {
  predefinedActions,
  textIn,
  withText,
  writeLicenseRequest,
  type LicenseRequest,
} from '../../harness/wmdrm/license-request.ts';
import { writeMachineCertificate } from '../../harness/wmdrm/machine-certificate.ts';
import { decodeMessageBase64 } from '../../harness/wmdrm/message-base64.ts';
import { validateWmdrm } from '../../harness/wmdrm/validate.ts';
import { attribute, child, children, type XmlElement } from '../../harness/xml/element.ts';
import { escapeText } from '../../harness/xml/escape.ts';
import { parseXml } from '../../harness/xml/parse.ts';
import { fc } from '../fast-check.ts';
import { counted } from './bits.ts';

const least: LicenseRequest = {
  v1Challenge: counted(201),
  actions: ['Play'],
  clientId: counted(168, 9),
  clientVersion: '9.00.00.2778',
  securityVersion: '2.2.0.1',
  appSecurity: 2000,
  subjectId1: 212,
  subjectId2: 1107,
  drmkVersion: '2.2.0.0',
};
const header = '<WRMHEADER version="2.0.0.0"><DATA><KID>a&amp;b</KID> </DATA></WRMHEADER>';
const whole: LicenseRequest = {
  ...least,
  actions: predefinedActions,
  header,
  revocationInfo: counted(28, 1),
  machineCertificate: writeMachineCertificate(),
  revInfo: counted(28, 2),
};

const parse = (request: LicenseRequest): XmlElement =>
  parseXml(Buffer.from(writeLicenseRequest(request)));
const namesIn = (element: XmlElement | undefined): readonly string[] =>
  element?.children.map(({ name }) => name) ?? [];
const clientInfo = [
  'CLIENTID',
  'CLIENTVERSION',
  'SECURITYVERSION',
  'APPSECURITY',
  'SUBJECTID1',
  'SUBJECTID2',
  'DRMKVERSION',
];

test('the predefined rights are those of 2.2.3.1.3.1', () => {
  expect(predefinedActions).toEqual([
    'Play',
    'Print.redbook',
    'CREATE_PM_LICENSE',
    'Backup',
    'Restore',
  ]);
});

test.describe('what is written', () => {
  test('has the order of the schema', () => {
    const root = parse(least);
    expect(root.name).toBe('LICENSEREQUEST');
    expect(attribute(root, 'version')).toBe('2.0.0.0');
    expect(namesIn(root)).toEqual(['V1CHALLENGE', 'ACTIONLIST', 'CLIENTINFO']);
    expect(namesIn(child(root, 'CLIENTINFO'))).toEqual(clientInfo);
  });

  test('has header and REVOCATIONINFO at its end, and in CLIENTINFO first what version 11 adds', () => {
    const root = parse(whole);
    expect(namesIn(root)).toEqual([
      'V1CHALLENGE',
      'ACTIONLIST',
      'CLIENTINFO',
      'REVOCATIONINFO',
      'WRMHEADER',
    ]);
    expect(namesIn(child(root, 'CLIENTINFO'))).toEqual([
      'MACHINECERTIFICATE',
      'REVINFO',
      ...clientInfo,
    ]);
    expect(writeLicenseRequest({ ...whole, headerPlace: 'LICENSEREQUEST' })).toBe(
      writeLicenseRequest(whole),
    );
  });

  test('has header and REVOCATIONINFO in CLIENTINFO, where 3.2.5.2 has them', () => {
    const root = parse({ ...whole, headerPlace: 'CLIENTINFO' });
    expect(namesIn(root)).toEqual(['V1CHALLENGE', 'ACTIONLIST', 'CLIENTINFO']);
    expect(namesIn(child(root, 'CLIENTINFO'))).toEqual([
      'MACHINECERTIFICATE',
      'REVINFO',
      ...clientInfo,
      'REVOCATIONINFO',
      'WRMHEADER',
    ]);
  });

  test('has the header verbatim', () => {
    for (const headerPlace of ['LICENSEREQUEST', 'CLIENTINFO'] as const)
      expect(writeLicenseRequest({ ...whole, headerPlace })).toContain(
        `>${header}</${headerPlace}>`,
      );
  });

  test('is valid', () => {
    for (const request of [
      least,
      whole,
      { ...whole, headerPlace: 'CLIENTINFO' as const },
      { ...least, revocationInfo: counted(28) },
      { ...least, header },
    ])
      expect(validateWmdrm('LICENSEREQUEST', Buffer.from(writeLicenseRequest(request)))).toEqual(
        [],
      );
  });

  test('holds bytes in base64, and the rights in their order', () => {
    const root = parse(whole);
    const info = child(root, 'CLIENTINFO');
    const bytes = (element: XmlElement | undefined): Uint8Array | undefined =>
      decodeMessageBase64(element?.text ?? '');
    expect(bytes(child(root, 'V1CHALLENGE'))).toEqual(whole.v1Challenge);
    expect(bytes(child(root, 'REVOCATIONINFO'))).toEqual(whole.revocationInfo);
    expect(info && bytes(child(info, 'CLIENTID'))).toEqual(whole.clientId);
    expect(info && bytes(child(info, 'REVINFO'))).toEqual(whole.revInfo);
    const certificate = info && bytes(child(info, 'MACHINECERTIFICATE'));
    expect(Buffer.from(certificate ?? []).toString()).toBe(whole.machineCertificate);
    const list = child(root, 'ACTIONLIST');
    expect(list && children(list, 'ACTION').map(({ text }) => text)).toEqual(predefinedActions);
    expect(
      ['APPSECURITY', 'SUBJECTID1', 'SUBJECTID2'].map(name => info && child(info, name)?.text),
    ).toEqual(['2000', '212', '1107']);
  });
});

/** Any text that XML 1.0 can hold (section 2.2), what has to be escaped often. */
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom('&', '<', '>', '"', "'", '\r', '\n', '\t', ']]>', '<!--', '$&', '$1', ' '),
      fc.string({ unit: 'binary' }),
    ),
  )
  .map(parts =>
    parts.join('').replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, ''),
  );

test('any text that XML can hold comes back', () => {
  fc.assert(
    fc.property(text, text, text, text, (action, clientVersion, securityVersion, drmkVersion) => {
      const root = parse({
        ...least,
        actions: [action],
        clientVersion,
        securityVersion,
        drmkVersion,
      });
      const [list, info] = [child(root, 'ACTIONLIST'), child(root, 'CLIENTINFO')];
      expect(list && child(list, 'ACTION')?.text).toBe(action);
      expect(
        ['CLIENTVERSION', 'SECURITYVERSION', 'DRMKVERSION'].map(
          name => info && child(info, name)?.text,
        ),
      ).toEqual([clientVersion, securityVersion, drmkVersion]);
      expect(namesIn(info)).toEqual(clientInfo);
    }),
  );
});

test('a text that XML cannot hold is refused', () => {
  for (const clientVersion of ['\0', '\u001b', '\ufffe', '\ud800'])
    expect(() => writeLicenseRequest({ ...least, clientVersion })).toThrow(RangeError);
});

test.describe('another text', () => {
  const request = writeLicenseRequest(whole);

  test('stands where the former stood, and all else stays to the byte', () => {
    for (const name of ['V1CHALLENGE', 'ACTION', ...clientInfo, 'REVOCATIONINFO', 'KID']) {
      const changed = withText(request, name, '$&new$1');
      const start = request.indexOf(`<${name}>`) + name.length + 2;
      const end = request.indexOf(`</${name}>`, start);
      expect(changed).toBe(`${request.slice(0, start)}$&new$1${request.slice(end)}`);
      expect(changed && textIn(changed, name)).toBe('$&new$1');
    }
  });

  test('comes back through the parser when it was escaped', () => {
    fc.assert(
      fc.property(text, value => {
        const changed = withText(request, 'CLIENTVERSION', escapeText(value));
        const info = changed && child(parseXml(Buffer.from(changed)), 'CLIENTINFO');
        expect(info && child(info, 'CLIENTVERSION')?.text).toBe(value);
      }),
    );
  });

  test('is put into the first of several, and into no name that only begins so', () => {
    expect(withText('<AB>1</AB><A>2</A><A>3</A>', 'A', 'x')).toBe('<AB>1</AB><A>x</A><A>3</A>');
    expect(withText('<A/><A>3</A>', 'A', 'x')).toBe('<A>x</A><A>3</A>');
  });

  test('leaves attributes and white space of the tags', () => {
    expect(withText('<A  b="c"\n>1</A >', 'A', 'x')).toBe('<A  b="c"\n>x</A >');
    expect(withText('<A b="c"/>', 'A', 'x')).toBe('<A b="c">x</A>');
    expect(parseXml(Buffer.from(withText('<A b="/" />', 'A', 'x') ?? '')).text).toBe('x');
  });

  test('fills what is empty', () => {
    expect(withText('<R><A/></R>', 'A', 'x')).toBe('<R><A>x</A></R>');
    expect(withText('<R><A></A></R>', 'A', 'x')).toBe('<R><A>x</A></R>');
  });

  test('needs an element that holds nothing but text', () => {
    for (const other of ['', '<B>1</B>', '<A><B/></A>', '<A>1', '<AB/>'])
      expect(withText(other, 'A', 'x'), other).toBeUndefined();
    expect(withText(request, 'CLIENTINFO', 'x')).toBeUndefined();
  });
});

test.describe('the text of an element', () => {
  for (const [xml, expected] of [
    ['<A>1</A>', '1'],
    ['<A>\r\n 1 \n</A>', '1'],
    ['<A b="c">1</A >', '1'],
    ['<AB>0</AB><A>1</A><A>2</A>', '1'],
    ['<A><!-- what it is -->1<!-- and\nmore --></A>', '1'],
    ['<A><!-- nothing else --></A>', ''],
    ['<A></A>', ''],
    ['<A/>', ''],
    ['<A />', ''],
    ['<A b="c"/><A>2</A>', ''],
    ['<A/><B>1</B><A>2</A>', ''],
    ['<B>1</B>', undefined],
    ['<AB>1</AB>', undefined],
    ['', undefined],
  ] as const)
    test(`in ${JSON.stringify(xml)} is ${expected === undefined ? 'none' : `"${expected}"`}`, () => {
      expect(textIn(xml, 'A')).toBe(expected);
    });
});
