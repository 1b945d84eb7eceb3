import type { XmlElement } from '../../xml/element.ts';
import { addProblem, quoted, type MessageProblem } from './message-problem.ts';
import { parseStatusCode, type StatusCode } from './status-code.ts';

/** The `detail/Exception` of a fault (PlayReady-facts 3.1, 3.2); texts as they came, trimmed. */
export interface ExceptionDetail {
  /** The Exception element; an ordinary ASMX fault has none. */
  readonly element?: XmlElement;
  /** Undefined when there is no StatusCode, or its text is no status code. */
  readonly statusCode?: StatusCode;
  /** StatusCode as it was written. */
  readonly statusText?: string;
  readonly customData?: string;
  readonly redirectUrl?: string;
  readonly serviceId?: string;
  readonly accountId?: string;
  readonly revision?: string;
  readonly message?: string;
  /** Children of Exception that no public source knows. */
  readonly unknown: readonly XmlElement[];
  readonly problems: readonly MessageProblem[];
}

const parts = {
  statusText: 'StatusCode',
  customData: 'CustomData',
  redirectUrl: 'RedirectUrl',
  serviceId: 'ServiceId',
  accountId: 'AccountId',
  revision: 'Revision',
  message: 'Message',
} as const;
const known: readonly string[] = Object.values(parts);

/**
 * Reads the exception of a fault. Elements are matched by local name alone: vendors write them in the
 * envelope's namespace as well (PlayReady-facts 3.1). Only StatusCode has to be there, in the form
 * `0x` and 8 hexadecimal digits of either case; a name that stands twice is a problem too. Never throws.
 *
 * @param fault - the Fault element, and its detail where it has one
 */
export function readExceptionDetail(fault: {
  readonly element: XmlElement;
  readonly detail?: XmlElement;
}): ExceptionDetail {
  const problems: MessageProblem[] = [];
  const exceptions = fault.detail?.children.filter(({ name }) => name === 'Exception') ?? [];
  const [element] = exceptions;
  if (element === undefined) {
    const where = fault.detail ?? fault.element;
    addProblem(problems, where, 'Expected detail/Exception/StatusCode; there is no Exception.');
    return { unknown: [], problems };
  }
  if (exceptions.length > 1)
    addProblem(problems, element, `Expected one Exception; there are ${exceptions.length}.`);
  const texts: { -readonly [Key in keyof typeof parts]?: string } = {};
  for (const [key, name] of Object.entries(parts) as [keyof typeof parts, string][]) {
    const named = element.children.filter(candidate => candidate.name === name);
    if (named.length > 1)
      addProblem(problems, element, `Expected one ${name}; there are ${named.length}.`);
    if (named[0] !== undefined) texts[key] = named[0].text.trim();
  }
  const statusCode = texts.statusText === undefined ? undefined : parseStatusCode(texts.statusText);
  if (texts.statusText === undefined)
    addProblem(problems, element, 'Expected StatusCode in Exception; there is none.');
  else if (statusCode === undefined)
    addProblem(
      problems,
      element,
      `Expected 0x and 8 hexadecimal digits as StatusCode; it is ${quoted(texts.statusText)}.`,
    );
  return {
    element,
    ...(statusCode === undefined ? {} : { statusCode }),
    ...texts,
    unknown: element.children.filter(({ name }) => !known.includes(name)),
    problems,
  };
}
