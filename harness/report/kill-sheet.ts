/** What proving found out about one mutant. */
export interface MutantResult {
  readonly name: string;
  readonly breaks: readonly string[];
  /** Requirements whose check went red, in any project. */
  readonly red: readonly string[];
  /** Of `breaks`, those whose check stayed green. */
  readonly survived: readonly string[];
  /** Of `red`, those that the mutant does not declare. */
  readonly collateral: readonly string[];
  readonly durationMs: number;
}

/** What proving found out about one server that does nothing right. */
export interface NullResult {
  readonly name: string;
  /** Requirements that passed although nothing was done: none may. */
  readonly passed: readonly string[];
  readonly durationMs: number;
}

/** The result of `npm run prove`: requirement x mutant. */
export interface KillSheet {
  readonly format: 1;
  readonly assay: string;
  readonly createdAt: string;
  readonly requirements: number;
  /** Requirements that have a check. */
  readonly checked: readonly string[];
  /** Checked requirements that no mutant breaks. */
  readonly unproven: readonly string[];
  /** What was not green against the conforming reference servers. */
  readonly falseAlarms: readonly string[];
  readonly mutants: readonly MutantResult[];
  readonly nullServers: readonly NullResult[];
}

/** The figures of a kill sheet. */
export function countKills(sheet: KillSheet): {
  killed: number;
  collateral: number;
  nullPasses: number;
} {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return {
    killed: sheet.mutants.filter(({ survived }) => survived.length === 0).length,
    collateral: sum(sheet.mutants.map(({ collateral }) => collateral.length)),
    nullPasses: sum(sheet.nullServers.map(({ passed }) => passed.length)),
  };
}

/** Everything that keeps a sheet from counting as proof, one sentence each; none when it is one. */
export function flawsOf(sheet: KillSheet): readonly string[] {
  return [
    ...sheet.falseAlarms.map(alarm => `not green against the reference server: ${alarm}`),
    ...sheet.unproven.map(id => `no mutant breaks ${id}`),
    ...sheet.mutants.flatMap(({ name, survived, collateral }) => [
      ...survived.map(id => `${name} was not caught by ${id}`),
      ...collateral.map(id => `${name} turned ${id} red, which it does not declare`),
    ]),
    ...sheet.nullServers.flatMap(({ name, passed }) =>
      passed.map(id => `a server that ${name} passed ${id}`),
    ),
  ];
}

/** `requirements R, checked C, mutants M, killed K, collateral X, null-server passes P`. */
export function summariseKills(sheet: KillSheet): string {
  const { killed, collateral, nullPasses } = countKills(sheet);
  return `requirements ${sheet.requirements}, checked ${sheet.checked.length}, mutants ${sheet.mutants.length}, killed ${killed}, collateral ${collateral}, null-server passes ${nullPasses}`;
}
