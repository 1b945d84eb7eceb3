import { xmldsig, xmlenc } from '../../../harness/playready/namespaces.ts';
import { conforming, type Behaviour } from '../../playready/behaviour.ts';
import type { Mutant } from '../mutant.ts';

/** The answer, changed in its text. */
const answer = (change: (text: string) => string): Partial<Behaviour> => ({
  writeDeleteResponse: sessionId => change(conforming.writeDeleteResponse(sessionId)),
});

const behind = '</DeleteLicenseResponse>';

/** PlayReady-facts 1.9. */
export const deleteMutants: readonly Mutant<Behaviour>[] = [
  {
    name: 'playready-delete-response-called-as-the-request',
    breaks: ['playready.delete.response'],
    behaviour: answer(text => text.replaceAll('DeleteLicenseResponse', 'DeleteLicenseData')),
  },
  {
    name: 'playready-delete-response-without-result',
    breaks: ['playready.delete.response'],
    behaviour: answer(text => text.replace(/<\/?ProcessDeleteLicenseDataResult>/g, '')),
  },
  {
    name: 'playready-deletes-another-session',
    breaks: ['playready.delete.session'],
    behaviour: { deletedSession: () => Buffer.alloc(16, 1).toString('base64') },
  },
  {
    name: 'playready-delete-response-without-session',
    breaks: ['playready.delete.session'],
    behaviour: answer(text => text.replace(/<SessionID>.*<\/SessionID>/, '')),
  },
  {
    name: 'playready-delete-response-of-version-2',
    breaks: ['playready.delete.version'],
    behaviour: answer(text => text.replace('<Version>1<', '<Version>2<')),
  },
  {
    name: 'playready-delete-response-signed',
    breaks: ['playready.delete.unsigned', 'playready.transport.response-schema'],
    behaviour: answer(text =>
      text.replace(behind, `${behind}<Signature xmlns="${xmldsig}"></Signature>`),
    ),
  },
  {
    name: 'playready-delete-response-encrypted',
    breaks: ['playready.delete.unencrypted'],
    behaviour: answer(text =>
      text.replace(behind, `${behind}<EncryptedData xmlns="${xmlenc}"></EncryptedData>`),
    ),
  },
  {
    name: 'playready-delete-ignores-the-signature',
    breaks: ['playready.delete.tampered'],
    behaviour: {
      signatureIsRight: (challenge, document) =>
        challenge.operation === 'ProcessDeleteLicenseData' ||
        conforming.signatureIsRight(challenge, document),
    },
  },
];
