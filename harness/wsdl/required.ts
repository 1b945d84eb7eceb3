import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { UserError } from '../user-error.ts';
import type { Specification } from './services.ts';

/** What prose asks of one operation's request; paths are relative to the body element. */
export interface RequestRules {
  /** Path to the section that makes the element required. */
  readonly required: Readonly<Record<string, string>>;
  /** Path of a leaf to its text or placeholder. */
  readonly content: Readonly<Record<string, string>>;
}

type File = Readonly<Record<string, Readonly<Record<string, Partial<RequestRules>>>>>;

const loaded = new Map<Specification, File>();

/**
 * The rules of one operation, from `harness/wsdl/required/<specification>.yaml`.
 *
 * @throws UserError when the file does not name the operation: without its rules, what is derived
 *   would not be a request that a server can accept
 */
export function requestRules(
  specification: Specification,
  service: string,
  operation: string,
): RequestRules {
  const rules = load(specification)[service]?.[operation];
  if (rules === undefined)
    throw new UserError(
      `Expected ${service} / ${operation} in harness/wsdl/required/${specification}.yaml; add what the prose requires of its request.`,
    );
  return { required: rules.required ?? {}, content: rules.content ?? {} };
}

function load(specification: Specification): File {
  const known = loaded.get(specification);
  if (known !== undefined) return known;
  const url = new URL(`required/${specification}.yaml`, import.meta.url);
  const file = parse(readFileSync(url, 'utf8')) as File;
  loaded.set(specification, file);
  return file;
}
