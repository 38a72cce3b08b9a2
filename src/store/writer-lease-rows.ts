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

/** The owner of a lease: a process and the number of its turn. */
export interface LeaseOwner {
  process: string;
  turn: number;
}

/** How long one statement is retried, in milliseconds; short, because a user is waiting. */
const WITHIN = { withinMs: 5_000 };

const nameOf = ({ process, turn }: LeaseOwner) => `${process}.${turn}`;

/**
 * Takes the lease for `forMs`, by the database's time; false while another process holds it. A process has one turn at a time,
 * so it can take over a lease of its own earlier turn, which could not be released.
 */
export function takeLease(store: LeaseStore, key: LeaseKey, owner: LeaseOwner, forMs: number): Promise<boolean> {
  return store.write(async (trx, now) => {
    const values = { owner: nameOf(owner), lease_until: now + forMs };
    const taken = await trx
      .insertInto('writer_leases')
      .values({ ...key, ...values })
      .onConflict((conflict) =>
        conflict
          .columns(['portal', 'subject'])
          .doUpdateSet(values)
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

/** Extends the lease to `forMs` from now; false if another process has taken it over. */
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

/** Releases the lease; false if another process has taken it over. */
export function releaseLease(store: LeaseStore, key: LeaseKey, owner: LeaseOwner): Promise<boolean> {
  return store.write(async (trx) => {
    const { numDeletedRows } = await trx
      .deleteFrom('writer_leases')
      .where((eb) => eb.and({ ...key, owner: nameOf(owner) }))
      .executeTakeFirst();
    return numDeletedRows > 0n;
  }, WITHIN);
}
