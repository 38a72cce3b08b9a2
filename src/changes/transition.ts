import type { Kysely, Updateable } from 'kysely';
import { type Database, type RequestsTable, recordLine } from '../store/index.ts';
import type { Actor, ChangeRequest, Facts, Reason } from './request.ts';
import { findRequest } from './rows.ts';
import { type Event, nextState } from './transitions.ts';

/** What a transition changes besides the state, and what the audit record says about it. */
export interface Changes {
  set?: Omit<Updateable<RequestsTable>, 'id' | 'state' | 'version' | 'updated_at' | 'why' | 'facts_json'>;
  /** Reason and facts replace the stored ones; left out, they are cleared. */
  why?: Reason | undefined;
  facts?: Facts;
  /** Who caused it; undefined for automatic transitions. */
  actor?: Partial<Actor> | undefined;
  note?: string | undefined;
  answer?: string | undefined;
  /** Id of the group, if this transition reveals it. */
  groupId?: string | undefined;
  /** Writes no audit line: one of many identical steps. */
  unrecorded?: boolean | undefined;
}

/**
 * Moves a request by one conditional UPDATE from the version that was read, and writes its audit line in the same
 * transaction.
 * @returns the updated request; undefined when another process moved it first, or the event is not allowed
 */
export async function applyTransition(
  trx: Kysely<Database>,
  now: number,
  request: ChangeRequest,
  event: Event,
  { set = {}, why, facts = {}, actor, note, answer, groupId = request.group.id, unrecorded }: Changes = {},
): Promise<ChangeRequest | undefined> {
  const state = nextState(request.kind, request.state, event);
  if (!state) return undefined;
  const { id, version } = request;
  const moved = await trx
    .updateTable('requests')
    .set({
      ...set,
      state,
      version: version + 1,
      updated_at: now,
      why: why ?? null,
      facts_json: JSON.stringify(facts),
    })
    .where('id', '=', id)
    .where('version', '=', version)
    .where('state', '=', request.state)
    .executeTakeFirst();
  if (moved.numUpdatedRows === 0n) return undefined;
  if (unrecorded) return findRequest(trx, id);
  await recordLine(trx, {
    at: now,
    action: `${request.kind}_${event}`,
    account: actor?.account,
    personId: actor?.personId,
    portal: request.portal,
    groupId: groupId || undefined,
    requestId: id,
    shown: request.fingerprint,
    answer: answer ?? why,
    words: { groupName: set.group_name ?? request.wanted?.name ?? request.group.name, personName: actor?.name, note },
  });
  return findRequest(trx, id);
}
