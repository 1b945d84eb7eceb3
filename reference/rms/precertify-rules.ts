import { child, type XmlElement } from '../../harness/xml/element.ts';
import {
  issueUserPublicKeyCertificate,
  type AccountCertificateRequest,
} from '../../harness/xrml/account-certificate.ts';
import type { RsaPublicKey } from '../../harness/xrml/rsa.ts';
import { isSID, type DirectoryUser } from './directory.ts';
import { precertificationService } from './endpoint.ts';
import { isNil } from './nil.ts';
import type { Refusal } from './refusal.ts';
import { entriesOf, textOf, type Entries } from './request-arrays.ts';
import { licensorOf, type ServerState } from './state.ts';

/** Precertify (MS-RMSI 3.3.4.1). */
export interface PrecertifyRules {
  readonly precertifyIsClosed: (state: ServerState) => boolean;
  /** The PrecertifyParams of a request; undefined when requestParams is absent or nil. */
  readonly readPrecertifyParams: (operation: XmlElement) => Entries | undefined;
  /** What is wrong with the number of requests. */
  readonly precertifyCountDefect: (
    count: number,
  ) => 'precertifyParamsEmpty' | 'precertifyParamsSeveral' | undefined;
  readonly readUserName: (params: XmlElement) => string | undefined;
  readonly readIdentification: (params: XmlElement) => XmlElement | undefined;
  readonly readAuthenticationMode: (identification: XmlElement) => string | undefined;
  readonly readId: (identification: XmlElement) => string | undefined;
  readonly authenticationModeIsKnown: (mode: string | undefined) => boolean;
  readonly isSID: (text: string) => boolean;
  /** Whether UserName and Identification identify one user; undefined is a user nobody knows. */
  readonly identitiesAgree: (
    byName: DirectoryUser | undefined,
    byId: DirectoryUser | undefined,
  ) => boolean;
  readonly certificateRequest: (
    state: ServerState,
    user: DirectoryUser,
    publicKey: RsaPublicKey,
  ) => AccountCertificateRequest;
  readonly issueUserCertificate: (request: AccountCertificateRequest) => string;
  /** The certificates that are answered instead of a refusal; undefined lets it stand. */
  readonly precertifyInsteadOf: (
    refusal: Refusal,
    state: ServerState,
  ) => readonly string[] | undefined;
  readonly precertifyAnswers: (certificate: string) => readonly string[];
  readonly writePrecertifyResponse: (certificates: readonly string[]) => string;
}

const { namespace } = precertificationService;

export const conformingPrecertify: PrecertifyRules = {
  precertifyIsClosed: state => state.serverDecommissioned,
  readPrecertifyParams: operation =>
    entriesOf(operation, 'requestParams', 'PrecertifyParams', namespace),
  // Exactly one request (3.3.4.1.2.1).
  precertifyCountDefect: count => {
    if (count === 0) return 'precertifyParamsEmpty';
    return count > 1 ? 'precertifyParamsSeveral' : undefined;
  },
  // Nobody has an empty address: XmlSerializer makes one of an element that holds nothing.
  readUserName: params => textOf(params, 'UserName', namespace)?.trim() || undefined,
  readIdentification: params => {
    const identification = child(params, 'Identification', namespace);
    return identification === undefined || isNil(identification) ? undefined : identification;
  },
  readAuthenticationMode: identification =>
    textOf(identification, 'AuthenticationMode', namespace)?.trim(),
  readId: identification => textOf(identification, 'Id', namespace)?.trim() || undefined,
  // Must be present (3.3.4.1.3.3), and the type has one value (3.3.4.1.4.1).
  authenticationModeIsKnown: mode => mode === 'Windows',
  isSID,
  identitiesAgree: (byName, byId) => byName === byId,
  certificateRequest: (state, user, publicKey) => ({
    mode: state.cryptographicMode,
    issuer: licensorOf(state).principal,
    signWith: state.keyPair,
    user: { type: 'Windows', id: user.SID, emailAddress: user.emailAddress },
    publicKey,
    urls: { intranet: `${state.baseUrl}/certification` },
  }),
  issueUserCertificate: issueUserPublicKeyCertificate,
  precertifyInsteadOf: () => undefined,
  precertifyAnswers: certificate => [certificate],
  writePrecertifyResponse: certificates =>
    `<tns:PrecertifyResponse xmlns:tns="${namespace}"><tns:PrecertifyResult>` +
    certificates
      .map(
        certificate =>
          `<tns:PrecertifyResponse><tns:Certificate>${certificate}</tns:Certificate></tns:PrecertifyResponse>`,
      )
      .join('') +
    '</tns:PrecertifyResult></tns:PrecertifyResponse>',
};
