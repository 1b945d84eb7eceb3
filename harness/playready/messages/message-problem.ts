import type { XmlElement } from '../../xml/element.ts';

/** A part that is documented and does not stand there, in one sentence, and where it was looked for. */
export interface MessageProblem {
  readonly message: string;
  /** Path of the element that should hold it. */
  readonly path: string;
}

/** How many problems of one message are told. */
const maxProblems = 100;

/** Adds a problem at an element, as long as anybody would read it. */
export function addProblem(
  problems: MessageProblem[],
  { path }: XmlElement,
  message: string,
): void {
  if (problems.length < maxProblems) problems.push({ message, path });
}

/** How often a child stands, and whether it has to. */
export interface ChildRule {
  readonly name: string;
  readonly namespace: string;
  readonly required: boolean;
}

/**
 * The child that a rule names. More than one, none where one has to be, and one in another namespace
 * are problems; the last is read nevertheless.
 */
export function documentedChild(
  parent: XmlElement,
  { name, namespace, required }: ChildRule,
  problems: MessageProblem[],
): XmlElement | undefined {
  const named = parent.children.filter(candidate => candidate.name === name);
  const right = named.filter(candidate => candidate.namespace === namespace);
  const found = right[0] ?? named[0];
  if (right.length > 1)
    addProblem(problems, parent, `Expected one ${name}; there are ${right.length}.`);
  if (found === undefined) {
    if (required)
      addProblem(problems, parent, `Expected ${name} in ${quoted(parent.name)}; there is none.`);
  } else if (right.length === 0)
    addProblem(
      problems,
      found,
      `Expected ${name} in ${namespaceText(namespace)}; it is in ${namespaceText(found.namespace)}.`,
    );
  return found;
}

/** A piece of a server's text for a message: between quotes, of bounded length. */
export function quoted(text: string): string {
  return `"${text.length > 80 ? `${text.slice(0, 80)}...` : text}"`;
}

function namespaceText(namespace: string): string {
  return namespace === '' ? 'no namespace' : quoted(namespace);
}
