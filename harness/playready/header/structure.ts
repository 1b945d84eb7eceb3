import { attribute, children, type XmlElement } from '../../xml/element.ts';
import { header as headerNamespace } from '../namespaces.ts';
import { complain, type HeaderComplaint } from './complaint.ts';
import { grammars, headerNames, type ElementRule, type HeaderGrammar } from './grammar.ts';
import { headerVersions, type HeaderVersion } from './header.ts';
import { valueComplaints } from './values.ts';

/**
 * Holds a parsed header to the structure of its version and to what its values may be (PlayReady-facts
 * 5.3, 5.4). Of another root, or a header whose version is none, nothing beyond
 * that is said.
 */
export function structureComplaints(root: XmlElement): readonly HeaderComplaint[] {
  const found: HeaderComplaint[] = [];
  if (root.name !== 'WRMHEADER' || root.namespace !== headerNamespace)
    found.push(
      complain(
        'root',
        root,
        `Expected WRMHEADER in the namespace ${headerNamespace}; found ${root.name.slice(0, 60)} in ${root.namespace === '' ? 'none' : root.namespace.slice(0, 100)}.`,
      ),
    );
  if (root.name !== 'WRMHEADER') return found;
  const version = attribute(root, 'version');
  if (!isVersion(version))
    return [
      ...found,
      complain(
        'version',
        root,
        `Expected the attribute version with one of ${headerVersions.join(', ')}; found ${version === undefined ? 'none' : `"${version.slice(0, 60)}"`}.`,
      ),
    ];
  return [
    ...found,
    ...elementComplaints(root, 'WRMHEADER', { version, grammar: grammars[version] }),
    ...valueComplaints(root, version),
  ];
}

function isVersion(version: string | undefined): version is HeaderVersion {
  return headerVersions.some(known => known === version);
}

interface Rules {
  readonly version: HeaderVersion;
  readonly grammar: HeaderGrammar;
}

function elementComplaints(
  element: XmlElement,
  name: string,
  rules: Rules,
): readonly HeaderComplaint[] {
  const rule = rules.grammar[name];
  if (rule === undefined) return [];
  const known = (child: XmlElement) =>
    isOfHeader(child, element) && Object.hasOwn(rule.children, child.name);
  return [
    ...element.attributes
      .filter(each => each.namespace !== '' || !rule.attributes.includes(each.name))
      .flatMap(each => unknown(`the attribute ${each.name}`, each.name, element, rules)),
    ...element.children
      .filter(child => !known(child))
      .flatMap(child => unknown(`<${child.name}>`, child.name, child, rules)),
    ...occurrences(element, rule),
    ...element.children.filter(known).flatMap(child => elementComplaints(child, child.name, rules)),
  ];
}

/** CUSTOMATTRIBUTES is printed with `xmlns=""` as well as without. */
function isOfHeader({ name, namespace }: XmlElement, parent: XmlElement): boolean {
  return namespace === parent.namespace || (name === 'CUSTOMATTRIBUTES' && namespace === '');
}

function occurrences(element: XmlElement, rule: ElementRule): readonly HeaderComplaint[] {
  return Object.entries(rule.children).flatMap(([name, [least, most]]) => {
    const count = children(element, name).filter(child => isOfHeader(child, element)).length;
    const expected = most === Infinity ? 'one or more' : least === most ? 'one' : 'at most one';
    if (count >= least && count <= most) return [];
    const what = `Expected ${expected} <${name}> in <${element.name}>; found ${count}.`;
    return [complain(count < least ? 'missing' : 'repeated', element, what)];
  });
}

/** A name that belongs elsewhere, is spelled otherwise, or is nobody's. */
function unknown(
  what: string,
  name: string,
  where: XmlElement,
  { version }: Rules,
): readonly HeaderComplaint[] {
  const quoted = what.slice(0, 80);
  const meant = headerNames.find(known => known.toLowerCase() === name.toLowerCase());
  if (meant === name)
    return [
      complain(
        'misplaced',
        where,
        `Expected nothing that version ${version} does not have there; found ${quoted}.`,
      ),
    ];
  if (meant !== undefined)
    return [
      complain(
        'name-case',
        where,
        `Expected names in the specification's case, ${meant}; found ${quoted}.`,
      ),
    ];
  // Only these versions say that what is one's own belongs into CUSTOMATTRIBUTES.
  if (version !== '4.0.0.0' && version !== '4.1.0.0') return [];
  const expected = 'Expected what Microsoft does not define within CUSTOMATTRIBUTES only';
  return [complain('unknown', where, `${expected}; found ${quoted}.`)];
}
