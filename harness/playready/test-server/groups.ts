import { PlayReadyError } from '../error.ts';
import { boolean, bytes, expected, guid, integer, textOf, type Codec } from './codec.ts';
import type { Item, ItemValue } from './item.ts';

/** An explicit output protection: what must hold of an output, by GUID (PlayReady-facts 4.2). */
export interface OutputProtection {
  readonly guid: string;
  readonly data?: Uint8Array;
}

/** An extended restriction of a right (PlayReady-facts 4.2). */
export interface ExtendedRestriction {
  readonly type: number;
  readonly mustunderstand: boolean;
  readonly besteffort: boolean;
  readonly data: Uint8Array;
}

/** A right that the SDK has no name for, with what restricts it (PlayReady-facts 4.2). */
export interface ExtendedRight {
  readonly type: number;
  readonly extended: readonly ExtendedRestriction[];
}

/** A picture's size in pixels. */
export interface Resolution {
  readonly width: number;
  readonly height: number;
}

const data = bytes(1);

export const protection: Codec<OutputProtection> = {
  read: value => {
    const members = membersOf(value, ['guid', 'data']);
    const given = members.get('data');
    return {
      guid: guid.read(required(members, 'guid')),
      ...(given === undefined ? {} : { data: data.read(given) }),
    };
  },
  write: value => [
    { name: 'guid', value: guid.write(value.guid) },
    ...(value.data === undefined ? [] : [{ name: 'data', value: data.write(value.data) }]),
  ],
};

export const restrictions: Codec<readonly ExtendedRestriction[]> = {
  read: value => listOf(value, 'extended restrictions').map(readRestriction),
  write: value => value.map(each => ({ value: writeRestriction(each) })),
};

export const extendedRight: Codec<ExtendedRight> = {
  read: value => {
    const members = membersOf(value, ['type', 'extended']);
    return {
      type: integer.read(required(members, 'type')),
      extended: restrictions.read(required(members, 'extended')),
    };
  },
  write: ({ type, extended }) => [
    { name: 'type', value: integer.write(type) },
    { name: 'extended', value: restrictions.write(extended) },
  ],
};

/** One GUID, or several in parentheses. */
export const guids: Codec<readonly string[]> = {
  read: value =>
    typeof value === 'string' ? [guid.read(value)] : listOf(value, 'GUIDs').map(guid.read),
  write: value => value.map(each => ({ value: guid.write(each) })),
};

export const resolution: Codec<Resolution> = {
  read: value => {
    const text = textOf(value, 'a resolution such as 1920x1080');
    const [width, height] = (/^(\d{1,9})x(\d{1,9})$/.exec(text) ?? []).slice(1).map(Number);
    if (width === undefined || height === undefined)
      throw expected('a resolution such as 1920x1080', text);
    return { width, height };
  },
  write: ({ width, height }) => `${width}x${height}`,
};

function readRestriction(value: ItemValue): ExtendedRestriction {
  const members = membersOf(value, ['type', 'mustunderstand', 'besteffort', 'data']);
  return {
    type: integer.read(required(members, 'type')),
    mustunderstand: boolean.read(required(members, 'mustunderstand')),
    besteffort: boolean.read(required(members, 'besteffort')),
    data: data.read(required(members, 'data')),
  };
}

function writeRestriction(restriction: ExtendedRestriction): readonly Item[] {
  return [
    { name: 'type', value: integer.write(restriction.type) },
    { name: 'mustunderstand', value: boolean.write(restriction.mustunderstand) },
    { name: 'besteffort', value: boolean.write(restriction.besteffort) },
    { name: 'data', value: data.write(restriction.data) },
  ];
}

/** The members of a group by name, which have to be among these. */
function membersOf(value: ItemValue, names: readonly string[]): ReadonlyMap<string, ItemValue> {
  if (typeof value === 'string') throw expected(`(${names.join(':...,')}:...)`, value);
  const members = new Map<string, ItemValue>();
  for (const item of value) {
    const { name = 'a value without name' } = item;
    if (!names.includes(name) || members.has(name))
      throw expected(`${names.join(', ')}, once each`, name);
    members.set(name, item.value);
  }
  return members;
}

function required(members: ReadonlyMap<string, ItemValue>, name: string): ItemValue {
  const value = members.get(name);
  if (value === undefined) throw new PlayReadyError(`Expected ${name} in the group; found none.`);
  return value;
}

function listOf(value: ItemValue, what: string): readonly ItemValue[] {
  if (typeof value === 'string') throw expected(`${what} in parentheses`, value);
  if (value.length === 0) throw new PlayReadyError(`Expected at least one of ${what}; found none.`);
  return value.map(item => {
    if (item.name !== undefined) throw expected(`${what} without names`, item.name);
    return item.value;
  });
}
