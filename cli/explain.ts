import { Command, Option } from 'commander';
import type { SoapVersion } from '../harness/soap/version.ts';
import { tryMutants, type Caught } from './explain/try-mutants.ts';
import { tryReference, type Sent } from './explain/try-reference.ts';
import { allProtocols, protocolOf } from './protocols/protocols.ts';
import { requirementRow, type RequirementRow } from './requirement-row.ts';
import { suites } from './suites.ts';

interface ExplainOptions {
  readonly soap: SoapVersion;
  readonly json?: true;
}

/** What `assay explain` tells of a requirement. */
interface Explanation extends RequirementRow {
  readonly sent?: Sent;
  readonly proof: readonly Caught[];
}

/**
 * `assay explain`: a requirement's clause, what its check sends, and what it says of every mutant
 * that breaks the rule. All of it is tried on the embedded reference server; nothing else is contacted.
 */
export function explainCommand(): Command {
  return new Command('explain')
    .description(
      'tell of a requirement: clause, what is sent, what is expected, which mutants prove it',
    )
    .argument('<requirement>', 'its id, as `npx assay list` shows it')
    .addOption(
      new Option('--soap <version>', 'the SOAP version in which requests are shown')
        .choices(['soap11', 'soap12'])
        .default('soap12'),
    )
    .option('--json', 'print the same as JSON')
    .action(async (id: string, { soap, json }: ExplainOptions) => {
      const explanation = await explain(requirementRow(id), soap);
      process.stdout.write(
        json === true ? `${JSON.stringify(explanation, null, 2)}\n` : render(explanation),
      );
    });
}

async function explain(row: RequirementRow, soap: SoapVersion): Promise<Explanation> {
  const entry = suites.find(({ catalogue }) => catalogue.specification === row.specification);
  const protocol = protocolOf(entry?.name ?? '', allProtocols());
  const suite = await protocol.loadSuite();
  const check = suite.checks.find(({ requirements }) => requirements.includes(row.requirement));
  if (check === undefined) return { ...row, proof: [] };
  // Not every suite speaks both versions.
  const project = suite.projects.find(name => name.endsWith(soap)) ?? suite.projects[0] ?? '';
  return {
    ...row,
    sent: await tryReference(protocol, suite, check, project),
    proof: await tryMutants(row.requirement, protocol, suite, check),
  };
}

function render(explanation: Explanation): string {
  const { requirement, level, specification, section, actor, title, statement } = explanation;
  const { mark, url, conflictsWith, untested, heldBy, sent, proof } = explanation;
  const lines = [
    requirement,
    `${specification} ${section}, ${level}${mark === undefined ? '' : `, ${mark}`}, binds the ${actor}: ${title}`,
    statement,
    `The text: ${url}`,
    ...(conflictsWith === undefined ? [] : [`Stated otherwise by: ${conflictsWith.join(', ')}`]),
    ...(untested === undefined ? [] : ['', `No check decides it: ${untested}`]),
    ...(heldBy === undefined ? [] : [`The harness itself is held to it by ${heldBy}.`]),
  ];
  if (sent !== undefined)
    lines.push(
      '',
      `Sent in ${sent.project}, ${sent.count} requests; what the embedded reference server answers:`,
      ...sent.requests.map(
        ({ what, deployment, bytes, answer }) =>
          `  ${what}${deployment === undefined ? '' : ` to ${deployment}`} (${bytes} bytes): ${answer}`,
      ),
      ...(sent.count > sent.requests.length
        ? [`  and ${sent.count - sent.requests.length} more`]
        : []),
    );
  if (proof.length > 0)
    lines.push(
      '',
      `Proven by ${proof.length} mutants of the reference server; what the check says of each:`,
      ...proof.map(({ mutant, finding }) => `  ${mutant}: ${finding ?? 'NOTHING'}`),
    );
  return `${lines.join('\n')}\n`;
}
