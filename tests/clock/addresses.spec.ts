import { expect, test } from '@playwright/test';
import { isOfTarget, isUpgrade, likeness, readAddress } from '../../harness/clock/addresses.ts';

const url = (text: string): URL => new URL(text);

test('only absolute http and https URLs without credentials are addresses', () => {
  expect(readAddress('https://clock.example.com/a?b')?.href).toBe('https://clock.example.com/a?b');
  expect(readAddress(' http://clock.example.com ')?.href).toBe('http://clock.example.com/');
  for (const text of [
    '',
    ' ',
    '/a',
    'clock.example.com',
    'ftp://clock.example.com/',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'https://user:secret@clock.example.com/',
    `https://clock.example.com/${'a'.repeat(5_000)}`,
  ])
    expect(readAddress(text), text.slice(0, 40)).toBeUndefined();
});

test('with a base a reference is resolved', () => {
  const base = 'http://clock.example.com/fwlink/?LinkID=1';
  expect(readAddress('/SecureClock/?petition', base)?.href).toBe(
    'http://clock.example.com/SecureClock/?petition',
  );
  expect(readAddress('//other.example.com/', base)?.href).toBe('http://other.example.com/');
});

test('the target has the origins of link, service and also, and no others', () => {
  const service = {
    link: 'http://link.example.com/fwlink/?LinkID=1',
    service: 'https://clock.example.com/SecureClock/?petition',
    also: ['https://challenge.example.com:8443', 'no origin'],
  };
  for (const allowed of [
    'http://link.example.com/elsewhere',
    'https://clock.example.com:443/',
    'https://challenge.example.com:8443/x',
  ])
    expect(isOfTarget(service, url(allowed)), allowed).toBe(true);
  for (const other of [
    'https://link.example.com/',
    'http://clock.example.com/',
    'https://clock.example.com:8443/',
    'https://challenge.example.com/',
    'https://clock.example.com.evil.example/',
  ])
    expect(isOfTarget(service, url(other)), other).toBe(false);
});

test('addresses are compared with path and query, and told apart from those in another case', () => {
  const one = url('https://clock.example.com/SecureClock/?Petition');
  expect(likeness(one, url('HTTPS://CLOCK.example.com:443/SecureClock/?Petition'))).toBe('same');
  expect(likeness(one, url('https://clock.example.com/secureclock/?petition'))).toBe('other case');
  expect(likeness(one, url('https://clock.example.com/SecureClock/'))).toBe('different');
  expect(likeness(one, url('http://clock.example.com/SecureClock/?Petition'))).toBe('different');
});

test('an upgrade to TLS is the same address but for its scheme', () => {
  const from = url('http://link.example.com/fwlink/?LinkID=1');
  expect(isUpgrade(from, url('https://link.example.com/fwlink/?LinkID=1'))).toBe(true);
  expect(isUpgrade(from, url('https://link.example.com/fwlink/?LinkID=2'))).toBe(false);
  expect(isUpgrade(from, url('https://other.example.com/fwlink/?LinkID=1'))).toBe(false);
  expect(isUpgrade(url('https://a.example/'), url('https://a.example/'))).toBe(false);
});
