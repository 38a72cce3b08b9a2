import { createContext, useContext } from 'react';
import type { FieldEdits } from './field-edits.ts';

/** What people put into the fields of messages, by `messageKey`; kept while they look elsewhere. */
export interface MessageEdits {
  get(message: string): FieldEdits;
  set(message: string, edits: FieldEdits): void;
  subscribe(listener: () => void): () => void;
}

const NONE: FieldEdits = new Map();

/** No edits yet. */
export function createMessageEdits(): MessageEdits {
  const kept = new Map<string, FieldEdits>();
  const listeners = new Set<() => void>();
  return {
    get: (message) => kept.get(message) ?? NONE,
    set(message, edits) {
      kept.set(message, edits);
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Names a message as one person sees it. */
export function messageKey(me: string, channel: string, ts: string): string {
  return [me, channel, ts].join(' ');
}

const Context = createContext<MessageEdits | undefined>(undefined);

export const MessageEditsProvider = Context.Provider;

/** The edits of the page around a message; throws outside of one. */
export function useMessageEdits(): MessageEdits {
  const edits = useContext(Context);
  if (!edits) throw new Error('this component is used outside of the page');
  return edits;
}
