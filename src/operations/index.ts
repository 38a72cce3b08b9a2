import type { Clock } from '../clock.ts';
import { createMetrics } from './metrics.ts';
import type { NotReady, Observer, Watched } from './observer.ts';
import { startServer } from './server.ts';

export type { Figures, NotReady, Observer, Watched } from './observer.ts';

/** The operations endpoints of a process: health, readiness, metrics. */
export interface Operations {
  /** The port of the HTTP server. */
  port: number;
  /** For the app: counts its deliveries and calls. */
  observer: Observer;
  /** Reports the state of this app from now on. */
  watch(app: Watched): void;
  /** Reports from now on that the process is stopping. */
  stopping(): void;
  close(): Promise<void>;
}

/** Listens before the app is created, so that a starting process can be distinguished from a dead one. */
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
