import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import { createClient, type DocSpace, type Fetch } from './docspace/index.ts';
import type { Log } from './log.ts';
import type { Observer } from './operations/index.ts';
import { createWriterLeases, type Store } from './store/index.ts';

/** The client of the configured portal; each attempt at a call is logged and passed to `observer`. */
export function createPortalClient(parts: {
  config: Pick<Config, 'docspace'>;
  store: Store;
  fetch: Fetch;
  clock: Clock;
  log: Log;
  observer?: Observer | undefined;
  /** Aborted: unsent calls are canceled. */
  stopping: AbortSignal;
}): DocSpace {
  const { config, store, fetch, clock, log, observer, stopping } = parts;
  const { url, apiKey } = config.docspace;
  return createClient({
    ...{ baseUrl: url, apiKey, fetch, clock, stopping },
    // Replicas share a PostgreSQL server. A SQLite file serves one process, which orders its writes in memory.
    oneWriter:
      store.dialect === 'postgres' ? createWriterLeases({ store, portal: url, clock, log, stopping }) : undefined,
    log(call) {
      const { path, ...facts } = call;
      log.debug(`portal ${call.method} ${path}`, facts);
      observer?.portalCalled(call);
    },
  });
}
