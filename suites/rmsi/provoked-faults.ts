import type { Reply } from '../../harness/soap/reply.ts';
import { Blocked } from '../../harness/verdict/blocked.ts';
import type { RmsiContext } from './context.ts';
import type { KeyRequest } from './session.ts';

/** A request that the document has refused, for checks that look at faults whatever their cause. */
export interface Provocation {
  readonly what: string;
  readonly request: KeyRequest;
}

/** One for each common fault code of 3.1.4.2. */
export const provocations: readonly Provocation[] = [
  {
    what: 'a MaximumVersion far above any server',
    request: { minimum: '1.0.0.0', maximum: '2147483647.0.0.0' },
  },
  {
    what: 'a MinimumVersion that is no version number',
    request: { minimum: '1.0', maximum: '1.0.0.0' },
  },
  { what: 'an empty paramsSoap', request: { fixture: 'paramsSoap-empty' } },
];

/** A fault and what provoked it. */
export interface ProvokedFault {
  readonly what: string;
  readonly reply: Reply;
}

/**
 * The faults that the provocations get from this server. A provocation that is answered otherwise is
 * another check's finding; Blocked when none is left.
 */
export async function provokeFaults(context: RmsiContext): Promise<readonly ProvokedFault[]> {
  const faults: ProvokedFault[] = [];
  for (const { what, request } of provocations) {
    const reply = await context.acquireContentKey(request);
    if (reply.fault !== undefined) faults.push({ what, reply });
  }
  if (faults.length === 0)
    throw new Blocked(
      'no-fault',
      `None of these was refused with a SOAP fault: ${provocations.map(({ what }) => what).join('; ')}.`,
    );
  return faults;
}
