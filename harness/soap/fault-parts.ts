import type { XmlElement } from '../xml/element.ts';
import type { FaultCode, FaultProblem } from './fault.ts';

export const xmlNamespace = 'http://www.w3.org/XML/1998/namespace';

/** A problem at an element. */
export function problemAt({ path, line }: XmlElement, message: string): FaultProblem {
  return { message, path, line };
}

/** How often a part may stand. */
export interface PartRule {
  name: string;
  namespace: string;
  required: boolean;
}

/**
 * The child that a rule names, or undefined. The wrong number of them is a problem of the parent; one
 * in another namespace is read nevertheless, and is a problem.
 */
export function part(
  parent: XmlElement,
  rule: PartRule,
  problems: FaultProblem[],
): XmlElement | undefined {
  const named = parent.children.filter(({ name }) => name === rule.name);
  const right = named.filter(({ namespace }) => namespace === rule.namespace);
  const found = right[0] ?? named[0];
  if (right.length > 1)
    problems.push(problemAt(parent, `Expected one ${rule.name}; there are ${right.length}.`));
  if (found !== undefined && right.length === 0)
    problems.push({
      ...problemAt(
        found,
        `Expected ${rule.name} in ${namespaceText(rule.namespace)}; it is in ${namespaceText(found.namespace)}.`,
      ),
      isNamespace: true,
    });
  if (found === undefined && rule.required)
    problems.push(problemAt(parent, `Expected one ${rule.name} in ${parent.name}; there is none.`));
  return found;
}

const qualifiedName =
  /^(?:(?<prefix>[\p{L}_][\p{L}\p{M}\p{N}._-]*):)?(?<local>[\p{L}_][\p{L}\p{M}\p{N}._-]*)$/u;

/**
 * An element's text as a QName, resolved with the namespaces in scope there (XML Schema part 2,
 * section 3.2.18: without a prefix the default namespace counts). `resolves` is false when the text
 * is no QName or its prefix is not declared.
 */
export function readCode(element: XmlElement): { code: FaultCode; resolves: boolean } {
  const text = element.text.trim();
  const { prefix = '', local } = qualifiedName.exec(text)?.groups ?? {};
  const namespace = element.namespaces?.get(prefix);
  return {
    code: { namespace: namespace ?? '', local: local ?? text, text },
    resolves: local !== undefined && (prefix === '' || namespace !== undefined),
  };
}

export function namespaceText(namespace: string): string {
  return namespace === '' ? 'no namespace' : `"${namespace}"`;
}
