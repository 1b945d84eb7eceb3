import type { XmlElement } from '../../harness/xml/element.ts';
import type { LicenseAnswer } from './acquire-license-rules.ts';
import type { Call, Operation } from './operation.ts';
import { readPersona } from './persona.ts';
import { isEmptyCertificate } from './read-license.ts';
import { Refused } from './refusal.ts';
import type { Entries } from './request-arrays.ts';
import { openRightsLabel, useLicenseFor, type OpenedRightsLabel } from './rights-label.ts';

/** One AcquireLicenseParams with the publishing license that counts for it. */
interface Wanted {
  readonly params: XmlElement;
  readonly label: () => OpenedRightsLabel;
}

/**
 * AcquireLicense (MS-RMPR 3.4.4.1): a use license with its chain for the user of each account
 * certificate. Several at once need version 1.1.0.0; where one of them fails, an
 * AcquireLicenseException stands in its place.
 */
export const acquireLicense: Operation = call => {
  const { behaviour } = call;
  const wanted = findWanted(call);
  const inPlace = behaviour.licenseErrorIsInPlace(wanted.length);
  return behaviour.writeLicenseResponse(
    wanted.map((each, index) => answer(call, each, inPlace ? index : undefined)),
  );
};

function findWanted(call: Call): readonly Wanted[] {
  const { element, state, behaviour, maximumVersion } = call;
  if (behaviour.licenseIsClosed(state))
    throw new Refused('decommissioned', 'The server has been decommissioned.');
  const entries = behaviour.readLicenseParams(element);
  if (entries === undefined) throw new Refused('paramsAbsent', 'RequestParams is null.');
  if (entries.length === 0) throw new Refused('paramsEmpty', 'RequestParams is empty.');
  if (entries.length > 1 && !behaviour.allowsSeveralLicenses(maximumVersion))
    throw new Refused('licenseParamsSeveral', 'Several licenses at once need version 1.1.0.0.');
  let latest: (() => OpenedRightsLabel) | undefined;
  return entries.map(params => {
    if (params === undefined) throw new Refused('paramsNil', 'AcquireLicenseParams is null.');
    const chain = behaviour.readLicenseRightsLabel(params);
    if (chain !== undefined) latest = once(call, chain);
    // The most recent one counts; the first has to be there.
    if (latest === undefined)
      throw new Refused('issuanceLicenseAbsent', 'IssuanceLicense is null.');
    return { params, label: latest };
  });
}

/** Opens a publishing license when it is first needed, for all that share it. */
function once(call: Call, chain: Entries): () => OpenedRightsLabel {
  let opened: OpenedRightsLabel | undefined;
  return () => (opened ??= openRightsLabel(call, 'AcquireLicense', chain, new Date()));
}

/** @param batchIndex - where an error is told in place of the license; undefined throws it */
function answer(call: Call, wanted: Wanted, batchIndex: number | undefined): LicenseAnswer {
  const { state, behaviour } = call;
  const referenceCertificates = behaviour.licenseReferences;
  try {
    const license = licenseFor(call, wanted);
    return { certificateChain: behaviour.useLicenseChain(license, state), referenceCertificates };
  } catch (error) {
    if (!(error instanceof Refused) || batchIndex === undefined) throw error;
    const name = behaviour.exceptionName(error.refusal);
    const text = behaviour.exceptionString(name, error.message);
    return {
      certificateChain: [behaviour.writeAcquireLicenseException(text, batchIndex)],
      referenceCertificates,
    };
  }
}

function licenseFor(call: Call, { params, label }: Wanted): string {
  const { state, behaviour, source } = call;
  const certificates = behaviour.readLicenseeCerts(params);
  if (certificates === undefined) throw new Refused('licenseesAbsent', 'LicenseeCerts is null.');
  const [certificate] = certificates;
  if (certificate === undefined || isEmptyCertificate(certificate))
    throw new Refused('certificateNil', 'The account certificate is null.');
  const data = behaviour.readApplicationData(params);
  const bytes = data === undefined ? 0 : Buffer.byteLength(source(data) ?? '');
  if (bytes > behaviour.maximumApplicationDataBytes)
    throw new Refused('applicationDataTooLarge', `ApplicationData are ${bytes} bytes long.`);
  const opened = label();
  const now = new Date();
  const persona = readPersona(call, certificate, now);
  const { user, principal } = persona;
  const emailAddresses = behaviour.personaAddresses(persona, state);
  return useLicenseFor(call, 'AcquireLicense', opened, { ...user, emailAddresses, principal }, now);
}
