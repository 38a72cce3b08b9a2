/** Unsent text of the composers, and what was sent from them last. */
export interface Drafts {
  get(place: string): string;
  set(place: string, text: string): void;
  /** The line sent last from here; `''` when there is none. */
  lastSent(place: string): string;
  sent(place: string, text: string): void;
  subscribe(listener: () => void): () => void;
}

/** No drafts yet. */
export function createDrafts(): Drafts {
  const texts = new Map<string, string>();
  const last = new Map<string, string>();
  const listeners = new Set<() => void>();
  return {
    get: (place) => texts.get(place) ?? '',
    set(place, text) {
      texts.set(place, text);
      for (const listener of listeners) listener();
    },
    lastSent: (place) => last.get(place) ?? '',
    sent: (place, text) => void last.set(place, text),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Names the composer of a conversation or thread, as one person. */
export function draftPlace(me: string, channel: string, threadTs?: string): string {
  return [me, channel, threadTs ?? ''].join(' ');
}
