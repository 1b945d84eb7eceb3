/** The protocols whose exchanges are recorded. */
export const recordedProtocols = ['playready', 'rms', 'wmdrm'] as const;
export type RecordedProtocol = (typeof recordedProtocols)[number];

/** A name and a value, as HTTP has them; the name in lower case. */
export type Header = readonly [name: string, value: string];

/** What a client sent. */
export interface RecordedRequest {
  readonly method: 'GET' | 'POST';
  /** Path and query as they were, without what was removed. */
  readonly path: string;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Empty for a GET. */
  readonly body: Uint8Array;
  /** Whether these are the bytes that were on the wire; else they are not worth replaying. */
  readonly exact: boolean;
}

/** What the server answered. */
export interface RecordedResponse {
  readonly status: number;
  /** In order, repeats kept. */
  readonly headers: readonly Header[];
  /** Left out where it holds keys, or may hold them (docs/recordings.md). */
  readonly body?: Uint8Array;
  /** Whether the body has the bytes that were on the wire, its Content-Encoding undone. */
  readonly exact: boolean;
}

/** Something that was taken out before anything was written. */
export interface Removal {
  readonly from:
    | 'request header'
    | 'response header'
    | 'query'
    | 'path'
    | 'user info'
    | 'form field'
    | 'response body';
  readonly name: string;
  readonly why: string;
}

/** Where an exchange was seen: for review, and nothing is ever sent there. */
export interface RecordingSource {
  /** What recorded it, such as `Chrome 131`. */
  readonly tool?: string;
  readonly host?: string;
  /** When, as the tool writes it. */
  readonly recorded?: string;
  /** The type of the PlayReadyKeyMessage that the request was taken out of (PlayReady-facts 2.4). */
  readonly unwrapped?: 'LicenseAcquisition' | 'SecureStop';
}

/** An exchange of a client with a server (docs/recordings.md), as it was without its secrets. */
export interface NewRecording {
  readonly protocol: RecordedProtocol;
  /** The specification's name. */
  readonly operation: string;
  readonly request: RecordedRequest;
  readonly response?: RecordedResponse;
  readonly source?: RecordingSource;
  readonly removed: readonly Removal[];
  /** What is personal and could not be taken out. */
  readonly warnings: readonly string[];
  /** Whether the client asked for a persistent license, where that is known. */
  readonly persistent?: boolean;
}

/** A recording as it lies in a folder of recordings. */
export interface Recording extends NewRecording {
  /** The name of its folder. */
  readonly name: string;
}

/** The file of a recording that describes it. */
export const recordingFile = 'recording.json';

/** Bytes of one recorded body. */
export const mostBodyBytes = 4 * 1024 * 1024;

/** Recordings of one folder. */
export const mostRecordings = 1_000;
