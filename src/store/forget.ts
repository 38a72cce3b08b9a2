import { type Kysely, sql } from 'kysely';
import { forgetInRequest, type Words } from './forget-request.ts';
import { byPerson, findPerson, namesPerson, type Person } from './person.ts';
import { namesIn, REMOVED, removeFrom, withoutNameOf } from './personal-text.ts';
import { recordLine, type Write } from './record.ts';
import type { Database } from './tables.ts';

/** The forgotten person, and the number of rows changed or deleted in each table. */
export interface Forgotten {
  person: Person;
  rows: ReadonlyMap<string, number>;
}

/**
 * Erases a person's text everywhere, in one transaction: their names, reasons and notes, and their name in other people's
 * text. Ids stay, so their open requests continue. The audit record keeps its lines and gets one that says that a person was
 * forgotten, without naming them. Names of groups and rooms are not personal text.
 * @param id a Slack account or a DocSpace person id
 */
export function forgetPerson(store: { write: Write }, id: string): Promise<Forgotten> {
  return store.write(async (trx, now) => {
    const person = await findPerson(trx, id);
    const requestIds = await requestsNaming(trx, person);
    // Collected before anything is erased: other people's text is searched for these names.
    const words: Words = { person, names: await namesOf(trx, person, requestIds) };
    const rows = new Map<string, number>();
    const count = (table: string, changed: number) => rows.set(table, (rows.get(table) ?? 0) + changed);
    for (const requestId of requestIds) await forgetInRequest(trx, words, requestId, count);
    count('record_words', await forgetInRecord(trx, words));
    count('drafts', await forgetInDrafts(trx, words));
    const links = await trx.deleteFrom('links').where(byPerson('links', person)).executeTakeFirst();
    count('links', Number(links.numDeletedRows));
    const erased = [...rows.values()].some((changed) => changed > 0);
    if (erased) await recordLine(trx, { at: now, action: 'person_forgotten' });
    return { person, rows };
  });
}

/**
 * Requests by this person, decided by them, about a group that contained them or opened a room of theirs, and requests that
 * restore such a group.
 */
async function requestsNaming(trx: Kysely<Database>, person: Person): Promise<string[]> {
  const found = [
    await trx
      .selectFrom('requests')
      .select('id')
      .where((where) =>
        where.or([
          byPerson('requests', person),
          namesPerson('requests.shown_json', person),
          namesPerson('requests.wanted_json', person),
          namesPerson('requests.facts_json', person),
        ]),
      )
      .execute(),
    await trx.selectFrom('decisions').select('request_id as id').where(byPerson('decisions', person)).execute(),
    await asMember(trx, person).select('request_id as id').execute(),
    await asOwner(trx, person).select('request_id as id').distinct().execute(),
  ];
  const ids = [...new Set(found.flat().map((row) => row.id))];
  // A restore names people who could not be added again only in its facts.
  const restores = trx
    .selectFrom('requests')
    .select('id')
    .where('reverses', 'in', ['', ...ids]);
  return [...new Set([...ids, ...(await restores.execute()).map((row) => row.id)])];
}

/** Every stored name of this person. */
async function namesOf(trx: Kysely<Database>, person: Person, requestIds: readonly string[]): Promise<string[]> {
  const stored = [
    await trx.selectFrom('requests').select('person_name').where(byPerson('requests', person)).execute(),
    await trx.selectFrom('decisions').select('person_name').where(byPerson('decisions', person)).execute(),
    await trx
      .selectFrom('record_words')
      .innerJoin('record', 'record.id', 'record_words.record_id')
      .select('person_name')
      .distinct()
      .where(byPerson('record', person))
      .execute(),
  ];
  const names = new Set(stored.flat().flatMap(({ person_name }) => person_name ?? []));
  for (const { name } of await asMember(trx, person).select('name').distinct().execute()) names.add(name);
  for (const { owner_name } of await asOwner(trx, person).select('owner_name').distinct().execute())
    if (owner_name) names.add(owner_name);
  for (const id of requestIds) for (const name of await namesInRequest(trx, person, id)) names.add(name);
  const drafts = trx.selectFrom('drafts').select('shown_json').where(namesPerson('drafts.shown_json', person));
  for (const { shown_json } of await drafts.execute()) for (const name of namesIn(shown_json, person)) names.add(name);
  // Sentences can contain a name without its stored suffix.
  for (const name of [...names]) names.add(name.replace(/ \((?:invited|disabled)\)$/, ''));
  names.delete(REMOVED);
  return [...names];
}

/** Rows in which this person is a member of a request's group. */
function asMember(trx: Kysely<Database>, { personIds }: Person) {
  return trx.selectFrom('request_members').where('person_id', 'in', ['', ...personIds]);
}

/** Rows in which this person owns a room of a request's group. */
function asOwner(trx: Kysely<Database>, { personIds }: Person) {
  return trx.selectFrom('request_rooms').where('owner_id', 'in', ['', ...personIds]);
}

async function namesInRequest(trx: Kysely<Database>, person: Person, id: string): Promise<string[]> {
  const request = trx.selectFrom('requests').select(['shown_json', 'wanted_json', 'facts_json']).where('id', '=', id);
  const { shown_json, wanted_json, facts_json } = await request.executeTakeFirstOrThrow();
  return [shown_json, wanted_json ?? '{}', facts_json].flatMap((json) => namesIn(json, person));
}

async function forgetInRecord(trx: Kysely<Database>, { person, names }: Words): Promise<number> {
  const own = await trx
    .updateTable('record_words')
    .set({ person_name: null, note: null })
    .where('record_id', 'in', (query) =>
      query.selectFrom('record').select('record.id').where(byPerson('record', person)),
    )
    .where((where) => where.or([where('person_name', 'is not', null), where('note', 'is not', null)]))
    .executeTakeFirst();
  let changed = Number(own.numUpdatedRows);
  for (const name of names) {
    const naming = trx.selectFrom('record_words').select(['record_id', 'note']).where(contains('note', name));
    for (const { record_id, note } of await naming.execute()) {
      const without = removeFrom(note ?? '', names);
      if (without === note) continue;
      await trx.updateTable('record_words').set({ note: without }).where('record_id', '=', record_id).execute();
      changed += 1;
    }
  }
  return changed;
}

function contains(column: string, text: string) {
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  return sql<boolean>`${sql.ref(column)} like ${pattern} escape '\\'`;
}

/** Deletes this person's forms, and removes their name from other people's forms. */
async function forgetInDrafts(trx: Kysely<Database>, { person }: Words): Promise<number> {
  const own = await trx.deleteFrom('drafts').where(byPerson('drafts', person)).executeTakeFirst();
  let changed = Number(own.numDeletedRows);
  const others = trx.selectFrom('drafts').select(['id', 'shown_json']).where(namesPerson('drafts.shown_json', person));
  for (const { id, shown_json } of await others.execute()) {
    const without = withoutNameOf(shown_json, person);
    if (without === shown_json) continue;
    await trx.updateTable('drafts').set({ shown_json: without }).where('id', '=', id).execute();
    changed += 1;
  }
  return changed;
}
