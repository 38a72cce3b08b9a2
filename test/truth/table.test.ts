import { z } from 'zod';
import { CAST } from '../../sandbox/cast.ts';
import { SYSTEM_GROUPS } from '../../sandbox/docspace/index.ts';
import { type Answered, type AskedPortal, askAt, NOBODY, shapeOf, startAsked } from '../sandbox/docspace/asking.ts';
import { needsOnlyAKey, type Row } from './row.ts';
import { GROUP_ROWS } from './rows-groups.ts';
import { KEY_ROWS } from './rows-keys.ts';
import { PEOPLE_ROWS } from './rows-people.ts';
import { ROOM_ROWS } from './rows-rooms.ts';
import { VALIDATION_ROWS } from './rows-validation.ts';

/**
 * The table of what a portal answers, row by row. Against the stand-in always; against a real portal when
 * TRUTH_DOCSPACE_URL (such as `https://acme.example`) and TRUTH_DOCSPACE_API_KEY (an unrestricted key of its owner or of
 * an admin) are in the environment. Give it a portal that can be thrown away: the rows make groups called “Truth table”
 * and “T” there, with the key's maker in them, and delete them again.
 */
const { TRUTH_DOCSPACE_URL: REAL_URL, TRUTH_DOCSPACE_API_KEY: REAL_KEY } = process.env;

const ROWS: readonly Row[] = [...GROUP_ROWS, ...VALIDATION_ROWS, ...KEY_ROWS, ...PEOPLE_ROWS, ...ROOM_ROWS];
const named = (rows: readonly Row[]) => rows.map((row) => [row.what, row] as const);
const madeGroup = z.object({ id: z.guid(), membersCount: z.number() });
const profile = z.object({ id: z.string(), email: z.string() });

/** Asks a portal a row, with groups made for it, and takes the groups away again. */
async function play(ask: AskedPortal['ask'], known: Readonly<Record<string, string>>, row: Row): Promise<void> {
  const made: string[] = [];
  const make = async (body: object) => {
    const { id } = madeGroup.parse((await ask('POST /group', { body: { groupName: 'Truth table', ...body } })).item);
    made.push(id);
    return id;
  };
  const { id: me, email } = profile.parse((await ask('/people/@self')).item);
  const [group, other] = [await make({ groupManager: me }), await make({})];
  const names: Readonly<Record<string, string>> = { ...known, me, email, group, other, nobody: NOBODY };
  const fill = (text: string) => text.replace(/\{(\w[\w ]*)\}/g, (found, name: string) => names[name] ?? found);
  const filled = <T>(value: T): T => (value === undefined ? value : z.custom<T>().parse(deepFilled(value, fill)));
  try {
    const { key, authorization, headers, contentType } = row;
    const text = row.text === undefined ? undefined : fill(row.text);
    const rest = { key, headers, contentType, ...(authorization === undefined ? {} : { authorization }) };
    const answer = await ask(fill(row.call), { ...rest, body: filled(row.body), text });
    if (row.call === 'POST /group' && answer.status === 200) made.push(String(answer.item.id));
    compare(answer, filled({ json: row.json, item: row.item, error: row.error }), row);
    if (row.after) expect((await ask(fill(row.after.call))).item).toMatchObject(filled(row.after.item));
  } finally {
    for (const id of made) await ask(`DELETE /group/${id}`);
  }
}

function compare(answer: Answered, { json, item, error }: Pick<Row, 'json' | 'item' | 'error'>, row: Row): void {
  expect([answer.status, shapeOf(answer)]).toEqual([row.status, row.shape]);
  if (json) expect(answer.json).toMatchObject(json);
  if (item) expect(answer.item).toMatchObject(item);
  if (error) expect(answer.json.error).toMatchObject(error);
  if (row.items !== undefined) expect(answer.items).toHaveLength(row.items);
  for (const name of row.lacks ?? []) expect(answer.item).not.toHaveProperty(name);
  row.check?.(answer);
}

/** A value with every text in it filled; matchers stay as they are. */
function deepFilled(value: unknown, fill: (text: string) => string): unknown {
  if (typeof value === 'string') return fill(value);
  if (Array.isArray(value)) return value.map((each) => deepFilled(each, fill));
  if (typeof value !== 'object' || value === null || 'asymmetricMatch' in value) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, deepFilled(each, fill)]));
}

describe('the table of answers, asked of the stand-in', () => {
  it.each(named(ROWS))('%s', async (_what, row) => {
    const { portal, ask, stop } = await startAsked();
    try {
      const people = CAST.flatMap(({ key, docspace }) => (docspace ? [[key, docspace.id] as const] : []));
      const groups = [...portal.groups(), ...SYSTEM_GROUPS].map(({ name, id }) => [name, id] as const);
      await play(ask, Object.fromEntries([...people, ...groups]), row);
    } finally {
      await stop();
    }
  });
});

describe('the table of answers, asked of a real portal', () => {
  const rows = named(ROWS.filter(needsOnlyAKey));
  const given = REAL_URL && REAL_KEY;
  (given ? it : it.skip).each(rows)('%s', async (_what, row) => {
    await play(
      askAt(REAL_URL ?? '', () => REAL_KEY ?? ''),
      {},
      row,
    );
  });

  it('has rows that need nothing but a key', () => {
    expect(rows.length).toBeGreaterThan(100);
  });
});
