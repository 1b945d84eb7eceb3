import { requestHeaders, type SoapVersion } from '../soap/version.ts';
import type { WireRequest } from '../transport/wire.ts';
import { fillFixture } from '../wsdl/fill.ts';
import { loadFixture } from '../wsdl/fixture.ts';
import type { KnownEndpoint } from './endpoints.ts';

/** The request that shows what an endpoint answers, and for which no server issues anything. */
export function probeOf(known: KnownEndpoint, version: SoapVersion, base: string): WireRequest {
  const { specification, service, path, probe } = known;
  const { operation, fixture: name } = probe;
  const fixture = loadFixture(specification, service, operation, version, name);
  return {
    url: `${base}/${path}`,
    method: 'POST',
    headers: requestHeaders(version, fixture.action),
    body: fillFixture(fixture, { 'minimum-version': '1.0.0.0', 'maximum-version': '1.0.0.0' }),
  };
}
