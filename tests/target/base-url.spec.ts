import { expect, test } from '@playwright/test';
import { readBaseUrl } from '../../harness/target/base-url.ts';
import { UserError } from '../../harness/user-error.ts';

for (const [given, base] of [
  ['https://rms.example.com/_wmcs', 'https://rms.example.com/_wmcs'],
  ['https://rms.example.com/_wmcs/', 'https://rms.example.com/_wmcs'],
  ['http://127.0.0.1:8080/_wmcs//', 'http://127.0.0.1:8080/_wmcs'],
  ['http://[::1]:80/a', 'http://[::1]/a'],
  ['HTTPS://RMS.example.com/_wmcs', 'https://rms.example.com/_wmcs'],
  ['https://rms.example.com', 'https://rms.example.com'],
  ['https://rms.example.com/_wmcs/decommission/decommission.asmx', 'https://rms.example.com/_wmcs'],
  [
    'https://rms.example.com/_wmcs/Decommission/Decommission.asmx/',
    'https://rms.example.com/_wmcs',
  ],
] as const)
  test(`${given} is ${base}`, () => {
    expect(readBaseUrl(given, 'The target')).toBe(base);
  });

for (const [given, complaint] of [
  ['rms.example.com/_wmcs', 'is no URL: expected something like'],
  ['', 'is no URL'],
  ['ftp://rms.example.com/', 'is no URL'],
  ['file:///etc/passwd', 'is no URL'],
  ['https://', 'is no URL'],
  ['https://rms.example.com/_wmcs?wsdl', 'has a query or fragment'],
  ['https://rms.example.com/_wmcs#top', 'has a query or fragment'],
] as const)
  test(`${given || 'an empty text'} ${complaint}`, () => {
    const read = () => readBaseUrl(given, 'The normal deployment');
    expect(read).toThrow(UserError);
    expect(read).toThrow(`The normal deployment ${complaint}`);
  });

for (const given of ['https://user:secret@host/', 'https://user@host/', 'https://:secret@host/'])
  test(`the credentials in ${given} are refused, and not repeated`, () => {
    const read = () => readBaseUrl(given, 'The target');
    expect(read).toThrow("credentials don't belong in a URL");
    expect(read).not.toThrow(/secret|user@/);
  });
