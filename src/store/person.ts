import { type Kysely, type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Database } from './tables.ts';

/** A person as rows identify them: their Slack accounts and their DocSpace ids. */
export interface Person {
  accounts: readonly string[];
  personIds: readonly string[];
}

/** The SQL condition that a row belongs to this person. */
export function byPerson(
  table: 'requests' | 'decisions' | 'record' | 'links' | 'drafts',
  { accounts, personIds }: Person,
): RawBuilder<SqlBool> {
  const byAccount = accounts.map((id) => sql`${sql.ref(`${table}.account`)} = ${id}`);
  // Drafts have only a Slack account.
  const byId = table === 'drafts' ? [] : personIds.map((id) => sql`${sql.ref(`${table}.person_id`)} = ${id}`);
  return anyOf([...byAccount, ...byId]);
}

/** The SQL condition that JSON in a column contains an id of this person; it can match too many rows, never too few. */
export function namesPerson(column: string, { accounts, personIds }: Person): RawBuilder<SqlBool> {
  return anyOf([...accounts, ...personIds].map((id) => sql`${sql.ref(column)} like ${`%"${id}"%`}`));
}

function anyOf(conditions: readonly RawBuilder<unknown>[]): RawBuilder<SqlBool> {
  return conditions.length === 0 ? sql<SqlBool>`1 = 0` : sql<SqlBool>`(${sql.join(conditions, sql` or `)})`;
}

/** A Slack account's id, as Slack writes it. */
export function isAccount(id: string): boolean {
  return /^[UW][A-Z0-9]+$/.test(id);
}

/**
 * The person of a Slack account or a DocSpace id. An account belongs to the person it is linked to now; a person it was
 * linked to before is not included.
 */
export async function findPerson(db: Kysely<Database>, id: string): Promise<Person> {
  if (isAccount(id)) return { accounts: [id], personIds: await personsOf(db, id) };
  const accounts: string[] = [];
  for (const account of await accountsOfRows(db, id))
    if ((await personsOf(db, account)).includes(id)) accounts.push(account);
  return { accounts, personIds: [id] };
}

/** The persons an account is linked to; without a link, the one in its latest row. */
async function personsOf(db: Kysely<Database>, account: string): Promise<string[]> {
  const links = await db.selectFrom('links').select('person_id').where('account', '=', account).execute();
  if (links.length > 0) return [...new Set(links.map((link) => link.person_id))];
  const latest = [
    await db
      .selectFrom('requests')
      .select(['person_id', 'created_at as at'])
      .where('account', '=', account)
      .where('person_id', 'is not', null)
      .where('person_id', '!=', '')
      .orderBy('created_at', 'desc')
      .limit(1)
      .executeTakeFirst(),
    await db
      .selectFrom('record')
      .select(['person_id', 'at'])
      .where('account', '=', account)
      .where('person_id', 'is not', null)
      .where('person_id', '!=', '')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst(),
  ];
  const last = latest.flatMap((row) => row ?? []).sort((a, b) => b.at - a.at)[0];
  return last?.person_id ? [last.person_id] : [];
}

async function accountsOfRows(db: Kysely<Database>, personId: string): Promise<string[]> {
  const found = [
    ...(await db.selectFrom('links').select('account').where('person_id', '=', personId).execute()),
    ...(await db.selectFrom('requests').select('account').distinct().where('person_id', '=', personId).execute()),
    ...(await db.selectFrom('decisions').select('account').distinct().where('person_id', '=', personId).execute()),
    ...(await db.selectFrom('record').select('account').distinct().where('person_id', '=', personId).execute()),
  ];
  return [...new Set(found.flatMap((row) => row.account ?? []))];
}
