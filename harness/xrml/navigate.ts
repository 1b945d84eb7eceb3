import type { XrmlNode } from './node.ts';
import { XrmlError } from './xrml-error.ts';

/** The element children with this name, in order. */
export function childrenNamed(node: XrmlNode, name: string): readonly XrmlNode[] {
  return elements(node).filter(child => child.name === name);
}

/** All element children, in order; character data between them is passed over. */
export function elements(node: XrmlNode): readonly XrmlNode[] {
  return node.children.filter(child => typeof child !== 'string');
}

/**
 * The one child with this name, or undefined.
 *
 * @throws XrmlError when there are several: which one counts would be a guess.
 */
export function optionalChild(node: XrmlNode, name: string): XrmlNode | undefined {
  const found = childrenNamed(node, name);
  if (found.length > 1)
    throw new XrmlError(
      `<${node.name}> has ${found.length} <${name}> children; at most one expected.`,
    );
  return found[0];
}

/**
 * The one child with this name.
 *
 * @throws XrmlError when there is none, or several.
 */
export function requiredChild(node: XrmlNode, name: string): XrmlNode {
  const found = optionalChild(node, name);
  if (found === undefined) throw new XrmlError(`<${node.name}> has no <${name}>.`);
  return found;
}

/** The first element below `node` with this name, in document order. */
export function firstDescendant(node: XrmlNode, name: string): XrmlNode | undefined {
  for (const child of elements(node)) {
    const found = child.name === name ? child : firstDescendant(child, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The value of an attribute, or undefined. */
export function attributeOf(node: XrmlNode, name: string): string | undefined {
  return node.attributes.find(([candidate]) => candidate === name)?.[1];
}

/**
 * The value of an attribute.
 *
 * @throws XrmlError when it is missing.
 */
export function requiredAttribute(node: XrmlNode, name: string): string {
  const value = attributeOf(node, name);
  if (value === undefined) throw new XrmlError(`<${node.name}> has no attribute ${name}.`);
  return value;
}

/** The character data directly below `node`, without the white space around it. */
export function textOf(node: XrmlNode): string {
  return node.children
    .filter(child => typeof child === 'string')
    .join('')
    .trim();
}
