/** Why something could not be decided: a closed list, one sentence each. */
export const blockedCodes = {
  unreachable: 'no connection to the target could be made',
  unauthorized: 'the server, or the proxy, refused the credentials, or asks for some',
  'transport-failures': 'the run stopped trying after a row of failed exchanges',
  'not-allowed': 'the target does not allow what the check would cause on the server',
  'deployment-missing': 'the target does not offer the server state that the check needs',
  'server-certificate-missing': "the server's licensor certificate could not be obtained",
  'identity-missing':
    'the target does not name the user, or the key of a user, that the check needs',
  'license-missing':
    'the server did not issue the license or certificate that the check starts from',
  'recording-missing': 'the target has no recording of the message that the check starts from',
  'browser-missing': 'there is no Chromium to load a page in',
  'not-public':
    'what the check needs is not public, and what the harness assumes does not fit this server',
  'twin-refused': 'the request without the defect was not accepted, so a refusal proves nothing',
  'no-fault': 'no request made the server answer with a fault, so faults could not be looked at',
  'exception-hidden': 'the fault does not name its exception',
  'version-unknown': "the server's version range could not be read from its responses",
  'timed-out': 'the check did not finish in time',
  'harness-error': 'the harness itself failed; please report it',
} as const;

export type BlockedCode = keyof typeof blockedCodes;

/** Thrown by a check that cannot come to a verdict. */
export class Blocked extends Error {
  readonly code: BlockedCode;

  /** `reason` says what was missing here, in one sentence, and what the user can do. */
  constructor(code: BlockedCode, reason: string) {
    super(reason);
    this.name = 'Blocked';
    this.code = code;
  }
}

/** Thrown when a rule does not apply to this server, by profile or capability. */
export class Inapplicable extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'Inapplicable';
  }
}
