import { expect, test } from '@playwright/test';
import { clockOf, readHttpDate } from '../../harness/discovery/clock.ts';
import { baseUrlOf, knownEndpoints } from '../../harness/discovery/endpoints.ts';
import { probeOf } from '../../harness/discovery/probe.ts';
import { printable } from '../../harness/discovery/printable.ts';
import { extractedFacts } from '../../harness/discovery/compare-wsdl.ts';
import { loadFixture } from '../../harness/wsdl/fixture.ts';

for (const [pasted, base] of [
  ['https://rms.example.com/_wmcs', 'https://rms.example.com/_wmcs'],
  ['https://rms.example.com/_wmcs/', 'https://rms.example.com/_wmcs'],
  ['https://rms.example.com/_wmcs/licensing/License.asmx?wsdl', 'https://rms.example.com/_wmcs'],
  [
    'https://rms.example.com/_WMCS/Certification/precertification.ASMX',
    'https://rms.example.com/_WMCS',
  ],
  ['https://rms.example.com/_wmcs/certification', 'https://rms.example.com/_wmcs'],
  ['https://rms.example.com/a/b#top', 'https://rms.example.com/a/b'],
  ['https://rms.example.com', 'https://rms.example.com'],
  ['https://rms.example.com/licensing/', 'https://rms.example.com'],
  ['https://rms.example.com/my-licensing', 'https://rms.example.com/my-licensing'],
  ['not a URL', 'not a URL'],
] as const)
  test(`the base URL of ${pasted}`, () => {
    expect(baseUrlOf(pasted)).toBe(base);
  });

test('every endpoint has a WSDL that names its operations, and a request that exists', () => {
  for (const { specification, service, operations, probe, soapVersions } of knownEndpoints) {
    const facts = extractedFacts({ specification, service });
    for (const operation of operations) expect([...facts.operations.keys()]).toContain(operation);
    for (const version of soapVersions)
      expect(
        loadFixture(specification, service, probe.operation, version, probe.fixture).action,
      ).toMatch(/^http:\/\/microsoft\.com\/DRM\//);
  }
});

test('without leave, no request names an operation that issues anything', () => {
  const reading = [
    'AcquireContentKey',
    'GetLicensorCertificate',
    'FindServiceLocationsForUser',
    'AcquireTemplateInformation',
    'AssayLooksAround',
  ];
  for (const endpoint of knownEndpoints)
    for (const version of endpoint.soapVersions) {
      const { headers, body } = probeOf(endpoint, version, 'http://127.0.0.1', false);
      const message = Buffer.from(body ?? []).toString();
      const [, operation = ''] = /Body>\s*<\w+:(\w+)/.exec(message) ?? [];
      expect(reading).toContain(operation);
      expect(JSON.stringify(headers)).toContain(`/${operation}\\"`);
    }
});

test('no request holds what a server could issue something for', () => {
  for (const { specification, service, probe, soapVersions } of knownEndpoints)
    for (const version of soapVersions) {
      const { template } = loadFixture(
        specification,
        service,
        probe.operation,
        version,
        probe.fixture,
      );
      expect(template).not.toMatch(/\[\[(?!minimum-version|maximum-version)/);
    }
});

test('a Date is read as RFC 9110 writes it, and not otherwise', () => {
  expect(readHttpDate('Sun, 06 Nov 1994 08:49:37 GMT')).toBe(Date.UTC(1994, 10, 6, 8, 49, 37));
  for (const other of ['1994-11-06', 'Sun, 06 Foo 1994 08:49:37 GMT', '', 'tomorrow'])
    expect(readHttpDate(other)).toBeUndefined();
});

test('the skew is uncertain by half the round trip and half a second', () => {
  const stated = Date.UTC(2026, 0, 1, 12, 0, 0);
  const date = 'Thu, 01 Jan 2026 12:00:00 GMT';
  expect(clockOf(date, stated + 1_500, 2_000)).toEqual({ skewSeconds: 0, uncertaintySeconds: 1.5 });
  expect(clockOf(date, stated - 99_500, 0)?.skewSeconds).toBe(100);
  expect(clockOf(date, stated + 100_500, 0)?.skewSeconds).toBe(-100);
});

test('what a terminal would obey is shown and not obeyed, and length is bounded', () => {
  expect(printable('a\u001b[2J\n\tb\u009b1m\u202ec\u200b\u0000')).toBe(
    'a\\u{1b}[2J b\\u{9b}1m\\u{202e}c\\u{200b}\\u{0}',
  );
  expect(printable('x'.repeat(1_000_000))).toBe(`${'x'.repeat(200)}...`);
  expect(printable('\ud800')).toBe('\\u{d800}');
});
