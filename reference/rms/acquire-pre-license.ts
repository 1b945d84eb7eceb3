import type { XmlElement } from '../../harness/xml/element.ts';
import type { PreLicenses } from './acquire-pre-license-rules.ts';
import { userKeyPair } from './directory-rules.ts';
import type { Call, Operation } from './operation.ts';
import { Refused } from './refusal.ts';
import { openRightsLabel, useLicenseFor, type OpenedRightsLabel } from './rights-label.ts';

/**
 * AcquirePreLicense (MS-RMSI 3.5.4.1): a use license for each licensee, in the order of
 * LicenseeIdentities, or an AcquirePreLicenseException in its place. What concerns the whole request
 * is refused: the server is decommissioned; required input is null; the publishing license is not one
 * that this server can serve. Of several AcquirePreLicenseParams each is answered.
 */
export const acquirePreLicense: Operation = call => {
  const { state, behaviour } = call;
  try {
    const answers = findParams(call).map(params => answer(call, params));
    return behaviour.writePreLicenseResponse(answers);
  } catch (error) {
    const answers =
      error instanceof Refused ? behaviour.preLicenseInsteadOf(error.refusal, state) : undefined;
    if (answers === undefined) throw error;
    return behaviour.writePreLicenseResponse(answers);
  }
};

function findParams({ element, state, behaviour }: Call): readonly XmlElement[] {
  if (behaviour.preLicenseIsClosed(state))
    throw new Refused('decommissioned', 'The server has been decommissioned.');
  const entries = behaviour.readPreLicenseParams(element);
  if (entries === undefined) throw new Refused('paramsAbsent', 'RequestParams is null.');
  if (entries.length === 0) throw new Refused('paramsEmpty', 'RequestParams is empty.');
  return entries.map(params => {
    if (params === undefined) throw new Refused('paramsNil', 'AcquirePreLicenseParams is null.');
    return params;
  });
}

function answer(call: Call, params: XmlElement): PreLicenses {
  const { state, behaviour } = call;
  const identities = behaviour.readLicenseeIdentities(params);
  if (identities === undefined) throw new Refused('licenseesAbsent', 'LicenseeIdentities is null.');
  const chain = behaviour.readPreLicenseRightsLabel(params);
  if (chain === undefined) throw new Refused('issuanceLicenseAbsent', 'IssuanceLicense is null.');
  const now = new Date();
  const label = openRightsLabel(call, 'AcquirePreLicense', chain, now);
  const licenses = identities.map((identity, index) => entry(call, label, identity, index, now));
  return {
    licenses: behaviour.preLicenses(licenses),
    certificateChain: behaviour.preLicenseChain(state),
    referenceCertificates: behaviour.preLicenseReferences(state),
  };
}

/** The use license of one user, or what went wrong. */
function entry(
  call: Call,
  label: OpenedRightsLabel,
  identity: string | undefined,
  index: number,
  now: Date,
): string {
  const { behaviour } = call;
  try {
    return licenseFor(call, label, identity, now);
  } catch (error) {
    const refused =
      error instanceof Refused ? error : new Refused('unexpected', 'An unexpected error occurred.');
    const { refusal, message } = refused;
    if (!behaviour.preLicenseErrorIsInPlace(refusal, identity)) throw refused;
    return behaviour.writePreLicenseException(
      behaviour.exceptionString(behaviour.exceptionName(refusal), message),
      behaviour.preLicenseBatchIndex(index),
    );
  }
}

function licenseFor(
  call: Call,
  label: OpenedRightsLabel,
  identity: string | undefined,
  now: Date,
): string {
  const { state, behaviour } = call;
  const user = identity === undefined ? undefined : behaviour.licenseeOf(state, identity);
  if (user === undefined)
    throw new Refused('licenseeInvalid', 'The licensee cannot be identified.');
  const { publicKey } = userKeyPair(state, user, behaviour);
  const principal = behaviour.licenseePrincipal(user, publicKey);
  const emailAddresses = behaviour.licenseeAddresses(user, state);
  return useLicenseFor(
    call,
    'AcquirePreLicense',
    label,
    { type: 'Windows', id: user.SID, emailAddresses, principal },
    now,
  );
}
