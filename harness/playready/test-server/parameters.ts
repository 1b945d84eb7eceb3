import { keySeedBytes } from '../key-seed.ts';
import {
  boolean,
  bytes,
  date,
  guid,
  guidInBase64,
  integer,
  kidOrHeader,
  oneOf,
  status,
  type Codec,
} from './codec.ts';
import { extendedRight, guids, protection, resolution, restrictions } from './groups.ts';

/** Where a parameter is told of; all pages are Microsoft's (PlayReady-facts 4.2, 4.7, 1.7). */
export type ParameterSource = 'table' | 'client info' | 'exceptions' | 'versions' | 'secure stop';

/** A parameter of the test server. */
export interface Parameter<Value> extends Codec<Value> {
  /** What it sets, in our own words. */
  readonly about: string;
  /** What holds without it, as it would be written. */
  readonly otherwise?: string;
  /** Other names of the same. */
  readonly synonyms?: readonly string[];
  readonly source: ParameterSource;
}

interface Notes {
  readonly otherwise?: string;
  readonly synonyms?: readonly string[];
  readonly source?: ParameterSource;
}

function parameter<Value>(
  codec: Codec<Value>,
  about: string,
  { source = 'table', ...notes }: Notes = {},
): Parameter<Value> {
  return { ...codec, about, source, ...notes };
}

const off: Notes = { otherwise: 'false' };
const none: Notes = { otherwise: '0' };

/** The whole parameter table of the test server (PlayReady-facts 4.2), in its order. */
export const parameters = {
  kid: parameter(kidOrHeader, 'the KID that the group is for; `header` is the one of the header'),
  sl: parameter(oneOf([150, 2000, 3000]), 'the least security level', { otherwise: '150' }),
  keyseed: parameter(bytes(keySeedBytes), 'the key seed that the content key is derived from', {
    otherwise: 'the test key seed',
  }),
  contentkey: parameter(bytes(1), 'the content key', {
    otherwise: 'derived from key seed and KID',
    synonyms: ['ck'],
  }),
  ckt: parameter(
    oneOf(['aes128bitctr', 'aes128bitcbc', 'keyexchange'], {
      aesctr: 'aes128bitctr',
      aescbc: 'aes128bitcbc',
    }),
    'the type of the content key; PlayReady 4.0 and later',
    { otherwise: 'aes128bitctr' },
  ),
  tid: parameter(guid, 'the TransactionID, which obliges the client to acknowledge'),
  playright: parameter(boolean, 'a right to play', { otherwise: 'true' }),
  readright: parameter(boolean, 'a right to read', off),
  executeright: parameter(boolean, 'a right to execute', off),
  extendedright: parameter(extendedRight, 'a right that has a number only'),
  persist: parameter(boolean, 'whether the license is persistent', off),
  simple: parameter(boolean, 'a license of the old class SimpleNonPersistentLicense', off),
  begindate: parameter(date, 'when the license begins'),
  expiration: parameter(date, 'when the license ends', { synonyms: ['enddate'] }),
  firstexp: parameter(integer, 'seconds from the first play to the end', {
    synonyms: ['firstplayexpiration'],
  }),
  realtime: parameter(boolean, 'whether ends count while playing; PlayReady 3 clients', off),
  removaldate: parameter(date, 'when a client may remove the license'),
  isroot: parameter(boolean, 'whether this is a root license', off),
  rootid: parameter(guid, 'the KID of the root license of this leaf'),
  sourceid: parameter(integer, 'the SourceID restriction'),
  caopl: parameter(integer, 'output protection level of compressed digital audio', none),
  ucaopl: parameter(integer, 'output protection level of uncompressed digital audio', none),
  cvopl: parameter(integer, 'output protection level of compressed digital video', none),
  ucvopl: parameter(integer, 'output protection level of uncompressed digital video', none),
  avopl: parameter(integer, 'output protection level of analog video', none),
  dvop: parameter(protection, 'an explicit digital video output protection'),
  daop: parameter(protection, 'an explicit digital audio output protection'),
  avop: parameter(protection, 'an explicit analog video output protection'),
  extendedrestrictions: parameter(restrictions, 'restrictions of the right that have numbers only'),
  playenablers: parameter(guids, 'outputs that are allowed besides'),
  explicitacp: parameter(oneOf([0, 1, 2, 3]), 'short for an avop: gain control and color stripe'),
  maxres: parameter(resolution, 'short for a dvop: the largest picture that may be decoded'),
  allowunknownsd: parameter(boolean, 'short for a play enabler: unknown outputs, small pictures'),
  allowunknownhd: parameter(boolean, 'short for a play enabler: unknown outputs'),
  msg: parameter(oneOf(['clientinfo']), 'a fault that tells what the request said of the client', {
    source: 'client info',
  }),
  revoked: parameter(boolean, 'treat the device as revoked', off),
  eccpatch: parameter(boolean, 'treat the ECC patch as enforced', off),
  errorcode: parameter(status, 'answer with this status code', { source: 'exceptions' }),
  accountid: parameter(guidInBase64, 'the domain account', { source: 'versions' }),
  securestop: parameter(boolean, 'a license with secure stop', { source: 'secure stop' }),
} as const;

export type ParameterName = keyof typeof parameters;

type ValueOf<Of> = Of extends Parameter<infer Value> ? Value : never;

/** What one license is to be like: the parameters of one group, all of them optional. */
export type LicenseConfiguration = {
  readonly [Name in ParameterName]?: ValueOf<(typeof parameters)[Name]>;
};

export const parameterNames = Object.keys(parameters) as readonly ParameterName[];

/** The parameter that a name or synonym stands for. */
export function parameterNamed(name: string): ParameterName | undefined {
  return parameterNames.find(known => {
    const { synonyms = [] } = anyParameter(known);
    return known === name || synonyms.includes(name);
  });
}

/** A parameter of any type, for those who read or write whatever comes. */
export function anyParameter(name: ParameterName): Parameter<unknown> {
  return parameters[name] as unknown as Parameter<unknown>;
}
