import type { Reply } from '../soap/reply.ts';
import { describeReply } from '../verdict/expect.ts';
import { violate } from '../verdict/violation.ts';
import { child, type XmlElement } from '../xml/element.ts';
import { parseDataVersion, type VersionRange } from './data-version.ts';
import { operations, type OperationName } from './operations.ts';

/** The VersionData of a reply, as written. */
export interface VersionData {
  readonly block: XmlElement;
  readonly minimum: string | undefined;
  readonly maximum: string | undefined;
}

/** Reads the VersionData header block (2.2.4.3) in the operation's namespace, or undefined. */
export function readVersionData(reply: Reply, name: OperationName): VersionData | undefined {
  const { namespace } = operations[name];
  const block = reply.headerBlock('VersionData', namespace);
  if (block === undefined) return undefined;
  return {
    block,
    minimum: child(block, 'MinimumVersion', namespace)?.text,
    maximum: child(block, 'MaximumVersion', namespace)?.text,
  };
}

/** Throws a Violation unless the reply has a VersionData header block, and returns it. */
export function expectVersionData(reply: Reply, name: OperationName, what?: string): VersionData {
  return (
    readVersionData(reply, name) ??
    violate('a VersionData header block', `${describeReply(reply)}, without one`, what)
  );
}

/** The range that a reply states, or undefined when it is absent, incomplete or malformed. */
export function readVersionRange(reply: Reply, name: OperationName): VersionRange | undefined {
  const data = readVersionData(reply, name);
  const minimum = parseDataVersion(data?.minimum ?? '');
  const maximum = parseDataVersion(data?.maximum ?? '');
  return minimum && maximum && { minimum, maximum };
}
