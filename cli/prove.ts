import { join, resolve } from 'node:path';
import { Command } from 'commander';
import {
  flawsOf,
  summariseKills,
  type KillSheet,
  type NullResult,
} from '../harness/report/kill-sheet.ts';
import { renderKillSheet } from '../harness/report/kill-sheet-page.ts';
import { assayVersion } from '../harness/report/version.ts';
import { writeRunFile, writeRunJson } from '../harness/report/run-folder.ts';
import { UserError } from '../harness/user-error.ts';
import { exitCode, type ExitCode } from '../harness/verdict/exit-code.ts';
import { rmsiMutants } from '../reference/mutants/rmsi/mutants.ts';
import { nullServers } from '../reference/null/null-server.ts';
import { catalogue } from '../suites/rmsi/catalogue.ts';
import { jsonOption, outputOf, type Output } from './output.ts';
import { proveAll } from './proof/prove-all.ts';
import { findFalseAlarms } from './proof/prove-mutants.ts';
import { proveNullServer } from './proof/prove-null-servers.ts';
import { referenceState } from './reference-target.ts';

/** `assay prove`: every check goes red for its mutants, and for nothing else. */
export function proveCommand(exit: (code: ExitCode) => void): Command {
  return new Command('prove')
    .description('prove that every check can fail, and only where it should')
    .option('--mutant <name>', 'only this mutant')
    .option('--out <folder>', 'where the kill sheet is written', 'reports/prove')
    .option(...jsonOption)
    .action(async (options: { mutant?: string; out: string; json?: true }) => {
      const { mutant, out } = options;
      const { say, result } = outputOf(options);
      const sheet = await prove(mutant, say);
      const folder = resolve(out);
      writeRunJson(folder, 'kill-sheet.json', sheet);
      writeRunFile(folder, 'kill-sheet.html', renderKillSheet(sheet));
      const flaws = flawsOf(sheet);
      for (const flaw of flaws) say(`FLAW  ${flaw}`);
      say(`kill sheet: ${join(folder, 'kill-sheet.html')}`);
      say(summariseKills(sheet));
      result(sheet);
      if (flaws.length > 0) exit(exitCode.violated);
    });
}

async function prove(only: string | undefined, say: Output['say']): Promise<KillSheet> {
  const mutants = rmsiMutants.filter(({ name }) => only === undefined || name === only);
  if (mutants.length === 0)
    throw new UserError(`Expected the name of a mutant; there is none called "${only ?? ''}".`);
  // Brings Playwright along, which takes longer to load than all the rest of the command.
  const { collectChecks } = await import('../suites/rmsi/collect-checks.ts');
  const checks = await collectChecks();
  const checked = [...new Set<string>(checks.flatMap(({ requirements }) => requirements))].sort();
  // Mode 1 has the smaller keys: a mutant costs hundreds of decryptions.
  const state = referenceState('mode1');
  const [falseAlarms, results] = await Promise.all([
    findFalseAlarms(
      [
        { state, profile: 'specification' },
        { state: referenceState('mode2'), profile: 'specification' },
        { state, profile: 'windows-server-2008-r2-sp1' },
      ],
      checks,
    ),
    proveAll(mutants, state, checks, ({ name, survived, collateral, durationMs }) => {
      const clean = survived.length === 0 && collateral.length === 0;
      say(`${clean ? 'killed' : 'FLAWED'}  ${name} (${durationMs} ms)`);
    }),
  ]);
  const nulls: NullResult[] = [];
  for (const server of only === undefined ? nullServers : []) {
    const result = await proveNullServer(server, state, checks);
    say(`${result.passed.length} passes  a server that ${server.name} (${result.durationMs} ms)`);
    nulls.push(result);
  }
  const broken = new Set(rmsiMutants.flatMap(({ breaks }) => breaks));
  return {
    format: 1,
    assay: assayVersion(),
    createdAt: new Date().toISOString(),
    requirements: Object.keys(catalogue.requirements).length,
    checked,
    unproven: checked.filter(id => !broken.has(id)),
    falseAlarms,
    mutants: results,
    nullServers: nulls,
  };
}
