/**
 * An element by the places of its tags in the bytes of a message, so that a part can be changed and
 * everything else stays byte for byte. Places are 0-based offsets; ends are exclusive.
 */
export interface Markup {
  /** The name without its prefix. */
  readonly name: string;
  /** The `<` of its start tag. */
  readonly start: number;
  /** What stands between its tags; empty, and behind the tag, for `<name/>`. */
  readonly contentStart: number;
  readonly contentEnd: number;
  readonly end: number;
  readonly children: readonly Markup[];
}

/** A stretch of bytes. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

interface Open extends Markup {
  contentEnd: number;
  end: number;
  readonly children: Open[];
}

const token =
  /<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>|<\?[^]*?\?>|<\/[^>]*>|<(?:[^>"']+|"[^"]*"|'[^']*')*>/g;

/**
 * The bytes of a message as a string of one character per byte: offsets in one are offsets in the
 * other, and markup reads as in every encoding that keeps ASCII.
 */
export function byteText(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}

/**
 * Finds the tags of a document that a parser has accepted, and that has no document type declaration;
 * undefined when it has no element.
 *
 * @param text - as `byteText` gives it
 */
export function readMarkup(text: string): Markup | undefined {
  let root: Open | undefined;
  const open: Open[] = [];
  for (const { 0: tag, index } of text.matchAll(token)) {
    const second = tag[1] ?? '';
    if (second === '!' || second === '?') continue;
    const end = index + tag.length;
    if (second === '/') {
      const closed = open.pop();
      if (closed !== undefined) Object.assign(closed, { contentEnd: index, end });
      continue;
    }
    const element = { name: localName(tag), start: index, contentStart: end, contentEnd: end, end };
    const found: Open = { ...element, children: [] };
    open.at(-1)?.children.push(found);
    root ??= found;
    if (!tag.endsWith('/>')) open.push(found);
  }
  return root;
}

/** The element at a path of local names below another; `*` is any. The first counts on every step. */
export function markupAt(root: Markup | undefined, ...path: readonly string[]): Markup | undefined {
  return path.reduce(
    (parent, name) => parent?.children.find(child => name === '*' || child.name === name),
    root,
  );
}

/** The value of an attribute, by its local name, between its quotes. */
export function attributeAt(text: string, element: Markup, name: string): Stretch | undefined {
  const tag = text.slice(element.start, element.contentStart);
  for (const match of tag.matchAll(/\s(?:[^\s=:"'/>]+:)?([^\s=:"'/>]+)\s*=\s*("[^"]*"|'[^']*')/g)) {
    const [whole, found, value = ''] = match;
    if (found !== name) continue;
    const end = element.start + match.index + whole.length - 1;
    return { start: end - (value.length - 2), end };
  }
  return undefined;
}

function localName(tag: string): string {
  const name = /^<([^\s/>]+)/.exec(tag)?.[1] ?? '';
  return name.slice(name.indexOf(':') + 1);
}
