import { hresults, type HresultError } from '../wmdrm/errors.ts';

/** What a machine certificate is refused with, and the changes that make it so. */
export interface MachineCertificateDefect {
  readonly error: HresultError;
  readonly cases: Readonly<Record<string, (collection: string) => string>>;
}

/** By the row that judges it: the rules of MS-DRM 3.2.5.3, each broken in a certificate collection. */
export const machineCertificateDefects = {
  collection: {
    error: hresults.fail,
    cases: {
      'without a collection': () => '<Certificate/>',
      'without a version': collection => collection.replace(/\s(?:\w+:)?Version="[^"]*"/, ''),
      'without a namespace': collection => collection.replace(/\sxmlns:c="[^"]*"/, ''),
    },
  },
  'collection-version': {
    error: hresults.certificateChainVersion,
    cases: {
      'of version 3.0': collection => collection.replace(/(Version=")[^"]*/, '$13.0'),
    },
  },
  'collection-namespace': {
    error: hresults.certificateChainNamespace,
    cases: {
      'in another namespace': collection =>
        collection.replace(/(xmlns:c=")[^"]*/, '$1http://schemas.microsoft.com/DRM/2007/02/cert'),
    },
  },
  certificate: {
    error: hresults.fail,
    cases: {
      'without a certificate': collection =>
        collection.replace(/<(\w+:)?Certificate>[^]*<\/\1?Certificate\s*>/, ''),
    },
  },
  'data-tag': {
    error: hresults.dataTagMissing,
    cases: {
      'without Data': collection => collection.replace(/<(\/?(?:\w+:)?)Data(?=[\s>])/g, '<$1Info'),
    },
  },
  'exponent-missing': {
    error: hresults.fail,
    cases: {
      'without an exponent': collection => without(collection, 'Exponent'),
    },
  },
  exponent: {
    error: hresults.exponent,
    cases: {
      'with the exponent 3': collection => collection.replace(/(Exponent>)[^<]*/, '$1Aw=='),
    },
  },
  'modulus-missing': {
    error: hresults.fail,
    cases: {
      'without a modulus': collection => without(collection, 'Modulus'),
    },
  },
} as const satisfies Readonly<Record<string, MachineCertificateDefect>>;

function without(collection: string, name: string): string {
  return collection.replace(new RegExp(String.raw`<((?:\w+:)?)${name}>[^<]*</\1${name}\s*>`), '');
}
