import { protocols } from '../playready/namespaces.ts';
import type { Effect } from '../target/permissions.ts';

/** One of the nine operations of a rightsmanager.asmx (PlayReady-facts 1.1). */
export interface Operation {
  /** What it causes on a server that grants it. */
  readonly effect: Effect;
  /**
   * Where its requests come from: `built` ones need no identity of a device, the others are those of a
   * licensed client (PlayReady-facts 0.5).
   */
  readonly source: 'built' | 'recorded';
}

const recorded: Operation = { effect: 'issues', source: 'recorded' };

/** The operations, in the order in which they are asked for what all have in common. */
export const operations = {
  GetMeteringCertificate: { effect: 'reads', source: 'built' },
  AcquireLicense: recorded,
  ProcessDeleteLicenseData: recorded,
  AcquirePackagingData: { effect: 'issues', source: 'built' },
  AcknowledgeLicense: recorded,
  JoinDomain: recorded,
  LeaveDomain: recorded,
  ProcessMeteringData: recorded,
  ProcessSecureStopData: recorded,
} as const satisfies Readonly<Record<string, Operation>>;

export type OperationName = keyof typeof operations;

/** All nine, in the order of `operations`. */
export const operationNames = Object.keys(operations) as readonly OperationName[];

/** Whether a name, such as a catalogue row's, is an operation's. */
export function isOperation(name: string): name is OperationName {
  return Object.hasOwn(operations, name);
}

/** The SOAPAction of an operation, without quotation marks (PlayReady-facts 1.1). */
export function actionOf(operation: string): string {
  return `${protocols}/${operation}`;
}
