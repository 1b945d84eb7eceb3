import { attribute, type XmlElement } from '../xml/element.ts';
import type { Fault, FaultProblem } from './fault.ts';
import { part, problemAt, readCode, xmlNamespace } from './fault-parts.ts';

const known = ['faultcode', 'faultstring', 'faultactor', 'detail'];

/**
 * Reads a Fault of SOAP 1.1 (section 4.4). faultcode and faultstring stand exactly once and in no
 * namespace; what faultcode names is free, so dotted codes and exception types are no problem, but a
 * prefix has to be declared. Other children have to be in a namespace.
 */
export function readFault11(element: XmlElement): Fault {
  const problems: FaultProblem[] = [];
  const named = (name: string, required: boolean) =>
    part(element, { name, namespace: '', required }, problems);
  const faultcode = named('faultcode', true);
  const faultstring = named('faultstring', true);
  const faultactor = named('faultactor', false);
  const detail = named('detail', false);
  const read = faultcode && readCode(faultcode);
  if (faultcode && read?.resolves === false)
    problems.push(
      problemAt(
        faultcode,
        `Expected a qualified name with a declared prefix as faultcode; it is "${read.code.text.slice(0, 200)}".`,
      ),
    );
  for (const other of element.children)
    if (other.namespace === '' && !known.includes(other.name))
      problems.push(
        problemAt(other, `Expected further elements in a namespace; ${other.name} is in none.`),
      );
  const language = faultstring && attribute(faultstring, 'lang', xmlNamespace);
  return {
    version: 'soap11',
    element,
    code: read?.code ?? { namespace: '', local: '', text: '' },
    subcodes: [],
    reason: faultstring?.text ?? '',
    ...(language === undefined ? {} : { language }),
    ...(faultactor === undefined ? {} : { actor: faultactor.text.trim() }),
    ...(detail === undefined ? {} : { detail }),
    problems,
  };
}
