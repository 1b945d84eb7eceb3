import { readFileSync } from 'node:fs';

/** What others published; fixtures/playready/headers/README.md says who, and under which licence. */
interface Vectors {
  readonly headerSpecification: {
    readonly object: string;
    readonly headers: readonly { readonly section: string; readonly xml: string }[];
  };
  readonly keySeed: string;
  readonly kidByteOrder: Readonly<Record<'guid' | 'header' | 'bigEndian', string>>;
  readonly shaka: { readonly xml: string };
  readonly psshTools: Readonly<
    Record<'object' | 'kid' | 'key' | 'kidInHeader' | 'checksum' | 'laUrl' | 'otherSystem', string>
  >;
}

const file = new URL('../../fixtures/playready/headers/vectors.json', import.meta.url);

export const vectors = JSON.parse(readFileSync(file, 'utf8')) as Vectors;

export const fromBase64 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));

export const fromHex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'));

/** A published header by its section. */
export function publishedHeader(section: string): string {
  const found = vectors.headerSpecification.headers.find(header => header.section === section);
  if (found === undefined) throw new Error(`No header of section ${section} is published.`);
  return found.xml;
}
