import type { Done, News } from '../page-server/protocol.ts';
import { answers } from './live/answers.ts';
import { foldEarlier, foldNews, foldScene } from './live/fold-news.ts';
import { marksAfter, NO_MARKS, type PortalMarks, settle } from './live/portal-marks.ts';
import { readNews } from './live/read-news.ts';
import type { OpenWire, Wire } from './live/wire.ts';
import type { Ask, Page } from './page-context.ts';

/** What the page knows. */
export interface LiveState {
  /** Undefined until the sandbox answered for the first time; kept while it is out of reach. */
  scene: Page['scene'] | undefined;
  connected: boolean;
  /** Connections in a row that failed. */
  failures: number;
  marks: PortalMarks;
}

/** The page's line to the sandbox, as one person at a time. */
export interface Live {
  now(): LiveState;
  subscribe(listener: () => void): () => void;
  /** Opens the line as somebody; what was under way as somebody else fails. */
  actAs(userId: string): void;
  ask: Ask;
  /** Puts the page of messages before the oldest one of a conversation in front of it. */
  loadEarlier(channel: string, before: string): Promise<void>;
}

/** Milliseconds before the next attempt, by failures in a row. */
const PAUSES = [250, 500, 1_000, 2_000, 4_000];
/** News that come within one frame are drawn together. */
const FRAME = 12;
/** How long a changed row of the portal stays marked. */
const MARKED = 8_000;

const BROKEN = 'The connection to the sandbox broke before it answered.';
const SWITCHED = 'You switched to somebody else before the sandbox answered.';
const OUT_OF_REACH = 'The sandbox is out of reach right now. Try again in a moment.';
const NOT_UNDERSTOOD = 'The sandbox answered with something this page does not understand.';

/** A line that is not open yet. */
export function createLive(open: OpenWire): Live {
  const listeners = new Set<() => void>();
  const pending = new Map<number, (done: Done) => void>();
  let known: LiveState = { scene: undefined, connected: false, failures: 0, marks: NO_MARKS };
  let shown = known;
  let drawing: ReturnType<typeof setTimeout> | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let wire: Wire | undefined;
  let lastRequest = 0;

  function draw(): void {
    clearTimeout(drawing);
    drawing = undefined;
    shown = known;
    for (const listener of listeners) listener();
  }

  function know(change: Partial<LiveState>): void {
    known = { ...known, ...change };
    drawing ??= setTimeout(draw, FRAME);
  }

  function failPending(error: string): void {
    for (const finish of pending.values()) finish({ ok: false, error });
    pending.clear();
  }

  function hear(news: News): void {
    if (news.type === 'done') {
      // Whoever waits for the answer sees what came before it.
      draw();
      pending.get(news.id)?.(news);
      pending.delete(news.id);
    } else if (news.type === 'scene') {
      know({ scene: foldScene(news.scene), connected: true, failures: 0, marks: NO_MARKS });
    } else if (known.scene) {
      if (news.type === 'portal') mark(known.scene.portal, news);
      know({ scene: foldNews(known.scene, news) });
    }
  }

  function mark(before: Page['scene']['portal'], news: News & { type: 'portal' }): void {
    const marks = marksAfter(known.marks, before, news);
    know({ marks });
    setTimeout(() => know({ marks: settle(known.marks, marks.round) }), MARKED);
  }

  function connect(userId: string): void {
    const opened: Wire = open(userId, {
      text(text) {
        const news = wire === opened ? readNews(text) : undefined;
        if (news) hear(news);
      },
      closed() {
        if (wire !== opened) return;
        wire = undefined;
        failPending(BROKEN);
        const pause = PAUSES[Math.min(known.failures, PAUSES.length - 1)];
        know({ connected: false, failures: known.failures + 1 });
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
      know({ connected: false, failures: 0 });
      connect(userId);
    },
    ask,
    async loadEarlier(channel, before) {
      const page = await ask('earlier', { channel, before });
      if (known.scene) know({ scene: foldEarlier(known.scene, channel, page) });
    },
  };
}
