import { join, resolve } from 'node:path';
import { Command, Option } from 'commander';
import {
  flawsOf,
  summariseKills,
  type KillSheet,
  type NullResult,
} from '../harness/report/kill-sheet.ts';
import { renderKillSheet } from '../harness/report/kill-sheet-page.ts';
import { assayVersion } from '../harness/report/version.ts';
import { writeRunFile, writeRunJson } from '../harness/report/run-folder.ts';
import { didYouMean } from '../harness/nearest.ts';
import { UserError } from '../harness/user-error.ts';
import { exitCode, type ExitCode } from '../harness/verdict/exit-code.ts';
import { nullServers } from '../reference/null/null-server.ts';
import { jsonOption, outputOf, type Output } from './output.ts';
import { findFalseAlarms } from './proof/find-false-alarms.ts';
import { proveAll } from './proof/prove-all.ts';
import { proveNullServer } from './proof/prove-null-servers.ts';
import { startThreads, type ProofThreads } from './proof/threads.ts';
import type { Protocol } from './protocols/protocol.ts';
import { allProtocols } from './protocols/protocols.ts';
import { referenceState } from './reference-target.ts';
import { suites } from './suites.ts';

interface ProveOptions {
  readonly mutant?: string;
  readonly suite?: string;
  readonly out: string;
  readonly json?: true;
}

/** `assay prove`: every check goes red for its mutants, and for nothing else. */
export function proveCommand(exit: (code: ExitCode) => void): Command {
  return new Command('prove')
    .description('prove that every check can fail, and only where it should')
    .option('--mutant <name>', 'only this mutant')
    .addOption(
      new Option('--suite <name>', 'only this suite').choices(suites.map(({ name }) => name)),
    )
    .option('--out <folder>', 'where the kill sheet is written', 'reports/prove')
    .option(...jsonOption)
    .action(async (options: ProveOptions) => {
      const { out } = options;
      const { say, result } = outputOf(options);
      const sheet = await prove(options, say);
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

async function prove(
  { mutant: only, suite }: ProveOptions,
  say: Output['say'],
): Promise<KillSheet> {
  // Mode 1 has the smaller keys: a mutant costs hundreds of decryptions.
  const state = referenceState('mode1');
  const protocols = allProtocols(state).filter(({ name }) => suite === undefined || name === suite);
  const all = protocols.flatMap(({ mutants }) => mutants);
  if (only !== undefined && !all.some(({ name }) => name === only))
    throw new UserError(
      `Expected the name of a mutant; there is none called "${only}".${didYouMean(
        only,
        all.map(({ name }) => name),
      )}`,
    );
  const threads = startThreads(state);
  try {
    const sheets = [];
    for (const protocol of protocols)
      sheets.push(await proveProtocol(protocol, only, threads, say));
    const checked = sheets.flatMap(sheet => sheet.checked).sort();
    const broken = new Set(all.flatMap(({ breaks }) => breaks));
    return {
      format: 1,
      assay: assayVersion(),
      createdAt: new Date().toISOString(),
      requirements: suites
        .filter(({ name }) => suite === undefined || name === suite)
        .flatMap(({ catalogue }) => Object.keys(catalogue.requirements)).length,
      checked,
      unproven: checked.filter(id => !broken.has(id)),
      falseAlarms: sheets.flatMap(({ falseAlarms }) => falseAlarms),
      mutants: sheets.flatMap(({ mutants }) => mutants),
      nullServers: joinNullResults(sheets.flatMap(sheet => sheet.nullServers)),
    };
  } finally {
    await threads.end();
  }
}

type ProtocolSheet = Pick<KillSheet, 'checked' | 'falseAlarms' | 'mutants' | 'nullServers'>;

async function proveProtocol(
  protocol: Protocol,
  only: string | undefined,
  threads: ProofThreads,
  say: Output['say'],
): Promise<ProtocolSheet> {
  const suite = await protocol.loadSuite();
  const mutants = protocol.mutants.filter(({ name }) => only === undefined || name === only);
  const checked = [...new Set(suite.checks.flatMap(({ requirements }) => requirements))];
  const none: ProtocolSheet = { checked, falseAlarms: [], mutants: [], nullServers: [] };
  if (mutants.length === 0) return none;
  const [falseAlarms, results] = await Promise.all([
    findFalseAlarms(protocol, suite),
    proveAll(mutants, protocol, suite, threads, ({ name, survived, collateral, durationMs }) => {
      const clean = survived.length === 0 && collateral.length === 0;
      say(`${clean ? 'killed' : 'FLAWED'}  ${name} (${durationMs} ms)`);
    }),
  ]);
  const nulls: NullResult[] = [];
  for (const server of only === undefined ? nullServers : []) {
    const result = await proveNullServer(server, protocol, suite);
    const { passed, durationMs } = result;
    say(
      `${passed.length} passes  ${protocol.name}: a server that ${server.name} (${durationMs} ms)`,
    );
    nulls.push(result);
  }
  return { checked, falseAlarms, mutants: results, nullServers: nulls };
}

/** A kind of null server stands once in the sheet, with what it passed of every protocol. */
function joinNullResults(results: readonly NullResult[]): readonly NullResult[] {
  return nullServers.flatMap(({ name }) => {
    const same = results.filter(result => result.name === name);
    if (same.length === 0) return [];
    const durationMs = same.reduce((sum, result) => sum + result.durationMs, 0);
    return [{ name, passed: same.flatMap(({ passed }) => passed), durationMs }];
  });
}
