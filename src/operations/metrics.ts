import type { Registry } from 'prom-client';
import type { Clock } from '../clock.ts';
import { createCalls } from './calls.ts';
import { createGauges } from './gauges.ts';
import type { Observer, Watched } from './observer.ts';

/** Metrics for Prometheus: observed events and the current state of the app. */
export interface Metrics {
  observer: Observer;
  contentType: string;
  /** All metrics as text; without an app, only those of the process and of observed events. */
  text(app: Watched | undefined): Promise<string>;
}

/** Creates the metrics of one process. Loads prom-client only if metrics are used. */
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
