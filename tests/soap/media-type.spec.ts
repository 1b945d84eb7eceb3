import { expect, test } from '@playwright/test';
import { readMediaType } from '../../harness/soap/media-type.ts';

for (const [value, expected] of [
  ['text/xml', { type: 'text/xml' }],
  ['Text/XML; charset=utf-8', { type: 'text/xml', charset: 'utf-8' }],
  ['text/xml;CharSet="UTF-8"', { type: 'text/xml', charset: 'UTF-8' }],
  ['text/xml ; charset = utf-8 ; x=y', { type: 'text/xml', charset: 'utf-8' }],
  [
    'application/soap+xml; action="urn:a;b=\\"c\\""; charset=utf-8',
    { type: 'application/soap+xml', charset: 'utf-8', action: 'urn:a;b="c"' },
  ],
  ['text/xml; charset=a; charset=b', { type: 'text/xml', charset: 'a' }],
  ['text/xml; __proto__=x', { type: 'text/xml' }],
  ['text/xml; charset', { type: 'text/xml' }],
  ['', undefined],
  ['xml', undefined],
  ['text/', undefined],
  ['; charset=utf-8', undefined],
] as const)
  test(`"${value}"`, () => {
    expect(readMediaType(value)).toEqual(expected);
  });
