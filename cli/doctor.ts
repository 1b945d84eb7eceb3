import { Command } from 'commander';
import { exitCode, type ExitCode } from '../harness/verdict/exit-code.ts';
import { examineMachine } from './doctor/machine-checks.ts';
import type { Finding } from './doctor/finding.ts';
import { examineTarget } from './doctor/target-checks.ts';
import { thisMachine } from './machine.ts';
import { addTargetOptions, targetOf, type TargetOptions } from './target-options.ts';

interface DoctorOptions extends TargetOptions {
  readonly out: string;
  readonly json?: true;
}

/**
 * `assay doctor`: looks at what runs, reports and tests need, and changes nothing. A target is looked
 * at only when one is named; nothing else is contacted.
 */
export function doctorCommand(exit: (code: ExitCode) => void): Command {
  const command = new Command('doctor')
    .description('look at what a run needs: Node, Java, Chromium, network, clock, and a target')
    .argument('[url]', 'base URL of a server to look at as well')
    .option('--out <folder>', 'where runs are kept', 'reports')
    .option('--json', 'print the findings as JSON')
    .action(async (url: string | undefined, options: DoctorOptions) => {
      const named = url !== undefined || options.target !== undefined;
      const findings = [
        ...(await examineMachine(thisMachine(), options.out)),
        ...(named ? await examineTarget(targetOf(url, options), Date.now()) : []),
      ];
      process.stdout.write(
        options.json === true ? `${JSON.stringify(findings, null, 2)}\n` : render(findings),
      );
      if (findings.some(({ state }) => state === 'bad')) exit(exitCode.incomplete);
    });
  return addTargetOptions(command);
}

const marks: Readonly<Record<Finding['state'], string>> = {
  good: 'ok     ',
  missing: 'missing',
  bad: 'BAD    ',
};

function render(findings: readonly Finding[]): string {
  const lines = findings.map(({ what, state, says }) => `${marks[state]}  ${what}: ${says}`);
  const bad = findings.filter(({ state }) => state === 'bad').length;
  return `${[...lines, bad === 0 ? 'Runs can begin.' : `${bad} to mend before a run.`].join('\n')}\n`;
}
