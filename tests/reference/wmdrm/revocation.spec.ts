import { expect, test } from '@playwright/test';
import { createPublicKey, verify } from 'node:crypto';
import { writeMachineCertificate } from '../../../harness/wmdrm/machine-certificate.ts';
import {
  headBytes,
  isRevInfo,
  readRevInfo,
  recordBytes,
  withOlderLists,
  withRiv,
  writeRevInfo,
} from '../../../harness/wmdrm/rev-info.ts';
import { testRevocationKey } from '../../../reference/wmdrm/revocation-data.ts';
import { responseIn, withServer, type Answer } from './asking.ts';

/** What an answer has in its REVOCATION nodes. */
function sentIn(answer: Answer): readonly Uint8Array[] {
  return responseIn(answer).revocations.map(({ bytes }) => bytes ?? new Uint8Array());
}

test('the REV_INFO is as it has to be, and signed', async () => {
  await withServer(async ({ post, request }) => {
    const [revInfo = new Uint8Array(), ...lists] = sentIn(await post(request()));
    expect(isRevInfo(revInfo)).toBe(true);
    const { length, formatVersion, riv, records, signatureType } = readRevInfo(revInfo);
    const signed = headBytes + 3 * recordBytes;
    expect({ length, formatVersion, riv, signatureType }).toEqual({
      ...{ length: signed, formatVersion: 1, riv: 12, signatureType: 2 },
    });
    expect(records.map(({ version }) => version)).toEqual([3n, 4n, 5n]);
    const key = createPublicKey(testRevocationKey());
    const signature = revInfo.subarray(signed + 1, signed + 129);
    expect(verify('sha1', revInfo.subarray(0, signed), key, signature)).toBe(true);
    expect(lists.map(list => Buffer.from(list).toString())).toEqual([
      expect.stringMatching(/^Assay TEST revocation list \{.*\}, version 3$/),
      expect.stringMatching(/version 4$/),
      expect.stringMatching(/version 5$/),
    ]);
  });
});

test('each REVOCATION has a type of its own', async () => {
  await withServer(async ({ post, request }) => {
    const types = responseIn(await post(request())).revocations.map(({ type }) => type);
    expect(new Set(types).size).toBe(4);
    expect(types).not.toContain(undefined);
  });
});

test('who is older is sent everything, who is current nothing', async () => {
  await withServer(async ({ post, request, state }) => {
    const { bytes } = state.revocation.revInfo;
    const cases: readonly (readonly [string, Uint8Array, number])[] = [
      ['current', bytes, 0],
      ['a newer dwRIV', withRiv(bytes, 13), 0],
      ['an older dwRIV', withRiv(bytes, 11), 4],
      ['older lists', withOlderLists(bytes) ?? new Uint8Array(), 4],
      ['no lists', writeRevInfo({ riv: 12 }), 4],
      ['no REV_INFO in it', Buffer.from('Assay TEST'), 4],
    ];
    for (const [what, revocationInfo, count] of cases)
      expect(sentIn(await post(request({ revocationInfo }))), what).toHaveLength(count);
    expect(sentIn(await post(request())), 'none').toHaveLength(4);
  });
});

test('one older list is enough', async () => {
  await withServer(async ({ post, request, state }) => {
    const { bytes } = state.revocation.revInfo;
    const revocationInfo = bytes.with(headBytes + 2 * recordBytes + 16, 4);
    expect(sentIn(await post(request({ revocationInfo })))).toHaveLength(4);
  });
});

test('REVINFO of version 11 counts, and REVOCATIONINFO in either place', async () => {
  await withServer(async ({ post, request, state }) => {
    const { bytes } = state.revocation.revInfo;
    const machineCertificate = writeMachineCertificate();
    const ofVersion11 = request({ machineCertificate, revInfo: bytes });
    const inClientInfo = request({ revocationInfo: bytes, headerPlace: 'CLIENTINFO' });
    for (const text of [ofVersion11, inClientInfo])
      expect(sentIn(await post(text))).toHaveLength(0);
  });
});

test('newer-revocation is newer than normal', async () => {
  await withServer(async ({ post, request, state }) => {
    const revocationInfo = state.revocation.revInfo.bytes;
    const text = request({ revocationInfo });
    const sent = sentIn(await post(text, { deployment: 'newer-revocation' }));
    expect(sent.filter(isRevInfo).map(each => readRevInfo(each).riv)).toEqual([13]);
    expect(sent).toHaveLength(4);
    const own = request({ revocationInfo: state.newerRevocation.revInfo.bytes });
    expect(sentIn(await post(own, { deployment: 'newer-revocation' }))).toHaveLength(0);
  });
});
