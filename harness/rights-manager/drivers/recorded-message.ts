import type { Kit } from '../kit.ts';
import type { OperationName } from '../operations.ts';
import { documentedContentType, type Message, type PlayReadyRequest } from '../request.ts';

/**
 * The recorded message of a licensed client, byte for byte, in the media type that it was sent in.
 *
 * @throws Blocked `recording-missing`
 */
export function recordedMessage(
  operation: OperationName,
): (kit: Kit, request: PlayReadyRequest) => Message {
  return (kit, { recording }) => {
    const { body, headers } = kit.recording(operation, recording).request;
    return { body, contentType: headers['content-type'] ?? documentedContentType };
  };
}
