import { expect, test } from '@playwright/test';
import { conforming } from '../../reference/rms/behaviour.ts';
import { userKeyPair } from '../../reference/rms/directory-rules.ts';
import { isSID } from '../../reference/rms/directory.ts';
import { createServerState } from '../../reference/rms/state.ts';
import { normalState, user } from './licensing.ts';

test('finds a user by any address without regard to case, and by SID', () => {
  const state = normalState();
  for (const address of [
    'licensee@assay.example',
    'LICENSEE@Assay.Example',
    'Licensee.Alias@assay.example',
  ])
    expect(conforming.userByEmailAddress(state, address)).toBe(user(0));
  expect(conforming.userByEmailAddress(state, "O'BRIEN+rms&co@assay.example")).toBe(user(3));
  for (const address of ['', 'licensee', 'licensee@assay.example.com', ' licensee@assay.example'])
    expect(conforming.userByEmailAddress(state, address)).toBeUndefined();
  expect(conforming.userBySID(state, user(1).SID)).toBe(user(1));
  expect(conforming.userBySID(state, user(1).SID.toLowerCase())).toBe(user(1));
  expect(conforming.userBySID(state, 'S-1-5-21-1')).toBeUndefined();
});

test('keeps a key pair once it was made, for all states of the server and nobody else', () => {
  const state = normalState();
  const made = userKeyPair(state, user(2));
  expect(made.publicKey.bits).toBe(1024);
  expect(userKeyPair({ ...state, serverDecommissioned: true }, user(2))).toBe(made);
  expect(userKeyPair(state, user(1))).not.toBe(made);
  const other = createServerState({ mode: 'mode1', decommissioned: false });
  expect(userKeyPair(other, user(2))).not.toBe(made);
  expect(userKeyPair(normalState('mode2'), user(2)).publicKey.bits).toBe(2048);
  const given = { ...user(2), keyPair: state.keyPair };
  expect(userKeyPair(state, given)).toBe(state.keyPair);
});

const sids: Readonly<Record<string, boolean>> = {
  'S-1-5-21-1004336348-1177238915-682003330-1001': true,
  's-1-5-18': true,
  'S-1-0-0': true,
  'S-1-4294967295-4294967295': true,
  'S-1-0x000100000000-1': true,
  'S-1-0xABCDEFabcdef-1-2': true,
  '': false,
  'S-1-5': false,
  'S-2-5-18': false,
  'S-1-5-': false,
  'S-1-5-18-': false,
  'S-1-05-18': false,
  'S-1-5-018': false,
  'S-1-5-4294967296': false,
  'S-1-4294967296-1': false,
  'S-1-5-12345678901': false,
  'S-1-0x5-18': false,
  'S-1-0x000000000005-18': false,
  'S-1-0x000100000000': false,
  'S-1-5--18': false,
  'S-1-5-1a': false,
  'S-1-5-18\n': false,
  ' S-1-5-18': false,
  'licensee@assay.example': false,
};

for (const [text, expected] of Object.entries(sids))
  test(`${JSON.stringify(text)} is ${expected ? 'a' : 'no'} SID (MS-DTYP 2.4.2.1)`, () => {
    expect(isSID(text)).toBe(expected);
  });
