import type { Catalogue } from '../verdict/requirement.ts';
import { normativeSentences, type NormativeSentence } from './sentences.ts';

/** How a catalogue and its specification fit together. */
export interface Coverage {
  /** Normative sentences of the sections asked for. */
  readonly sentences: readonly NormativeSentence[];
  /** Of these, the ones that no row of their section covers. */
  readonly uncovered: readonly NormativeSentence[];
  /** Rows whose sentence no longer stands in their section: it was changed, moved or removed. */
  readonly changed: readonly { readonly requirement: string; readonly section: string }[];
}

/**
 * Compares a catalogue with the text of its specification: sentence by sentence, by the digest in
 * each row's `source`. A sentence is covered by any number of rows.
 *
 * @param sections - compare these and all below; the whole document unless given
 */
export function compareWithSpecification(
  catalogue: Catalogue,
  markdown: string,
  sections?: readonly string[],
): Coverage {
  const sentences = normativeSentences(markdown, sections === undefined ? {} : { sections });
  const standing = new Set(sentences.map(keyOf));
  const rows = Object.entries(catalogue.requirements).flatMap(
    ([requirement, { section, source }]) =>
      'sentence' in source && isAsked(section, sections)
        ? [{ requirement, section, digest: source.sentence }]
        : [],
  );
  const covered = new Set(rows.map(keyOf));
  return {
    sentences,
    uncovered: sentences.filter(sentence => !covered.has(keyOf(sentence))),
    changed: rows
      .filter(row => !standing.has(keyOf(row)))
      .map(({ requirement, section }) => ({ requirement, section })),
  };
}

function keyOf({ section, digest }: { section: string; digest: string }): string {
  return `${section} ${digest}`;
}

function isAsked(section: string, sections: readonly string[] | undefined): boolean {
  return (
    sections === undefined ||
    sections.some(asked => section === asked || section.startsWith(`${asked}.`))
  );
}
