import { type Clock, URGENCIES, type Urgency } from './request.ts';

// The portal takes 50 reads and 15 writes at once of all that works with the key owner's account, and has no queue of
// its own (docspace-api §6). These limits leave room for a second process and the owner's browser.
const READS_AT_ONCE = 20;
const WRITES_AT_ONCE = 7;
/** Reads of an urgency and of the less urgent ones at once: a slow portal still has free slots for a decision. */
const READS_UP_TO: Readonly<Record<Urgency, number>> = { change: READS_AT_ONCE, 'look-up': 14, typeahead: 8 };
/** Reads of one person and urgency at once. */
const READS_OF_ONE: Readonly<Record<Urgency, number>> = { change: READS_AT_ONCE, 'look-up': 6, typeahead: 3 };
/** A write that was given up goes on at the portal and keeps its slot there; with so many out, no other is sent. */
const MOST_UNANSWERED_WRITES = 3;

/** What a call waits with. */
export interface Waiting {
  kind: 'read' | 'write';
  urgency: Urgency;
  person?: string;
  /** Moment after which it waits no longer. */
  giveUpAt: number;
  /** Each of them ends the waiting. */
  signals: readonly AbortSignal[];
}

/** A slot among the calls under way. */
export interface Slot {
  /** Frees the slot, once. */
  leave(): void;
  /** Keeps the slot of an unanswered write until that moment, or until it is left. */
  keepUntil(moment: number): void;
}

/** Slots for calls, given out by urgency and in turn between people. */
export interface CallQueue {
  /** Resolves with a slot, or with the reason why there is none. */
  enter(call: Waiting): Promise<Slot | 'late' | 'cancelled'>;
}

/** Creates the slots of one portal and key. */
export function createCallQueue(clock: Clock): CallQueue {
  const lanes = { read: new Lane(readFits), write: new Lane(writeFits) };
  return {
    async enter(call) {
      if (call.signals.some((signal) => signal.aborted)) return 'cancelled';
      const left = call.giveUpAt - clock.now();
      if (left <= 0) return 'late';
      const lane = lanes[call.kind];
      return new Promise((resolve) => {
        let began = false;
        let stopWaiting = () => {};
        const end = (result: Slot | 'late' | 'cancelled') => {
          stopWaiting();
          if (typeof result === 'string') lane.remove(entry);
          resolve(result);
        };
        const begin = () => {
          began = true;
          end(slotIn(lane, entry, clock));
        };
        const entry: Entry = { ...call, begin };
        lane.add(entry);
        // Most calls find a free slot at once.
        if (began) return;
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

/** A call that waits or is under way. */
interface Entry extends Waiting {
  begin(): void;
}

/** Whether a call fits beside those under way, `kept` ones among them. */
type Fits = (entry: Entry, underWay: ReadonlySet<Entry>, kept: ReadonlySet<Entry>) => boolean;

const readFits: Fits = (entry, underWay) => {
  const rank = URGENCIES.indexOf(entry.urgency);
  const count = (which: (other: Entry) => boolean) => [...underWay].filter(which).length;
  const withinUrgency = URGENCIES.slice(0, rank + 1).every(
    (urgency, from) => count((other) => URGENCIES.indexOf(other.urgency) >= from) < READS_UP_TO[urgency],
  );
  if (!withinUrgency || entry.person === undefined) return withinUrgency;
  const own = count((other) => other.person === entry.person && other.urgency === entry.urgency);
  return own < READS_OF_ONE[entry.urgency];
};

const writeFits: Fits = (_entry, underWay, kept) =>
  underWay.size < WRITES_AT_ONCE && kept.size < MOST_UNANSWERED_WRITES;

/** Calls of one kind: those under way, and those that wait in one row for each person. */
class Lane {
  readonly #fits: Fits;
  readonly #rows: Readonly<Record<Urgency, Map<string, Entry[]>>> = {
    change: new Map(),
    'look-up': new Map(),
    typeahead: new Map(),
  };
  readonly #underWay = new Set<Entry>();
  readonly #kept = new Set<Entry>();

  constructor(fits: Fits) {
    this.#fits = fits;
  }

  add(entry: Entry): void {
    const rows = this.#rows[entry.urgency];
    const row = rows.get(rowOf(entry));
    if (row) row.push(entry);
    else rows.set(rowOf(entry), [entry]);
    this.#serve();
  }

  remove(entry: Entry): void {
    const rows = this.#rows[entry.urgency];
    const left = rows.get(rowOf(entry))?.filter((other) => other !== entry) ?? [];
    if (left.length > 0) rows.set(rowOf(entry), left);
    else rows.delete(rowOf(entry));
  }

  leave(entry: Entry): void {
    this.#kept.delete(entry);
    if (this.#underWay.delete(entry)) this.#serve();
  }

  keep(entry: Entry): void {
    if (this.#underWay.has(entry)) this.#kept.add(entry);
  }

  #serve(): void {
    for (let next = this.#next(); next; next = this.#next()) {
      this.#underWay.add(next);
      next.begin();
    }
  }

  /** Takes the next call that fits out of its row; its row goes behind those of other people. */
  #next(): Entry | undefined {
    for (const urgency of URGENCIES) {
      const rows = this.#rows[urgency];
      for (const [person, row] of rows) {
        const [first] = row;
        if (!first || !this.#fits(first, this.#underWay, this.#kept)) continue;
        row.shift();
        rows.delete(person);
        if (row.length > 0) rows.set(person, row);
        return first;
      }
    }
    return undefined;
  }
}

function rowOf(entry: Entry): string {
  return entry.person ?? '';
}
