import { descendants } from '../../xml/element.ts';
import { decodeBase64 } from '../../base64.ts';
import { answerDoubt } from '../answer-doubt.ts';
import type { Reply } from '../../soap/reply.ts';
import type { Driver } from './driver.ts';
import { lookDoubt } from './looked-at.ts';
import { recordedMessage } from './recorded-message.ts';

/** JoinDomain (PlayReady-facts 1.7): all that is public of its answer is that it holds a certificate. */
export const joinDomain: Driver = {
  success: 'a domain certificate, which is refused for other content',
  message: recordedMessage('JoinDomain'),
  doubt: async (reply, asked) =>
    answerDoubt(reply, 'JoinDomain') ??
    (domainCertificates(reply).length === 0
      ? 'an answer without a certificate chain'
      : undefined) ??
    (await lookDoubt('JoinDomain', asked)),
};

/** The certificate chains that a reply holds, by their magic, wherever they stand (1.5, 1.7). */
export function domainCertificates({ content }: Reply): readonly Uint8Array[] {
  if (content === undefined) return [];
  return descendants(content).flatMap(({ text }) => {
    // "CHA" and the beginning of "I".
    if (!text.trim().startsWith('Q0hBS')) return [];
    const bytes = decodeBase64(text);
    return bytes?.[3] === 'I'.charCodeAt(0) ? [bytes] : [];
  });
}
