import type { Kysely } from 'kysely';
import {
  AlreadyReversed,
  type ChangeRequest,
  findRequest,
  isUndoable,
  knownRequestsOf,
  NoSuchRequest,
  OPEN_STATES,
  type UndoLinks,
} from '../../changes/index.ts';
import type { Database } from '../../store/index.ts';
import { NothingToUndo } from '../errors.ts';
import { deletionOf } from '../lookups/gone-group.ts';
import { reversalOf } from '../lookups/reversal.ts';

/** While an undo is in one of these states, the same request cannot be undone again. */
const BLOCKING_STATES = [...OPEN_STATES, 'applied'] as const;

function reversals(db: Kysely<Database>, requestIds: readonly string[]) {
  return db
    .selectFrom('requests')
    .selectAll()
    .where('reverses', 'in', [...requestIds])
    .where('state', 'in', [...BLOCKING_STATES]);
}

/**
 * Finds a request that can be undone.
 * @throws NoSuchRequest, NothingToUndo, AlreadyReversed
 */
export async function findUndoable(db: Kysely<Database>, portal: string, requestId: string): Promise<ChangeRequest> {
  const request = await findRequest(db, requestId);
  if (!request) throw new NoSuchRequest();
  const reversal = await reversalOf(db, requestId);
  if (reversal) throw new AlreadyReversed(reversal);
  if (!isUndoable(request) || request.portal !== portal) throw new NothingToUndo(requestId);
  return request;
}

/** The requests that a card links to. */
export async function undoLinksOf(db: Kysely<Database>, request: ChangeRequest): Promise<UndoLinks> {
  const { state, group, portal } = request;
  const of = request.reverses === undefined ? undefined : await findRequest(db, request.reverses);
  const by = request.state === 'applied' ? await reversalOf(db, request.id) : undefined;
  const end = request.until === undefined ? undefined : await endOf(db, request.id);
  const deletion = state === 'applied' && group.id ? await deletionOf(db, { portal }, group.id) : undefined;
  return { of, by: by?.state === 'applied' ? by : undefined, end, deletion };
}

async function endOf(db: Kysely<Database>, requestId: string): Promise<ChangeRequest | undefined> {
  const rows = await db.selectFrom('requests').selectAll().where('ends', '=', requestId).execute();
  return (await knownRequestsOf(db, rows))[0];
}

/** A request in a history, and whether it can be or was undone. */
export interface UndoListed {
  request: ChangeRequest;
  undoable: boolean;
  by?: ChangeRequest | undefined;
}

/** Reads several requests at once; those of a newer version of the app are left out. */
export async function undosOf(
  db: Kysely<Database>,
  requestIds: readonly string[],
): Promise<ReadonlyMap<string, UndoListed>> {
  if (requestIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('requests')
    .selectAll()
    .where('id', 'in', [...requestIds])
    .execute();
  const requests = await knownRequestsOf(db, rows);
  const undos = await knownRequestsOf(db, await reversals(db, requestIds).execute());
  return new Map(
    requests.map((request): [string, UndoListed] => {
      const undo = undos.find(({ reverses }) => reverses === request.id);
      const by = undo?.state === 'applied' ? undo : undefined;
      return [request.id, { request, undoable: isUndoable(request) && !undo, by }];
    }),
  );
}
