import type { ProtocolChoice } from '../target-of-url.ts';
import type { ProfileChoice } from '../../harness/target/profile.ts';

/** The ways of authentication that a new target file can begin with. */
export const authenticationTypes = [
  'none',
  'basic',
  'bearer',
  'headers',
  'ntlm',
  'negotiate',
] as const;
export type AuthenticationType = (typeof authenticationTypes)[number];

/** What a new target file is written from. */
export interface Answers {
  readonly name: string;
  /** What is at `url`. */
  readonly protocol: ProtocolChoice;
  /** The state of the RMS server at `url`. */
  readonly state: 'normal' | 'decommissioned';
  readonly url: string;
  readonly authentication: AuthenticationType;
  /** For basic and ntlm. */
  readonly user: string;
  /** PEM file; empty for none. */
  readonly ca: string;
  readonly profile: ProfileChoice;
  readonly mayIssue: boolean;
  /** Remarks on what was found, each one line; comments at the head of the file. */
  readonly remarks: readonly string[];
}

/** What is taken where nobody says otherwise. */
export const defaultAnswers: Answers = {
  name: '',
  protocol: 'rms',
  state: 'normal',
  url: 'https://rms.example.com/_wmcs',
  authentication: 'none',
  user: 'tester',
  ca: '',
  profile: 'specification',
  mayIssue: false,
  remarks: [],
};
