import type { QualifiedName } from './markup.ts';
import type { ElementDeclaration } from './schema-model.ts';

/** An element of a request that is being derived: immutable, so that a defect never spreads. */
export interface MessageNode extends QualifiedName {
  /** Undefined for the envelope's own elements and for unknown ones. */
  readonly declaration?: ElementDeclaration;
  /** Carries xsi:nil="true". */
  readonly nil?: boolean;
  /** Children, or text with placeholders. */
  readonly content: readonly MessageNode[] | string;
}

/** Child positions from the envelope down. */
export type NodePath = readonly number[];

/** A declared element within a message. */
export interface LocatedNode {
  readonly node: MessageNode;
  readonly declaration: ElementDeclaration;
  readonly path: NodePath;
  /** Names from the header block or body element down to this element. */
  readonly trail: readonly string[];
}

/** All declared elements of a message, in document order. */
export function locate(
  node: MessageNode,
  path: NodePath = [],
  trail: readonly string[] = [],
): readonly LocatedNode[] {
  const { declaration } = node;
  const names = declaration === undefined ? trail : [...trail, node.name];
  const below = childNodes(node).flatMap((child, at) => locate(child, [...path, at], names));
  return declaration === undefined ? below : [{ node, declaration, path, trail: names }, ...below];
}

/** The message with the element at `path` replaced by any number of elements; the rest is shared. */
export function replaceAt(
  root: MessageNode,
  path: NodePath,
  replacement: (node: MessageNode) => readonly MessageNode[],
): MessageNode {
  const [at, ...rest] = path;
  if (at === undefined) throw new RangeError('The envelope itself cannot be replaced.');
  return {
    ...root,
    content: childNodes(root).flatMap((child, position) => {
      if (position !== at) return [child];
      return rest.length === 0 ? replacement(child) : [replaceAt(child, rest, replacement)];
    }),
  };
}

/** The node with every text below it changed. */
export function mapText(node: MessageNode, change: (text: string) => string): MessageNode {
  const { content } = node;
  if (typeof content === 'string') return { ...node, content: change(content) };
  return { ...node, content: content.map(child => mapText(child, change)) };
}

export function childNodes(node: MessageNode): readonly MessageNode[] {
  return typeof node.content === 'string' ? [] : node.content;
}
