import { expect, test } from '@playwright/test';
import { fillFixture, type FixtureValues } from '../../harness/wsdl/fill.ts';
import { type Fixture, loadFixture, parseFixture } from '../../harness/wsdl/fixture.ts';
import { withHeader, withVersionData } from '../../harness/wsdl/header.ts';
import { descendants } from '../../harness/xml/element.ts';
import { parseXml } from '../../harness/xml/parse.ts';
import { fc } from '../fast-check.ts';

const load = (name: string) =>
  loadFixture('rmsi', 'DecommissionService', 'AcquireContentKey', 'soap11', name);
const minimal = load('minimal');
const versions = { 'minimum-version': '1.0.0.0', 'maximum-version': '1.1.0.0' };
const values = { ...versions, 'publishing-license': '<XrML a="[[x]]"/>' };

const fill = (fixture: Fixture, given: FixtureValues = values) =>
  Buffer.from(fillFixture(fixture, given)).toString('utf8');

function texts(message: string, name: string): string[] {
  return descendants(parseXml(Buffer.from(message)))
    .filter(element => element.name === name)
    .map(({ text }) => text);
}

test.describe('fillFixture', () => {
  test('gives an envelope without the instruction, with every value in its place', () => {
    const message = fill(minimal);
    expect(message).toMatch(/^<\?xml version="1.0" encoding="utf-8"\?>\n<soap:Envelope/);
    expect(message).not.toContain('<?assay');
    expect(message).toContain('<rms:Certificate><XrML a="[[x]]"/></rms:Certificate>');
    expect(texts(message, 'MaximumVersion')).toEqual(['1.1.0.0']);
  });

  test('escapes text, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('<', '&', ']]>', '[[', '"', '$&', 'é', '🔑', ' ', '1') }),
        version => {
          const message = fill(minimal, { ...values, 'minimum-version': version });
          expect(texts(message, 'MinimumVersion')).toEqual([version]);
        },
      ),
    );
  });

  test('repeats the element around an XML placeholder, once per entry', () => {
    const message = fill(minimal, { ...values, 'publishing-license': ['<a/>', '<b/>'] });
    expect(message).toContain(
      '<rms:Certificate><a/></rms:Certificate><rms:Certificate><b/></rms:Certificate>',
    );
  });

  test('gives the second of two items its own value, or that of the first', () => {
    const two = load('IssuanceLicense-two');
    const certificates = (given: FixtureValues) =>
      [...fill(two, given).matchAll(/<rms:Certificate>(.*?)<\/rms:Certificate>/g)].map(
        ([, xml]) => xml,
      );
    const [first, second] = ['<a/>', '<b/>'];
    const both = { ...versions, 'publishing-license': first };
    expect(certificates({ ...both, 'publishing-license-2': second })).toEqual([first, second]);
    expect(certificates(both)).toEqual([first, first]);
  });

  test('puts two elements side by side where the fixture asks for it', () => {
    expect(
      fill(load('Certificate-two-elements'), { ...versions, 'publishing-license': '<a/>' }),
    ).toContain('<rms:Certificate><a/><a/></rms:Certificate>');
  });

  test('puts a whole chain beside other content, where there is nothing to repeat', () => {
    const given = { ...versions, 'publishing-license': ['<a/>', '<b/>'] };
    expect(fill(load('Certificate-two-elements'), given)).toContain(
      '<rms:Certificate><a/><b/><a/><b/></rms:Certificate>',
    );
  });

  test('repeats the element around an array of texts, escaped, and leaves it out where there is none', () => {
    const array = { ...minimal, template: '<a><string>[[licensee]]</string></a>' };
    expect(fill(array, { licensee: ['x', 'y & z'] })).toBe(
      '<a><string>x</string><string>y &amp; z</string></a>',
    );
    expect(fill(array, { licensee: [] })).toBe('<a></a>');
  });

  test('leaves over values that the fixture has no placeholder for', () => {
    expect(() => fillFixture(load('paramsSoap-absent'), values)).not.toThrow();
  });

  test('refuses what would give another message than was meant', () => {
    const odd = { ...minimal, template: '<a>[[no-such-thing]]</a>' };
    const beside = { ...minimal, template: '<a>[[licensee]] and more</a>' };
    for (const [fixture, given, says] of [
      [
        minimal,
        versions,
        'Expected a value for the placeholder publishing-license of AcquireContentKey/minimal; there is none.',
      ],
      [minimal, { ...values, 'publishing-licence': '<a/>' }, '"publishing-licence" is none.'],
      [minimal, { ...values, toString: '<a/>' }, '"toString" is none.'],
      [
        minimal,
        { ...values, 'publishing-license': '<?xml version="1.0"?><a/>' },
        'Expected one element, without XML declaration',
      ],
      [minimal, { ...values, 'publishing-license': 'text' }, 'Expected one element'],
      [minimal, { ...values, 'publishing-license': [] }, 'Expected one element'],
      [
        beside,
        { ...values, licensee: ['a', 'b'] },
        'Expected one value for the placeholder licensee',
      ],
      [odd, values, 'it holds [[no-such-thing]]'],
    ] as const)
      expect(() => fillFixture(fixture, given), says).toThrow(says);
  });
});

test.describe('header', () => {
  test('VersionData can hold any text, one version, or be missing', () => {
    const set = (range: Parameters<typeof withVersionData>[1]) => {
      const message = fill(withVersionData(minimal, range));
      return [
        texts(message, 'VersionData').length,
        texts(message, 'MinimumVersion'),
        texts(message, 'MaximumVersion'),
      ];
    };
    expect(set({ minimum: ' <&', maximum: '' })).toEqual([1, [' <&'], ['']]);
    expect(set({ maximum: '1.2.0.0' })).toEqual([1, [], ['1.2.0.0']]);
    expect(set({})).toEqual([1, [], []]);
    expect(set(undefined)).toEqual([0, [], []]);
  });

  test('a header is replaced where there is one, empty or not, and made where there is none', () => {
    const block = '<x:Odd xmlns:x="urn:x" soap:mustUnderstand="1"/>';
    const server = loadFixture('rmpr', 'ServerService', 'GetServerInfo', 'soap12', 'minimal');
    expect(server.template).not.toContain('Header');
    for (const fixture of [minimal, load('VersionData-absent'), server]) {
      const { template } = withHeader(fixture, block);
      expect(template.match(/<soap:Header>/g)).toHaveLength(1);
      expect(template).toContain(`<soap:Header>${block}</soap:Header>\n  <soap:Body>`);
      expect(template).not.toContain('VersionData');
    }
  });
});

test.describe('loadFixture', () => {
  test('takes a name with or without its operation', () => {
    expect(load('AcquireContentKey/minimal')).toEqual(minimal);
  });

  test('tells all that the instruction says', () => {
    expect(load('paramsSoap-absent')).toMatchObject({
      name: 'AcquireContentKey/paramsSoap-absent',
      twin: 'AcquireContentKey/minimal',
      rule: 'element-missing',
      subject: 'paramsSoap',
      valid: true,
      action: 'http://microsoft.com/DRM/DecommissionService/AcquireContentKey',
    });
  });

  test('says which file is missing, or what it lacks', () => {
    expect(() => load('missing')).toThrow(
      'Expected a fixture in rmsi/DecommissionService/AcquireContentKey/soap11/missing.xml',
    );
    for (const text of ['', '<a/>', '<?xml version="1.0"?>\n<?assay fixture="a/b"?>\n<a/>'])
      expect(() => parseFixture(text, 'x.xml')).toThrow('Expected x.xml to begin with');
  });
});
