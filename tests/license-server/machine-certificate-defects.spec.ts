import { expect, test } from '@playwright/test';
import {
  machineCertificateDefects,
  type MachineCertificateDefect,
} from '../../harness/license-server/machine-certificate-defects.ts';
import { hresults } from '../../harness/wmdrm/errors.ts';
import {
  certificateNamespace,
  writeMachineCertificate,
} from '../../harness/wmdrm/machine-certificate.ts';
import { validateWmdrm } from '../../harness/wmdrm/validate.ts';

const defects: Readonly<Record<string, MachineCertificateDefect>> = machineCertificateDefects;
const conforming = writeMachineCertificate();

/** Collections that other clients may have: one of two certificates, and one in a default namespace. */
const collections: Readonly<Record<string, string>> = {
  ours: conforming,
  'of two certificates': conforming.replace(/<c:Certificate>[^]*<\/c:Certificate>/, '$&\n$&'),
  'in a default namespace': conforming
    .replaceAll(/(<\/?)c:/g, '$1')
    .replace('xmlns:c=', `xmlns="${certificateNamespace}" $&`)
    .replace('<KeyValue>', '<KeyValue xmlns="">'),
  'with other quotes, another prefix, attributes and a declaration': `<?xml version='1.0'?>\n${conforming
    .replaceAll('"', "'")
    .replaceAll(/(<\/?|\s)c:/g, '$1ns0:')
    .replace('xmlns:c=', 'xmlns:ns0 = ')
    .replace('<ns0:Certificate>', "<ns0:Certificate Id='a'>")
    .replace('<Exponent>', "<Exponent a='b'>")}`,
};

/** What the rules of MS-DRM 3.2.5.3 look at, as it stands in a text. */
function partsOf(text: string) {
  const name = String.raw`(?:[\w.-]+:)?`;
  const count = (element: string) =>
    [...text.matchAll(new RegExp(`<${name}${element}(?=[\\s>])`, 'g'))].length;
  const texts = (element: string) =>
    [...text.matchAll(new RegExp(`<${name}${element}(?=[\\s>])[^>]*>([^<]*)`, 'g'))].map(
      ([, content]) => content,
    );
  const root = /<(?:([\w.-]+):)?CertificateCollection((?:\s[^>]*)?)>/.exec(text);
  const attribute = (pattern: string) =>
    new RegExp(String.raw`\s${pattern}\s*=\s*["']([^"']*)`).exec(root?.[2] ?? '')?.[1];
  return {
    hasCollection: root !== null,
    version: attribute(`${name}Version`),
    namespace: attribute(root?.[1] === undefined ? 'xmlns' : `xmlns:${root[1]}`),
    certificates: count('Certificate'),
    data: count('Data'),
    exponents: texts('Exponent'),
    moduli: texts('Modulus').length,
  };
}

/** The error of the first rule that a collection breaks, in the order of MS-DRM 3.2.5.3. */
function errorOf(text: string) {
  const parts = partsOf(text);
  if (!parts.hasCollection || parts.version === undefined || parts.namespace === undefined)
    return hresults.fail;
  if (parts.version !== '2.0') return hresults.certificateChainVersion;
  if (parts.namespace !== certificateNamespace) return hresults.certificateChainNamespace;
  if (parts.certificates === 0) return hresults.fail;
  if (parts.data === 0) return hresults.dataTagMissing;
  if (parts.exponents.length === 0) return hresults.fail;
  if (parts.exponents.some(each => each !== 'AQAB')) return hresults.exponent;
  return parts.moduli === 0 ? hresults.fail : undefined;
}

/** What may be otherwise in each case; all else has to be as it was. */
const changing: Readonly<Record<string, readonly (keyof ReturnType<typeof partsOf>)[]>> = {
  'without a version': ['version'],
  'without a namespace': ['namespace'],
  'of version 3.0': ['version'],
  'in another namespace': ['namespace'],
  'without a certificate': ['certificates', 'data', 'exponents', 'moduli'],
  'without Data': ['data'],
  'without an exponent': ['exponents'],
  'with the exponent 3': ['exponents'],
  'without a modulus': ['moduli'],
};

for (const [what, collection] of Object.entries(collections)) {
  test(`a collection ${what} breaks no rule`, () => {
    expect(errorOf(collection)).toBeUndefined();
    expect(partsOf(collection)).toMatchObject({ version: '2.0', namespace: certificateNamespace });
    expect(validateWmdrm('CertificateCollection', Buffer.from(collection))).toEqual([]);
  });

  for (const { error, cases } of Object.values(defects))
    for (const [name, change] of Object.entries(cases))
      test(`a collection ${what}, ${name}, breaks that rule and leaves all else`, () => {
        const changed = change(collection);
        expect(changed).not.toBe(collection);
        expect(errorOf(changed)).toEqual(error);
        if (name === 'without a collection') return;
        const before = partsOf(collection);
        const after = partsOf(changed);
        for (const part of Object.keys(before) as (keyof typeof before)[])
          if (changing[name]?.includes(part) === true)
            expect(after[part], part).not.toEqual(before[part]);
          else expect(after[part], part).toEqual(before[part]);
      });
}

test('a change that finds nothing leaves the collection as it is', () => {
  for (const { cases } of Object.values(defects))
    for (const [name, change] of Object.entries(cases))
      if (name !== 'without a collection') expect(change('<x/>'), name).toBe('<x/>');
});
