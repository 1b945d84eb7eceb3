import { expect, test } from '@playwright/test';
import { element, serialise } from '../../harness/xrml/node.ts';
import {
  certificationPoints,
  distributionPointElements,
  licensingPoints,
  parseServiceUrls,
} from '../../harness/xrml/service-urls.ts';
import { XrmlError } from '../../harness/xrml/xrml-error.ts';
import { genuine } from './genuine.ts';

const urls = {
  intranet: 'http://rms/_wmcs/licensing',
  extranet: 'http://rms.contoso.com/_wmcs/licensing',
};

test('the licensing points of the genuine CLC are written to the byte', () => {
  const points = distributionPointElements(licensingPoints, urls).map(serialise).join('');
  expect(genuine('clc')).toContain(`</ISSUER>${points}<ISSUEDPRINCIPALS>`);
});

test('the certification point of the genuine RAC is written to the byte', () => {
  const intranet = 'http://rms/_wmcs/certification';
  const points = distributionPointElements(certificationPoints, { intranet }).map(serialise);
  expect(points).toHaveLength(1);
  expect(genuine('rac')).toContain(`</ISSUER>${points.join('')}<ISSUEDPRINCIPALS>`);
});

test('URLs are read by type: in any order, the first of a type, other services passed over', () => {
  const points = distributionPointElements(licensingPoints, urls);
  const others = distributionPointElements(certificationPoints, {
    intranet: 'http://other/',
    extranet: 'http://other/',
  });
  const second = distributionPointElements(licensingPoints, { intranet: 'http://second/' });
  const body = element('BODY', [], ...others, ...[...points].reverse(), ...second);
  expect(parseServiceUrls(licensingPoints, body)).toEqual(urls);
  expect(parseServiceUrls(licensingPoints, element('BODY', [], ...others))).toEqual({});
});

test('a DISTRIBUTIONPOINT without OBJECT is refused', () => {
  const body = element('BODY', [], element('DISTRIBUTIONPOINT', []));
  expect(() => parseServiceUrls(licensingPoints, body)).toThrow(XrmlError);
});
