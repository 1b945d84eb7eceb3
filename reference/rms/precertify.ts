import type { XmlElement } from '../../harness/xml/element.ts';
import type { DirectoryUser } from './directory.ts';
import { userKeyPair } from './directory-rules.ts';
import type { Call, Operation } from './operation.ts';
import { Refused } from './refusal.ts';

/**
 * Precertify (MS-RMSI 3.3.4.1): the public-key certificate of one user, whose key pair is found or
 * made. What is refused, is refused in this order: the server is decommissioned; required input is
 * null; there are no requests, or several; no user is named; the Identification is incomplete or no
 * SID; UserName and Identification are two users; nobody is found.
 */
export const precertify: Operation = call => {
  const { state, behaviour } = call;
  return behaviour.writePrecertifyResponse(certificates());

  function certificates(): readonly string[] {
    try {
      const user = findUser(call, findParams(call));
      const { publicKey } = userKeyPair(state, user, behaviour);
      const request = behaviour.certificateRequest(state, user, publicKey);
      return behaviour.precertifyAnswers(behaviour.issueUserCertificate(request));
    } catch (error) {
      const answers =
        error instanceof Refused ? behaviour.precertifyInsteadOf(error.refusal, state) : undefined;
      if (answers === undefined) throw error;
      return answers;
    }
  }
};

function findParams({ element, state, behaviour }: Call): XmlElement {
  if (behaviour.precertifyIsClosed(state))
    throw new Refused('decommissioned', 'The server has been decommissioned.');
  const entries = behaviour.readPrecertifyParams(element);
  if (entries === undefined) throw new Refused('paramsAbsent', 'requestParams is null.');
  const defect = behaviour.precertifyCountDefect(entries.length);
  if (defect !== undefined)
    throw new Refused(defect, `One request was expected, not ${entries.length}.`);
  const [params] = entries;
  if (params === undefined) throw new Refused('paramsNil', 'PrecertifyParams is null.');
  return params;
}

function findUser({ state, behaviour }: Call, params: XmlElement): DirectoryUser {
  const userName = behaviour.readUserName(params);
  const identification = behaviour.readIdentification(params);
  if (userName === undefined && identification === undefined)
    throw new Refused('userNotGiven', 'Neither UserName nor Identification is there.');
  const SID = identification && readSID(behaviour, identification);
  const byName = userName === undefined ? undefined : behaviour.userByEmailAddress(state, userName);
  const byId = SID === undefined ? undefined : behaviour.userBySID(state, SID);
  const both = userName !== undefined && identification !== undefined;
  if (both && !behaviour.identitiesAgree(byName, byId))
    throw new Refused('identitiesDiffer', 'UserName and Identification are not one user.');
  const user = byName ?? byId;
  if (user === undefined) throw new Refused('userUnknown', 'The user cannot be found.');
  return user;
}

/** The Id of an Identification, which is a SID. */
function readSID(behaviour: Call['behaviour'], identification: XmlElement): string {
  if (!behaviour.authenticationModeIsKnown(behaviour.readAuthenticationMode(identification)))
    throw new Refused('authenticationModeUnknown', 'AuthenticationMode is not Windows.');
  const id = behaviour.readId(identification);
  if (id === undefined)
    throw new Refused('identificationIdAbsent', 'The Id of the Identification is null.');
  if (!behaviour.isSID(id))
    throw new Refused('sidMalformed', 'The Id of the Identification is no SID.');
  return id;
}
