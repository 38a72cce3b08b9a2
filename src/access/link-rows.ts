import type { Kysely, Selectable } from 'kysely';
import type { Database, LinksTable } from '../store/index.ts';

/** A link as it is stored. */
export type LinkRow = Selectable<LinksTable>;

/** What a link belongs to. */
export type LinkKey = Pick<LinkRow, 'workspace' | 'portal' | 'account'>;

/** Reads a link. */
export async function findLink(db: Kysely<Database>, key: LinkKey): Promise<LinkRow | undefined> {
  return db
    .selectFrom('links')
    .selectAll()
    .where('workspace', '=', key.workspace)
    .where('portal', '=', key.portal)
    .where('account', '=', key.account)
    .executeTakeFirst();
}

/** Stores the first link of an account; false when another process was faster. */
export async function insertLink(db: Kysely<Database>, row: LinkRow): Promise<boolean> {
  const inserted = await db
    .insertInto('links')
    .values(row)
    .onConflict((conflict) => conflict.columns(['workspace', 'portal', 'account']).doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

/** Changes a link from what was read; false when it was changed or deleted since. */
export async function changeLink(db: Kysely<Database>, from: LinkRow, to: LinkRow): Promise<boolean> {
  const changed = await db
    .updateTable('links')
    .set(to)
    .where('workspace', '=', from.workspace)
    .where('portal', '=', from.portal)
    .where('account', '=', from.account)
    .where('person_id', '=', from.person_id)
    .where('linked_at', '=', from.linked_at)
    .executeTakeFirst();
  return changed.numUpdatedRows === 1n;
}

/** Deletes the links of an account with a portal, in every workspace; gives back how many there were. */
export async function deleteLinks(
  db: Kysely<Database>,
  { portal, account }: Pick<LinkKey, 'portal' | 'account'>,
): Promise<number> {
  const deleted = await db
    .deleteFrom('links')
    .where('portal', '=', portal)
    .where('account', '=', account)
    .executeTakeFirst();
  return Number(deleted.numDeletedRows);
}
