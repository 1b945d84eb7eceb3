import { protocols } from '../../../harness/playready/namespaces.ts';
import { conforming, type Behaviour } from '../../playready/behaviour.ts';
import type { Mutant } from '../mutant.ts';

/** PlayReady-facts 1.1 and 1.2, and SOAP over HTTP. */
export const transportMutants: readonly Mutant<Behaviour>[] = [
  {
    name: 'playready-answers-without-envelope',
    breaks: ['playready.transport.soap-over-http'],
    behaviour: {
      finish: (response, { request, operation }) =>
        request.method === 'POST' && operation === 'GetMeteringCertificate'
          ? { ...response, body: '<Result>done</Result>' }
          : response,
    },
  },
  {
    name: 'playready-success-with-status-202',
    breaks: ['playready.transport.success-status'],
    behaviour: { statusOfSuccess: () => 202 },
  },
  {
    name: 'playready-success-as-application-xml',
    breaks: ['playready.transport.media-type'],
    behaviour: {
      contentType: isFault =>
        isFault ? conforming.contentType(isFault) : 'application/xml; charset=utf-8',
    },
  },
  {
    name: 'playready-success-without-charset',
    breaks: ['playready.transport.charset'],
    behaviour: {
      contentType: isFault => (isFault ? conforming.contentType(isFault) : 'text/xml'),
    },
  },
  {
    name: 'playready-response-in-namespace-of-messages',
    breaks: [
      'playready.transport.response-element',
      'playready.transport.response-element-inferred',
    ],
    behaviour: {
      writeEnvelope: body =>
        conforming.writeEnvelope(
          body.replace(
            `Response xmlns="${protocols}"><`,
            `Response xmlns="${protocols}/messages"><`,
          ),
        ),
    },
  },
  {
    name: 'playready-stop-response-called-result',
    breaks: ['playready.transport.response-element-inferred'],
    behaviour: {
      writeSecureStopResponse: sessionId =>
        conforming
          .writeSecureStopResponse(sessionId)
          .replaceAll('ProcessSecureStopDataResponse', 'ProcessSecureStopDataResult'),
    },
  },
  {
    name: 'playready-session-before-version',
    breaks: ['playready.transport.response-schema'],
    behaviour: {
      writeDeleteResponse: sessionId =>
        conforming
          .writeDeleteResponse(sessionId)
          .replace(/(<Version>.*<\/Version>)(<SessionID>.*<\/SessionID>)/, '$2$1'),
    },
  },
  {
    name: 'playready-quoted-action-refused',
    breaks: ['playready.transport.action-quoted'],
    behaviour: {
      operationOfAction: value =>
        value?.startsWith('"') === true ? undefined : conforming.operationOfAction(value),
    },
  },
  {
    name: 'playready-unquoted-action-refused',
    breaks: ['playready.transport.action-unquoted'],
    behaviour: {
      operationOfAction: value =>
        value?.startsWith('"') === true ? conforming.operationOfAction(value) : undefined,
    },
  },
  {
    name: 'playready-charset-demanded',
    breaks: ['playready.transport.content-type-without-charset'],
    behaviour: {
      takesContentType: value =>
        conforming.takesContentType(value) && /charset=/i.test(value ?? ''),
    },
  },
  {
    name: 'playready-must-understand-ignored',
    breaks: ['playready.transport.must-understand'],
    behaviour: { isMandatory: () => false },
  },
  {
    name: 'playready-certificate-by-get',
    breaks: ['playready.transport.get'],
    behaviour: {
      finish: (response, { request }) =>
        request.method === 'GET'
          ? {
              status: 200,
              headers: { 'content-type': 'text/xml; charset=utf-8' },
              body: conforming.writeEnvelope(conforming.writeMeteringCertificate(Buffer.from('?'))),
            }
          : response,
    },
  },
];
