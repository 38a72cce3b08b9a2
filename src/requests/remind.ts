import type { Kysely } from 'kysely';
import type { Actor, ChangeRequest } from '../changes/index.ts';
import { wishReply } from '../outbox/index.ts';
import { type Database, recordLine } from '../store/index.ts';
import { markChecked } from './decision-rows.ts';
import type { RequestParts } from './parts.ts';
import { reminder } from './thread.ts';

/** Mentions those who can approve once more, in the thread of a request that waits. Nothing else about it changes. */
export async function remind(
  parts: Pick<RequestParts, 'policy' | 'pool'>,
  trx: Kysely<Database>,
  now: number,
  request: ChangeRequest,
  { id, actor }: { id: string; actor: Actor },
): Promise<void> {
  const { id: requestId, channel, kind, portal, group, wanted } = request;
  await markChecked(trx, id, actor);
  await wishReply(trx, now, { requestId, channel, message: reminder(request, parts) });
  await recordLine(trx, {
    at: now,
    action: `${kind}_remind`,
    account: actor.account,
    personId: actor.personId || undefined,
    portal,
    groupId: group.id || undefined,
    requestId,
    words: { groupName: wanted?.name ?? group.name, personName: actor.name },
  });
}
