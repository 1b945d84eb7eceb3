/** A value of a HAR: anything that JSON can say. */
export type HarValue = unknown;

/** The value under a key that an object itself has, never one of its prototype. */
export function at(value: HarValue, key: string): HarValue {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}

/** The text under a key, or undefined. */
export function textAt(value: HarValue, key: string): string | undefined {
  const found = at(value, key);
  return typeof found === 'string' ? found : undefined;
}

/** The number under a key, or undefined. */
export function numberAt(value: HarValue, key: string): number | undefined {
  const found = at(value, key);
  return typeof found === 'number' ? found : undefined;
}

/** The list under a key; empty where there is none. */
export function listAt(value: HarValue, key: string): readonly HarValue[] {
  const found = at(value, key);
  return Array.isArray(found) ? found : [];
}

/** The `name` and `value` of each of a list under a key, as headers and parameters have them. */
export function pairsAt(value: HarValue, key: string): readonly (readonly [string, string])[] {
  return listAt(value, key).flatMap(each => {
    const name = textAt(each, 'name');
    return name === undefined ? [] : [[name, textAt(each, 'value') ?? ''] as const];
  });
}
