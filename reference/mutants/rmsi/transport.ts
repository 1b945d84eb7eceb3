import { conforming } from '../../rms/behaviour.ts';
import type { HttpResponse } from '../../http/message.ts';
import type { Mutant } from '../mutant.ts';

const html = '<!doctype html><title>Not found</title>';

/** Section 2.1 and SOAP over HTTP. */
export const transportMutants: readonly Mutant[] = [
  elsewhere('decommissioning', 'decommission/decommission.asmx'),
  elsewhere('precertification', 'certification/Precertification.asmx'),
  elsewhere('republishing', 'licensing/editissuancelicense.asmx'),
  elsewhere('prelicensing', 'licensing/license.asmx'),
  {
    name: 'answers-without-envelope',
    breaks: ['rmsi.transport.soap-over-http'],
    behaviour: {
      finish: (response, { request }) =>
        request.method === 'POST' && request.url.pathname.endsWith('/decommission.asmx')
          ? { ...response, body: '<Result>done</Result>' }
          : response,
    },
  },
  {
    name: 'success-with-status-202',
    breaks: ['rmsi.transport.success-status'],
    behaviour: { statusOfSuccess: () => 202 },
  },
  {
    name: 'fault-with-status-200',
    breaks: ['rmsi.transport.fault-status'],
    behaviour: { statusOfFault: () => 200 },
  },
  {
    name: 'content-type-of-the-other-version',
    breaks: ['rmsi.transport.content-type'],
    behaviour: {
      contentType: version => conforming.contentType(version === 'soap11' ? 'soap12' : 'soap11'),
    },
  },
  {
    name: 'soap12-answered-with-soap11',
    breaks: ['rmsi.transport.envelope-version', 'rmsi.transport.content-type'],
    behaviour: { responseVersion: () => 'soap11' },
  },
  {
    name: 'fault-without-code',
    breaks: [
      'rmsi.transport.fault-well-formed',
      'rmsi.transport.response-schema',
      'rmsi.precertify.response-schema',
      'rmsi.republish.response-schema',
      'rmsi.prelicense.response-schema',
      'rmsi.acquire-license.response-schema',
    ],
    behaviour: {
      writeFault: (version, fault) =>
        conforming
          .writeFault(version, fault)
          .replace(/<faultcode>.*<\/faultcode>|<soap:Code>.*<\/soap:Code>/, ''),
    },
  },
  {
    name: 'must-understand-ignored',
    breaks: ['rmsi.transport.must-understand'],
    behaviour: { understands: () => true },
  },
  {
    name: 'unknown-element-in-response',
    breaks: ['rmsi.transport.response-schema'],
    behaviour: {
      writeAnswer: answer =>
        conforming
          .writeAnswer(answer)
          .replace('</AcquireContentKeyResponse>', '<Extra/></AcquireContentKeyResponse>'),
    },
  },
  {
    name: 'https-answers-differently',
    breaks: ['rmsi.transport.https'],
    behaviour: {
      finish: (response, { request }): HttpResponse =>
        request.url.protocol === 'https:'
          ? { ...response, status: 404, headers: { 'content-type': 'text/html' }, body: html }
          : response,
    },
  },
];

/** An interface that is not where section 2.1 puts it. */
function elsewhere(name: string, place: string): Mutant {
  return {
    name: `${name}-elsewhere`,
    breaks: [`rmsi.transport.${name}-url`, 'rmsi.transport.soap-over-http'],
    behaviour: { endpointAt: path => (path === place ? undefined : conforming.endpointAt(path)) },
  };
}
