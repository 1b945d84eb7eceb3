import type { ErrorObject } from 'ajv';
import { didYouMean, nearest } from '../nearest.ts';

/** What is wrong with a file, and the keys that lead there. */
export interface Complaint {
  readonly keys: readonly string[];
  readonly text: string;
}

interface Schema {
  readonly title?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  /** As in editors: what a text has to be; completes "must be ...". */
  readonly patternErrorMessage?: string;
}

/** Characters of a mistyped key that are repeated. */
const longestKey = 60;

/**
 * What Ajv found, as sentences that say what to do. No value of the file is repeated, since it may be
 * a secret in the wrong place; of keys, those that can be no secret.
 */
export function complaintsOf(errors: readonly ErrorObject[], root: object): readonly Complaint[] {
  const secrets = errors.filter(isAboutSecret).map(complainOfSecret);
  const others = errors
    .filter(error => !isAboutSecret(error) && !isEcho(error) && !isExplained(error, errors))
    .map(error => ({ keys: keysOf(error), text: complain(error, root) }));
  return firstOfEach([...secrets, ...others]);
}

/** One complaint for each place and text. */
function firstOfEach(complaints: readonly Complaint[]): readonly Complaint[] {
  const known = new Map(complaints.map(each => [`${each.keys.join('/')} ${each.text}`, each]));
  return [...known.values()];
}

/** `if` and the error inside `propertyNames` only say that another one is there. */
function isEcho({ keyword, propertyName }: ErrorObject): boolean {
  return keyword === 'if' || (keyword === 'pattern' && propertyName !== undefined);
}

/** A key is not missing where it is misspelt, nor where all that it may be is told. */
function isExplained({ keyword, instancePath, params }: ErrorObject, all: readonly ErrorObject[]) {
  const { missingProperty } = params as { missingProperty?: string };
  if (keyword !== 'required' || missingProperty === undefined) return false;
  return all.some(other => {
    if (other.instancePath !== instancePath) return false;
    if (other.keyword === 'discriminator')
      return (other.params as { tag: string }).tag === missingProperty;
    if (other.keyword !== 'additionalProperties') return false;
    return nearest(unknownKey(other), [missingProperty]).length > 0;
  });
}

function isAboutSecret({ parentSchema }: ErrorObject): boolean {
  return (parentSchema as Schema | undefined)?.title === 'Secret';
}

/** Whatever stands in place of a secret may be the secret: a key, too. */
function complainOfSecret({ instancePath, data }: ErrorObject): Complaint {
  const keys = pointed(instancePath);
  const isValue = ['string', 'number', 'boolean'].includes(typeof data);
  return {
    keys,
    text: isValue
      ? `"${keys.join('.')}" holds a secret itself; move it to an environment variable or a file of its own, and write { env: NAME } or { file: PATH } in its place.`
      : `"${keys.join('.')}" must be { env: NAME } or { file: PATH }, one of the two and nothing else.`,
  };
}

function complain(error: ErrorObject, root: object): string {
  const { keyword, params } = error;
  const it = error.instancePath === '' ? 'the file' : `"${pointed(error.instancePath).join('.')}"`;
  const schema = (error.parentSchema ?? {}) as Schema;
  switch (keyword) {
    case 'additionalProperties':
      return complainOfKey(error, schema, root);
    case 'required':
      return `${it} lacks the key "${(params as { missingProperty: string }).missingProperty}"; add it.`;
    case 'dependencies': {
      const { property, missingProperty } = params as { property: string; missingProperty: string };
      return `${it} has "${property}", which needs "${missingProperty}" beside it; add it.`;
    }
    case 'type':
      return `${it} must be ${typeNames[(params as { type: string }).type] ?? 'something else'}; found ${typeOf(error.data)}.`;
    case 'enum':
      return `${it} must be one of ${(params as { allowedValues: readonly string[] }).allowedValues.join(', ')}.${meant(error)}`;
    case 'discriminator':
      return complainOfTag(error, it);
    case 'minimum':
      return `${it} must be at least ${(params as { limit: number }).limit}.`;
    case 'maximum':
      return `${it} must be at most ${(params as { limit: number }).limit}.`;
    case 'maxLength':
      return `${it} must have at most ${(params as { limit: number }).limit} characters.`;
    case 'minProperties':
    case 'minLength':
    case 'minItems':
      return `${it} has too little in it${known(schema)}.`;
    case 'propertyNames':
      return `${it} has a key that is no name of a header: letters, digits and hyphens.`;
    case 'pattern':
      return `${it} must be ${schema.patternErrorMessage ?? 'written otherwise'}.`;
    case 'format':
      return `${it} must be a ${(params as { format: string }).format}${(params as { format: string }).format === 'date' ? ' such as 2027-03-31' : ''}.`;
    default:
      return `${it} ${error.message ?? 'is not valid'}.`;
  }
}

