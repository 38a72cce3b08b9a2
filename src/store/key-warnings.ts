import type { Kysely } from 'kysely';
import type { Database, KeyWarningsTable } from './tables.ts';

/** The part of the store that warnings need. */
interface WarningStore {
  write<T>(work: (trx: Kysely<Database>, now: number) => Promise<T>): Promise<T>;
}

/** A warning to one Slack account. */
export type KeyWarning = KeyWarningsTable;

/** Claims a warning before it is sent; false if this or another process has already claimed it. */
export function claimKeyWarning(store: WarningStore, warning: KeyWarning): Promise<boolean> {
  return store.write(async (trx, now) => {
    await trx.deleteFrom('key_warnings').where('expires_at', '<', now).execute();
    const inserted = await trx
      .insertInto('key_warnings')
      .values(warning)
      .onConflict((conflict) => conflict.columns(['portal', 'expires_at', 'days', 'account']).doNothing())
      .executeTakeFirst();
    return inserted.numInsertedOrUpdatedRows === 1n;
  });
}

/** Releases the claim of a warning that could not be sent, so that it is sent later. */
export async function releaseKeyWarning(store: WarningStore, warning: KeyWarning): Promise<void> {
  await store.write((trx) =>
    trx
      .deleteFrom('key_warnings')
      .where('portal', '=', warning.portal)
      .where('expires_at', '=', warning.expires_at)
      .where('days', '=', warning.days)
      .where('account', '=', warning.account)
      .execute(),
  );
}
