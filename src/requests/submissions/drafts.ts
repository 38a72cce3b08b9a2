import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import {
  type GroupSnapshot,
  groupSnapshotSchema,
  KINDS,
  type Kind,
  NoSuchDraft,
  type VisibleRooms,
  visibleRoomsSchema,
  type WantedEdit,
  wantedEditSchema,
} from '../../changes/index.ts';
import { sameName } from '../../groups/find.ts';
import type { ReplyTarget } from '../../slack/messenger.ts';
import { originSchema } from '../../slack/metadata.ts';
import type { Database } from '../../store/index.ts';
import type { RequestDeps } from '../deps.ts';

/** An opened form: what it showed, and where its answer belongs. */
export interface Draft {
  id: string;
  kind: Kind;
  account: string;
  /** The group it is about; without id and name for a creation. */
  group: GroupSnapshot;
  origin: ReplyTarget;
  /** A name that other groups have: the user was warned and submitted it again. */
  confirmedName?: string | undefined;
  /** The change needs approval: submitting the form requests it. */
  asks?: boolean | undefined;
  /** The edit as its preview shows it. */
  edit?: WantedEdit | undefined;
  /** When the people it adds are removed again, in milliseconds. */
  until?: number | undefined;
  /** Id of the request it undoes. */
  reverses?: string | undefined;
  /** The rooms that the form of a deletion showed; for a restore, those of the deletion. */
  rooms?: VisibleRooms | undefined;
  /** When the form of an edit was opened; its draft is stored later, with the preview. */
  openedAt?: number | undefined;
}

/** The group of a form that creates one. */
export const NO_GROUP: GroupSnapshot = { id: '', name: '', members: [] };

/** Stores a form that is about to be opened; the form itself carries only its id. */
export async function openDraft({ store }: RequestDeps, draft: Omit<Draft, 'id'>): Promise<string> {
  const id = randomUUID();
  await store.write((trx, now) =>
    trx
      .insertInto('drafts')
      .values({
        id,
        kind: draft.kind,
        account: draft.account,
        group_id: draft.group.id,
        shown_json: shownJson(draft),
        origin_json: JSON.stringify(draft.origin),
        created_at: now,
      })
      .execute(),
  );
  return id;
}

function shownJson(draft: Omit<Draft, 'id'>): string {
  return JSON.stringify({ ...draft.group, ...extraFields.parse(draft) });
}

/** @throws NoSuchDraft */
export async function findDraft(db: Kysely<Database>, id: string): Promise<Draft> {
  const row = await db.selectFrom('drafts').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new NoSuchDraft();
  const shown: unknown = JSON.parse(row.shown_json);
  return {
    id,
    kind: z.enum(KINDS).parse(row.kind),
    account: row.account,
    group: groupSnapshotSchema.parse(shown),
    origin: originSchema.parse(JSON.parse(row.origin_json)),
    ...extraFields.parse(shown),
  };
}

/** Fields stored in shown_json besides the group. */
const extraFields = z.object({
  confirmedName: z.string().optional(),
  asks: z.boolean().optional(),
  until: z.number().optional(),
  edit: wantedEditSchema.optional(),
  reverses: z.string().optional(),
  rooms: visibleRoomsSchema.optional(),
  openedAt: z.number().optional(),
});

/** Whether the user confirmed the name of a creation although other groups have it. */
export async function nameConfirmedIn(db: Kysely<Database>, requestId: string): Promise<boolean> {
  const row = await db
    .selectFrom('requests')
    .innerJoin('drafts', 'drafts.id', 'requests.draft')
    .select(['drafts.shown_json', 'requests.wanted_json'])
    .where('requests.id', '=', requestId)
    .executeTakeFirst();
  if (!row?.wanted_json) return false;
  const { confirmedName } = extraFields.parse(JSON.parse(row.shown_json));
  const { name } = z.object({ name: z.string() }).parse(JSON.parse(row.wanted_json));
  return confirmedName !== undefined && sameName(confirmedName, name);
}

/** When the form of an edit was opened, by the database's clock; undefined once the draft is deleted. */
export async function formOpenedAt(db: Kysely<Database>, requestId: string): Promise<number | undefined> {
  const row = await db
    .selectFrom('requests')
    .innerJoin('drafts', 'drafts.id', 'requests.draft')
    .select(['drafts.shown_json', 'drafts.created_at'])
    .where('requests.id', '=', requestId)
    .executeTakeFirst();
  return row && (extraFields.parse(JSON.parse(row.shown_json)).openedAt ?? row.created_at);
}

/** Where the form of a request was opened; undefined once the draft is deleted. */
export async function originOf(db: Kysely<Database>, requestId: string): Promise<ReplyTarget | undefined> {
  const row = await db
    .selectFrom('requests')
    .innerJoin('drafts', 'drafts.id', 'requests.draft')
    .select('origin_json')
    .where('requests.id', '=', requestId)
    .executeTakeFirst();
  return row && originSchema.parse(JSON.parse(row.origin_json));
}
