import { type ChangeRequest, CLOSE_AFTER_MS, fingerprintOf, uncertainSince } from '../../changes/index.ts';
import type { GroupState } from '../../docspace/index.ts';
import type { RequestDeps } from '../deps.ts';
import { applyEvent } from './apply-event.ts';

/** The first look at what is not certain, in milliseconds after the attempt ended. */
export const FIRST_LOOK_AFTER_MS = 15_000;
/** Pauses between looks at what is not certain, in milliseconds; the last one repeats. */
const PAUSES_MS = [15_000, 30_000, 60_000, 120_000, 300_000, 600_000];

/** What two looks at a group are compared by: a hash of its head and of some people, who can be thousands. */
export function stateOf({ id, name, manager }: GroupState, people: readonly string[]): Promise<string> {
  const head = { id, name, ...(manager ? { manager: { id: manager.id, name: '' } } : {}) };
  return fingerprintOf(
    head,
    people.map((person) => ({ id: person })),
  );
}

/**
 * Keeps what was seen for the next look. The card changes when nobody was told yet that it is not certain, and when an
 * admin can close the request.
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
    const untold = tries === 1 && facts.text === undefined;
    if (untold || (now >= closableAt && request.updatedAt < closableAt)) {
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
