import type { Challenge } from '../../harness/playready/challenge/challenge.ts';
import { PlayReadyError } from '../../harness/playready/error.ts';
import { kidOfConfiguration } from '../../harness/playready/test-server/configuration.ts';
import { readCustomData } from '../../harness/playready/test-server/json.ts';
import type { LicenseConfiguration } from '../../harness/playready/test-server/parameters.ts';
import { readTestServerQuery } from '../../harness/playready/test-server/url.ts';
import { configureByUrl } from './configure-by-url.ts';
import type { Call } from './operation.ts';
import { Refused, type ServiceRefusal } from './refusal.ts';
import { writeClientInfo } from './write-client-info.ts';

/** What a request makes the server do with AcquireLicense. */
export interface Configuration {
  /** Why it gives nothing. */
  readonly refusal?: Refused;
  /** Whether a license is persistent, so that the answer is signed (PlayReady-facts 1.4 R1). */
  readonly persistent: boolean;
  /** The TransactionID that is to be acknowledged (R5); `new` for one that the server makes. */
  readonly transactionId?: string;
  /** The KIDs of the licenses, in order; those of the challenge unless given. */
  readonly kids?: readonly Uint8Array[];
}

/** By what a client configures the answer to its challenge (PlayReady-facts 4). */
export interface TestServerRules {
  readonly configure: (call: Call, challenge: Challenge) => Configuration;
  /**
   * What a request asks the test server for, a configuration for each license: in its URL, or else in
   * the CustomData of its challenge (4.2, 4.4, 4.5).
   *
   * @throws Refused `invalidMessage`
   */
  readonly asksFor: (url: URL, challenge: Challenge) => readonly LicenseConfiguration[];
  /** The refusal with a status code that was asked for (4.7). */
  readonly refusalOfCode: (code: number) => Refused | undefined;
  /** How a device is treated that counts as revoked for one request. */
  readonly refusalOfRevoked: () => Refused | undefined;
  /** What says what is known of the client (4.7). */
  readonly refusalOfClientInfo: (challenge: Challenge) => Refused | undefined;
  /**
   * The KIDs of the licenses.
   *
   * @throws Refused `invalidMessage`
   */
  readonly kidsAskedFor: (
    asked: readonly LicenseConfiguration[],
    challenge: Challenge,
  ) => readonly Uint8Array[];
  readonly transactionAskedFor: (asked: readonly LicenseConfiguration[]) => string | undefined;
  readonly asksForPersistent: (asked: readonly LicenseConfiguration[]) => boolean;
}

/** The codes that a test server can be asked for (PlayReady-facts 3.4). */
const refusals: Readonly<Record<number, ServiceRefusal>> = {
  0x8004c065: 'revoked',
  0x8004c600: 'internalError',
  0x8004c601: 'invalidMessage',
  0x8004c602: 'deviceLimit',
  0x8004c604: 'serviceSpecific',
  0x8004c605: 'domainRequired',
  0x8004c606: 'renewDomain',
  0x8004c60a: 'notAMember',
  0x8004c60b: 'protocolVersion',
  0x8004c60c: 'unknownAccountId',
  0x8004c60d: 'redirect',
};

export const conformingTestServer: TestServerRules = {
  configure: (call, challenge) => {
    if (call.deployment.name === 'test-server') return configureByUrl(call, challenge);
    // Elsewhere our own test client asks our own server in words; no real client does.
    const words = challenge.customData?.split(/\s+/) ?? [];
    return {
      persistent: words.includes('persistent'),
      ...(words.includes('acknowledge') && { transactionId: 'new' }),
    };
  },
  asksFor: ({ href }, { customData = '' }) => {
    try {
      const asked = readTestServerQuery(href);
      const isPlain = asked.length === 1 && Object.keys(asked[0] ?? {}).length === 0;
      return (isPlain ? readCustomData(customData) : undefined) ?? asked;
    } catch (error) {
      if (!(error instanceof PlayReadyError)) throw error;
      throw new Refused('invalidMessage', error.message);
    }
  },
  refusalOfCode: code =>
    new Refused(
      refusals[code] ?? 'invalidMessage',
      refusals[code] === undefined ? 'No such status code.' : 'The client asked for this.',
    ),
  refusalOfRevoked: () => new Refused('revoked', 'Device Certificate Revoked.'),
  refusalOfClientInfo: challenge =>
    new Refused('serviceSpecific', 'The client asked what is known of it.', {
      customData: writeClientInfo(challenge),
    }),
  kidsAskedFor: (asked, { kids }) =>
    asked.flatMap(each => {
      const kid = kidOfConfiguration(each);
      if (kid === undefined) return kids;
      if (kid !== 'header') return [kid];
      if (kids.length !== 1)
        throw new Refused('invalidMessage', 'kid:header needs a header with one KID.');
      return kids;
    }),
  transactionAskedFor: asked => asked.find(({ tid }) => tid !== undefined)?.tid,
  asksForPersistent: asked => asked.some(({ persist }) => persist === true),
};
