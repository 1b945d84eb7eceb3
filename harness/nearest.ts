import { distance as edits } from 'fastest-levenshtein';

/**
 * Of the known words, those that a mistyped one may have meant, nearest first; none when nothing is
 * near. Compared without case; a word that holds the mistyped one, or is held by it, is near.
 */
export function nearest(word: string, known: Iterable<string>, most = 3): readonly string[] {
  const wanted = word.toLowerCase();
  const limit = Math.max(2, Math.floor(wanted.length / 4));
  return [...known]
    .map(name => ({ name, distance: distanceOf(wanted, name.toLowerCase()) }))
    .filter(({ distance }) => distance <= limit)
    .sort((left, right) => left.distance - right.distance)
    .slice(0, most)
    .map(({ name }) => name);
}

/** ` Did you mean a, b or c?`, or nothing: the end of a sentence about a word that is not known. */
export function didYouMean(word: string, known: Iterable<string>): string {
  const names = nearest(word, known);
  if (names.length === 0) return '';
  const last = names.at(-1) ?? '';
  const others = names.slice(0, -1).join(', ');
  return ` Did you mean ${others === '' ? last : `${others} or ${last}`}?`;
}

function distanceOf(wanted: string, name: string): number {
  if (wanted.length > 2 && (name.includes(wanted) || wanted.includes(name))) return 1;
  return edits(wanted, name);
}
