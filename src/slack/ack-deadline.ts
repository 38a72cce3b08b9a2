import { within } from './within.ts';

export { CLICK_NOT_CERTAIN, SAVE_NOT_CERTAIN } from './text.ts';

/** How long an acknowledgement waits for a row to be stored, in milliseconds: half of Slack's three seconds. */
const STORED_WITHIN_MS = 1_500;

/** The result of work that an acknowledgement waited for. */
export type AckOutcome<T> = { value: T } | { error: unknown };

/** Waits for a row to be stored before the acknowledgement is sent; undefined if it takes too long. */
export async function withinAckDeadline<T>(
  work: Promise<T>,
  clock: { after(ms: number, act: () => void): () => void },
): Promise<AckOutcome<T> | undefined> {
  const ended = work.then(
    (value): AckOutcome<T> => ({ value }),
    (error: unknown): AckOutcome<T> => ({ error }),
  );
  return within(STORED_WITHIN_MS, ended, clock);
}
