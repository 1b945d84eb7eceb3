import type { Requirement } from '../../../harness/verdict/requirement.ts';

const operation = 'Common fault codes';

/** Section 3.1.4.2: the faults that all interfaces share. */
export const faults = {
  'rmsi.faults.version-data-validated': {
    section: '3.1.4.2',
    level: 'SHOULD',
    actor: 'server',
    operation,
    title: 'VersionData is validated',
    statement: 'A request whose versions are no version numbers is refused.',
    source: { sentence: '9267ef5a97337069' },
  },
  'rmsi.faults.malformed-version': {
    section: '3.1.4.2',
    level: 'SHOULD',
    actor: 'server',
    operation,
    title: 'What is no version number gives MalformedDataVersionException',
    statement: 'That refusal is a MalformedDataVersionException.',
    source: { sentence: '1ff9d4f8f3ca7ac9' },
  },
  'rmsi.faults.unsupported-version': {
    section: '3.1.4.2',
    level: 'SHOULD',
    actor: 'server',
    operation,
    title: 'Too high a version gives UnsupportedDataVersionException',
    statement:
      "A maximum version above the operation's range is an UnsupportedDataVersionException.",
    source: { sentence: '526cc4b6b6843145' },
    conflictsWith: ['rmsi.version.maximum-above-server'],
  },
  'rmsi.faults.null-argument': {
    section: '3.1.4.2',
    level: 'SHOULD',
    actor: 'server',
    operation,
    title: 'A required input that is null gives ArgumentNullException',
    statement: 'A request whose required input is absent or nil is a System.ArgumentNullException.',
    source: { sentence: '5fc15c23055522e9' },
  },
} as const satisfies Record<string, Requirement>;
