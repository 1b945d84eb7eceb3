/** A Certificate of a collection, as far as MS-DRM 3.2.5.3 looks at it. */
export interface MachineCertificatePart {
  /** What stands between its tags. */
  readonly text: string;
  /** Of the key; undefined where there is none. */
  readonly exponent: string | undefined;
  readonly modulus: string | undefined;
}

/** A MACHINECERTIFICATE, as far as MS-DRM 3.2.5.3 looks at it. */
export interface MachineCertificate {
  readonly hasCollection: boolean;
  /** `c:Version`, and `xmlns:c`; undefined where the collection has none. */
  readonly version: string | undefined;
  readonly namespace: string | undefined;
  readonly certificates: readonly MachineCertificatePart[];
}

/** The key is in a namespace of its own, or of none (MS-DRM 2.2.4.1.1). */
const anyPrefix = String.raw`(?:[\w.-]+:)?`;

/**
 * Reads the certificate collection of a version 11 client as text: the rules ask for names and for the
 * prefix as they are written, and with its declaration missing there is no XML to parse.
 */
export function readMachineCertificate(text: string): MachineCertificate {
  const tag = /<c:CertificateCollection(\s[^>]*)?>/.exec(text);
  const attributes = tag?.[1] ?? '';
  return {
    hasCollection: tag !== null,
    version: attributeIn(attributes, 'c:Version'),
    namespace: attributeIn(attributes, 'xmlns:c'),
    certificates: contentsOf(text, 'c:Certificate').map(content => ({
      text: content,
      exponent: contentsOf(content, `${anyPrefix}Exponent`)[0]?.trim(),
      modulus: contentsOf(content, `${anyPrefix}Modulus`)[0]?.trim(),
    })),
  };
}

function attributeIn(attributes: string, name: string): string | undefined {
  const found = new RegExp(String.raw`\s${name}\s*=\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes);
  return found === null ? undefined : (found[1] ?? found[2]);
}

/** What stands in each element of this name, which is a pattern. */
function contentsOf(text: string, name: string): readonly string[] {
  const element = new RegExp(String.raw`<${name}(?:\s[^>]*)?(?:/>|>([^]*?)</${name}\s*>)`, 'g');
  return [...text.matchAll(element)].map(([, content = '']) => content);
}
