import { hresults, type HresultError } from '../wmdrm/errors.ts';

/** What a machine certificate is refused with, and the changes that make it so. */
export interface MachineCertificateDefect {
  readonly error: HresultError;
  readonly cases: Readonly<Record<string, (collection: string) => string>>;
}

/** An attribute's value, quoted either way. */
const quoted = String.raw`\s*=\s*(?:"[^"]*"|'[^']*')`;
const version = new RegExp(String.raw`\s(?:[\w.-]+:)?Version${quoted}`);

/** By the row that judges it: the rules of MS-DRM 3.2.5.3, each broken in a certificate collection. */
export const machineCertificateDefects = {
  collection: {
    error: hresults.fail,
    cases: {
      'without a collection': () => '<Certificate/>',
      'without a version': collection => collection.replace(version, ''),
      'without a namespace': collection => collection.replace(namespaceOf(collection), ''),
    },
  },
  'collection-version': {
    error: hresults.certificateChainVersion,
    cases: {
      'of version 3.0': collection =>
        collection.replace(version, found => found.replace(/=.*/, '="3.0"')),
    },
  },
  'collection-namespace': {
    error: hresults.certificateChainNamespace,
    cases: {
      'in another namespace': collection =>
        collection.replace(namespaceOf(collection), found =>
          found.replace(/=.*/, '="http://schemas.microsoft.com/DRM/2007/02/cert"'),
        ),
    },
  },
  certificate: {
    error: hresults.fail,
    cases: {
      'without a certificate': collection =>
        collection.replace(/<((?:[\w.-]+:)?)Certificate(?=[\s>])[^]*<\/\1Certificate\s*>/, ''),
    },
  },
  'data-tag': {
    error: hresults.dataTagMissing,
    cases: {
      'without Data': collection =>
        collection.replace(/<(\/?(?:[\w.-]+:)?)Data(?=[\s>])/g, '<$1Info'),
    },
  },
  'exponent-missing': {
    error: hresults.fail,
    cases: {
      'without an exponent': collection => collection.replace(elements('Exponent'), ''),
    },
  },
  exponent: {
    error: hresults.exponent,
    cases: {
      'with the exponent 3': collection =>
        collection.replace(elements('Exponent'), found => found.replace(/>[^<]*/, '>Aw==')),
    },
  },
  'modulus-missing': {
    error: hresults.fail,
    cases: {
      'without a modulus': collection => collection.replace(elements('Modulus'), ''),
    },
  },
} as const satisfies Readonly<Record<string, MachineCertificateDefect>>;

/** The declaration of the namespace that CertificateCollection is in, by its prefix. */
function namespaceOf(collection: string): RegExp {
  const prefix = /<([\w.-]+):CertificateCollection[\s>]/.exec(collection)?.[1];
  return new RegExp(String.raw`\sxmlns${prefix === undefined ? '' : `:${prefix}`}${quoted}`);
}

/** All elements of this name with nothing but text in them: a chain has one in each certificate. */
function elements(name: string): RegExp {
  return new RegExp(String.raw`<((?:[\w.-]+:)?)${name}(?:\s[^<>]*)?>[^<]*</\1${name}\s*>`, 'g');
}
