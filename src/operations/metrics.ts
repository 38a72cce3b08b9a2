import type { Registry } from 'prom-client';
import type { Clock } from '../clock.ts';
import { createCalls } from './calls.ts';
import { createGauges } from './gauges.ts';
import type { Observer, Watched } from './observer.ts';

/** Metrics for Prometheus: what was observed, and what an app has to do now. */
export interface Metrics {
  observer: Observer;
  contentType: string;
  /** All metrics as text; without an app, those of the process and what was observed alone. */
  text(app: Watched | undefined): Promise<string>;
}

/** Creates the metrics of one process. Their client is loaded here, so that nobody else pays for it. */
export async function createMetrics(clock: Clock): Promise<Metrics> {
  const client = await import('prom-client');
  const register: Registry = new client.Registry();
  client.collectDefaultMetrics({ register });
  const observer = createCalls(client, register);
  const gauges = createGauges(client, register, clock);
  return {
    observer,
    contentType: register.contentType,
    async text(app) {
      if (app) await gauges.read(app);
      return register.metrics();
    },
  };
}
