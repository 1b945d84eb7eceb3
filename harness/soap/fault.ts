import type { XmlElement } from '../xml/element.ts';
import { versionOfNamespace, type Envelope } from './envelope.ts';
import { readFault11 } from './fault11.ts';
import { readFault12 } from './fault12.ts';
import type { SoapVersion } from './version.ts';

/** A fault as it was written; `problems` says where it is not well formed. */
export interface Fault {
  /** The version whose namespace the Fault element is in. */
  readonly version: SoapVersion;
  readonly element: XmlElement;
  /** faultcode (1.1) or Code/Value (1.2); all three parts are `''` when there is none. */
  readonly code: FaultCode;
  /** The texts of Subcode/Value from the outside in (1.2). */
  readonly subcodes: readonly string[];
  /** faultstring (1.1) or the first Reason/Text (1.2), white space kept; `''` when there is none. */
  readonly reason: string;
  /** xml:lang of the reason. */
  readonly language?: string;
  /** faultactor (1.1) or Role (1.2). */
  readonly actor?: string;
  /** detail (1.1) or Detail (1.2). */
  readonly detail?: XmlElement;
  readonly problems: readonly FaultProblem[];
}

/** A code is a QName: `text` as written, `namespace` what its prefix stands for, else `''`. */
export interface FaultCode {
  readonly namespace: string;
  readonly local: string;
  readonly text: string;
}

/** One breach of the fault's form, in one sentence, and where it stands. */
export interface FaultProblem {
  readonly message: string;
  readonly path: string;
  readonly line: number;
  /** Set when the part is there, but in another namespace than the form gives it. */
  readonly isNamespace?: true;
}

/**
 * Reads the Fault in an envelope's Body, or gives undefined when there is none: SOAP 1.1 section 4.4,
 * SOAP 1.2 part 1 section 5.4. Nothing is refused: what is wrong with its form is listed.
 */
export function readFault(envelope: Envelope): Fault | undefined {
  const faults = envelope.body.children.filter(
    ({ name, namespace }) => name === 'Fault' && versionOfNamespace(namespace) !== undefined,
  );
  const [element] = faults;
  const version = element && versionOfNamespace(element.namespace);
  if (element === undefined || version === undefined) return undefined;
  const fault = version === 'soap11' ? readFault11(element) : readFault12(element);
  const { path, line } = element;
  const problems = [...fault.problems];
  if (version !== envelope.version)
    problems.push({
      message: "Expected the Fault in the envelope's namespace; it is in the other version's.",
      path,
      line,
    });
  if (faults.length > 1)
    problems.push({ message: `Expected one Fault; there are ${faults.length}.`, path, line });
  if (version === 'soap12' && envelope.body.children.length > faults.length)
    problems.push({
      message: 'Expected the Fault alone in the Body; there are other elements.',
      path,
      line,
    });
  return { ...fault, problems };
}
