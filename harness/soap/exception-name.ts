import type { Fault } from './fault.ts';

const identifier = '[\\p{L}\\p{Nl}_][\\p{L}\\p{Nl}\\p{Mn}\\p{Mc}\\p{Nd}\\p{Pc}\\p{Cf}]*';

/**
 * ExceptionName, then what may follow it: a delimiter ("-", ":", a blank), the end, or, beyond the
 * grammar but written by .NET, another white space or a generic type's arity; "+" stands before a
 * nested type.
 */
const leadingName = new RegExp(
  `^\\s*(?<name>${identifier}(?:[.+]${identifier})*)(?=[-:\\s\`]|$)`,
  'u',
);

/** SOAP 1.1 section 4.4.1: the generic code, before the dot of a more specific one. */
const genericCode = /^(?:VersionMismatch|MustUnderstand|Client|Server|Sender|Receiver)\./;

/**
 * The full names of the .NET exception types that a fault names, outermost first, without repeats:
 * those in the code (MS-RMSI 3.1.4.2 puts the type there), in subcodes, and in the reason, where
 * MS-RMPR 3.1.4.5 puts them at the start and after each `--->`. Empty when the server hides them,
 * which says nothing about whether it faulted.
 *
 * By the grammar alone any word is an ExceptionName ("Server was unable ..." names "Server"). So a
 * name counts only when its last component ends in "Exception" and is more than that word, unless it
 * is qualified ("System.Exception"): all types that MS-RMSI and MS-RMPR name are of that form, and
 * no sentence begins so; a last component in "Error" would be as likely prose ("ParseError: ...").
 */
export function exceptionNames(
  fault: Pick<Fault, 'code' | 'subcodes' | 'reason'>,
): readonly string[] {
  const codes = [fault.code.text, ...fault.subcodes].map(code =>
    code.slice(code.indexOf(':') + 1).replace(genericCode, ''),
  );
  const pieces = [...codes, ...fault.reason.split('--->')];
  const names = pieces.map(piece => leadingName.exec(piece)?.groups?.['name'] ?? '');
  return [...new Set(names.filter(isException))];
}

/**
 * The last component of a type's name: `UnsupportedDataVersionException`. Documents and products put
 * one exception under several namespaces, so this is what is compared.
 */
export function lastComponent(name: string): string {
  return name.slice(Math.max(name.lastIndexOf('.'), name.lastIndexOf('+')) + 1);
}

function isException(name: string): boolean {
  return name.endsWith('Exception') && name !== 'Exception';
}
