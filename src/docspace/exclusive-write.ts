import { createHash } from 'node:crypto';
import { Cancelled, type DocSpaceError, LeaseUnavailable, RateLimited } from './errors.ts';
import type { GroupParts } from './group-api.ts';
import type { WriterLease } from './one-writer.ts';
import type { Call } from './request.ts';

/** The subject of a write, and the call for errors if its turn does not come. */
export interface ExclusiveWrite {
  method: Call<unknown>['method'];
  path: string;
  subject: string;
}

/** The subject of writes to an existing group. */
export function groupSubject(id: string): string {
  return id.toLowerCase();
}

/**
 * The subject of a creation: two concurrent creations of the same name could not be distinguished afterwards. A hash, because
 * it can remain in a database if the process crashes.
 */
export function newGroupSubject(name: string): string {
  const folded = name.normalize('NFKC').toLowerCase();
  return `new group ${createHash('sha256').update(folded).digest('hex')}`;
}

/**
 * Runs work as the only writer of a subject. The work must send its writes through the parts it gets, which reject them once
 * the lease is lost.
 * @throws RateLimited, LeaseUnavailable, Cancelled with the effect `none` if the work was not started
 */
export async function writeExclusively<T>(
  parts: GroupParts,
  write: ExclusiveWrite,
  work: (parts: GroupParts) => Promise<T>,
): Promise<T> {
  let started = false;
  try {
    return await parts.oneWriter(write.subject, (lease) => {
      started = true;
      return work(partsWithLease(parts, lease));
    });
  } catch (error) {
    throw started ? error : notStarted(parts, write, error);
  }
}

function partsWithLease(parts: GroupParts, lease: WriterLease): GroupParts {
  return {
    ...parts,
    send: (call) => {
      if (call.method === 'GET') return parts.send(call);
      // A move needs two leases, so `mayBegin` can already be set.
      const mayBegin = async () => (!call.mayBegin || (await call.mayBegin())) && lease.mayWrite();
      return parts.send({ ...call, mayBegin });
    },
  };
}

function notStarted({ stopping }: GroupParts, { method, path }: ExclusiveWrite, error: unknown): DocSpaceError {
  const facts = { method, path, effect: 'none' } as const;
  if (stopping?.aborted) return new Cancelled('cancelled before it was sent', facts);
  if (error instanceof Error && 'code' in error && error.code === 'writer_busy')
    return new RateLimited('its turn did not come in time', facts);
  return new LeaseUnavailable('the right to write could not be had', facts, error);
}
