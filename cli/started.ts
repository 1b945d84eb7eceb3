interface Closable {
  readonly close: () => Promise<void>;
}

/** Servers that are started one after the other and end together, also when a later one can't start. */
export interface Started {
  readonly keep: <Server extends Closable>(server: Server) => Server;
  readonly close: () => Promise<void>;
}

/** None yet. */
export function noneStarted(): Started {
  const started: Closable[] = [];
  return {
    keep(server) {
      started.push(server);
      return server;
    },
    async close() {
      await Promise.all(started.map(server => server.close()));
    },
  };
}
