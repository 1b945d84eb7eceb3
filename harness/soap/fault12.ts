import { attribute, children, type XmlElement } from '../xml/element.ts';
import type { Fault, FaultCode, FaultProblem } from './fault.ts';
import { namespaceText, part, problemAt, readCode, xmlNamespace } from './fault-parts.ts';
import { envelopeNamespace } from './version.ts';

/** The codes of SOAP 1.2 part 1, section 5.4.6. */
const codes = ['VersionMismatch', 'MustUnderstand', 'DataEncodingUnknown', 'Sender', 'Receiver'];
const namespace = envelopeNamespace.soap12;
const known = ['Code', 'Reason', 'Node', 'Role', 'Detail'];

/**
 * Reads a Fault of SOAP 1.2 (part 1, section 5.4): Code/Value is one of five names in the envelope's
 * namespace, Subcodes nest, Reason holds at least one Text, each with an xml:lang of its own.
 */
export function readFault12(element: XmlElement): Fault {
  const problems: FaultProblem[] = [];
  const named = (parent: XmlElement, name: string, required: boolean) =>
    part(parent, { name, namespace, required }, problems);
  const code = named(element, 'Code', true);
  const reason = named(element, 'Reason', true);
  named(element, 'Node', false);
  const role = named(element, 'Role', false);
  const detail = named(element, 'Detail', false);
  for (const other of element.children)
    if (!known.includes(other.name))
      problems.push(problemAt(other, `Expected only ${known.join(', ')}; there is ${other.name}.`));
  const value = code && named(code, 'Value', true);
  const text = reason && readTexts(reason, problems);
  const language = text && attribute(text, 'lang', xmlNamespace);
  return {
    version: 'soap12',
    element,
    code: value ? readValue(value, problems) : { namespace: '', local: '', text: '' },
    subcodes: code ? readSubcodes(code, problems) : [],
    reason: text?.text ?? '',
    ...(language === undefined ? {} : { language }),
    ...(role === undefined ? {} : { actor: role.text.trim() }),
    ...(detail === undefined ? {} : { detail }),
    problems,
  };
}

function readValue(value: XmlElement, problems: FaultProblem[]): FaultCode {
  const { code, resolves } = readCode(value);
  if (!resolves || code.namespace !== namespace || !codes.includes(code.local))
    problems.push(
      problemAt(
        value,
        `Expected one of ${codes.join(', ')} in the envelope's namespace as Code/Value; it is "${code.text.slice(0, 200)}", in ${namespaceText(code.namespace)}.`,
      ),
    );
  return code;
}

function readSubcodes(code: XmlElement, problems: FaultProblem[]): string[] {
  const subcode = part(code, { name: 'Subcode', namespace, required: false }, problems);
  if (subcode === undefined) return [];
  const value = part(subcode, { name: 'Value', namespace, required: true }, problems);
  if (value && !readCode(value).resolves)
    problems.push(
      problemAt(
        value,
        `Expected a qualified name with a declared prefix as Subcode/Value; it is "${value.text.trim().slice(0, 200)}".`,
      ),
    );
  return [...(value ? [value.text.trim()] : []), ...readSubcodes(subcode, problems)];
}

/** The first Text. */
function readTexts(reason: XmlElement, problems: FaultProblem[]): XmlElement | undefined {
  const texts = children(reason, 'Text', namespace);
  const languages = texts.map(text => attribute(text, 'lang', xmlNamespace)?.toLowerCase());
  if (texts.length === 0)
    problems.push(problemAt(reason, 'Expected a Text in Reason; there is none.'));
  texts.forEach((text, index) => {
    const language = languages[index];
    if (language === undefined)
      problems.push(problemAt(text, 'Expected xml:lang on Reason/Text; there is none.'));
    else if (languages.indexOf(language) < index)
      problems.push(
        problemAt(text, `Expected one Text per language; "${language}" is there before.`),
      );
  });
  return texts[0];
}
