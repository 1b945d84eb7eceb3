import { protocols } from '../../harness/playready/namespaces.ts';
import { child, descendants } from '../../harness/xml/element.ts';
import { encodeBase64 } from '../../harness/base64.ts';
import type { Operation } from './operation.ts';
import { Refused } from './refusal.ts';

/** GetMeteringCertificate (PlayReady-facts 1.6): its requests are neither signed nor encrypted. */
export const getMeteringCertificate: Operation = ({
  element,
  state,
  url,
  deployment,
  behaviour,
}) => {
  const request = descendants(element).find(
    ({ name, namespace }) => name === 'MeterCert' && namespace === protocols,
  );
  const meteringId = behaviour.requestedMeteringId(request, state);
  if (meteringId === undefined)
    throw new Refused('invalidMessage', 'There is no MID that is base64 of 16 bytes.');
  const version = request && child(request, 'Version', protocols)?.text.trim();
  if (request !== undefined && !behaviour.supportsMeteringVersion(version))
    throw new Refused('protocolVersion', 'The protocol version is not supported.');
  if (!behaviour.knowsMeteringId(state, encodeBase64(meteringId), deployment.name))
    throw new Refused('unknownMeteringId', 'The metering id is unknown.');
  return behaviour.writeMeteringCertificate(
    behaviour.meteringChain(state, meteringId, behaviour.meteringUrl(url)),
  );
};
