import type { XmlElement } from '../../harness/xml/element.ts';
import type { Certificate } from '../../harness/xrml/certificate.ts';
import type { ContentKey } from '../../harness/xrml/content-key.ts';
import { EnablingBitsError } from '../../harness/xrml/enabling-bits-error.ts';
import type { RsaKeyPair } from '../../harness/xrml/rsa.ts';
import { XrmlError } from '../../harness/xrml/xrml-error.ts';
import type { Behaviour } from './behaviour.ts';
import type { Call, Operation } from './operation.ts';
import { isEmptyCertificate, readLicense } from './read-license.ts';
import { Refused, type MissingInput } from './refusal.ts';
import type { ServerState } from './state.ts';

/**
 * AcquireContentKey (MS-RMSI 3.2.4.1): opens the licence of the first entry and returns its content
 * key. What is refused, is refused in this order: the server is not decommissioned; required input
 * is null; the licence is no XrML; it was issued to no server this one knows; its signature is
 * wrong; its key can't be opened.
 */
export const acquireContentKey: Operation = call => {
  const { state, behaviour } = call;
  if (!behaviour.isDecommissioned(state))
    throw new Refused('notDecommissioned', 'The server has not been decommissioned.');
  const found = findLicense(call);
  if (typeof found !== 'string') return openLicense(call, found);
  const answers = behaviour.answerToMissing(found);
  if (answers === undefined) throw new Refused(found, 'A required input element is null.');
  return behaviour.writeAnswers(answers.map(answer => behaviour.writeAnswer(answer)));
};

/** The Certificate element that is processed, or what is missing on the way to it. */
function findLicense({ element, behaviour }: Call): XmlElement | MissingInput {
  const entries = behaviour.readParams(element);
  if (entries === undefined) return 'paramsAbsent';
  if (entries.length === 0) return 'paramsEmpty';
  const params = behaviour.selectParams(entries);
  if (params === undefined) return 'paramsNil';
  const certificates = behaviour.readCertificates(params);
  if (certificates === undefined) return 'issuanceLicenseAbsent';
  if (certificates.length === 0) return 'certificateAbsent';
  const certificate = behaviour.selectCertificate(certificates);
  return certificate === undefined || isEmptyCertificate(certificate)
    ? 'certificateNil'
    : certificate;
}

function openLicense({ state, behaviour, source }: Call, holder: XmlElement): string {
  const license = readLicense(holder, source);
  const keyPair = licensorKey(license, state, behaviour);
  if (!behaviour.signatureHolds(license))
    throw new Refused('tampered', 'The signature of the license does not verify.');
  const key = openKey(license, keyPair, behaviour);
  const answer = {
    contentKey: behaviour.returnedKey(key),
    contentKeyType: behaviour.returnedKeyType(key),
  };
  return behaviour.writeAnswers(
    behaviour.answers(answer).map(entry => behaviour.writeAnswer(entry)),
  );
}

/** The private key of the server that a licence was issued to (MS-RMSI 3.2.4.1). */
function licensorKey(license: Certificate, state: ServerState, behaviour: Behaviour): RsaKeyPair {
  const issued = license.issuedPrincipal;
  const licensor = behaviour
    .licensors(state)
    .find(
      ({ principal }) =>
        issued !== undefined &&
        behaviour.objectIdMatches(issued, principal) &&
        behaviour.publicKeyMatches(issued, principal),
    );
  if (licensor === undefined)
    throw new Refused('noMatchingPrincipal', 'None of the issued principals match this server.');
  return licensor.keyPair;
}

function openKey(license: Certificate, keyPair: RsaKeyPair, behaviour: Behaviour): ContentKey {
  try {
    return behaviour.openKey(license, keyPair);
  } catch (error) {
    if (error instanceof EnablingBitsError || error instanceof XrmlError)
      throw new Refused('keyNotOpened', 'The content key cannot be decrypted.');
    throw error;
  }
}
