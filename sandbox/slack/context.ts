import type { Clock } from '../clock.ts';
import type { Ack, DeliveryKind } from './delivery/delivery.ts';
import type { ResponseUrls } from './response-url.ts';
import type { WorkspaceState } from './state.ts';
import type { Triggers } from './triggers.ts';

/** What people acting in the workspace reach behind its walls. */
export interface ClientContext {
  state: WorkspaceState;
  triggers: Triggers;
  responseUrls: ResponseUrls;
  clock: Clock;
  deliver(kind: DeliveryKind, payload: Readonly<Record<string, unknown>>): Promise<Ack>;
}

/** How long a person waits for something to appear, in real milliseconds: a limit, never a measurement. */
const PATIENCE_MS = 15_000;

/** Waits, woken by every change of the workspace, until `look` finds something; `missing` says what is there instead. */
export function until<T>(
  state: WorkspaceState,
  look: () => T | undefined,
  missing: () => string,
  patienceMs = PATIENCE_MS,
): Promise<T> {
  const now = look();
  if (now !== undefined) return Promise.resolve(now);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      stop();
      reject(new Error(missing()));
    }, patienceMs);
    const stop = state.onChange(() => {
      const found = look();
      if (found === undefined) return;
      clearTimeout(timer);
      stop();
      resolve(found);
    });
  });
}

/** Whether a text matches a pattern. */
export function matches(words: string, pattern: string | RegExp): boolean {
  return typeof pattern === 'string' ? words.includes(pattern) : pattern.test(words);
}
