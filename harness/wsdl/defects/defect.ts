import type { Extent } from '../compose.ts';
import type { LocatedNode, MessageNode } from '../message-node.ts';
import type { WsdlOperation } from '../model.ts';

/** Where a defect can be put: one element of an operation's request. */
export interface Site extends LocatedNode {
  /** The accepted request that has the element; the fixture's twin. */
  readonly twin: Extent;
  /** That request. */
  readonly message: MessageNode;
  /** The element's name, with as many parents as tell it from others: `IssuanceLicense/Certificate`. */
  readonly subject: string;
  /** The header block, the body element, or an element below one of them. */
  readonly place: 'header' | 'body' | 'inner';
  /** By the schema or by prose. */
  readonly required: boolean;
}

/** What a defect is made from. */
export interface DefectContext {
  readonly operation: WsdlOperation;
  readonly namespace: string;
  readonly minimal: MessageNode;
  readonly sites: readonly Site[];
  /** The bodies of other operations, and whether this service's schema declares them. */
  readonly otherBodies: readonly { readonly body: MessageNode; readonly declared: boolean }[];
}

/** A request with one defect. */
export interface DefectiveRequest {
  readonly name: string;
  readonly rule: string;
  readonly subject: string;
  readonly twin: Extent;
  /** Whether the schema set still accepts it, placeholders filled with what it declares. */
  readonly valid: boolean;
  readonly message: MessageNode;
}

/** One kind of defect, applied wherever it can be. */
export type Defect = (context: DefectContext) => readonly DefectiveRequest[];

/** A request named after the element that its defect is in. */
export function defectAt(
  site: Site,
  suffix: string,
  rule: string,
  valid: boolean,
  message: MessageNode,
): DefectiveRequest {
  const { subject, twin } = site;
  return { name: `${subject.replaceAll('/', '-')}-${suffix}`, rule, subject, twin, valid, message };
}
