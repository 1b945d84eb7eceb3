/** A Content-Type, read: the type in lower case, the parameters that SOAP uses. */
export interface MediaType {
  readonly type: string;
  readonly charset?: string;
  /** The `action` parameter of application/soap+xml (SOAP 1.2 part 2, section 6.5.3). */
  readonly action?: string;
}

const parameter = /;\s*([^\s=;"]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;"]*))/g;

/**
 * Reads a Content-Type value (RFC 9110 section 8.3): names of parameters in any case, values quoted
 * or not, the first of a name counts. Undefined when it does not begin with `type/subtype`.
 */
export function readMediaType(value: string): MediaType | undefined {
  const type = /^\s*([^\s/;,"]+\/[^\s/;,"]+)\s*(?:;|$)/.exec(value)?.[1];
  if (type === undefined) return undefined;
  const found = new Map<string, string>();
  for (const [, name = '', quoted, plain] of value.matchAll(parameter)) {
    const key = name.toLowerCase();
    if (!found.has(key)) found.set(key, quoted?.replace(/\\(.)/g, '$1') ?? plain ?? '');
  }
  const charset = found.get('charset');
  const action = found.get('action');
  return {
    type: type.toLowerCase(),
    ...(charset === undefined ? {} : { charset }),
    ...(action === undefined ? {} : { action }),
  };
}
