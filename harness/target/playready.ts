/** Server states in which a license is refused (PlayReady-facts 3.4). */
export const refusingDeployments = [
  'domain-required',
  'renew-domain',
  'not-a-member',
  'device-limit',
  'revoked',
  'redirect',
] as const;

/**
 * The server states that the PlayReady suite knows, each a whole URL of a rightsmanager.asmx
 * (PlayReady-facts 1.1). `normal` issues licenses; the next seven answer with what their name says
 * (3.4); `packaging-absent` has no AcquirePackagingData, as Server SDK 4.5 has none (1.1);
 * `test-server` speaks the dialect of Microsoft's test server (4).
 */
export const playReadyDeployments = [
  'normal',
  ...refusingDeployments,
  'metering-unknown',
  'packaging-absent',
  'test-server',
] as const;
export type PlayReadyDeployment = (typeof playReadyDeployments)[number];

/** The PlayReady part of a target, resolved. */
export interface PlayReadyTarget {
  /** Whole URLs, with their query if they have one, by server state. */
  readonly deployments: Readonly<Partial<Record<PlayReadyDeployment, string>>>;
  /** The metering id that the server has a certificate for: 16 bytes in base64 (1.6). */
  readonly meteringId?: string;
  /** ProgramIdentifiers that AcquirePackagingData knows (1.10); any will do unless given. */
  readonly programs?: readonly string[];
  /** Absolute path of the folder with messages of a licensed client (docs/recordings.md). */
  readonly recordings?: string;
}
