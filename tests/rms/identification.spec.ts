import { expect, test } from '@playwright/test';
import { identify, malformedSids, sidOf } from '../../harness/rms/identification.ts';
import type { Kit } from '../../harness/rms/kit.ts';
import { toWire } from '../../harness/rms/request.ts';
import { readEnvelope } from '../../harness/soap/envelope.ts';
import { soapVersions } from '../../harness/soap/version.ts';
import { Blocked } from '../../harness/verdict/blocked.ts';
import { descendants, type XmlElement } from '../../harness/xml/element.ts';
import { parseXml } from '../../harness/xml/parse.ts';
import { isSID, knownUsers } from '../../reference/rms/directory.ts';

const sid = 'S-1-5-21-1004336348-1177238915-682003330-1001';
const values = { 'user-name': "o'brien+rms&co@assay.example" };

/** The parts of PrecertifyParams in a request, as path and text. */
function partsOf(body: Uint8Array | undefined): readonly (readonly [string, string])[] {
  const envelope = readEnvelope(parseXml(body ?? new Uint8Array()));
  if ('problem' in envelope) throw new Error(envelope.problem);
  const [params] = descendants(envelope.body).filter(({ name }) => name === 'PrecertifyParams');
  const parts = (element: XmlElement): readonly (readonly [string, string])[] =>
    element.children.flatMap(each => [[each.name, each.text.trim()], ...parts(each)] as const);
  return params === undefined ? [] : parts(params);
}

const identification = [
  ['Identification', ''],
  ['AuthenticationMode', 'Windows'],
  ['Id', sid],
] as const;

for (const version of soapVersions) {
  test(`an Identification stands beside UserName (${version})`, () => {
    const edit = identify(sid, 'beside UserName');
    const { body } = toWire(version, 'Precertify', 'http://127.0.0.1', { edit }, values);
    expect(partsOf(body)).toEqual([['UserName', values['user-name']], ...identification]);
  });

  test(`an Identification stands in place of UserName (${version})`, () => {
    const edit = identify(sid, 'in place of UserName');
    const { body } = toWire(version, 'Precertify', 'http://127.0.0.1', { edit }, values);
    expect(partsOf(body)).toEqual(identification);
  });

  test(`a request with a SID is blocked where the target names none (${version})`, () => {
    const send = (fixture: string) =>
      toWire(version, 'Precertify', 'http://127.0.0.1', { fixture }, values);
    expect(() => send('Id-out-of-order')).toThrow(Blocked);
    expect(() => send('UserName-nil')).not.toThrow();
  });
}

test('every user of the reference server has a SID, and nothing malformed is one', () => {
  for (const { SID, emailAddress } of knownUsers) {
    expect(isSID(SID)).toBe(true);
    const malformed = malformedSids(SID, emailAddress);
    expect(malformed.filter(isSID)).toEqual([]);
    expect(new Set(malformed).size).toBe(10);
  }
});

test('a user without SID blocks what needs one', () => {
  const kit = (known?: string) =>
    ({
      identity: () => ({ emailAddress: 'a@b.example', ...(known !== undefined && { sid: known }) }),
    }) as unknown as Kit;
  expect(sidOf(kit(sid), 'second')).toBe(sid);
  expect(() => sidOf(kit(), 'second')).toThrow(/names no SID of the second; add sid/);
});
