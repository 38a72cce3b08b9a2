import { DocSpaceError, NotFound, surelyNotDone } from './errors.ts';
import { createGroupReads } from './group-reads.ts';
import { type GroupReceipt, receiptOf, type Wanted } from './receipt.ts';
import type { Send } from './request.ts';
import { type Group, groupSchema } from './schemas.ts';

/** People one write carries: the portal handles them one by one (docspace-api §6). */
const PEOPLE_PER_WRITE = 100;

/** One call that answers with the group as it is then. */
export interface Write {
  method: 'POST' | 'PUT' | 'DELETE';
  path: string;
  body?: object;
}

/** What is asked for, and the group as it was. */
export interface Asked {
  asked: Wanted;
  before?: Group;
}

/** Sends one write. */
export async function sendWrite(send: Send, write: Write): Promise<Group> {
  return (await send({ ...write, schema: groupSchema })).payload;
}

/** Sends a change as one call, or as several in turn; when the first fails, so does the change. */
export async function sendInParts(
  send: Send,
  what: Asked,
  [first, ...further]: [Write, ...Write[]],
): Promise<GroupReceipt> {
  return sendFurther(send, what, await sendWrite(send, first), further);
}

/** Sends the rest of a change. What was done before is not hidden behind the failure of a later call. */
export async function sendFurther(send: Send, what: Asked, begun: Group, further: Write[]): Promise<GroupReceipt> {
  const { asked, before } = what;
  let group = begun;
  for (const write of further) {
    try {
      group = await sendWrite(send, write);
    } catch (error) {
      if (!(error instanceof DocSpaceError)) throw error;
      return { ...receiptOf(asked, await standing(send, group, error), before), cutShort: error };
    }
  }
  return receiptOf(asked, group, before);
}

/** The group after a later call failed: as last answered when the failure changed nothing for sure, else read anew. */
async function standing(send: Send, last: Group, error: DocSpaceError): Promise<Group> {
  if (error instanceof NotFound) throw error;
  if (surelyNotDone(error)) return last;
  return createGroupReads(send)
    .get(last.id)
    .catch(() => {
      throw error;
    });
}

/** Ids without repetition, in rows of a hundred; at least one row, which may be empty. */
export function inHundreds(ids: readonly string[]): [string[], ...string[][]] {
  const all = [...new Set(ids)];
  const row = (n: number) => all.slice(n * PEOPLE_PER_WRITE, (n + 1) * PEOPLE_PER_WRITE);
  const further = Math.max(0, Math.ceil(all.length / PEOPLE_PER_WRITE) - 1);
  return [row(0), ...Array.from({ length: further }, (_, n) => row(n + 1))];
}
