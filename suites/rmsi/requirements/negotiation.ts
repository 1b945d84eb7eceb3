import { rows } from '../../../harness/verdict/rows.ts';

const shared = { operation: 'Version negotiation', heldBy: 'tests/suites/client.spec.ts' };

/** Sections 2.2.4.3 and 3.1.4.1: how requestor and responder agree on a version. */
export const negotiation = rows(shared, {
  'rmsi.version.compared': `
    2.2.4.3 SHOULD 4517c1e1effbc238: The responder compares its version with the range
    Whether a request is accepted follows from the server's and the request's versions.
    conflicts with: rmsi.version.range-compared`,
  'rmsi.version.range-compared': `
    3.1.4.1 MUST c9ae85443a0230f5: The responder compares its version with the range, always
    For every pair of versions and for random ranges the answer is the one that the model of 3.1.4.1 predicts.
    conflicts with: rmsi.version.compared`,
  'rmsi.version.maximum-version-assumed': `
    3.1.4.1 MUST 73839196fadcdbd2: A request counts as one at its maximum version
    A range that reaches from supported versions to unsupported ones is refused: only its maximum counts.`,
  'rmsi.version.maximum-above-server': `
    3.1.4.1 MUST b572956e9f23f978: A maximum above the server is refused
    A request whose maximum version is above the server's highest gets an error.
    conflicts with: rmsi.version.maximum-above-server-fault, rmsi.faults.unsupported-version`,
  'rmsi.version.maximum-above-server-fault': `
    2.2.4.3 SHOULD 48f4f1b2c6aa2323: A maximum above the server gives UnsupportedDataVersionException
    That refusal is an UnsupportedDataVersionException.
    conflicts with: rmsi.version.maximum-above-server`,
  'rmsi.version.minimum-above-maximum': `
    3.1.4.1 MUST 74e5e48563c729ab: A minimum above the maximum gives MalformedDataVersionException
    A range whose minimum is above its maximum is a MalformedDataVersionException.`,
  'rmsi.version.requestor-minimum': `
    3.1.4.1 MUST client 00bfbe4440356f32: A requestor gives its lowest version
    A request names the lowest version its sender supports.`,
  'rmsi.version.requestor-maximum': `
    3.1.4.1 MUST client 3f85071bfb6738b2: A requestor gives its highest version
    A request names the highest version its sender supports.`,
  'rmsi.version.requestor-conforms': `
    3.1.4.1 MUST client 5f5de062bc792c8c: A request is made in its maximum version
    What a request contains is in accordance with the maximum version that it names.
    untested: Binds the requestor; the document defines no difference between the content of versions.`,
  'rmsi.version.minimum-parameter': `
    3.1.4.1 MUST client 7810bdbe23624f7a: The MinimumVersion parameter of a request
    The parameter table repeats it: MinimumVersion is the requestor's lowest version.`,
  'rmsi.version.maximum-parameter': `
    3.1.4.1 MUST client 063c3d93c00bba04: The MaximumVersion parameter of a request
    The parameter table repeats it: MaximumVersion is the requestor's highest version.`,
  'rmsi.version.resend': `
    3.1.4.1 SHOULD client a7525fd4d40f629e: A requestor lowers its request and sends it again
    After a refusal a requestor adapts its request to the server's range and resends it.`,
});
