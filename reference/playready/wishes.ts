/** What our own test client asks our own server for in CustomData, in words: no real client does. */
export interface Wishes {
  /** A persistent license, which is signed (PlayReady-facts 1.4 R1). */
  readonly persistent: boolean;
  /** A TransactionID, which is to be acknowledged (R5). */
  readonly acknowledge: boolean;
}

/** Reads CustomData such as `persistent acknowledge`. */
export function readWishes(customData = ''): Wishes {
  const words = customData.split(/\s+/);
  return {
    persistent: words.includes('persistent'),
    acknowledge: words.includes('acknowledge'),
  };
}
