import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { type GroupSeen, groupSeenSchema, type Kind, NoSuchDraft } from '../changes/index.ts';
import type { ReplyTarget } from '../slack/messenger.ts';
import { originSchema } from '../slack/metadata.ts';
import type { Database } from '../store/index.ts';
import type { RequestParts } from './parts.ts';

/** A form that was opened to ask for a change: what it showed, and where its answer belongs. */
export interface Draft {
  id: string;
  kind: Kind;
  account: string;
  group: GroupSeen;
  origin: ReplyTarget;
}

/** Writes down a form that is about to be opened; its id is all that the form carries. */
export async function openDraft({ store }: RequestParts, draft: Omit<Draft, 'id'>): Promise<string> {
  const id = randomUUID();
  await store.write((trx, now) =>
    trx
      .insertInto('drafts')
      .values({
        id,
        kind: draft.kind,
        account: draft.account,
        group_id: draft.group.id,
        shown_json: JSON.stringify(draft.group),
        origin_json: JSON.stringify(draft.origin),
        created_at: now,
      })
      .execute(),
  );
  return id;
}

/** A form that was opened before. @throws NoSuchDraft */
export async function findDraft(db: Kysely<Database>, id: string): Promise<Draft> {
  const row = await db.selectFrom('drafts').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new NoSuchDraft();
  return {
    id,
    kind: 'delete',
    account: row.account,
    group: groupSeenSchema.parse(JSON.parse(row.shown_json)),
    origin: originSchema.parse(JSON.parse(row.origin_json)),
  };
}
