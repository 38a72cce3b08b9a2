import { type ChangeRequest, CLOSE_AFTER_MS, findRequest, uncertainSince } from '../changes/index.ts';
import { ifFound, MAY_STILL_WORK_MS } from '../docspace/index.ts';
import { move } from './move.ts';
import type { RequestParts } from './parts.ts';
import { readWholeGroup, type WholeGroup } from './seen-group.ts';

/** Pauses between looks at what is not certain, in milliseconds; the last one repeats. */
const PAUSES_MS = [15_000, 30_000, 60_000, 120_000, 300_000, 600_000];

/** Looks what became of a deletion whose outcome is not known, and moves the request when that shows. */
export async function reconcile(parts: RequestParts, requestId: string): Promise<void> {
  const request = await findRequest(parts.store.db, requestId);
  if (request?.state !== 'uncertain') return;
  const docspace = parts.docspace.for({ person: request.account, urgency: 'change' });
  const { id } = request.group;
  await parts.reporter.run(
    'look what became of a deletion',
    async () => {
      const group = await ifFound(readWholeGroup(docspace, id));
      if (group) await stillThere(parts, request, group);
      else if (await docspace.groups.isGone(id)) await foundGone(parts, request);
    },
    () => lookLater(parts, request, request.facts.look),
  );
}

async function foundGone(parts: RequestParts, request: ChangeRequest): Promise<void> {
  await parts.store.write((trx, now) => move(parts, trx, now, request, 'done', { answer: 'GET 404' }));
}

/**
 * The group is there. The portal may still be at work on it, member by member: only two equal looks, the second of them
 * three minutes after the deletion was sent, prove that it has ended (docspace-api §13).
 */
async function stillThere(
  parts: RequestParts,
  request: ChangeRequest,
  { fingerprint: state }: WholeGroup,
): Promise<void> {
  const now = await parts.store.now();
  const settled = request.facts.look?.state === state && now >= uncertainSince(request) + MAY_STILL_WORK_MS;
  if (!settled) return lookLater(parts, request, { state, at: now });
  const half = (request.attempt?.before ?? request.fingerprint) !== state;
  await parts.store.write(async (trx, at) => {
    const { attempt } = request;
    if (attempt && half)
      await trx.updateTable('attempts').set({ settled: 'half_done' }).where('id', '=', attempt.id).execute();
    const set = { due_at: at, first_try_at: at };
    const why = half ? 'half-deleted' : 'not-done';
    const text = 'DocSpace has not deleted the group.';
    await move(parts, trx, at, request, 'not_done', { set, why, facts: { text, tries: 1 } });
  });
}

/**
 * Keeps what was seen for the next look. The card changes when nobody was told yet that it is not certain, and when an
 * admin can close the request.
 */
async function lookLater(
  parts: RequestParts,
  request: ChangeRequest,
  look: ChangeRequest['facts']['look'],
): Promise<void> {
  const tries = (request.facts.tries ?? 0) + 1;
  const pause = PAUSES_MS[Math.min(tries, PAUSES_MS.length) - 1] ?? 0;
  const facts = { ...request.facts, look, tries };
  await parts.store.write(async (trx, now) => {
    const closableAt = uncertainSince(request) + CLOSE_AFTER_MS;
    const untold = tries === 1 && facts.text === undefined;
    if (untold || (now >= closableAt && request.updatedAt < closableAt)) {
      await move(parts, trx, now, request, 'look', { set: { due_at: now + pause }, facts });
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
