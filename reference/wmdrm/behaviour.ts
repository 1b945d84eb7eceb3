import { conformingClient, type ClientRules } from './client-rules.ts';
import { conformingClientId, type ClientIdRules } from './client-id-rules.ts';
import { conformingErrors, type ErrorRules } from './error-rules.ts';
import { conformingHttp, type HttpRules } from './http-rules.ts';
import { conformingLicense1, type License1Rules } from './license1-rules.ts';
import { conformingLicense7, type License7Rules } from './license7-rules.ts';
import {
  conformingMachineCertificate,
  type MachineCertificateRules,
} from './machine-certificate-rules.ts';
import { conformingPage, type PageRules } from './page-rules.ts';
import { conformingResponse, type ResponseRules } from './response-rules.ts';
import { conformingRevocation, type RevocationRules } from './revocation-rules.ts';
import { conformingState, type StateRules } from './state-rules.ts';
import { conformingVersion1, type Version1Rules } from './version1-rules.ts';

/**
 * Every rule the server obeys, each one small function. A mutant is a `Partial<Behaviour>`: the rule it
 * breaks, and nothing else. What is drawn at random is drawn outside of them.
 */
export interface Behaviour
  extends
    HttpRules,
    ErrorRules,
    ClientRules,
    Version1Rules,
    ClientIdRules,
    MachineCertificateRules,
    ResponseRules,
    License1Rules,
    License7Rules,
    RevocationRules,
    PageRules,
    StateRules {}

export const conforming: Behaviour = {
  ...conformingHttp,
  ...conformingErrors,
  ...conformingClient,
  ...conformingVersion1,
  ...conformingClientId,
  ...conformingMachineCertificate,
  ...conformingResponse,
  ...conformingLicense1,
  ...conformingLicense7,
  ...conformingRevocation,
  ...conformingPage,
  ...conformingState,
};
