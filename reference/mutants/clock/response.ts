import { conforming, type Behaviour } from '../../clock/behaviour.ts';
import type { Mutant } from '../mutant.ts';

const hour = 60 * 60 * 1_000;

/** The response of V1 (MS-DRMCD 2.2.2.5, 3.2.5.5.7). */
export const responseMutants: readonly Mutant<Behaviour>[] = [
  {
    name: 'response-with-status-202',
    breaks: ['clock.v1.response-status'],
    behaviour: { responseStatus: () => 202 },
  },
  {
    name: 'response-not-in-base64',
    breaks: ['clock.v1.response-base64'],
    behaviour: { encodeMessage: message => message },
  },
  {
    name: 'response-without-refreshdate',
    breaks: ['clock.v1.response-data'],
    behaviour: {
      writeData: data => conforming.writeData(data).replace(/<REFRESHDATE>.*<\/REFRESHDATE>/, ''),
    },
  },
  {
    name: 'response-with-tid-last',
    breaks: ['clock.v1.response-data'],
    behaviour: {
      writeData: data =>
        conforming.writeData(data).replace(/(<TID>.*<\/TID>)(.*)(<\/DATA>)/, '$2$1$3'),
    },
  },
  {
    name: 'response-with-a-tid-of-its-own',
    breaks: ['clock.v1.tid'],
    behaviour: { responseTid: () => 'QXNzYXkgVEVTVCBub25lIQ==' },
  },
  {
    name: 'response-with-the-tid-before',
    breaks: ['clock.v1.tid'],
    behaviour: {
      responseTid: (tid, previous) => conforming.responseTid(previous ?? tid, undefined),
    },
  },
  {
    name: 'gmttime-as-http-writes-dates',
    breaks: ['clock.v1.gmttime-form'],
    behaviour: { gmtTime: now => now.toUTCString() },
  },
  {
    name: 'gmttime-in-local-time',
    breaks: ['clock.v1.gmttime-current'],
    behaviour: { gmtTime: now => conforming.gmtTime(new Date(now.getTime() + 2 * hour)) },
  },
  {
    name: 'gmttime-in-another-year',
    breaks: ['clock.v1.gmttime-current'],
    behaviour: { gmtTime: now => conforming.gmtTime(now).replace(/^\d{4}/, '2002') },
  },
  {
    name: 'refreshdate-in-the-past',
    breaks: ['clock.v1.refreshdate-later'],
    behaviour: { refreshDate: now => new Date(now.getTime() - 24 * hour).toISOString() },
  },
  {
    name: 'response-without-signature',
    breaks: ['clock.v1.signature-present'],
    behaviour: {
      writeMessage: signed =>
        conforming.writeMessage(signed).replace(/<SIGNATURE>.*<\/SIGNATURE>/, ''),
    },
  },
  {
    name: 'response-with-an-empty-signature',
    breaks: ['clock.v1.signature-present'],
    behaviour: { sign: () => '' },
  },
  {
    name: 'response-without-certificates',
    breaks: ['clock.v1.certificates-present'],
    behaviour: { writeMessage: signed => conforming.writeMessage({ ...signed, certificates: [] }) },
  },
];