function complainOfKey(error: ErrorObject, { properties = {} }: Schema, root: Schema): string {
  const name = [...pointed(error.instancePath), unknownKey(error)].join('.');
  const here = Object.keys(properties);
  const suggestion = didYouMean(unknownKey(error), here);
  if (suggestion !== '') return `there is no key "${name}".${suggestion}`;
  const elsewhere = Object.entries(root.properties ?? {}).find(([, schema]) =>
    Object.hasOwn(schema.properties ?? {}, unknownKey(error)),
  );
  if (elsewhere !== undefined)
    return `there is no key "${name}"; "${unknownKey(error)}" stands under "${elsewhere[0]}".`;
  return `there is no key "${name}"; check its spelling.${here.length === 0 ? '' : ` Known here: ${here.join(', ')}.`}`;
}

function complainOfTag({ params, parentSchema, data }: ErrorObject, it: string): string {
  const { tag } = params as { tag: string };
  const { oneOf = [] } = (parentSchema ?? {}) as { oneOf?: readonly Schema[] };
  const names = oneOf.map(({ properties }) =>
    String((properties?.[tag] as { const?: unknown } | undefined)?.const),
  );
  const given: unknown = (data as Readonly<Record<string, unknown>>)[tag];
  const suggestion = typeof given === 'string' ? didYouMean(given.slice(0, longestKey), names) : '';
  return `${it.slice(0, -1)}.${tag}" must be one of ${names.join(', ')}.${suggestion}`;
}

function meant({ params, data }: ErrorObject): string {
  if (typeof data !== 'string') return '';
  const { allowedValues } = params as { allowedValues: readonly string[] };
  return didYouMean(data.slice(0, longestKey), allowedValues);
}

function known({ properties }: Schema): string {
  return properties === undefined ? '' : `; known are ${Object.keys(properties).join(', ')}`;
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  object: 'keys with their values',
  array: 'a list',
};

function typeOf(value: unknown): string {
  if (value === null) return 'nothing; leave the key out or give it a value';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'keys with their values';
  if (typeof value === 'string') return 'text';
  return `a ${typeof value}, which in quotes is text`;
}

function keysOf(error: ErrorObject): readonly string[] {
  const path = pointed(error.instancePath);
  if (error.keyword === 'additionalProperties')
    return [...path, (error.params as { additionalProperty: string }).additionalProperty];
  if (error.keyword === 'discriminator') return [...path, (error.params as { tag: string }).tag];
  if (error.keyword === 'dependencies')
    return [...path, (error.params as { property: string }).property];
  return path;
}

/** The key that is not known, as far as it is repeated. */
function unknownKey({ params }: ErrorObject): string {
  const { additionalProperty } = params as { additionalProperty: string };
  return additionalProperty.replaceAll(/[^ -~]/g, '?').slice(0, longestKey);
}

/** The keys of a JSON pointer. */
function pointed(path: string): readonly string[] {
  const keys = path.split('/').slice(1);
  return keys.map(key => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}
