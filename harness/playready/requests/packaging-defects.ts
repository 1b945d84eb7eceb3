import { randomUUID } from 'node:crypto';
import { packaging } from '../namespaces.ts';
import {
  type PackagingRequest,
  type StreamRequest,
  writeAcquirePackagingData,
} from './acquire-packaging-data.ts';
import { writeEnvelope } from './envelope.ts';
import type { RequestDefect } from './request-defect.ts';

/** What an accepted AcquirePackagingData request says. */
interface Accepted {
  readonly program: string;
}

/**
 * What can be wrong with an AcquirePackagingData request; its twin is
 * `writeAcquirePackagingData(options)` (PlayReady-facts 1.10). Which of them a server has to refuse, and
 * with which status code, is not public.
 */
export const packagingDefects: readonly RequestDefect<Accepted>[] = [
  {
    name: 'challenge-missing',
    what: 'no challenge',
    write: () => writeEnvelope('AcquirePackagingData', ''),
  },
  {
    name: 'challenge-empty',
    what: 'an empty challenge',
    write: () =>
      writeEnvelope('AcquirePackagingData', `<challenge xmlns="${packaging}"></challenge>`),
  },
  {
    name: 'challenge-namespace',
    what: 'a challenge in the namespace of the protocols',
    write: options => writeAcquirePackagingData(options).replace(` xmlns="${packaging}"`, ''),
  },
  changed('protection-system-unknown', 'a ProtectionSystemId that nobody has', () => ({
    protectionSystems: [randomUUID().toUpperCase()],
  })),
  changed('protection-system-no-guid', 'a ProtectionSystemId that is no GUID', () => ({
    protectionSystems: ['PlayReady'],
  })),
  changed('protection-systems-empty', 'no ProtectionSystemId', () => ({ protectionSystems: [] })),
  changed('streams-empty', 'no StreamInformation', () => ({ streams: [] })),
  inStream('program-absent', 'no ProgramIdentifier', { program: null }),
  inStream('program-empty', 'an empty ProgramIdentifier', { program: '' }),
  inStream('offset-absent', 'no OffsetFromProgramStart', { offset: null }),
  inStream('offset-no-duration', 'an OffsetFromProgramStart that is no duration', {
    offset: 'at the start',
  }),
  inStream('interval-no-duration', 'a RequestInterval that is no duration', {
    interval: 'for an hour',
  }),
];

function changed(
  name: string,
  what: string,
  change: () => Partial<PackagingRequest>,
): RequestDefect<Accepted> {
  const write = ({ program }: Accepted) =>
    writeAcquirePackagingData({ streams: [{ program }], ...change() });
  return { name, what, write };
}

function inStream(
  name: string,
  what: string,
  change: Partial<StreamRequest>,
): RequestDefect<Accepted> {
  const write = ({ program }: Accepted) =>
    writeAcquirePackagingData({ streams: [{ program, ...change }] });
  return { name, what, write };
}
