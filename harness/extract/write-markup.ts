import type { MarkupElement } from './markup.ts';

const width = 100;

/**
 * Writes a document in UTF-8, one element to a line, two blanks of indentation to a level. A start
 * tag wider than 100 characters has its attributes one to a line. An element that holds character
 * data is written as it stands, so that none of its white space changes.
 */
export function writeMarkup(root: MarkupElement): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${write(root, '')}`;
}

function write(element: MarkupElement, indent: string): string {
  const { name, children } = element;
  const kept = children.filter(child => typeof child !== 'string' || child.trim() !== '');
  const start = indent + startTag(element, indent, kept.length === 0);
  if (kept.length === 0) return `${start}\n`;
  if (kept.some(isCharacterData))
    return `${start}${children.map(writeInline).join('')}</${name}>\n`;
  const deeper = `${indent}  `;
  const inner = kept.map(child =>
    typeof child === 'string' ? `${deeper}${child.trim()}\n` : write(child, deeper),
  );
  return `${start}\n${inner.join('')}${indent}</${name}>\n`;
}

function writeInline(child: MarkupElement | string): string {
  if (typeof child === 'string') return child;
  const empty = child.children.length === 0;
  const start = startTag(child, '', empty, Infinity);
  return empty ? start : `${start}${child.children.map(writeInline).join('')}</${child.name}>`;
}

function startTag(
  { name, attributes }: MarkupElement,
  indent: string,
  empty: boolean,
  limit = width,
): string {
  const parts = attributes.map(({ name: key, value }) =>
    value.includes('"') ? `${key}='${value}'` : `${key}="${value}"`,
  );
  const end = empty ? ' />' : '>';
  const line = `<${[name, ...parts].join(' ')}${end}`;
  if (indent.length + line.length <= limit) return line;
  return `<${[name, ...parts].join(`\n${indent}    `)}${end}`;
}

function isCharacterData(child: MarkupElement | string): boolean {
  return typeof child === 'string' && !child.startsWith('<!--') && !child.startsWith('<?');
}
