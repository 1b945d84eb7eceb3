import { Command } from 'commander';
import { discover, isServer } from '../harness/discovery/discover.ts';
import type { Discovery } from '../harness/discovery/discovery.ts';
import { baseUrlOf } from '../harness/discovery/endpoints.ts';
import { renderDiscovery } from '../harness/discovery/render.ts';
import { redactValues } from '../harness/report/redact-values.ts';
import { createRedactor } from '../harness/report/redact.ts';
import { readBaseUrl } from '../harness/target/base-url.ts';
import { secretsOf } from '../harness/transport/secrets.ts';
import { withTemporaryGate } from '../harness/transport/temporary-gate.ts';
import { UserError } from '../harness/user-error.ts';
import { exitCode, type ExitCode } from '../harness/verdict/exit-code.ts';
import { addTargetOptions, targetOf, type TargetOptions } from './target-options.ts';
import { protocolOfUrl, type ProtocolChoice } from './target-of-url.ts';

interface DiscoverOptions extends TargetOptions {
  readonly json?: true;
}

/**
 * `assay discover`: finds out what stands at a base URL, or at every deployment of a target, without
 * causing anything there. `exit` takes the status of docs/exit-codes.md.
 */
export function discoverCommand(exit: (code: ExitCode) => void): Command {
  const command = new Command('discover')
    .description('find out what stands at a URL: endpoints, versions, authentication, TLS')
    .argument('[url]', 'base URL of a server, or the URL of one of its endpoints')
    .option('--json', 'print what was found as JSON, one line for each base URL')
    .action(async (url: string | undefined, options: DiscoverOptions) => {
      const found: Discovery[] = [];
      const { target, bases } = whereToLook(url, options);
      // What a server says is printed, and it may say what it was sent.
      const redactor = createRedactor(secretsOf(target));
      const discoverAt = (base: string) =>
        withTemporaryGate(target.limits, gate => discover(target, base, gate));
      for (const base of bases) {
        const discovery = redactValues(await discoverAt(base), redactor);
        found.push(discovery);
        const text = options.json === true ? JSON.stringify(discovery) : renderDiscovery(discovery);
        if (discovery.reachable || discovery.tls !== undefined || options.json === true)
          process.stdout.write(`${text}\n`);
        const problem = problemOf(discovery);
        if (problem !== undefined) process.stderr.write(`assay: ${problem}\n`);
      }
      exit(codeOf(found));
    });
  return addTargetOptions(command);
}

/** Whose a URL is that is none of an RMS server. */
const owners: Readonly<Record<Exclude<ProtocolChoice, 'rms'>, string>> = {
  playready: "a PlayReady server's",
  wmdrm: "a WMDRM server's",
  clock: "a secure clock's",
};

/** A URL is looked at with the target's way to reach its server, when both are given. */
function whereToLook(url: string | undefined, options: DiscoverOptions) {
  if (url === undefined) {
    const target = targetOf(undefined, options);
    const bases = [...new Set(Object.values(target.deployments))];
    if (bases.length > 0) return { target, bases };
    throw new UserError(
      `Expected a target with deployments of an RMS server; ${target.name} has none, and discover looks at no other protocol yet. \`npx assay run\` judges what it has.`,
    );
  }
  const protocol = options.protocol ?? protocolOfUrl(url);
  if (protocol !== 'rms')
    throw new UserError(
      `Expected the URL of an RMS server; by ${options.protocol === undefined ? 'its form' : '--protocol'} this is ${owners[protocol]}, and discover looks at no other protocol yet. \`npx assay init\` writes a target file for it, \`npx assay run\` judges it.`,
    );
  const base = readBaseUrl(baseUrlOf(url), 'The address');
  const deployment = { ...options.deployment, normal: base };
  return { target: targetOf(undefined, { ...options, deployment }), bases: [base] };
}

function problemOf(discovery: Discovery): string | undefined {
  const { unreachable, baseUrl, endpoints, authentication } = discovery;
  if (unreachable !== undefined) return unreachable;
  if (isServer(discovery)) return undefined;
  if (endpoints.some(({ answers }) => answers === 'authentication'))
    return `Expected an RMS server at ${baseUrl}; it asks who is there (${authentication.join(', ') || 'HTTP 401'}): name a target file with authentication by --target (docs/targets.md).`;
  return `Expected an RMS server at ${baseUrl}; no endpoint of MS-RMSI or MS-RMPR answers there: check the base URL, which often ends with /_wmcs.`;
}

function codeOf(found: readonly Discovery[]): ExitCode {
  if (found.every(({ reachable }) => !reachable)) return exitCode.unreachable;
  return found.every(isServer) ? exitCode.conformant : exitCode.incomplete;
}
