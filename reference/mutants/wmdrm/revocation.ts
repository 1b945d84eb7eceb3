import { headBytes, recordBytes, withRiv } from '../../../harness/wmdrm/rev-info.ts';
import { conforming, type Behaviour } from '../../wmdrm/behaviour.ts';
import type { Mutant } from '../mutant.ts';

const older = ['wmdrm.revocation.older-rev-info'];
const lists = ['wmdrm.revocation.lists'];
const newer = ['wmdrm.revocation.newer-server'];
const list = ['wmdrm.revocation.older-list'];
const head = 'wmdrm.revocation.rev-info-head';
const signature = 'wmdrm.revocation.rev-info-signature';

/** Who is sent what (MS-DRM 3.2.3, 3.2.5.2). */
const sentMutants: readonly Mutant<Behaviour>[] = [
  {
    name: 'wmdrm-revocation-never-sent',
    breaks: older,
    behaviour: { isOlder: () => false },
  },
  {
    name: 'wmdrm-revocation-sent-to-who-has-none-alone',
    breaks: older,
    behaviour: { isOlder: given => given === undefined },
  },
  {
    name: 'wmdrm-revocation-without-rev-info',
    breaks: older,
    behaviour: { revocationNodes: ({ lists: sent }) => sent },
  },
  {
    name: 'wmdrm-rev-info-of-dwriv-0',
    breaks: older,
    behaviour: revInfo(bytes => withRiv(bytes, 0)),
  },
  {
    name: 'wmdrm-rev-info-called-rlvx',
    breaks: older,
    behaviour: revInfo(bytes => bytes.with(3, 'X'.charCodeAt(0))),
  },
  {
    name: 'wmdrm-rev-info-without-lists',
    breaks: lists,
    behaviour: { revocationNodes: ({ revInfo: sent }) => [sent] },
  },
  {
    name: 'wmdrm-rev-info-twice-in-place-of-lists',
    breaks: lists,
    behaviour: { revocationNodes: ({ revInfo: sent }) => [sent, sent] },
  },
  {
    name: 'wmdrm-dwriv-compared-with-12',
    breaks: newer,
    behaviour: {
      isOlder: (given, own, deployment) =>
        deployment === 'newer-revocation'
          ? given === undefined || given.riv < 12
          : conforming.isOlder(given, own, deployment),
    },
  },
  {
    name: 'wmdrm-dwriv-compared-for-two-steps',
    breaks: newer,
    behaviour: {
      isOlder: (given, own, deployment) =>
        deployment === 'newer-revocation'
          ? given === undefined || given.riv + 1 < own.riv
          : conforming.isOlder(given, own, deployment),
    },
  },
  {
    name: 'wmdrm-rev-info-of-the-dwriv-that-came',
    breaks: newer,
    behaviour: {
      revocationNodes: (data, given) => {
        const [first, ...others] = conforming.revocationNodes(data, given);
        if (first === undefined || given === undefined || given.riv === 0)
          return conforming.revocationNodes(data, given);
        return [{ ...first, bytes: withRiv(first.bytes, given.riv) }, ...others];
      },
    },
  },
  {
    name: 'wmdrm-versions-of-lists-not-compared',
    breaks: list,
    behaviour: { isOlder: (given, own) => given === undefined || given.riv < own.riv },
  },
  {
    name: 'wmdrm-lists-counted-and-not-compared',
    breaks: list,
    behaviour: {
      isOlder: (given, own) =>
        given === undefined || given.riv < own.riv || given.records.length < own.records.length,
    },
  },
];

/** What is in a REV_INFO (MS-DRM 2.2.3.2.46, 2.2.3.2.47). */
const revInfoMutants: readonly Mutant<Behaviour>[] = [
  {
    name: 'wmdrm-rev-info-of-format-version-2',
    breaks: [head],
    behaviour: revInfo(bytes => bytes.with(8, 2)),
  },
  {
    name: 'wmdrm-rev-info-length-of-the-whole',
    breaks: [head],
    behaviour: revInfo(bytes => withLength(bytes, bytes.length)),
  },
  {
    name: 'wmdrm-rev-info-length-of-the-head',
    breaks: [head],
    behaviour: revInfo(bytes => withLength(bytes, headBytes)),
  },
  {
    name: 'wmdrm-rev-info-with-eleven-records',
    breaks: [head, signature],
    behaviour: revInfo(withElevenRecords),
  },
  {
    name: 'wmdrm-rev-info-signature-of-type-1',
    breaks: [signature],
    behaviour: revInfo(bytes => bytes.with(endOfRecords(bytes), 1)),
  },
  {
    name: 'wmdrm-rev-info-signature-of-64-bytes',
    breaks: [signature],
    behaviour: revInfo(bytes => bytes.slice(0, endOfRecords(bytes) + 1 + 64)),
  },
  {
    name: 'wmdrm-rev-info-without-signature',
    breaks: [signature],
    behaviour: revInfo(bytes => bytes.slice(0, endOfRecords(bytes))),
  },
];

/** Revocation data. */
export const revocationMutants: readonly Mutant<Behaviour>[] = [...sentMutants, ...revInfoMutants];

/** The REV_INFO changed after it was signed. */
function revInfo(change: (bytes: Uint8Array) => Uint8Array): Partial<Behaviour> {
  return {
    revocationNodes: ({ revInfo: sent, lists: others }, given) =>
      conforming.revocationNodes(
        { revInfo: { ...sent, bytes: change(sent.bytes) }, lists: others },
        given,
      ),
  };
}

function withLength(bytes: Uint8Array, length: number): Uint8Array {
  const changed = Buffer.from(bytes);
  changed.writeUInt32LE(length, 4);
  return new Uint8Array(changed);
}

function endOfRecords(bytes: Uint8Array): number {
  return headBytes + Buffer.from(bytes).readUInt32LE(headBytes - 4) * recordBytes;
}

/** The first record eleven times, and a head that states all that. */
function withElevenRecords(bytes: Uint8Array): Uint8Array {
  const records = Array.from({ length: 11 }, () => bytes.slice(headBytes, headBytes + recordBytes));
  const stated = Buffer.from(bytes.slice(0, headBytes));
  stated.writeUInt32LE(records.length, headBytes - 4);
  const rest = bytes.slice(endOfRecords(bytes));
  const whole = new Uint8Array(Buffer.concat([stated, ...records, rest]));
  return withLength(whole, headBytes + records.length * recordBytes);
}
