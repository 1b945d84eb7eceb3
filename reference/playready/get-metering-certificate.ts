import { protocols } from '../../harness/playready/namespaces.ts';
import { descendants } from '../../harness/xml/element.ts';
import { decodeBase64, encodeBase64 } from '../../harness/xrml/base64.ts';
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
  const text = request?.children.find(({ name }) => name === 'MID')?.text;
  const meteringId = text === undefined ? undefined : decodeBase64(text);
  if (meteringId?.length !== 16)
    throw new Refused('invalidMessage', 'The MID is not base64 of 16 bytes.');
  if (!behaviour.knowsMeteringId(state, encodeBase64(meteringId), deployment.name))
    throw new Refused('unknownMeteringId', 'The metering id is unknown.');
  return behaviour.writeMeteringCertificate(
    behaviour.meteringChain(state, meteringId, behaviour.meteringUrl(url)),
  );
};
