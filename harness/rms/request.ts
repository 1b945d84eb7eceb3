import { requestHeaders, type SoapVersion } from '../soap/version.ts';
import type { WireRequest } from '../transport/wire.ts';
import { fillFixture, type FixtureValues } from '../wsdl/fill.ts';
import { loadFixture, type Fixture } from '../wsdl/fixture.ts';
import { missingSid } from './identification.ts';
import { operations, type Operation, type OperationName } from './operations.ts';
import type { DeploymentName } from './state.ts';

/** One request to an operation; what is left out is as in the accepted one. */
export interface RmsRequest {
  /** A fixture's name below the operation; `minimal` unless given. */
  readonly fixture?: string;
  /** By placeholder, over the values of the accepted request. */
  readonly values?: FixtureValues;
  readonly minimum?: string;
  readonly maximum?: string;
  /** A last change to the message. */
  readonly edit?: (message: string) => string;
  /** The operation's first home unless given. */
  readonly deployment?: DeploymentName;
}

/** The deployment that a request goes to. */
export function deploymentOf(name: OperationName, { deployment }: RmsRequest): DeploymentName {
  return deployment ?? operations[name].homes[0];
}

/**
 * The accepted request that a refusal of this one rests on: its fixture's twin, at the same
 * deployment where that one does such work at all, else at the operation's first home.
 */
export function twinOf(version: SoapVersion, name: OperationName, request: RmsRequest): RmsRequest {
  const fixture = fixtureOf(version, name, request);
  const { homes }: Operation = operations[name];
  const at = request.deployment;
  return {
    fixture: fixture.twin?.split('/').at(-1) ?? request.fixture ?? 'minimal',
    ...(at !== undefined && homes.includes(at) && { deployment: at }),
  };
}

/**
 * The message as it is sent to a base URL.
 *
 * @throws Blocked when the fixture needs a SID and the target names none
 */
export function toWire(
  version: SoapVersion,
  name: OperationName,
  base: string,
  request: RmsRequest,
  values: FixtureValues,
): WireRequest {
  const fixture = fixtureOf(version, name, request);
  const given = { ...values, ...request.values };
  // The one value that a user of the target can lack.
  if (given['user-sid'] === undefined && fixture.template.includes('[[user-sid]]'))
    throw missingSid('licensee');
  const filled = fillFixture(fixture, {
    ...given,
    'minimum-version': request.minimum ?? '1.0.0.0',
    'maximum-version': request.maximum ?? '1.0.0.0',
    'version-above-maximum': '1.0.0.1',
  });
  const { edit } = request;
  return {
    url: `${base}/${operations[name].path}`,
    method: 'POST',
    headers: requestHeaders(version, fixture.action),
    body: edit === undefined ? filled : Buffer.from(edit(Buffer.from(filled).toString('utf8'))),
  };
}

function fixtureOf(version: SoapVersion, name: OperationName, request: RmsRequest): Fixture {
  const { specification, service } = operations[name];
  return loadFixture(specification, service, name, version, request.fixture ?? 'minimal');
}
