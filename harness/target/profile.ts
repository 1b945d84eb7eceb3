/**
 * What a product version is documented to do where the specification leaves room (MS-RMSI section
 * 7).
 */
export interface Profile {
  /** Completes the sentence "the server under test is ...". */
  readonly statement: string;
  /** Where the facts below stand. */
  readonly section: string;
  /** The range that every answer announces, when the documents state one; versions are `a.b.c.d`. */
  readonly range?: { readonly minimum: string; readonly maximum: string };
  /** Whether faults carry the VersionData header. */
  readonly faultsCarryVersionData: boolean;
}

export const profileNames = [
  'specification',
  'rms-1.0',
  'rms-1.0-sp2',
  'windows-server-2008-r2-sp1',
] as const;
export type ProfileName = (typeof profileNames)[number];

/** What a target may ask for: a profile, or to be held to what the server is found to do. */
export type ProfileChoice = ProfileName | 'infer';

const section = 'MS-RMSI section 7, notes 2 and 3';

/** `specification` is the text itself, which names no range and puts VersionData on every answer. */
export const profiles: Readonly<Record<ProfileName, Profile>> = {
  specification: {
    statement: 'any server, held to the text of the specification alone',
    section: 'MS-RMSI 3.1.4.1',
    faultsCarryVersionData: true,
  },
  'rms-1.0': {
    statement: 'RMS 1.0 or RMS 1.0 SP1',
    section,
    range: { minimum: '1.0.0.0', maximum: '1.0.0.0' },
    faultsCarryVersionData: false,
  },
  'rms-1.0-sp2': {
    statement: 'RMS 1.0 SP2, Windows Server 2008 or Windows Server 2008 R2',
    section,
    range: { minimum: '1.0.0.0', maximum: '1.1.0.0' },
    faultsCarryVersionData: false,
  },
  'windows-server-2008-r2-sp1': {
    statement: 'Windows Server 2008 R2 SP1 or later',
    section,
    range: { minimum: '1.0.0.0', maximum: '1.2.0.0' },
    faultsCarryVersionData: false,
  },
};
