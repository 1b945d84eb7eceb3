import { page } from '../../http/message.ts';
import { conforming, type Behaviour } from '../../playready/behaviour.ts';
import type { Mutant } from '../mutant.ts';

/** PlayReady-facts 3. */
export const faultMutants: readonly Mutant<Behaviour>[] = [
  {
    name: 'playready-fault-with-status-200',
    breaks: ['playready.faults.status', 'playready.test-server.error-structure'],
    behaviour: { statusOfFault: () => 200 },
  },
  {
    name: 'playready-fault-with-status-400',
    breaks: ['playready.faults.status', 'playready.test-server.error-structure'],
    behaviour: { statusOfFault: () => 400 },
  },
  {
    name: 'playready-fault-as-soap-xml',
    breaks: ['playready.faults.media-type'],
    behaviour: {
      contentType: isFault =>
        isFault ? 'application/soap+xml; charset=utf-8' : conforming.contentType(isFault),
    },
  },
  {
    name: 'playready-fault-without-charset',
    breaks: ['playready.faults.charset'],
    behaviour: {
      contentType: isFault => (isFault ? 'text/xml' : conforming.contentType(isFault)),
    },
  },
  {
    name: 'playready-fault-without-code',
    breaks: ['playready.faults.well-formed'],
    behaviour: {
      writeFault: fault => conforming.writeFault(fault).replace(/<faultcode>.*<\/faultcode>/, ''),
    },
  },
  {
    name: 'playready-fault-qualified',
    breaks: ['playready.faults.namespace'],
    behaviour: {
      writeFault: fault =>
        conforming
          .writeFault(fault)
          .replace(/<(\/?)(faultcode|faultstring|faultactor|detail)>/g, '<$1soap:$2>'),
    },
  },
  {
    name: 'playready-fault-without-exception',
    breaks: ['playready.faults.status-code', 'playready.test-server.error-structure'],
    behaviour: { writeException: () => '' },
  },
  {
    name: 'playready-status-code-beside-exception',
    breaks: ['playready.faults.status-code', 'playready.test-server.error-structure'],
    behaviour: {
      writeException: (statusCode, parts) =>
        conforming
          .writeException(statusCode, parts)
          .replace(/<Exception>(<StatusCode>.*<\/StatusCode>)/, '$1<Exception>'),
    },
  },
  {
    name: 'playready-status-code-in-decimal',
    breaks: ['playready.faults.status-code-form'],
    behaviour: { writeStatusCode: code => String(code | 0) },
  },
  {
    name: 'playready-status-code-in-upper-case',
    breaks: ['playready.faults.status-code-case'],
    behaviour: { writeStatusCode: code => `0x${code.toString(16).toUpperCase()}` },
  },
  {
    name: 'playready-status-code-of-windows',
    breaks: ['playready.faults.status-code-range', 'playready.metering.unknown-metering-id-code'],
    behaviour: {
      statusCode: refusal =>
        refusal === 'unknownMeteringId' ? 0x80004005 : conforming.statusCode(refusal),
    },
  },
  {
    name: 'playready-redirect-url-beside-exception',
    breaks: ['playready.faults.exception-parts'],
    behaviour: {
      writeException: (statusCode, parts) =>
        conforming
          .writeException(statusCode, parts)
          .replace(/(<RedirectUrl>.*<\/RedirectUrl>)(.*)$/, '$2$1'),
    },
  },
  {
    name: 'playready-bad-xml-gets-a-page',
    breaks: ['playready.faults.malformed'],
    behaviour: {
      finish: (response, { refusal }) => (refusal === 'notXml' ? page(400, 'Bad XML') : response),
    },
  },
  {
    name: 'playready-unknown-operation-gets-nothing',
    breaks: ['playready.faults.malformed'],
    behaviour: {
      finish: (response, { refusal }) =>
        refusal === 'noOperation'
          ? { ...response, status: 200, body: conforming.writeEnvelope('') }
          : response,
    },
  },
];
