/** A status code with a public name (PlayReady-facts 3.4, 3.5). */
export interface KnownStatusCode {
  /** Unsigned, 32 bits. */
  readonly code: number;
  readonly name: string;
  /** What it says, in our words. */
  readonly meaning: string;
  /** Whether Microsoft's test server can be told to answer with it. */
  readonly onTestServer: boolean;
  /**
   * Who gives it: a server in a fault; a client about an answer; or a client or SDK about a
   * WRMHEADER, where nothing public says whether a server puts it into a fault.
   */
  readonly side: 'server' | 'client' | 'header';
}

const server = (code: number, name: string, meaning: string): KnownStatusCode => ({
  code,
  name,
  meaning,
  onTestServer: false,
  side: 'server',
});

const onTestServer = (code: number, name: string, meaning: string): KnownStatusCode => ({
  ...server(code, name, meaning),
  onTestServer: true,
});

const client = (code: number, name: string, meaning: string): KnownStatusCode => ({
  ...server(code, name, meaning),
  side: 'client',
});

const header = (code: number, name: string, meaning: string): KnownStatusCode => ({
  ...server(code, name, meaning),
  side: 'header',
});

/** Every status code that PlayReady-facts 3.4 and 3.5 name, by number within each side. */
export const statusCodes: readonly KnownStatusCode[] = [
  onTestServer(0x8004c065, 'DRM_E_DEVCERT_REVOKED', "the device's certificate is revoked"),
  onTestServer(0x8004c600, 'DRM_E_SERVER_INTERNAL_ERROR', 'the server failed internally'),
  onTestServer(0x8004c601, 'DRM_E_SERVER_INVALID_MESSAGE', 'the request is not valid'),
  onTestServer(
    0x8004c602,
    'DRM_E_SERVER_DEVICE_LIMIT_REACHED',
    'the domain has as many devices as it may have',
  ),
  server(0x8004c603, 'DRM_E_SERVER_INDIV_REQUIRED', 'the client has to be individualized first'),
  onTestServer(
    0x8004c604,
    'DRM_E_SERVER_SERVICE_SPECIFIC',
    "the service's own error, told in CustomData or at RedirectUrl",
  ),
  onTestServer(
    0x8004c605,
    'DRM_E_SERVER_DOMAIN_REQUIRED',
    'the client has to join a domain to get the license',
  ),
  onTestServer(
    0x8004c606,
    'DRM_E_SERVER_RENEW_DOMAIN',
    "the client's domain certificate is out of date",
  ),
  server(0x8004c607, 'DRM_E_SERVER_UNKNOWN_METERINGID', 'the server does not know the metering id'),
  server(
    0x8004c608,
    'DRM_E_SERVER_COMPUTER_LIMIT_REACHED',
    'the domain has as many computers as it may have',
  ),
  server(
    0x8004c609,
    'DRM_E_SERVER_PROTOCOL_FALLBACK',
    'the client should fall back to version 2 of the license protocol',
  ),
  onTestServer(
    0x8004c60a,
    'DRM_E_SERVER_NOT_A_MEMBER',
    'the client has a domain certificate and is no member any more',
  ),
  onTestServer(
    0x8004c60b,
    'DRM_E_SERVER_PROTOCOL_VERSION_MISMATCH',
    'the server does not support the version of the protocol',
  ),
  onTestServer(
    0x8004c60c,
    'DRM_E_SERVER_UNKNOWN_ACCOUNTID',
    "the server does not know the domain's account",
  ),
  onTestServer(
    0x8004c60d,
    'DRM_E_SERVER_PROTOCOL_REDIRECT',
    'the client should go to another server',
  ),
  server(
    0x8004c610,
    'DRM_E_SERVER_UNKNOWN_TRANSACTIONID',
    'the server does not know the transaction that is acknowledged',
  ),
  server(0x8004c611, 'DRM_E_SERVER_INVALID_LICENSEID', 'a license id is not valid'),
  server(
    0x8004c612,
    'DRM_E_SERVER_MAXIMUM_LICENSEID_EXCEEDED',
    'the request names more license ids than it may',
  ),
  client(0x8004c700, 'DRM_E_LICACQ_TOO_MANY_LICENSES', 'the answer holds too many licenses'),
  client(
    0x8004c701,
    'DRM_E_LICACQ_ACK_TRANSACTION_ID_TOO_BIG',
    "the answer's TransactionID does not fit the client's buffer",
  ),
  client(
    0x8004c702,
    'DRM_E_LICACQ_ACK_MESSAGE_NOT_CREATED',
    'the client could not build the acknowledgement',
  ),
  header(0x80041103, 'header version missing', 'the WRMHEADER has no version'),
  header(0x80041104, 'KID missing', 'the WRMHEADER has no KID'),
  header(0x80041106, 'checksum missing', 'the WRMHEADER has no checksum'),
  header(0x80041107, 'attribute missing', 'an attribute of the WRMHEADER is missing'),
  header(0x80041108, 'invalid header', 'the WRMHEADER is not valid'),
  header(0x80041109, 'invalid checksum', 'the checksum of the WRMHEADER is not valid'),
  header(0x8004110b, 'unsupported version', 'the version of the WRMHEADER is not supported'),
  header(0x80041111, 'multiple KIDs', 'the WRMHEADER has several KIDs'),
];
