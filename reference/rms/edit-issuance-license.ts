import type { XmlElement } from '../../harness/xml/element.ts';
import type { Certificate } from '../../harness/xrml/certificate.ts';
import type { ContentKey } from '../../harness/xrml/content-key.ts';
import { EnablingBitsError } from '../../harness/xrml/enabling-bits-error.ts';
import { parseRightsData, type ParsedRightsData } from '../../harness/xrml/rights-data.ts';
import { XrmlError } from '../../harness/xrml/xrml-error.ts';
import type { Chain } from './edit-issuance-license-rules.ts';
import type { Call, Operation } from './operation.ts';
import { keyPairFor } from './publishing-license-form.ts';
import { readLicense } from './read-license.ts';
import { Refused, type Refusal } from './refusal.ts';
import { licensorOf } from './state.ts';

/** A license with what the server has decrypted of it. */
interface Opened {
  readonly license: Certificate;
  readonly contentKey: ContentKey;
  readonly rightsData: ParsedRightsData;
}

/**
 * EditIssuanceLicense (MS-RMSI 3.4.4.1): signs the unsigned publishing license after giving it the
 * content key of the signed one. What is refused, is refused in the order of the section: required
 * input is null; a license is none; the signed one's signature, issuer and principal; publishing is
 * disabled; the unsigned one's principal; a forged official template; the server is decommissioned;
 * the signed one does not allow it.
 */
export const editIssuanceLicense: Operation = call => {
  const { state, behaviour } = call;
  try {
    const asked = behaviour.readEditParams(call.element)?.length ?? 0;
    return behaviour.writeEditResponse(behaviour.editAnswers(edit(call), asked));
  } catch (error) {
    const answers =
      error instanceof Refused ? behaviour.editAnswersInsteadOf(error.refusal, state) : undefined;
    if (answers === undefined) throw error;
    return behaviour.writeEditResponse(answers);
  }
};

function edit(call: Call): Chain {
  const { state, behaviour } = call;
  const params = findParams(call);
  const licenses = readLicenses(call, params);
  validate(call, licenses);
  const signed = open(call, licenses.signed, 'signedLicenseInvalid');
  const unsigned = open(call, licenses.unsigned, 'keyNotOpened');
  for (const { rightsData } of [signed, unsigned])
    if (!behaviour.republishedTemplateHolds(rightsData, state))
      throw new Refused('officialTemplate', 'The official rights template is not valid.');
  if (behaviour.republishingIsClosed(state))
    throw new Refused('decommissioned', 'The server has been decommissioned.');
  const { applicationSpecific } = signed.rightsData;
  if (!behaviour.republishingIsAllowed(applicationSpecific, behaviour.allowsServerEditing))
    throw new Refused('republishIllegal', 'The license does not allow servers to edit it.');
  return behaviour.chainReturned(renew(call, signed, unsigned), state);
}

function findParams({ element, behaviour }: Call): XmlElement {
  const entries = behaviour.readEditParams(element);
  if (entries === undefined) throw new Refused('paramsAbsent', 'RequestParams is null.');
  if (!behaviour.acceptsEditParams(entries.length)) {
    if (entries.length === 0) throw new Refused('paramsEmpty', 'RequestParams is empty.');
    throw new Refused('editParamsSeveral', 'RequestParams holds more than one entry.');
  }
  const [params] = entries;
  if (params === undefined) throw new Refused('paramsNil', 'EditIssuanceLicenseParams is null.');
  return params;
}

function readLicenses(
  { behaviour, source }: Call,
  params: XmlElement,
): { signed: Certificate; unsigned: Certificate } {
  const signedHolder = behaviour.readSignedLicense(params);
  if (signedHolder === undefined)
    throw new Refused('signedLicenseAbsent', 'SignedIssuanceLicense is null.');
  const unsignedHolder = behaviour.readUnsignedLicense(params);
  if (unsignedHolder === undefined)
    throw new Refused('unsignedLicenseAbsent', 'UnsignedIssuanceLicense is null.');
  const signed = attempt('signedLicenseInvalid', () => readLicense(signedHolder, source));
  if (!behaviour.signedLicenseIsWellFormed(signed))
    throw new Refused('signedLicenseInvalid', 'The signed license is no publishing license.');
  const unsigned = readLicense(unsignedHolder, source);
  if (!behaviour.unsignedLicenseIsWellFormed(unsigned))
    throw new Refused('notXrml', 'The unsigned license is no publishing license.');
  return { signed, unsigned };
}

/** What can be told without opening the licenses. */
function validate(
  { state, behaviour }: Call,
  { signed, unsigned }: { signed: Certificate; unsigned: Certificate },
): void {
  if (!behaviour.signedLicenseSignatureHolds(signed))
    throw new Refused('signedLicenseTampered', 'The signature of the license does not verify.');
  if (!behaviour.issuerIsTrusted(signed, state))
    throw new Refused('signedLicenseUntrusted', 'The issuer of the license is not trusted.');
  const own = licensorOf(state).principal;
  const { issuedPrincipal: issuedSigned } = signed;
  if (issuedSigned === undefined || !behaviour.signedPrincipalMatches(issuedSigned, own))
    throw new Refused('signedLicensePrincipal', 'The signed license is not for this server.');
  if (!behaviour.republishingIsEnabled(state))
    throw new Refused('publishingDisabled', 'Online publishing is not available on this server.');
  const { issuedPrincipal: issuedUnsigned } = unsigned;
  if (issuedUnsigned === undefined || !behaviour.unsignedPrincipalMatches(issuedUnsigned, own))
    throw new Refused('unsignedPrincipal', 'None of the issued principals match this server.');
}

function open({ state, behaviour }: Call, license: Certificate, refusal: Refusal): Opened {
  const contentKey = attempt(refusal, () =>
    behaviour.openRepublishedKey(license, keyPairFor(license, state)),
  );
  const rightsData = attempt(refusal, () =>
    parseRightsData(behaviour.decryptRepublishedRights(license, contentKey)),
  );
  return { license, contentKey, rightsData };
}

/** The unsigned license with the key of the signed one, signed. */
function renew({ state, behaviour }: Call, signed: Opened, unsigned: Opened): string {
  const license = behaviour.licenseToSign(unsigned.license, signed.license);
  const { principal, keyPair } = licensorOf(state);
  return behaviour.signNewLicense(license, {
    mode: state.cryptographicMode,
    server: license.issuedPrincipal ?? principal,
    contentKey: behaviour.contentKeyOfNewLicense(signed.contentKey, unsigned.contentKey),
    rightsData: behaviour.rightsDataOfNewLicense(unsigned.rightsData.xml, signed.rightsData.xml),
    issuer: principal,
    signWith: keyPair,
  });
}

/** Whatever cannot be read or opened in a license is refused. */
function attempt<Value>(refusal: Refusal, step: () => Value): Value {
  try {
    return step();
  } catch (error) {
    if (
      error instanceof XrmlError ||
      error instanceof EnablingBitsError ||
      error instanceof Refused
    )
      throw new Refused(refusal, 'The license cannot be read or opened.');
    throw error;
  }
}
