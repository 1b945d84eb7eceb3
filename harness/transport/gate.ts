/**
 * What every HTTP request on the wire passes, authentication legs included, so that a target's
 * limits hold over all connections and workers.
 */
export interface Gate {
  /**
   * Resolves when a request may go out, to what is to be called when its exchange is over. An urgent
   * one, for which a server holds a connection open, passes before all others that wait.
   */
  enter(options?: { readonly urgent: boolean }): Promise<() => void>;
}
