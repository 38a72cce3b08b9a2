import type { Kysely } from 'kysely';
import type { Database } from './tables.ts';

/** The part of the store that leases need. */
export interface LeaseStore {
  write<T>(work: (trx: Kysely<Database>, now: number) => Promise<T>, options?: { withinMs?: number }): Promise<T>;
}

/** One row of `writer_leases`. */
export interface LeaseKey {
  portal: string;
  subject: string;
}

/** A process as the owner of leases: each of its turns has a name of its own. */
export interface LeaseOwner {
  process: string;
  turn: number;
}

/** How long the database may be tried for one statement, in milliseconds: a user waits for what comes after it. */
const WITHIN = { withinMs: 5_000 };

const nameOf = ({ process, turn }: LeaseOwner) => `${process}.${turn}`;

/**
 * Takes the lease for `forMs`, by the database's time; false while another process holds it. A process has one turn at a
 * time, so a lease of an earlier turn of the same process is one that could not be released.
 */
export function takeLease(store: LeaseStore, key: LeaseKey, owner: LeaseOwner, forMs: number): Promise<boolean> {
  return store.write(async (trx, now) => {
    const mine = { owner: nameOf(owner), lease_until: now + forMs };
    const taken = await trx
      .insertInto('writer_leases')
      .values({ ...key, ...mine })
      .onConflict((conflict) =>
        conflict
          .columns(['portal', 'subject'])
          .doUpdateSet(mine)
          .where((eb) =>
            eb.or([
              eb('writer_leases.lease_until', '<=', now),
              eb('writer_leases.owner', 'like', `${owner.process}.%`),
            ]),
          ),
      )
      .returning('owner')
      .execute();
    return taken.length > 0;
  }, WITHIN);
}

/** Makes the lease last `forMs` from now; false when another process has taken it over. */
export function renewLease(store: LeaseStore, key: LeaseKey, owner: LeaseOwner, forMs: number): Promise<boolean> {
  return store.write(async (trx, now) => {
    const { numUpdatedRows } = await trx
      .updateTable('writer_leases')
      .set({ lease_until: now + forMs })
      .where((eb) => eb.and({ ...key, owner: nameOf(owner) }))
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }, WITHIN);
}

/** Ends the lease; false when another process has taken it over. */
export function releaseLease(store: LeaseStore, key: LeaseKey, owner: LeaseOwner): Promise<boolean> {
  return store.write(async (trx) => {
    const { numDeletedRows } = await trx
      .deleteFrom('writer_leases')
      .where((eb) => eb.and({ ...key, owner: nameOf(owner) }))
      .executeTakeFirst();
    return numDeletedRows > 0n;
  }, WITHIN);
}
