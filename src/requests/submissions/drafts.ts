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

/** A form that was opened to ask for a change: what it showed, and where its answer belongs. */
export interface Draft {
  id: string;
  kind: Kind;
  account: string;
  /** The group it is about; without id and name where one is to be created. */
  group: GroupSnapshot;
  origin: ReplyTarget;
  /** A name that other groups have: the user was told, and sent it again all the same. */
  confirmedName?: string | undefined;
  /** Its user cannot make the change alone: sending the form asks for it. */
  asks?: boolean | undefined;
  /** What an edit will change, as its preview shows it. */
  edit?: WantedEdit | undefined;
  /** When the people it adds leave again, in milliseconds. */
  until?: number | undefined;
  /** Id of the request whose change it takes back. */
  reverses?: string | undefined;
  /** Of a deletion: the rooms that its form showed; of a restore: those of the deletion. */
  rooms?: VisibleRooms | undefined;
  /** When the form of an edit was opened: its draft is written with its preview. */
  openedAt?: number | undefined;
}

/** A form about a group that is not there yet. */
export const NO_GROUP: GroupSnapshot = { id: '', name: '', members: [] };

/** Writes down a form that is about to be opened; its id is all that the form carries. */
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
  return JSON.stringify({ ...draft.group, ...filled.parse(draft) });
}

/** A form that was opened before. @throws NoSuchDraft */
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
    ...filled.parse(shown),
  };
}

/** What a draft holds beside the group it showed. */
const filled = z.object({
  confirmedName: z.string().optional(),
  asks: z.boolean().optional(),
  until: z.number().optional(),
  edit: wantedEditSchema.optional(),
  reverses: z.string().optional(),
  rooms: visibleRoomsSchema.optional(),
  openedAt: z.number().optional(),
});

/** Whether the form of a creation was sent although its user knew of other groups of that name. */
export async function nameConfirmedIn(db: Kysely<Database>, requestId: string): Promise<boolean> {
  const row = await db
    .selectFrom('requests')
    .innerJoin('drafts', 'drafts.id', 'requests.draft')
    .select(['drafts.shown_json', 'requests.wanted_json'])
    .where('requests.id', '=', requestId)
    .executeTakeFirst();
  if (!row?.wanted_json) return false;
  const { confirmedName } = filled.parse(JSON.parse(row.shown_json));
  const { name } = z.object({ name: z.string() }).parse(JSON.parse(row.wanted_json));
  return confirmedName !== undefined && sameName(confirmedName, name);
}

/** When the form of an edit was opened, by the database's clock; undefined once that is not kept any more. */
export async function formOpenedAt(db: Kysely<Database>, requestId: string): Promise<number | undefined> {
  const row = await db
    .selectFrom('requests')
    .innerJoin('drafts', 'drafts.id', 'requests.draft')
    .select(['drafts.shown_json', 'drafts.created_at'])
    .where('requests.id', '=', requestId)
    .executeTakeFirst();
  return row && (filled.parse(JSON.parse(row.shown_json)).openedAt ?? row.created_at);
}

/** Where the form of a request was opened; undefined once it is not kept any more. */
export async function originOf(db: Kysely<Database>, requestId: string): Promise<ReplyTarget | undefined> {
  const row = await db
    .selectFrom('requests')
    .innerJoin('drafts', 'drafts.id', 'requests.draft')
    .select('origin_json')
    .where('requests.id', '=', requestId)
    .executeTakeFirst();
  return row && originSchema.parse(JSON.parse(row.origin_json));
}
