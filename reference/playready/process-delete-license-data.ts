import { escapeText } from '../../harness/xml/escape.ts';
import type { Operation } from './operation.ts';
import { Refused } from './refusal.ts';
import { requireVersion } from './require-version.ts';

/** ProcessDeleteLicenseData (PlayReady-facts 1.9): the same session comes back, neither signed nor encrypted. */
export const processDeleteLicenseData: Operation = ({ challenge, behaviour }) => {
  const { payload, sessionId, version } = challenge();
  if (payload.name !== 'DeleteLicenseData' || sessionId === undefined)
    throw new Refused('invalidMessage', 'The message names no session.');
  requireVersion(version, behaviour);
  return behaviour.writeDeleteResponse(escapeText(behaviour.deletedSession(sessionId)));
};
