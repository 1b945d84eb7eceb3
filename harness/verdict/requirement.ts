/** The weight of a sentence (RFC 2119); the negated forms count with their positive. */
export type Level = 'MUST' | 'SHOULD' | 'MAY';

/**
 * How a rule is known, where no open specification states it: its owner wrote it down, somebody saw
 * products do so, or it was concluded from either. Only what is documented can be a MUST.
 */
export type Mark = 'documented' | 'observed' | 'inferred';

/** Whom a sentence binds. */
export type Actor = 'server' | 'client';

/**
 * One normative sentence. The record's key in its catalogue is the id by which checks, mutants,
 * waivers and report rows speak of it.
 */
export interface Requirement {
  /** Section number in the specification, e.g. `3.1.4.1`. */
  readonly section: string;
  readonly level: Level;
  readonly actor: Actor;
  /** The operation or aspect that the report's tree groups by. */
  readonly operation: string;
  /** A short name for report rows. */
  readonly title: string;
  /** The rule in our own words. */
  readonly statement: string;
  /**
   * Where the rule stands: the digest of its source sentence (as `assay requirements` prints it),
   * or, for a rule that a schema or a referenced standard states, that place in words.
   */
  readonly source: { readonly sentence: string } | { readonly reference: string };
  /** How the rule is known; left out where an open specification states it. */
  readonly mark?: Mark;
  /** Other rows of the same catalogue that state the rule differently. */
  readonly conflictsWith?: readonly string[];
  /** Why no check decides it on the wire. A row has either checks or this. */
  readonly untested?: string;
  /** For a client's rule: our test that holds the harness itself to it, besides `untested`. */
  readonly heldBy?: string;
}

/** All requirements of one specification. */
export interface Catalogue<Id extends string = string> {
  /** Short name, e.g. `MS-RMSI`. */
  readonly specification: string;
  /** Revision of the document that the rows were written from. */
  readonly revision: string;
  /** Where sections can be read; `{section}` is replaced by the number. */
  readonly sectionUrl: string;
  readonly requirements: Readonly<Record<Id, Requirement>>;
}
