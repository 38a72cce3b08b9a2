import type { SeenMessage } from '../../sandbox/slack/index.ts';
import type { Store } from '../../src/store/index.ts';
import { type Conversation, REQUESTS } from './conversation.ts';

/** Somebody asks to delete a group; resolves with the card of the request. */
export async function askFor(talk: Conversation, key: string, group: string, reason = 'It is over.') {
  const person = talk.person(key);
  await person.types(REQUESTS, `/docspace-group delete ${talk.portal.group(group).id}`);
  const form = await person.form('[Request deletion]');
  await form.fill('Reason', reason);
  await form.submit();
  return person.sees(`Deletion requested: ${group}`);
}

/** Lists the requests of a person; resolves with the new list. */
export async function openList(talk: Conversation, key: string, channel = REQUESTS): Promise<SeenMessage> {
  const person = talk.person(key);
  const before = person.visible().map(({ ts }) => ts);
  await person.types(channel, '/docspace-group requests');
  return person.sees('Your requests', { after: before.sort().at(-1) ?? '' });
}

/** Requests of one account as if they had been asked for, a second apart; `set` makes them what a test needs. */
export async function storeRequests(
  { db }: Pick<Store, 'db'>,
  count: number,
  { name = 'Crew', ...set }: { name?: string; account: string; portal: string; at: number } & Partial<Row>,
): Promise<void> {
  const { at, ...row } = set;
  const rows = Array.from({ length: count }, (_, n) => ({
    id: `R-${name.slice(0, 4)}${name.slice(-4)}${n}`.toUpperCase(),
    kind: 'delete',
    workspace: 'T0ACME',
    group_id: `${name}-${n}`,
    group_name: `${name} ${n}`,
    shown_json: JSON.stringify({ id: `${name}-${n}`, name: `${name} ${n}`, members: [] }),
    fingerprint: 'f',
    person_id: `p-${row.account}`,
    person_name: 'Somebody Else',
    reason: 'It is over.',
    channel: REQUESTS,
    needed: 1,
    state: 'waiting',
    version: 2,
    created_at: at + n * 1_000,
    updated_at: at + n * 1_000,
    expires_at: at + 24 * 3_600_000,
    facts_json: '{}',
    ...row,
  }));
  await db.insertInto('requests').values(rows).execute();
}

interface Row {
  workspace: string;
  kind: string;
  state: string;
  why: string;
  reason: string;
  needed: number;
  facts_json: string;
}
