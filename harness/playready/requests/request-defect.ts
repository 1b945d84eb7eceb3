/**
 * A request that needs no identity, with one thing wrong. Its twin is what the writer of the operation
 * makes of the same options.
 */
export interface RequestDefect<Options> {
  /** Readable and stable, e.g. `metering-id-15-bytes`. */
  readonly name: string;
  /** What is wrong, e.g. `a MID of 15 bytes`. */
  readonly what: string;
  /** The SOAP 1.1 envelope with the defect. */
  readonly write: (options: Options) => string;
}
