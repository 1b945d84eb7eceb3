import { conforming } from '../../rms/behaviour.ts';
import type { HttpResponse } from '../../http/message.ts';
import type { CompareVersions } from '../../rms/version-rules.ts';
import type { Mutant } from '../mutant.ts';

/** `1.10` sorts before `1.2`. */
const compareAsText: CompareVersions = (left, right) =>
  left.join('.') < right.join('.') ? -1 : left.join('.') > right.join('.') ? 1 : 0;

/** The last number weighs most. */
const compareBackwards: CompareVersions = ([a, b, c, d], [e, f, g, h]) =>
  conforming.compareVersions([d, c, b, a], [h, g, f, e]);

const compared = ['rmsi.version.compared', 'rmsi.version.range-compared'];
const announcedInSuccess = [
  'rmsi.version.header-present',
  'rmsi.version.common-header-present',
  'rmsi.version.response-minimum',
  'rmsi.version.response-maximum',
];
const replied = ['rmsi.version.reply-minimum', 'rmsi.version.reply-maximum'];
const aboveServer = [
  'rmsi.version.maximum-above-server',
  'rmsi.version.maximum-above-server-fault',
  'rmsi.faults.unsupported-version',
];

/** Sections 2.2.1, 2.2.4.3 and 3.1.4.1. */
export const versionMutants: readonly Mutant[] = [
  {
    name: 'no-version-data-on-success',
    breaks: [...announcedInSuccess, ...replied],
    behaviour: { announcesVersions: isFault => isFault },
  },
  {
    name: 'no-version-data-on-faults',
    breaks: ['rmsi.version.fault-minimum', 'rmsi.version.fault-maximum', ...replied],
    behaviour: { announcesVersions: isFault => !isFault },
  },
  {
    name: 'success-without-minimum',
    breaks: ['rmsi.version.response-minimum', 'rmsi.version.reply-minimum'],
    behaviour: {
      finish: response => withoutElementOnSuccess(response, 'MinimumVersion'),
    },
  },
  {
    name: 'success-without-maximum',
    breaks: ['rmsi.version.response-maximum', 'rmsi.version.reply-maximum'],
    behaviour: {
      finish: response => withoutElementOnSuccess(response, 'MaximumVersion'),
    },
  },
  {
    name: 'fault-announces-another-minimum',
    breaks: ['rmsi.version.fault-minimum', 'rmsi.version.reply-minimum'],
    behaviour: {
      announcedRange: (range, isFault) => (isFault ? { ...range, minimum: '1.1.0.0' } : range),
    },
  },
  {
    name: 'fault-announces-another-maximum',
    breaks: ['rmsi.version.fault-maximum', 'rmsi.version.reply-maximum'],
    behaviour: {
      announcedRange: (range, isFault) => (isFault ? { ...range, maximum: '1.1.0.0' } : range),
    },
  },
  {
    name: 'minimum-of-three-numbers',
    breaks: ['rmsi.version.minimum-format'],
    behaviour: { announcedRange: range => ({ ...range, minimum: '1.0.0' }) },
  },
  {
    name: 'maximum-with-a-letter',
    breaks: ['rmsi.version.maximum-format'],
    behaviour: { announcedRange: range => ({ ...range, maximum: 'v1.2.0.0' }) },
  },
  {
    name: 'minimum-compared-as-text',
    breaks: ['rmsi.version.minimum-significance', ...compared],
    behaviour: {
      rangeIsReversed: (minimum, maximum) => compareAsText(minimum, maximum) > 0,
    },
  },
  {
    name: 'minimum-compared-backwards',
    breaks: ['rmsi.version.minimum-significance', ...compared],
    behaviour: {
      rangeIsReversed: (minimum, maximum) => compareBackwards(minimum, maximum) > 0,
    },
  },
  {
    name: 'maximum-compared-as-text',
    breaks: ['rmsi.version.maximum-significance', ...compared],
    behaviour: {
      maximumIsAboveServer: (maximum, highest) => compareAsText(maximum, highest) > 0,
    },
  },
  {
    name: 'never-too-high',
    breaks: [
      'rmsi.version.maximum-version-assumed',
      'rmsi.version.maximum-significance',
      ...aboveServer,
      ...compared,
    ],
    behaviour: { maximumIsAboveServer: () => false },
  },
  {
    name: 'overlapping-range-accepted',
    breaks: [
      'rmsi.version.maximum-version-assumed',
      'rmsi.version.maximum-significance',
      ...compared,
    ],
    behaviour: {
      // A range that reaches below the server's highest version is taken to end there.
      readVersionData: block => {
        const data = conforming.readVersionData(block);
        const { maximum: highest } = conforming.supportedRange;
        const minimum = conforming.parseVersion(data.minimum ?? '');
        const overlaps =
          minimum !== undefined &&
          conforming.parseVersion(data.maximum ?? '') !== undefined &&
          conforming.compareVersions(minimum, conforming.parseVersion(highest) ?? minimum) <= 0;
        const above =
          overlaps &&
          conforming.compareVersions(
            conforming.parseVersion(data.maximum ?? '') ?? minimum,
            conforming.parseVersion(highest) ?? minimum,
          ) > 0;
        return above ? { ...data, maximum: highest } : data;
      },
    },
  },
  {
    name: 'too-high-is-malformed',
    breaks: ['rmsi.version.maximum-above-server-fault', 'rmsi.faults.unsupported-version'],
    behaviour: {
      exceptionName: refusal =>
        conforming.exceptionName(
          refusal === 'maximumVersionAboveServer' ? 'versionMalformed' : refusal,
        ),
    },
  },
  {
    name: 'reversed-is-unsupported',
    breaks: ['rmsi.version.minimum-above-maximum'],
    behaviour: {
      exceptionName: refusal =>
        conforming.exceptionName(
          refusal === 'versionRangeReversed' ? 'maximumVersionAboveServer' : refusal,
        ),
    },
  },
  {
    name: 'reversed-accepted',
    breaks: [
      'rmsi.version.minimum-above-maximum',
      'rmsi.version.minimum-significance',
      ...compared,
    ],
    behaviour: { rangeIsReversed: () => false },
  },
  {
    name: 'announces-more-than-it-supports',
    breaks: [
      'rmsi.version.response-maximum',
      'rmsi.version.fault-maximum',
      'rmsi.version.reply-maximum',
      'rmsi.version.maximum-significance',
      'rmsi.version.minimum-significance',
      ...compared,
    ],
    behaviour: { announcedRange: range => ({ ...range, maximum: '1.3.0.0' }) },
  },
];

function withoutElementOnSuccess(response: HttpResponse, name: string): HttpResponse {
  if (response.status !== 200) return response;
  const body = Buffer.from(response.body).toString('utf8');
  return { ...response, body: body.replace(new RegExp(`<${name}>[^<]*</${name}>`), '') };
}
