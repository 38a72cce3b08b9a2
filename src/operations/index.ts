import type { Clock } from '../clock.ts';
import { createMetrics } from './metrics.ts';
import type { NotReady, Observer, Watched } from './observer.ts';
import { startServer } from './server.ts';

export type { Figures, NotReady, Observer, Watched } from './observer.ts';

/** What operators see of a process: health, readiness, metrics. */
export interface Operations {
  /** Where it listens. */
  port: number;
  /** For the app: counts what happens at its edges. */
  observer: Observer;
  /** From now on this app is asked. */
  watch(app: Watched): void;
  /** Says from now on that the process ends. */
  stopping(): void;
  close(): Promise<void>;
}

/** Listens at once, before there is an app: a start is told apart from a process that is gone. */
export async function startOperations(port: number, clock: Clock): Promise<Operations> {
  const metrics = await createMetrics(clock);
  let app: Watched | undefined;
  let isStopping = false;
  const notReady = async (): Promise<NotReady | undefined> => {
    if (isStopping) return { why: 'stopping' };
    return app ? app.notReady() : { why: 'starting' };
  };
  const server = await startServer(port, {
    notReady,
    metrics: async () => ({ contentType: metrics.contentType, text: await metrics.text(app && { ...app, notReady }) }),
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    observer: metrics.observer,
    watch(watched) {
      app = watched;
    },
    stopping() {
      isStopping = true;
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
