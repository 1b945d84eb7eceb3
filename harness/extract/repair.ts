/**
 * What extraction changed, apart from laying elements and attributes out one below the other:
 *
 * - `blank-lines-removed`: the Markdown puts a blank line after every line; `value` is their number;
 * - `list-markers-removed`: every line began with `- `; `value` is their number;
 * - `attribute-value-joined`: a line break within `subject` was removed, giving `value`;
 * - `prefix-declared`: the prefix `subject`, declared on wsdl:definitions as `value`, is now declared
 *   in the schema too;
 * - `schema-location-added`: the import of the namespace `subject` now names the file `value`.
 */
export interface Repair {
  readonly kind:
    | 'blank-lines-removed'
    | 'list-markers-removed'
    | 'attribute-value-joined'
    | 'prefix-declared'
    | 'schema-location-added';
  /** 1-based line of the specification. */
  readonly line: number;
  /** The one file that the repair is in; without it, all files of the WSDL. */
  readonly file?: string;
  readonly subject: string;
  readonly value: string;
}
