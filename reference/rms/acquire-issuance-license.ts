import type { XmlElement } from '../../harness/xml/element.ts';
import type { Certificate } from '../../harness/xrml/certificate.ts';
import type { ContentKey } from '../../harness/xrml/content-key.ts';
import { EnablingBitsError } from '../../harness/xrml/enabling-bits-error.ts';
import { parseRightsData, type ParsedRightsData } from '../../harness/xrml/rights-data.ts';
import { XrmlError } from '../../harness/xrml/xrml-error.ts';
import type { Chain } from './edit-issuance-license-rules.ts';
import type { Call, Operation } from './operation.ts';
import { readLicense } from './read-license.ts';
import { Refused } from './refusal.ts';
import { licensorOf, type Licensor } from './state.ts';

/**
 * AcquireIssuanceLicense (MS-RMPR 3.5.4.1), online publishing: signs each unsigned publishing license.
 * What is refused, is refused in the order of the section, save that ENABLINGBITS are opened before
 * the rights data below them are looked at: required input is null; publishing is disabled; the
 * license is none, or for no server that this one knows; its sealed key cannot be used; a forged
 * official template; the server is decommissioned.
 */
export const acquireIssuanceLicense: Operation = call => {
  const { behaviour } = call;
  const holders = findLicenses(call);
  return behaviour.writePublishingResponse(holders.map(holder => publish(call, holder)));
};

function findLicenses({ element, behaviour }: Call): readonly XmlElement[] {
  const entries = behaviour.readPublishingParams(element);
  if (entries === undefined) throw new Refused('paramsAbsent', 'RequestParams is null.');
  if (entries.length === 0) throw new Refused('paramsEmpty', 'RequestParams is empty.');
  return entries.map(params => {
    if (params === undefined)
      throw new Refused('paramsNil', 'AcquireIssuanceLicenseParams is null.');
    const holder = behaviour.readLicenseToPublish(params);
    if (holder === undefined)
      throw new Refused('unsignedLicenseAbsent', 'UnsignedIssuanceLicense is null.');
    return holder;
  });
}

function publish(call: Call, holder: XmlElement): Chain {
  const { state, behaviour, source } = call;
  const license = readLicense(holder, source);
  if (!behaviour.publishingIsEnabled(state))
    throw new Refused('publishingDisabled', 'Online publishing is not available on this server.');
  if (!behaviour.licenseToPublishIsWellFormed(license))
    throw new Refused('notXrml', 'The license is no publishing license.');
  const licensor = licensorFor(call, license);
  const contentKey = openKey(call, license, licensor);
  const rightsData = readRights(call, license, contentKey);
  if (!behaviour.publishedTemplateHolds(rightsData, state))
    throw new Refused('officialTemplate', 'The official rights template is not valid.');
  if (behaviour.publishingIsClosed(state))
    throw new Refused('decommissioned', 'The server has been decommissioned.');
  const { principal: issuer, keyPair: signWith } = licensorOf(state);
  const signed = behaviour.signPublishedLicense(license, {
    mode: state.cryptographicMode,
    server: license.issuedPrincipal ?? licensor.principal,
    contentKey,
    rightsData: rightsData.xml,
    issuer,
    signWith,
    issuedTime: new Date(),
    urls: behaviour.licenseAcquisitionUrls(state),
  });
  return behaviour.publishedChain(signed, state);
}

function licensorFor({ state, behaviour }: Call, { issuedPrincipal }: Certificate): Licensor {
  const licensor = behaviour
    .publishingLicensors(state)
    .find(
      ({ principal }) =>
        issuedPrincipal !== undefined &&
        behaviour.publishedPrincipalMatches(issuedPrincipal, principal),
    );
  if (licensor === undefined)
    throw new Refused('unsignedPrincipal', 'None of the issued principals match this server.');
  return licensor;
}

function openKey({ behaviour }: Call, license: Certificate, { keyPair }: Licensor): ContentKey {
  if (!behaviour.sessionKeyIsSupported(license, keyPair))
    throw new Refused('desSessionKey', 'The session key of the enabling bits is a DES key.');
  try {
    return behaviour.openPublishedKey(license, keyPair);
  } catch (error) {
    if (error instanceof EnablingBitsError && error.code === 'hash')
      throw new Refused('enablingBitsHash', 'The hash in the enabling bits does not match.');
    if (error instanceof EnablingBitsError || error instanceof XrmlError)
      throw new Refused('keyNotOpened', 'The content key cannot be decrypted.');
    throw error;
  }
}

function readRights({ behaviour }: Call, license: Certificate, key: ContentKey): ParsedRightsData {
  try {
    return parseRightsData(behaviour.decryptPublishedRights(license, key));
  } catch (error) {
    if (error instanceof XrmlError) throw new Refused('notXrml', 'The rights data cannot be read.');
    throw error;
  }
}
