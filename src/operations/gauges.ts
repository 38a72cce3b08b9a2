import type { Registry } from 'prom-client';
import { KINDS, OPEN_STATES } from '../changes/index.ts';
import type { Clock } from '../clock.ts';
import type { Figures, Watched } from './observer.ts';
import { described } from './text.ts';

type Client = typeof import('prom-client');

/** Timeout of the database in milliseconds; a scrape returns the other metrics anyway. */
const READ_TIMEOUT_MS = 2_000;
/** How long figures are cached, in milliseconds, so that more scrapers cause no more queries. */
const CACHED_FOR_MS = 5_000;

/** Gauges of the app's current state, read on each scrape. */
export interface Gauges {
  /** Updates all gauges; never rejects. */
  read(app: Watched): Promise<void>;
}

/** Creates the gauges. Without an answer of the database in time, its gauges are left out. */
export function createGauges({ Gauge }: Client, register: Registry, clock: Clock): Gauges {
  const registers = [register];
  const gauge = (name: Parameters<typeof described>[0]) => new Gauge({ ...described(name), registers });
  const ready = gauge('ready');
  const sockets = gauge('slack_sockets');
  const inHand = gauge('work_in_hand');
  const reachable = gauge('database_reachable');
  const behind = gauge('outbox_behind');
  const oldest = gauge('outbox_oldest_seconds');
  const open = new Gauge({
    ...described('open_requests'),
    labelNames: ['kind', 'state'],
    registers,
  });
  const figuresOf = cached(clock, (app: Watched) => inTime(clock, app.figures()));
  const show = (figures: Figures | undefined) => {
    reachable.set(figures ? 1 : 0);
    open.reset();
    for (const kind of figures ? KINDS : []) for (const state of OPEN_STATES) open.set({ kind, state }, 0);
    for (const { kind, state, count } of figures?.openRequests ?? []) open.set({ kind, state }, count);
    // Otherwise the last value would look current.
    if (!figures) for (const each of [behind, oldest]) each.remove();
    else {
      behind.set(figures.outbox.messages);
      oldest.set(figures.outbox.oldestMs / 1_000);
    }
  };
  return {
    async read(app) {
      inHand.set(app.inHand());
      const connections = app.sockets();
      if (connections === undefined) sockets.remove();
      else sockets.set(connections);
      const [reason, figures] = await Promise.all([app.notReady(), figuresOf(app)]);
      ready.set(reason === undefined ? 1 : 0);
      show(figures);
    },
  };
}

/** The result, or undefined after a timeout or an error; never rejects. */
async function inTime<T>(clock: Clock, work: Promise<T>): Promise<T | undefined> {
  let cancel = () => {};
  const late = new Promise<undefined>((resolve) => {
    cancel = clock.after(READ_TIMEOUT_MS, () => resolve(undefined));
  });
  const first = await Promise.race([work.catch(() => undefined), late]);
  cancel();
  return first;
}

/** Caches each answer; concurrent callers share it. */
function cached<A extends object, T>(clock: Clock, ask: (of: A) => Promise<T>): (of: A) => Promise<T> {
  const cache = new WeakMap<A, { at: number; answer: Promise<T> }>();
  return (of) => {
    const last = cache.get(of);
    if (last && clock.now() - last.at < CACHED_FOR_MS) return last.answer;
    const answer = ask(of);
    cache.set(of, { at: clock.now(), answer });
    return answer;
  };
}
