import { CompiledQuery, type KyselyPlugin } from 'kysely';
import type { Store } from '../../src/store/index.ts';

/** Queries that were sent through a store, to be sent or explained again elsewhere. */
export interface Captured {
  /** The same store; what is sent through it is captured, inside of transactions too. */
  store: Store;
  queries: CompiledQuery[];
}

/** Captures every query that is sent through a store. */
export function capturing(store: Store): Captured {
  const queries: CompiledQuery[] = [];
  const plugin = capture(store, queries);
  const write: Store['write'] = (work, options) =>
    store.write((trx, now) => work(trx.withPlugin(plugin), now), options);
  return { store: { ...store, db: store.db.withPlugin(plugin), write }, queries };
}

/** Adds what is sent to a list. */
export function capture({ db }: Store, queries: CompiledQuery[]): KyselyPlugin {
  return {
    transformQuery({ node, queryId }) {
      queries.push(db.getExecutor().compileQuery(node, queryId));
      return node;
    },
    transformResult: async ({ result }) => result,
  };
}

/** Lines of the plan by which a database answers a query. */
export async function planOf({ db, dialect }: Store, { sql, parameters }: CompiledQuery): Promise<string[]> {
  const explain = dialect === 'postgres' ? 'explain (costs off)' : 'explain query plan';
  const { rows } = await db.executeQuery<Record<string, unknown>>(
    CompiledQuery.raw(`${explain} ${sql}`, [...parameters]),
  );
  return rows.map((row) => String(row.detail ?? row['QUERY PLAN']));
}

/** Indexes of what is open, unsent or unchecked alone: to read one of them whole is to read what there is to do. */
const PARTIAL = 'one_attempt_at_a_time|unchecked_decisions|messages_to_send|one_card_a_request';
const SCAN = new RegExp(`^SCAN (requests|messages|decisions|attempts|drafts)(?! USING (COVERING )?INDEX (${PARTIAL}))`);

/** A search that names no more than the kinds, which all requests have between them. */
const BY_KIND_ALONE = /^SEARCH requests USING (COVERING )?INDEX \w+ \(kind=\?\)/;

/** Whether a line of a plan reads a whole table, the rows of what has ended among them. */
export function readsAll(line: string): boolean {
  return SCAN.test(line) || BY_KIND_ALONE.test(line) || /Seq Scan on/.test(line);
}
