import type { WmdrmDocument } from '../../../harness/wmdrm/validate.ts';

/** A document, what is special about it, and where it is wrong, unless it is right. */
export interface SchemaDocument {
  readonly document: WmdrmDocument;
  readonly what: string;
  readonly text: string;
  /** The path of the element that is wrong. */
  readonly wrongAt?: string;
}

export const base64 = (length: number) => Buffer.alloc(length, 7).toString('base64');

/** Documents that are right, by what is special about them. */
export const valid = (document: WmdrmDocument, all: Readonly<Record<string, string>>) =>
  Object.entries(all).map(([what, text]): SchemaDocument => ({ document, what, text }));

/** Documents that are wrong, by what is, and the path of the element that is. */
export const invalid = (
  document: WmdrmDocument,
  all: Readonly<Record<string, readonly [text: string, wrongAt: string]>>,
) =>
  Object.entries(all).map(([what, [text, wrongAt]]): SchemaDocument => ({
    document,
    what,
    text,
    wrongAt,
  }));
