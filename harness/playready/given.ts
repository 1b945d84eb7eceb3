type Given<Values> = { [Key in keyof Values]?: Exclude<Values[Key], undefined> };

/** The properties that have a value: what was not found does not stand in what was read. */
export function given<Values extends object>(values: Values): Given<Values> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  ) as Given<Values>;
}
