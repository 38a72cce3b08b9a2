import type { Kysely } from 'kysely';
import type { Database } from '../store/index.ts';
import type { DeletionRequest, GroupSeen, VoidWhy } from './deletion-request.ts';
import { takeStep } from './transition.ts';

/** Carrying a deletion out: claimed by one process at a time, for as long as its lease. */
export interface Execution {
  /** Ids of requests whose time has come, or whose process died. */
  due(): Promise<string[]>;
  /** Takes a due request for `owner`; undefined when somebody else was faster or nothing is due. */
  claim(id: string, owner: string, leaseMs: number): Promise<DeletionRequest | undefined>;
  /** Prolongs the lease; false when it went to somebody else. */
  renew(id: string, owner: string, leaseMs: number): Promise<boolean>;
  /** Keeps the group as it was right before its deletion is sent; false when the lease went to somebody else. */
  saveSnapshot(id: string, owner: string, snapshot: GroupSeen): Promise<boolean>;
  /** Forgets the snapshot: the portal surely did not delete the group. */
  dropSnapshot(id: string, owner: string): Promise<boolean>;
  recordDeleted(id: string, owner: string, answer: string): Promise<boolean>;
  /** `words` is what the thread shows. */
  recordFailed(
    id: string,
    owner: string,
    failure: { code: string; reference: string; words: string },
  ): Promise<boolean>;
  recordVoid(id: string, owner: string, why: VoidWhy, note?: string): Promise<boolean>;
  /** Ends every lease, so that unfinished work is due at once: right where no other process uses the database. */
  freeLeases(): Promise<void>;
  /** Moves requests nobody decided in time, and failed ones nobody tried again for as long, to expired; gives back their ids. */
  expire(): Promise<string[]>;
}

/** The execution side of requests over one database. */
export function createExecution(parts: {
  db: Kysely<Database>;
  now: () => number;
  expiryMs: number;
  find: (id: string) => Promise<DeletionRequest | undefined>;
}): Execution {
  const { db, now, find, expiryMs } = parts;
  const freed = { lease_owner: null, lease_until: null };

  const held = async (id: string, owner: string, set: { lease_until?: number; snapshot_json?: string | null }) => {
    const { numUpdatedRows } = await db
      .updateTable('deletion_requests')
      .set(set)
      .where('id', '=', id)
      .where('state', '=', 'deleting')
      .where('lease_owner', '=', owner)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  };

  return {
    async due() {
      const rows = await db
        .selectFrom('deletion_requests')
        .select('id')
        .where((where) =>
          where.or([
            where('state', '=', 'approved').and('execute_at', '<=', now()),
            where('state', '=', 'deleting').and('lease_until', '<=', now()),
          ]),
        )
        .orderBy('execute_at')
        .execute();
      return rows.map((row) => row.id);
    },
    async claim(id, owner, leaseMs) {
      const set = { state: 'deleting', lease_owner: owner, lease_until: now() + leaseMs };
      const step = { id, set, kind: 'executing' as const };
      const taken =
        (await takeStep(db, now(), { ...step, from: ['approved'], due: { column: 'execute_at', by: now() } })) ||
        (await takeStep(db, now(), { ...step, from: ['deleting'], due: { column: 'lease_until', by: now() } }));
      return taken ? find(id) : undefined;
    },
    renew: (id, owner, leaseMs) => held(id, owner, { lease_until: now() + leaseMs }),
    saveSnapshot: (id, owner, snapshot) => held(id, owner, { snapshot_json: JSON.stringify(snapshot) }),
    dropSnapshot: (id, owner) => held(id, owner, { snapshot_json: null }),
    recordDeleted: (id, owner, answer) =>
      takeStep(db, now(), {
        id,
        owner,
        from: ['deleting'],
        set: { state: 'deleted', ...freed },
        kind: 'deleted',
        answer,
      }),
    recordFailed: (id, owner, { code, reference, words }) =>
      takeStep(db, now(), {
        id,
        owner,
        from: ['deleting'],
        set: { state: 'failed', failure_json: JSON.stringify({ code, reference }), ...freed },
        kind: 'failed',
        note: words,
        answer: `${code} ${reference}`,
      }),
    recordVoid: (id, owner, why, note) =>
      takeStep(db, now(), {
        id,
        owner,
        from: ['deleting'],
        set: { state: 'void', void_why: why, ...freed },
        kind: 'void',
        answer: why,
        ...(note ? { note } : {}),
      }),
    async freeLeases() {
      await db
        .updateTable('deletion_requests')
        .set({ lease_owner: null, lease_until: now() })
        .where('state', '=', 'deleting')
        .execute();
    },
    async expire() {
      const overdue = await db
        .selectFrom('deletion_requests')
        .select(['id', 'version'])
        .where((where) =>
          where.or([
            where('state', '=', 'pending').and('expires_at', '<=', now()),
            where('state', '=', 'failed').and('updated_at', '<=', now() - expiryMs),
          ]),
        )
        .execute();
      const expired: string[] = [];
      for (const { id, version } of overdue) {
        const step = { id, version, from: ['pending', 'failed'] as const, set: { state: 'expired' } };
        if (await takeStep(db, now(), { ...step, kind: 'expired' })) expired.push(id);
      }
      return expired;
    },
  };
}
