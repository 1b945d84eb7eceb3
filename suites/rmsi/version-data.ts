import type { Reply } from '../../harness/soap/reply.ts';
import { child, type XmlElement } from '../../harness/xml/element.ts';
import { describeReply } from '../../harness/verdict/expect.ts';
import { violate } from '../../harness/verdict/violation.ts';
import { parseDataVersion, type VersionRange } from './data-version.ts';

export const decommissionNamespace = 'http://microsoft.com/DRM/DecommissionService';

/** The VersionData of a reply, as written. */
export interface VersionData {
  readonly block: XmlElement;
  readonly minimum: string | undefined;
  readonly maximum: string | undefined;
}

/** Reads the VersionData header block (2.2.4.3), or undefined when the reply has none. */
export function readVersionData(reply: Reply): VersionData | undefined {
  const block = reply.headerBlock('VersionData', decommissionNamespace);
  if (block === undefined) return undefined;
  return {
    block,
    minimum: child(block, 'MinimumVersion', decommissionNamespace)?.text,
    maximum: child(block, 'MaximumVersion', decommissionNamespace)?.text,
  };
}

/** Throws a Violation unless the reply has a VersionData header block, and returns it. */
export function expectVersionData(reply: Reply, what?: string): VersionData {
  return (
    readVersionData(reply) ??
    violate('a VersionData header block', `${describeReply(reply)}, without one`, what)
  );
}

/** The range that a reply states, or undefined when it is absent, incomplete or malformed. */
export function readVersionRange(reply: Reply): VersionRange | undefined {
  const data = readVersionData(reply);
  const minimum = parseDataVersion(data?.minimum ?? '');
  const maximum = parseDataVersion(data?.maximum ?? '');
  return minimum && maximum && { minimum, maximum };
}
