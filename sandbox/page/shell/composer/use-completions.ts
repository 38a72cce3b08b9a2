import { type KeyboardEvent, useState } from 'react';
import type { Snapshot } from '../../../page-server/protocol.ts';
import { type Completion, completionsFor, NO_COMPLETIONS } from './completions.ts';

interface CompletionChoice {
  items: readonly Completion[];
  /** Index of the one Enter and Tab take; -1 for none. */
  active: number;
  /** Handles a key the list wants; true when it did. */
  onKey(event: KeyboardEvent): boolean;
}

/** The completion list of a line: what is offered, which one is active, and the keys that move in it. */
export function useCompletions(
  line: string,
  commands: Snapshot['commands'],
  take: (completion: Completion) => void,
): CompletionChoice {
  const [moved, setMoved] = useState({ line, to: -1 });
  const [dismissed, setDismissed] = useState<string>();
  const { items, eager } = dismissed === line ? NO_COMPLETIONS : completionsFor(line, commands);
  const chosen = moved.line === line && moved.to >= 0 ? moved.to : eager ? 0 : -1;
  const active = items.length > 0 ? Math.min(chosen, items.length - 1) : -1;

  function onKey(event: KeyboardEvent): boolean {
    if (items.length === 0 || event.nativeEvent.isComposing) return false;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      const from = active < 0 && step < 0 ? items.length : active;
      setMoved({ line, to: (from + step + items.length) % items.length });
      return true;
    }
    if (event.key === 'Escape') {
      setDismissed(line);
      return true;
    }
    const wanted = event.key === 'Tab' && !event.shiftKey ? Math.max(active, 0) : event.key === 'Enter' ? active : -1;
    const completion = items[wanted];
    if (!completion || event.shiftKey) return false;
    take(completion);
    return true;
  }

  return { items, active, onKey };
}
