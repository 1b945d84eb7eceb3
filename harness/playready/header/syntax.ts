import { canonicalElement } from '../../xml/canonical.ts';
import type { XmlElement } from '../../xml/element.ts';
import { complain, type HeaderComplaint } from './complaint.ts';
import { notReadable } from './header-text.ts';

/** What a field of the header should not exceed, in bytes (PlayReady-facts 5.3, 5.4). */
export const recommendedBytes = 1024;

const markup =
  /<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>|<\?[^]*?\?>|<\/[^>]*>|<(?:[^>"']|"[^"]*"|'[^']*')*>/g;
// Begun only where a run of blanks begins: a long run would be tried from each of its characters.
const attributes = /(?<!\s)\s+([^\s=]+)\s*=\s*("[^"]*"|'[^']*')/g;

/**
 * Holds the text of a header to the rules that a parsed tree no longer shows (PlayReady-facts 5.4).
 * Each rule with a name of its own is looked for in the markup and then mended in a copy; what still
 * separates the copy from the canonical form is the complaint `canonical`.
 *
 * @param text - a well-formed document
 * @param root - the same, parsed
 * @throws PlayReadyError when the text has no canonical form
 */
export function syntaxComplaints(text: string, root: XmlElement): readonly HeaderComplaint[] {
  const found: HeaderComplaint[] = [];
  let line = 1;
  let counted = 0;
  const mended = text.replace(markup, (tag: string, at: number) => {
    line += lineAt(text.slice(counted, at)) - 1;
    counted = at;
    return mend(tag, complaint => found.push({ ...complaint, where: `line ${line}` }));
  });
  const canonical = canonicalOf(text, root);
  if (mended !== canonical) found.push(difference(mended, canonical));
  return [...found, ...customAttributes(text)];
}

type Tell = (complaint: HeaderComplaint) => void;

/** Tells what is wrong with a piece of markup, and returns it with that put right. */
function mend(tag: string, tell: Tell): string {
  if (/^<\?xml\s/.test(tag)) {
    tell(complain('declaration', '', 'Expected no XML declaration; there is one.'));
    return '';
  }
  if (/^<[!?/]/.test(tag)) return tag;
  const name = /^<[^\s/>]+/.exec(tag)?.[0] ?? '<';
  const given = [...tag.matchAll(attributes)].map(([whole, attribute = '']) => ({
    whole,
    attribute,
  }));
  const ordered = orderAttributes(name, given, tell);
  const selfClosing = tag.endsWith('/>');
  if (selfClosing)
    tell(
      complain(
        'closing-tag',
        '',
        `Expected ${name}> to be closed by a tag of its own; it is closed by "/>".`,
      ),
    );
  if (ordered === given && !selfClosing) return tag;
  const start = `${name}${ordered.map(({ whole }) => whole).join('')}`;
  const rest = selfClosing ? `></${name.slice(1)}>` : tag.slice(endOfAttributes(tag));
  return `${start}${rest}`;
}

interface Given {
  readonly whole: string;
  readonly attribute: string;
}

/** The order of C14N; the same array when it has that already. */
function orderAttributes(name: string, given: readonly Given[], tell: Tell): readonly Given[] {
  const spaces = given.filter(({ attribute }) => isNamespace(attribute));
  const others = given.filter(({ attribute }) => !isNamespace(attribute));
  const namespacesFirst = [...spaces, ...others];
  const late = spaces.find((space, index) => given[index] !== space);
  if (late !== undefined)
    tell(
      complain(
        'namespace-first',
        '',
        `Expected the namespaces of ${name}> before its attributes; ${late.attribute} stands behind one.`,
      ),
    );
  // Prefixed attributes are in the order of their namespaces, which the canonical form knows.
  if (others.some(({ attribute }) => attribute.includes(':')))
    return late === undefined ? given : namespacesFirst;
  const sorted = [...others].sort((left, right) => (left.attribute < right.attribute ? -1 : 1));
  const wrong = sorted.findIndex((attribute, index) => others[index] !== attribute);
  if (wrong >= 0)
    tell(
      complain(
        'attribute-order',
        '',
        `Expected the attributes of ${name}> in alphabetical order; ${others[wrong]?.attribute ?? ''} stands before ${sorted[wrong]?.attribute ?? ''}.`,
      ),
    );
  return late === undefined && wrong < 0 ? given : [...spaces, ...sorted];
}

function isNamespace(attribute: string): boolean {
  return attribute === 'xmlns' || attribute.startsWith('xmlns:');
}

function endOfAttributes(tag: string): number {
  const last = [...tag.matchAll(attributes)].at(-1);
  return last === undefined ? tag.length - 1 : last.index + last[0].length;
}

function canonicalOf(text: string, { name, namespace }: XmlElement): string {
  const bytes = Buffer.from(text.replace(/^<\?xml\s[^]*?\?>/, ''), 'utf8');
  try {
    return Buffer.from(canonicalElement(bytes, { name, namespace }, 'inclusive')).toString('utf8');
  } catch (error) {
    throw notReadable(error);
  }
}

function difference(mended: string, canonical: string): HeaderComplaint {
  let at = 0;
  while (at < mended.length && mended[at] === canonical[at]) at += 1;
  const quote = (text: string) => JSON.stringify(text.slice(Math.max(0, at - 12), at + 28));
  return complain(
    'canonical',
    `line ${lineAt(mended.slice(0, at))}`,
    `Expected canonical XML, which has ${quote(canonical)} there; found ${quote(mended)}.`,
  );
}

function customAttributes(text: string): readonly HeaderComplaint[] {
  const start = /<(?:[\w.-]+:)?CUSTOMATTRIBUTES[\s>]/.exec(text)?.index;
  if (start === undefined) return [];
  const bytes = 2 * (text.lastIndexOf('CUSTOMATTRIBUTES') + 'CUSTOMATTRIBUTES>'.length - start);
  if (bytes <= recommendedBytes) return [];
  return [
    complain(
      'custom-attributes-size',
      `line ${lineAt(text.slice(0, start))}`,
      `Expected CUSTOMATTRIBUTES of at most ${recommendedBytes} bytes, as is recommended; found ${bytes}.`,
      'SHOULD',
    ),
  ];
}

/** The line that follows this much text. */
function lineAt(text: string): number {
  return text.split('\n').length;
}
