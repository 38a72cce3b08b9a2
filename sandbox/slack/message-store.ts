import type { StoredMessage } from './stored-message.ts';

interface Shelf {
  inOrder: StoredMessage[];
  byTs: Map<string, StoredMessage>;
  gone: Set<string>;
}

/** Every message, at hand by channel and by ts, so that a channel of thousands stays as quick as an empty one. */
export class MessageStore {
  readonly #all = new Set<StoredMessage>();
  readonly #shelves = new Map<string, Shelf>();

  add(message: StoredMessage): void {
    const shelf: Shelf = this.#shelves.get(message.channel) ?? { inOrder: [], byTs: new Map(), gone: new Set() };
    this.#shelves.set(message.channel, shelf);
    shelf.inOrder.push(message);
    shelf.byTs.set(message.ts, message);
    this.#all.add(message);
  }

  remove(message: StoredMessage): void {
    const shelf = this.#shelves.get(message.channel);
    if (!shelf?.byTs.delete(message.ts)) return;
    shelf.inOrder.splice(shelf.inOrder.indexOf(message), 1);
    shelf.gone.add(message.ts);
    this.#all.delete(message);
  }

  /** Whether a message was here and was removed. */
  isGone(channel: string, ts: string): boolean {
    return this.#shelves.get(channel)?.gone.has(ts) ?? false;
  }

  find(channel: string, ts: string): StoredMessage | undefined {
    return this.#shelves.get(channel)?.byTs.get(ts);
  }

  /** The messages of a channel, or all of them, oldest first. */
  list(channel?: string): StoredMessage[] {
    return channel === undefined ? [...this.#all] : [...(this.#shelves.get(channel)?.inOrder ?? [])];
  }
}
