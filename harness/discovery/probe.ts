import { envelopeNamespace, requestHeaders, type SoapVersion } from '../soap/version.ts';
import type { WireRequest } from '../transport/wire.ts';
import { fillFixture } from '../wsdl/fill.ts';
import { loadFixture } from '../wsdl/fixture.ts';
import { extractedFacts } from './compare-wsdl.ts';
import type { KnownEndpoint } from './endpoints.ts';

/** What no service offers. */
const nameless = 'AssayLooksAround';

/**
 * The request that shows what an endpoint answers. Without leave to have anything issued, one that
 * could be taken for such a request is not sent: the endpoint is asked for an operation that there is
 * not.
 */
export function probeOf(
  known: KnownEndpoint,
  version: SoapVersion,
  base: string,
  mayIssue: boolean,
): WireRequest {
  const { specification, service, path, probe } = known;
  const url = `${base}/${path}`;
  if (probe.reads !== true && !mayIssue) {
    const { targetNamespace } = extractedFacts(known);
    return {
      url,
      method: 'POST',
      headers: requestHeaders(version, `${targetNamespace}/${nameless}`),
      body: Buffer.from(namelessMessage(version, targetNamespace)),
    };
  }
  const fixture = loadFixture(specification, service, probe.operation, version, probe.fixture);
  return {
    url,
    method: 'POST',
    headers: requestHeaders(version, fixture.action),
    body: fillFixture(fixture, { 'minimum-version': '1.0.0.0', 'maximum-version': '1.0.0.0' }),
  };
}

function namelessMessage(version: SoapVersion, namespace: string): string {
  const versions =
    '<r:MinimumVersion>1.0.0.0</r:MinimumVersion><r:MaximumVersion>1.0.0.0</r:MaximumVersion>';
  return `<s:Envelope xmlns:s="${envelopeNamespace[version]}" xmlns:r="${namespace}"><s:Header><r:VersionData>${versions}</r:VersionData></s:Header><s:Body><r:${nameless}/></s:Body></s:Envelope>`;
}
