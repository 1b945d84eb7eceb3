import type { XmlElement } from '../../harness/xml/element.ts';
import type { Certificate, Principal } from '../../harness/xrml/certificate.ts';
import type { ContentKey } from '../../harness/xrml/content-key.ts';
import { EnablingBitsError } from '../../harness/xrml/enabling-bits-error.ts';
import { requiredChild } from '../../harness/xrml/navigate.ts';
import { ownerElement, parseOwner, type Owner } from '../../harness/xrml/owner.ts';
import { parseRightsData, type ParsedRightsData } from '../../harness/xrml/rights-data.ts';
import { XrmlError } from '../../harness/xrml/xrml-error.ts';
import { grantsOf } from './grants.ts';
import type { Claimant } from './grant-rules.ts';
import type { LicensingOperation } from './licensing-rules.ts';
import type { Call } from './operation.ts';
import { isEmptyCertificate, readLicense } from './read-license.ts';
import { Refused } from './refusal.ts';
import type { Entries } from './request-arrays.ts';

/** A publishing license that was found good, and what only the server can read in it. */
export interface OpenedRightsLabel {
  readonly license: Certificate;
  readonly contentKey: ContentKey;
  readonly rightsData: ParsedRightsData;
  readonly owner: Owner | undefined;
}

/**
 * Validates and opens a publishing license (MS-RMPR 3.4.4.1), given as its chain or as its leaf alone
 * (MS-RMSI 3.5.4.1). What is refused, is refused in this order: there is none; it is no XrML; its
 * signature is wrong; its keys are of another mode, or it was issued to no server that this one knows;
 * its issuer may not publish; it is not valid now; its key or its rights can't be decrypted.
 *
 * @throws Refused
 */
export function openRightsLabel(
  { state, behaviour, source }: Call,
  operation: LicensingOperation,
  chain: Entries,
  now: Date,
): OpenedRightsLabel {
  const license = readLicense(leafOf(chain), source);
  if (!behaviour.rightsLabelSignatureHolds(license, operation))
    throw new Refused('rightsLabelSignature', 'The signature of the license does not verify.');
  const licensors = behaviour.rightsLabelLicensors(state);
  const issued = license.issuedPrincipal;
  const licensor =
    issued && behaviour.rightsLabelFitsMode(license, state.cryptographicMode)
      ? licensors.find(({ principal }) => behaviour.rightsLabelPrincipalMatches(issued, principal))
      : undefined;
  if (licensor === undefined)
    throw new Refused('rightsLabelPrincipal', 'None of the issued principals match this server.');
  const issuer = chain[1] && readLicense(chain[1], source);
  // The documents name no exception of its own: a signature by a stranger proves nothing.
  if (!behaviour.rightsLabelIssuerIsTrusted(license, issuer, licensors))
    throw new Refused('rightsLabelSignature', 'The issuer of the license is not trusted.');
  if (!behaviour.rightsLabelIsInTime(license, now))
    throw new Refused('rightsLabelTime', 'The license is not valid at this time.');
  try {
    const contentKey = behaviour.openRightsLabelKey(license, licensor.keyPair);
    const rightsData = parseRightsData(behaviour.decryptRights(license, contentKey));
    return { license, contentKey, rightsData, owner: ownerOf(license) };
  } catch (error) {
    if (error instanceof EnablingBitsError || error instanceof XrmlError)
      throw new Refused('keyNotOpened', 'The license cannot be decrypted.');
    throw error;
  }
}

/**
 * A use license for one user, whose public key the principal of the account certificate states.
 *
 * @throws Refused when the user is granted nothing.
 */
export function useLicenseFor(
  { state, behaviour }: Call,
  operation: LicensingOperation,
  label: OpenedRightsLabel,
  user: Omit<Claimant, 'isOwner'> & { readonly principal: Principal },
  now: Date,
): string {
  const claimant = { ...user, isOwner: behaviour.ownerMatches(label.owner, user) };
  const rights = grantsOf({ rightsData: label.rightsData, claimant, now }, behaviour);
  const request = behaviour.useLicenseRequest(label, user.principal, rights, state, operation);
  return behaviour.issueUseLicense(request, operation);
}

function leafOf(chain: Entries): XmlElement {
  const [leaf] = chain;
  if (chain.length === 0)
    throw new Refused('certificateAbsent', 'IssuanceLicense holds no certificate.');
  if (leaf === undefined || isEmptyCertificate(leaf))
    throw new Refused('certificateNil', 'The license is null.');
  return leaf;
}

function ownerOf({ root }: Certificate): Owner | undefined {
  const owner = ownerElement(requiredChild(requiredChild(root, 'BODY'), 'WORK'));
  return owner && parseOwner(owner);
}
