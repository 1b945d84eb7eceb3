import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseXml } from '../xml/parse.ts';
import { XmlRefusal } from '../xml/refusal.ts';
import { schemaFolder, type Specification } from '../wsdl/services.ts';
import type { KnownEndpoint } from './endpoints.ts';
import { incidentalReasons, whyHarmless } from './harmless.ts';
import { printable } from './printable.ts';
import { readWsdlFacts, type WsdlFacts } from './wsdl-facts.ts';

/** How the WSDL that an endpoint serves stands to the one of the specification. */
export interface WsdlComparison {
  /** Why they could not be compared. */
  readonly problem?: string;
  /** Addresses of documents that it consists of besides; they are not fetched. */
  readonly refersTo: readonly string[];
  /** Those that matter first; at most `mostDifferences`. */
  readonly differences: readonly WsdlDifference[];
  /** How many there are, and how many of them are known to be harmless. */
  readonly total: number;
  readonly harmless: number;
}

export interface WsdlDifference {
  readonly what: string;
  /** What the specification's WSDL says; absent when it says nothing of it. */
  readonly expected?: string;
  readonly found?: string;
  /** Why it is of no consequence, when it is known to be of none. */
  readonly harmless?: string;
}

export const mostDifferences = 50;
const mostReferences = 10;

/** Compares what an endpoint serves for ?wsdl; never throws for what that is. */
export function compareWsdl(
  bytes: Uint8Array,
  charset: string | undefined,
  endpoint: KnownEndpoint,
): WsdlComparison {
  const found = readServed(bytes, charset);
  if (typeof found === 'string')
    return { problem: printable(found), refersTo: [], differences: [], total: 0, harmless: 0 };
  const expected = extractedFacts(endpoint);
  const all = [
    ...compareOperations(expected, found, endpoint),
    ...compareMaps('', expected.incidental, found.incidental, what => incidentalReasons[what]),
  ];
  const harmless = all.filter(difference => difference.harmless !== undefined);
  return {
    refersTo: found.refersTo.slice(0, mostReferences).map(address => printable(address)),
    differences: [...all.filter(each => each.harmless === undefined), ...harmless].slice(
      0,
      mostDifferences,
    ),
    total: all.length,
    harmless: harmless.length,
  };
}

const extracted = new Map<string, WsdlFacts>();

/** The facts of a WSDL below schemas/, read once. */
export function extractedFacts(from: {
  readonly specification: Specification;
  readonly service: string;
}): WsdlFacts {
  const file = join(schemaFolder(from.specification), `${from.service}.wsdl`);
  const known = extracted.get(file);
  if (known !== undefined) return known;
  const facts = readWsdlFacts(parseXml(readFileSync(file)));
  if (typeof facts === 'string') throw new Error(`${file} is no WSDL: ${facts}`);
  extracted.set(file, facts);
  return facts;
}

function readServed(bytes: Uint8Array, charset: string | undefined): WsdlFacts | string {
  try {
    return readWsdlFacts(parseXml(bytes, charset));
  } catch (error) {
    if (error instanceof XmlRefusal) return error.message;
    throw error;
  }
}

function compareOperations(
  expected: WsdlFacts,
  found: WsdlFacts,
  endpoint: KnownEndpoint,
): readonly WsdlDifference[] {
  const differences: WsdlDifference[] = [];
  if (expected.targetNamespace !== found.targetNamespace)
    differences.push(
      difference('target namespace', expected.targetNamespace, found.targetNamespace),
    );
  for (const [name, facts] of expected.operations) {
    const served = found.operations.get(name);
    if (served !== undefined)
      differences.push(...compareMaps(`${name}, `, facts, served, whyHarmless));
    else
      differences.push({
        ...difference(`operation ${name}`, 'offered', undefined),
        ...(!endpoint.operations.includes(name) && {
          harmless: 'the documents give this operation another path',
        }),
      });
  }
  for (const name of found.operations.keys())
    if (!expected.operations.has(name))
      differences.push(difference(`operation ${name}`, undefined, 'offered'));
  return differences;
}

type Reason = (
  what: string,
  expected: string | undefined,
  found: string | undefined,
) => string | undefined;

function compareMaps(
  prefix: string,
  expected: ReadonlyMap<string, string>,
  found: ReadonlyMap<string, string>,
  reason: Reason,
): readonly WsdlDifference[] {
  return [...new Set([...expected.keys(), ...found.keys()])].flatMap(what => {
    const [one, other] = [expected.get(what), found.get(what)];
    if (one === other) return [];
    const harmless = reason(what, one, other);
    return [
      {
        ...difference(`${prefix}${what}`, one, other),
        ...(harmless !== undefined && { harmless }),
      },
    ];
  });
}

function difference(
  what: string,
  expected: string | undefined,
  found: string | undefined,
): WsdlDifference {
  return {
    what: printable(what),
    ...(expected !== undefined && { expected: printable(expected) }),
    ...(found !== undefined && { found: printable(found) }),
  };
}
