import { createHash } from 'node:crypto';
import { Cancelled, type DocSpaceError, LeaseUnavailable, RateLimited } from './errors.ts';
import type { GroupParts } from './group-api.ts';
import type { WriterLease } from './one-writer.ts';
import type { Call } from './request.ts';

/** What is written, and the call to name in an error when the turn does not come. */
export interface ExclusiveWrite {
  method: Call<unknown>['method'];
  path: string;
  subject: string;
}

/** The subject of writes about a group that is there. */
export function groupSubject(id: string): string {
  return id.toLowerCase();
}

/**
 * The subject of the creation of a group: two creations of one name at once could not be told from each other afterwards.
 * A hash, because it may stay in a database when the process dies.
 */
export function newGroupSubject(name: string): string {
  const folded = name.normalize('NFKC').toLowerCase();
  return `new group ${createHash('sha256').update(folded).digest('hex')}`;
}

/**
 * Runs work as the only writer about a subject. The work sends its writes through the parts it gets: they are not sent
 * once the right to write is lost.
 * @throws RateLimited, LeaseUnavailable, Cancelled with the effect `none` when the work was not begun
 */
export async function writeExclusively<T>(
  parts: GroupParts,
  write: ExclusiveWrite,
  work: (parts: GroupParts) => Promise<T>,
): Promise<T> {
  let begun = false;
  try {
    return await parts.oneWriter(write.subject, (lease) => {
      begun = true;
      return work(partsWithin(parts, lease));
    });
  } catch (error) {
    throw begun ? error : notBegun(parts, write, error);
  }
}

function partsWithin(parts: GroupParts, lease: WriterLease): GroupParts {
  return {
    ...parts,
    send: (call) => {
      if (call.method === 'GET') return parts.send(call);
      // A move holds two leases.
      const mayBegin = async () => (!call.mayBegin || (await call.mayBegin())) && lease.mayWrite();
      return parts.send({ ...call, mayBegin });
    },
  };
}

function notBegun({ stopping }: GroupParts, { method, path }: ExclusiveWrite, error: unknown): DocSpaceError {
  const facts = { method, path, effect: 'none' } as const;
  if (stopping?.aborted) return new Cancelled('cancelled before it was sent', facts);
  if (error instanceof Error && 'code' in error && error.code === 'writer_busy')
    return new RateLimited('its turn did not come in time', facts);
  return new LeaseUnavailable('the right to write could not be had', facts, error);
}
