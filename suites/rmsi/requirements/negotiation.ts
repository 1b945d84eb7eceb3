import type { Requirement } from '../../../harness/verdict/requirement.ts';

const operation = 'Version negotiation';

const client = { actor: 'client', operation, untested: 'Binds the requestor.' } as const;
const heldBy = 'tests/suites/client.spec.ts';

/** Sections 2.2.4.3 and 3.1.4.1: how requestor and responder agree on a version. */
export const negotiation = {
  'rmsi.version.compared': {
    section: '2.2.4.3',
    level: 'SHOULD',
    actor: 'server',
    operation,
    title: 'The responder compares its version with the range',
    statement:
      "Whether a request is accepted follows from the server's and the request's versions.",
    source: { sentence: '4517c1e1effbc238' },
    conflictsWith: ['rmsi.version.range-compared'],
  },
  'rmsi.version.range-compared': {
    section: '3.1.4.1',
    level: 'MUST',
    actor: 'server',
    operation,
    title: 'The responder compares its version with the range, always',
    statement:
      'For every pair of versions and for random ranges the answer is the one that the model of 3.1.4.1 predicts.',
    source: { sentence: 'c9ae85443a0230f5' },
    conflictsWith: ['rmsi.version.compared'],
  },
  'rmsi.version.maximum-version-assumed': {
    section: '3.1.4.1',
    level: 'MUST',
    actor: 'server',
    operation,
    title: 'A request counts as one at its maximum version',
    statement:
      'A range that reaches from supported versions to unsupported ones is refused: only its maximum counts.',
    source: { sentence: '73839196fadcdbd2' },
  },
  'rmsi.version.maximum-above-server': {
    section: '3.1.4.1',
    level: 'MUST',
    actor: 'server',
    operation,
    title: 'A maximum above the server is refused',
    statement: "A request whose maximum version is above the server's highest gets an error.",
    source: { sentence: 'b572956e9f23f978' },
    conflictsWith: ['rmsi.version.maximum-above-server-fault', 'rmsi.faults.unsupported-version'],
  },
  'rmsi.version.maximum-above-server-fault': {
    section: '2.2.4.3',
    level: 'SHOULD',
    actor: 'server',
    operation,
    title: 'A maximum above the server gives UnsupportedDataVersionException',
    statement: 'That refusal is an UnsupportedDataVersionException.',
    source: { sentence: '48f4f1b2c6aa2323' },
    conflictsWith: ['rmsi.version.maximum-above-server'],
  },
  'rmsi.version.minimum-above-maximum': {
    section: '3.1.4.1',
    level: 'MUST',
    actor: 'server',
    operation,
    title: 'A minimum above the maximum gives MalformedDataVersionException',
    statement: 'A range whose minimum is above its maximum is a MalformedDataVersionException.',
    source: { sentence: '74e5e48563c729ab' },
  },
  'rmsi.version.requestor-minimum': {
    ...client,
    section: '3.1.4.1',
    level: 'MUST',
    title: 'A requestor gives its lowest version',
    statement: 'A request names the lowest version its sender supports.',
    source: { sentence: '00bfbe4440356f32' },
    heldBy,
  },
  'rmsi.version.requestor-maximum': {
    ...client,
    section: '3.1.4.1',
    level: 'MUST',
    title: 'A requestor gives its highest version',
    statement: 'A request names the highest version its sender supports.',
    source: { sentence: '3f85071bfb6738b2' },
    heldBy,
  },
  'rmsi.version.requestor-conforms': {
    ...client,
    section: '3.1.4.1',
    level: 'MUST',
    title: 'A request is made in its maximum version',
    statement: 'What a request contains is in accordance with the maximum version that it names.',
    source: { sentence: '5f5de062bc792c8c' },
    untested:
      'Binds the requestor; the document defines no difference between the content of versions.',
  },
  'rmsi.version.minimum-parameter': {
    ...client,
    section: '3.1.4.1',
    level: 'MUST',
    title: 'The MinimumVersion parameter of a request',
    statement: "The parameter table repeats it: MinimumVersion is the requestor's lowest version.",
    source: { sentence: '7810bdbe23624f7a' },
    heldBy,
  },
  'rmsi.version.maximum-parameter': {
    ...client,
    section: '3.1.4.1',
    level: 'MUST',
    title: 'The MaximumVersion parameter of a request',
    statement: "The parameter table repeats it: MaximumVersion is the requestor's highest version.",
    source: { sentence: '063c3d93c00bba04' },
    heldBy,
  },
  'rmsi.version.resend': {
    ...client,
    section: '3.1.4.1',
    level: 'SHOULD',
    title: 'A requestor lowers its request and sends it again',
    statement:
      "After a refusal a requestor adapts its request to the server's range and resends it.",
    source: { sentence: 'a7525fd4d40f629e' },
    heldBy,
  },
} as const satisfies Record<string, Requirement>;
