import type { Kysely, Selectable } from 'kysely';
import type { Database, LinksTable } from '../store/index.ts';

/** A stored link. */
export type LinkRow = Selectable<LinksTable>;

/** The primary key of a link. */
export type LinkKey = Pick<LinkRow, 'workspace' | 'portal' | 'account'>;

export async function findLink(db: Kysely<Database>, key: LinkKey): Promise<LinkRow | undefined> {
  return db
    .selectFrom('links')
    .selectAll()
    .where('workspace', '=', key.workspace)
    .where('portal', '=', key.portal)
    .where('account', '=', key.account)
    .executeTakeFirst();
}

/** Links of people, the oldest first, without accounts whose match has changed. */
export async function findLinksOf(
  db: Kysely<Database>,
  { workspace, portal }: Omit<LinkKey, 'account'>,
  personIds: readonly string[],
): Promise<LinkRow[]> {
  if (personIds.length === 0) return [];
  return db
    .selectFrom('links')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('portal', '=', portal)
    .where('person_id', 'in', [...personIds])
    .where('changed_at', 'is', null)
    .orderBy('linked_at')
    .orderBy('account')
    .execute();
}

/** Inserts the first link of an account; false if another process was faster. */
export async function insertLink(db: Kysely<Database>, row: LinkRow): Promise<boolean> {
  const inserted = await db
    .insertInto('links')
    .values(row)
    .onConflict((conflict) => conflict.columns(['workspace', 'portal', 'account']).doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

/** Compare-and-swap of a link; false if it was changed or deleted since it was read. */
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

/** Deletes the links of an account to a portal, in every workspace; returns their number. */
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
