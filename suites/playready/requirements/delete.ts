import { rows } from '../../../harness/verdict/rows.ts';

/** PlayReady-facts 1.9. */
export const deletion = rows('ProcessDeleteLicenseData', {
  'playready.delete.response': `
    1.9 MUST documented "playreadysecuredelete of 2017": The answer holds DeleteLicenseResponse in its documented place
    Below response, result and Response stands DeleteLicenseResponse.`,
  'playready.delete.session': `
    1.9 MUST documented "playreadysecuredelete of 2017": The answer returns the SessionID
    DeleteLicenseResponse holds the SessionID of the request; without it the client keeps its record.`,
  'playready.delete.version': `
    1.9 SHOULD documented "playreadysecuredelete of 2017": DeleteLicenseResponse is of version 1
    Its Version is 1, as that of the request.`,
  'playready.delete.unsigned': `
    1.9 MUST documented "playreadysecuredelete of 2017": The answer is not signed
    There is no Signature in the answer.`,
  'playready.delete.unencrypted': `
    1.9 MUST documented "playreadysecuredelete of 2017": The answer is not encrypted
    There is no EncryptedData in the answer.`,
  'playready.delete.tampered': `
    1.9 SHOULD inferred "playreadysecuredelete of 2017": A changed message is not granted
    A message that was changed after it was signed, whose signature was changed or taken out, or that is not whole is refused.`,
});
