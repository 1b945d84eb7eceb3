import { rows } from '../../../harness/verdict/rows.ts';

/** PlayReady-facts 1.4 (R5) and 1.11: what is public of acknowledgements is their flow. */
export const acknowledge = rows('AcknowledgeLicense', {
  'playready.acknowledge.due': `
    1.4 MUST client documented "query-string-syntax, tid": An answer with a TransactionID is acknowledged
    A client that got a TransactionID posts an AcknowledgeLicense with it.`,
  'playready.acknowledge.response': `
    1.2 SHOULD inferred "the documented operations": The answer to an acknowledgement is enveloped as others are
    AcknowledgeLicenseResponse holds AcknowledgeLicenseResult, which holds Response of the messages.`,
  'playready.acknowledge.transaction': `
    1.11 SHOULD inferred "query-string-syntax, tid; error C610": An acknowledgement with a changed transaction is refused
    A recorded acknowledgement whose TransactionID was replaced gets a fault.`,
  'playready.acknowledge.signature': `
    1.11 SHOULD inferred "the documented operations": An acknowledgement that is wrongly signed is refused
    A recorded acknowledgement whose Signature, where it has one, was changed or taken out gets a fault.`,
  'playready.acknowledge.unknown-transaction': `
    3.4 SHOULD documented "PlayReadyResults": An unknown transaction is refused with 0x8004c610
    An acknowledgement that is right but for a transaction which the server does not know gets that status code.
    untested: Only a licensed client can sign one.`,
});
