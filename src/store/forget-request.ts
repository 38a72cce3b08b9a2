import type { Kysely } from 'kysely';
import type { Person } from './person.ts';
import { REMOVED, removeFrom, rewriteJson, withoutNameOf } from './personal-text.ts';
import { answerCode } from './record.ts';
import type { Database } from './tables.ts';

/** The person to forget, with every name they have had. */
export interface Words {
  person: Person;
  names: readonly string[];
}

type Count = (table: string, changed: number) => void;

interface Row {
  account: string;
  person_id: string | null;
}

/** Erases a person's text in a request and in all rows that belong to it. */
export async function forgetInRequest(
  trx: Kysely<Database>,
  words: Words,
  requestId: string,
  count: Count,
): Promise<void> {
  const written = await forgetInRow(trx, words, requestId, count);
  written.push(...(await forgetInDecisions(trx, words, requestId, count)));
  count('request_members', await forgetAsMember(trx, words, requestId));
  count('request_rooms', await forgetAsOwner(trx, words, requestId));
  await forgetInAttempts(trx, requestId, count);
  await forgetInMessages(trx, requestId, [...words.names, ...written], count);
}

function isBy({ account, person_id }: Row, { accounts, personIds }: Person): boolean {
  return accounts.includes(account) || (person_id !== null && personIds.includes(person_id));
}

/** Whether an update would change a row; only real changes are written and counted. */
function differs<T extends object>(row: T, set: Partial<T>): boolean {
  const current = new Map(Object.entries(row));
  return Object.entries(set).some(([column, value]) => current.get(column) !== value);
}

/** @returns the reason, if the person wrote it */
async function forgetInRow(trx: Kysely<Database>, words: Words, id: string, count: Count): Promise<string[]> {
  const { person, names } = words;
  const columns = [
    ...(['account', 'person_id', 'person_name', 'reason', 'values_hash'] as const),
    ...(['shown_json', 'wanted_json', 'facts_json'] as const),
  ];
  const row = await trx.selectFrom('requests').select(columns).where('id', '=', id).executeTakeFirstOrThrow();
  const own = isBy(row, person);
  const set = {
    shown_json: withoutNameOf(row.shown_json, person),
    wanted_json: row.wanted_json === null ? null : withoutNameOf(row.wanted_json, person),
    facts_json: forgetInFacts(row.facts_json, words),
    reason: own ? REMOVED : removeFrom(row.reason, names),
    // A hash of the submitted values: a short reason could be guessed from it.
    values_hash: own ? null : row.values_hash,
    person_name: own && row.person_name !== null ? REMOVED : row.person_name,
  };
  if (!differs(row, set)) return [];
  await trx.updateTable('requests').set(set).where('id', '=', id).execute();
  count('requests', 1);
  return own && row.reason !== REMOVED ? [row.reason] : [];
}

/** Removes names from the facts of a card, and the note if it is this person's. */
function forgetInFacts(json: string, { person, names }: Words): string {
  const isThisPerson = (by: unknown): boolean =>
    typeof by === 'object' &&
    by !== null &&
    (('account' in by && person.accounts.some((each) => each === by.account)) ||
      ('personId' in by && person.personIds.some((each) => each === by.personId)));
  return rewriteJson(withoutNameOf(json, person), {
    object: (facts) => ('note' in facts && isThisPerson(facts.by) ? { ...facts, note: REMOVED } : facts),
    sentence: (text) => removeFrom(text, names),
  });
}

/** @returns the notes of this person */
async function forgetInDecisions(
  trx: Kysely<Database>,
  { person, names }: Words,
  requestId: string,
  count: Count,
): Promise<string[]> {
  const rows = await trx.selectFrom('decisions').selectAll().where('request_id', '=', requestId).execute();
  const notes: string[] = [];
  for (const row of rows) {
    const own = isBy(row, person);
    const note = row.note === null ? null : own ? REMOVED : removeFrom(row.note, names);
    const set = { note, person_name: own && row.person_name !== null ? REMOVED : row.person_name };
    if (!differs(row, set)) continue;
    if (own && row.note !== null) notes.push(row.note);
    await trx.updateTable('decisions').set(set).where('id', '=', row.id).execute();
    count('decisions', 1);
  }
  return notes;
}

async function forgetAsMember(trx: Kysely<Database>, { person }: Words, requestId: string): Promise<number> {
  if (person.personIds.length === 0) return 0;
  const { numUpdatedRows } = await trx
    .updateTable('request_members')
    .set({ name: REMOVED })
    .where('request_id', '=', requestId)
    .where('person_id', 'in', person.personIds)
    .where('name', '!=', REMOVED)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

async function forgetAsOwner(trx: Kysely<Database>, { person }: Words, requestId: string): Promise<number> {
  if (person.personIds.length === 0) return 0;
  const { numUpdatedRows } = await trx
    .updateTable('request_rooms')
    .set({ owner_name: REMOVED })
    .where('request_id', '=', requestId)
    .where('owner_id', 'in', person.personIds)
    .where('owner_name', '!=', REMOVED)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** Answers are codes today; older versions stored error messages. */
async function forgetInAttempts(trx: Kysely<Database>, requestId: string, count: Count): Promise<void> {
  const rows = trx.selectFrom('attempts').select(['id', 'answer']).where('request_id', '=', requestId);
  for (const row of await rows.execute()) {
    const set = { answer: answerCode(row.answer ?? undefined) ?? null };
    if (!differs(row, set)) continue;
    await trx.updateTable('attempts').set(set).where('id', '=', row.id).execute();
    count('attempts', 1);
  }
}

/** Drops the text of posted messages, and removes this person's text from those still to be sent. */
async function forgetInMessages(
  trx: Kysely<Database>,
  requestId: string,
  texts: readonly string[],
  count: Count,
): Promise<void> {
  const rows = await trx
    .selectFrom('messages')
    .select(['id', 'message_json', 'posted_version', 'desired_version'])
    .where('request_id', '=', requestId)
    .where('message_json', 'is not', null)
    .execute();
  for (const { id, message_json, posted_version, desired_version } of rows) {
    const rest =
      message_json === null || posted_version >= desired_version
        ? null
        : rewriteJson(message_json, { sentence: (text) => removeFrom(text, texts) });
    if (rest === message_json) continue;
    await trx.updateTable('messages').set({ message_json: rest }).where('id', '=', id).execute();
    count('messages', 1);
  }
}
