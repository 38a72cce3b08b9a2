import { type Clock, URGENCIES, type Urgency } from './request.ts';

// The portal allows 50 concurrent reads and 15 writes per key owner, across all clients, and does not queue
// (docspace-api §6). These limits leave room for a second process and the owner's browser.
const MAX_READS = 20;
const MAX_WRITES = 7;
/** Concurrent reads of an urgency and all lower ones, so that a slow portal still has free slots for a decision. */
const MAX_READS_UP_TO: Readonly<Record<Urgency, number>> = { change: MAX_READS, 'look-up': 14, typeahead: 8 };
/** Concurrent reads per person and urgency. */
const MAX_READS_PER_PERSON: Readonly<Record<Urgency, number>> = { change: MAX_READS, 'look-up': 6, typeahead: 3 };
/** A timed-out write still runs on the portal and keeps its slot there; at this number, no other write is sent. */
const MAX_UNANSWERED_WRITES = 3;

/** A call that needs a slot. */
export interface Waiting {
  kind: 'read' | 'write';
  urgency: Urgency;
  person?: string;
  /** The time at which waiting ends. */
  giveUpAt: number;
  /** Any of them cancels the wait. */
  signals: readonly AbortSignal[];
}

/** A slot for one running call. */
export interface Slot {
  /** Frees the slot, once. */
  leave(): void;
  /** Keeps the slot of an unanswered write until this time, or until `leave` is called. */
  keepUntil(moment: number): void;
}

/** Slots for calls, assigned by urgency and round-robin between people. */
export interface CallQueue {
  /** Resolves with a slot, or with the reason for not getting one. */
  enter(call: Waiting): Promise<Slot | 'late' | 'cancelled'>;
}

/** The queue of one portal and key. */
export function createCallQueue(clock: Clock): CallQueue {
  const lanes = { read: new Lane(readFits), write: new Lane(writeFits) };
  return {
    async enter(call) {
      if (call.signals.some((signal) => signal.aborted)) return 'cancelled';
      const left = call.giveUpAt - clock.now();
      if (left <= 0) return 'late';
      const lane = lanes[call.kind];
      return new Promise((resolve) => {
        let started = false;
        let stopWaiting = () => {};
        const end = (result: Slot | 'late' | 'cancelled') => {
          stopWaiting();
          if (typeof result === 'string') lane.remove(entry);
          resolve(result);
        };
        const begin = () => {
          started = true;
          end(slotIn(lane, entry, clock));
        };
        const entry: Entry = { ...call, begin };
        lane.add(entry);
        // Most calls get a slot immediately.
        if (started) return;
        const cancel = () => end('cancelled');
        const stopTimer = clock.after(left, () => end('late'));
        for (const signal of call.signals) signal.addEventListener('abort', cancel);
        stopWaiting = () => {
          stopTimer();
          for (const signal of call.signals) signal.removeEventListener('abort', cancel);
        };
      });
    },
  };
}

function slotIn(lane: Lane, entry: Entry, clock: Clock): Slot {
  let stopTimer: (() => void) | undefined;
  const slot: Slot = {
    leave() {
      stopTimer?.();
      lane.leave(entry);
    },
    keepUntil(moment) {
      lane.keep(entry);
      stopTimer = clock.after(moment - clock.now(), slot.leave);
    },
  };
  return slot;
}

/** A waiting or running call. */
interface Entry extends Waiting {
  begin(): void;
}

/** Whether a call can start, given the running ones, which include `kept` ones. */
type Fits = (entry: Entry, running: ReadonlySet<Entry>, kept: ReadonlySet<Entry>) => boolean;

const readFits: Fits = (entry, running) => {
  const rank = URGENCIES.indexOf(entry.urgency);
  const count = (which: (other: Entry) => boolean) => [...running].filter(which).length;
  const withinUrgency = URGENCIES.slice(0, rank + 1).every(
    (urgency, from) => count((other) => URGENCIES.indexOf(other.urgency) >= from) < MAX_READS_UP_TO[urgency],
  );
  if (!withinUrgency || entry.person === undefined) return withinUrgency;
  const own = count((other) => other.person === entry.person && other.urgency === entry.urgency);
  return own < MAX_READS_PER_PERSON[entry.urgency];
};

const writeFits: Fits = (_entry, running, kept) => running.size < MAX_WRITES && kept.size < MAX_UNANSWERED_WRITES;

/** The running calls of one kind, and the waiting ones in one queue per person. */
class Lane {
  readonly #fits: Fits;
  readonly #queues: Readonly<Record<Urgency, Map<string, Entry[]>>> = {
    change: new Map(),
    'look-up': new Map(),
    typeahead: new Map(),
  };
  readonly #running = new Set<Entry>();
  readonly #kept = new Set<Entry>();

  constructor(fits: Fits) {
    this.#fits = fits;
  }

  add(entry: Entry): void {
    const queues = this.#queues[entry.urgency];
    const queue = queues.get(queueOf(entry));
    if (queue) queue.push(entry);
    else queues.set(queueOf(entry), [entry]);
    this.#serve();
  }

  remove(entry: Entry): void {
    const queues = this.#queues[entry.urgency];
    const left = queues.get(queueOf(entry))?.filter((other) => other !== entry) ?? [];
    if (left.length > 0) queues.set(queueOf(entry), left);
    else queues.delete(queueOf(entry));
  }

  leave(entry: Entry): void {
    this.#kept.delete(entry);
    if (this.#running.delete(entry)) this.#serve();
  }

  keep(entry: Entry): void {
    if (this.#running.has(entry)) this.#kept.add(entry);
  }

  #serve(): void {
    for (let next = this.#next(); next; next = this.#next()) {
      this.#running.add(next);
      next.begin();
    }
  }

  /** Dequeues the next call that can start; its person's queue moves to the end. */
  #next(): Entry | undefined {
    for (const urgency of URGENCIES) {
      const queues = this.#queues[urgency];
      for (const [person, queue] of queues) {
        const [first] = queue;
        if (!first || !this.#fits(first, this.#running, this.#kept)) continue;
        queue.shift();
        queues.delete(person);
        if (queue.length > 0) queues.set(person, queue);
        return first;
      }
    }
    return undefined;
  }
}

function queueOf(entry: Entry): string {
  return entry.person ?? '';
}
