/** One thing that `assay doctor` looked at. */
export interface Finding {
  readonly what: string;
  /** `missing` costs a convenience, which `says` names; with `bad` no run succeeds. */
  readonly state: 'good' | 'missing' | 'bad';
  /** What was found, and what to do about it. */
  readonly says: string;
}
