import { type ChangeRequest, CLOSE_AFTER_MS, fingerprintOf, uncertainSince } from '../../changes/index.ts';
import type { GroupState } from '../../docspace/index.ts';
import type { RequestDeps } from '../deps.ts';
import { applyEvent } from './apply-event.ts';

/** Delay of the first check of an uncertain outcome after the attempt ended, in milliseconds. */
export const FIRST_LOOK_AFTER_MS = 15_000;
/** Pauses between checks, in milliseconds; the last one repeats. */
const PAUSES_MS = [15_000, 30_000, 60_000, 120_000, 300_000, 600_000];

/** A hash of a group's summary and some of its people, to compare two reads: there can be thousands of people. */
export function stateOf({ id, name, manager }: GroupState, people: readonly string[]): Promise<string> {
  const summary = { id, name, ...(manager ? { manager: { id: manager.id, name: '' } } : {}) };
  return fingerprintOf(
    summary,
    people.map((person) => ({ id: person })),
  );
}

/**
 * Stores this read for the next check. The card is updated if it does not yet say that the outcome is not certain, and
 * once an admin can close the request.
 */
export async function reconcileLater(
  deps: RequestDeps,
  request: ChangeRequest,
  look: ChangeRequest['facts']['look'],
): Promise<void> {
  const tries = (request.facts.tries ?? 0) + 1;
  const pause = PAUSES_MS[Math.min(tries, PAUSES_MS.length) - 1] ?? 0;
  const facts = { ...request.facts, look, tries };
  await deps.store.write(async (trx, now) => {
    const closableAt = uncertainSince(request) + CLOSE_AFTER_MS;
    const isUnreported = tries === 1 && facts.text === undefined;
    if (isUnreported || (now >= closableAt && request.updatedAt < closableAt)) {
      await applyEvent(deps, trx, now, request, 'look', { set: { due_at: now + pause }, facts });
      return;
    }
    await trx
      .updateTable('requests')
      .set({ due_at: now + pause, facts_json: JSON.stringify(facts) })
      .where('id', '=', request.id)
      .where('version', '=', request.version)
      .execute();
  });
}
