import type { Done, Update } from '../page-server/protocol.ts';
import { answers } from './live/answers.ts';
import { marksAfter, NO_MARKS, type PortalMarks, settle } from './live/portal-marks.ts';
import { readUpdate } from './live/read-update.ts';
import { applyUpdate, ordered, prependEarlier } from './live/reducer.ts';
import type { OpenWire, Wire } from './live/wire.ts';
import type { Ask, Page } from './page-context.ts';

/** What the page knows. */
export interface LiveState {
  /** Undefined until the sandbox answered for the first time; kept while it is out of reach. */
  snapshot: Page['snapshot'] | undefined;
  connected: boolean;
  /** Connections in a row that failed. */
  failures: number;
  marks: PortalMarks;
}

/** The page's connection to the sandbox, as one person at a time. */
export interface Live {
  now(): LiveState;
  subscribe(listener: () => void): () => void;
  /** Connects as one person; requests under way as another fail. */
  actAs(userId: string): void;
  ask: Ask;
  /** Puts the page of messages before the oldest one of a conversation in front of it. */
  loadEarlier(channel: string, before: string): Promise<void>;
}

/** Milliseconds before the next attempt, by failures in a row. */
const PAUSES = [250, 500, 1_000, 2_000, 4_000];
/** Updates that come within one frame are rendered together. */
const FRAME = 12;
/** How long a changed row of the portal stays marked. */
const MARKED = 8_000;

const BROKEN = 'The connection to the sandbox broke before it answered.';
const SWITCHED = 'You switched to another person before the sandbox answered.';
const OUT_OF_REACH = 'The sandbox can’t be reached right now. Try again in a moment.';
const NOT_UNDERSTOOD = 'The sandbox sent an answer this page can’t read. Reload the page.';

/** A connection that is not open yet. */
export function createLive(open: OpenWire): Live {
  const listeners = new Set<() => void>();
  const pending = new Map<number, (done: Done) => void>();
  let known: LiveState = { snapshot: undefined, connected: false, failures: 0, marks: NO_MARKS };
  let shown = known;
  let flushTimer: ReturnType<typeof setTimeout> | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let wire: Wire | undefined;
  let lastRequest = 0;

  function flush(): void {
    clearTimeout(flushTimer);
    flushTimer = undefined;
    shown = known;
    for (const listener of listeners) listener();
  }

  function set(change: Partial<LiveState>): void {
    known = { ...known, ...change };
    flushTimer ??= setTimeout(flush, FRAME);
  }

  function failPending(error: string): void {
    for (const finish of pending.values()) finish({ ok: false, error });
    pending.clear();
  }

  function receive(update: Update): void {
    if (update.type === 'done') {
      // The caller sees the updates that came before its answer.
      flush();
      pending.get(update.id)?.(update);
      pending.delete(update.id);
    } else if (update.type === 'snapshot') {
      set({ snapshot: ordered(update.snapshot), connected: true, failures: 0, marks: NO_MARKS });
    } else if (known.snapshot) {
      if (update.type === 'portal') mark(known.snapshot.portal, update);
      set({ snapshot: applyUpdate(known.snapshot, update) });
    }
  }

  function mark(before: Page['snapshot']['portal'], update: Update & { type: 'portal' }): void {
    const marks = marksAfter(known.marks, before, update);
    set({ marks });
    setTimeout(() => set({ marks: settle(known.marks, marks.round) }), MARKED);
  }

  function connect(userId: string): void {
    const opened: Wire = open(userId, {
      text(text) {
        const update = wire === opened ? readUpdate(text) : undefined;
        if (update) receive(update);
      },
      closed() {
        if (wire !== opened) return;
        wire = undefined;
        failPending(BROKEN);
        const pause = PAUSES[Math.min(known.failures, PAUSES.length - 1)];
        set({ connected: false, failures: known.failures + 1 });
        retry = setTimeout(() => connect(userId), pause);
      },
    });
    wire = opened;
  }

  const ask: Ask = (name, args) =>
    new Promise((resolve, reject) => {
      if (!wire || !known.connected) {
        reject(new Error(OUT_OF_REACH));
        return;
      }
      lastRequest += 1;
      pending.set(lastRequest, (done) => {
        if (!done.ok) reject(new Error(done.error));
        else if (answers(name, done.result)) resolve(done.result);
        else reject(new Error(NOT_UNDERSTOOD));
      });
      wire.send(JSON.stringify({ id: lastRequest, name, args }));
    });

  return {
    now: () => shown,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    actAs(userId) {
      clearTimeout(retry);
      const left = wire;
      wire = undefined;
      left?.close();
      failPending(SWITCHED);
      set({ connected: false, failures: 0 });
      connect(userId);
    },
    ask,
    async loadEarlier(channel, before) {
      const page = await ask('earlier', { channel, before });
      if (known.snapshot) set({ snapshot: prependEarlier(known.snapshot, channel, page) });
    },
  };
}
