import http from 'node:http';
import type { CompiledQuery } from 'kysely';
import fetch from 'node-fetch';
import { createApp } from '../../src/app.ts';
import type { Clock } from '../../src/clock.ts';
import { createNetwork } from '../../src/network.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import type { Form, SeenMessage } from '../slack/index.ts';
import { configFor, type StandIns, startStandIns } from '../start.ts';
import { capture } from './captured-queries.ts';
import { SILENT } from './request-service.ts';

const CHANNEL = 'C0REQUESTS';
/**
 * Forms are opened where they have no card to close beside, so that their acknowledgement waits for the row of the request
 * alone: in a channel in which the app can't post, by the shortcut, and in Home.
 */
const FORMS_IN = 'G0LEADS';
const EDITED = 'Brand board';
const GROUP = 'Design';
/** Before each transaction, so that an acknowledgement on its way arrives before what follows it is counted. */
const ON_ITS_WAY_MS = 10;
/** Nothing was written for so long, in milliseconds: messages of what went before are out, also those that are paced. */
const AT_REST_MS = 1_200;

/** What a person did, and the transactions that went with it; each by the tables it wrote. */
export interface ActionTransactions {
  action: string;
  beforeAck: string[];
  /** Only for an approval: until the deletion was due, and until DELETE was sent. */
  untilDue?: string[];
  untilSent?: string[];
  /** Only for a change that needs no approval: from the acknowledgement until POST or PUT was sent. */
  untilWritten?: string[];
}

/** Counts transactions in a real run: asked, approved and deleted; asked and rejected; asked and withdrawn; created; edited. */
export async function countTransactions(clock: Clock): Promise<ActionTransactions[]> {
  const standIns = await startStandIns({ clock });
  // More at once than Slack would take: what is measured is the app.
  standIns.workspace.faults.liftRateLimits();
  const agent = new http.Agent({ keepAlive: true });
  const watched = watch(await openStore({ url: ':memory:', clock }), clock);
  const config = configFor(standIns, { clock, log: SILENT });
  const app = createApp({
    ...{ config, clock, log: SILENT, store: watched.store, network: createNetwork(undefined) },
    async fetch(url, init) {
      if (init.method === 'DELETE') watched.note('sent');
      if (init.method === 'POST' || init.method === 'PUT') watched.note('written');
      return fetch(url, { ...init, agent });
    },
  });
  await app.start();
  try {
    return await countAll(standIns, watched);
  } finally {
    await app.stop();
    await watched.store.close();
    agent.destroy();
    await standIns.stop();
  }
}

async function countAll({ workspace }: StandIns, watched: Watched): Promise<ActionTransactions[]> {
  const [ines, tomas] = [workspace.as('U0INES'), workspace.as('U0TOMAS')];
  const acknowledged = async (action: string, act: () => Promise<void>): Promise<ActionTransactions> => {
    await watched.begin();
    await act();
    return { action, beforeAck: watched.until() };
  };
  const filledForm = async (): Promise<Form> => {
    await ines.types(FORMS_IN, `/docspace-group delete ${GROUP}`);
    const form = await ines.form('[Request deletion]');
    await form.fill('Reason', 'Measured.');
    await form.choose('Post the request in', 'it-requests');
    return form;
  };
  const asked = async (form: Form, after?: SeenMessage): Promise<SeenMessage> => {
    await form.submit();
    return ines.sees(`Deletion requested: ${GROUP}`, { channel: CHANNEL, ...(after ? { after: after.ts } : {}) });
  };
  const writes = async (action: string, act: () => Promise<void>, done: string): Promise<ActionTransactions> => {
    const { beforeAck } = await acknowledged(action, act);
    await ines.sees(done);
    return { action, beforeAck, untilWritten: watched.until().slice(beforeAck.length, watched.index('written')) };
  };
  const rows: ActionTransactions[] = [];

  // Both are known from here on: an account is linked to its person once.
  const first = await asked(await filledForm());
  await tomas.clicks('Reject', first);
  const reason = await tomas.form('Reject request');
  rows.push(await acknowledged('rejection, submitted', () => reason.submit()));
  await tomas.sees('Rejected: ');

  const form = await filledForm();
  rows.push(await acknowledged('deletion, submitted', () => form.submit()));
  const second = await ines.sees(`Deletion requested: ${GROUP}`, { channel: CHANNEL, after: first.ts });
  await ines.clicks('Withdraw', second);
  const withdrawal = await ines.form('Withdraw your request');
  rows.push(await acknowledged('withdrawal, submitted', () => withdrawal.submit()));
  await ines.sees('Withdrawn: ');

  await ines.uses('New DocSpace group');
  const creation = await ines.form('[Create group]');
  await creation.fill('Name', 'Crew');
  await creation.pick('Manager', 'tomas');
  rows.push(await writes('creation, submitted', () => creation.submit(), 'created the group Crew'));

  await ines.clicks('Browse groups', await ines.opensHome());
  await ines.chooses('Open a group…', EDITED, await ines.form('1–10 of'));
  await ines.clicks('Edit', await ines.form('[Back]'));
  const edit = await ines.form('[Review changes]');
  await edit.fill('Name', `${EDITED} 2`);
  await edit.submit();
  const preview = await ines.form('Save these changes?');
  rows.push(await writes('edit, confirmed', () => preview.submit(), `edited the group ${EDITED} 2`));

  const third = await asked(await filledForm(), second);
  const approval = await acknowledged('approval, clicked', () => tomas.clicks('Approve', third));
  await tomas.sees(`Deleted: ${GROUP}`);
  const [from, due, sent] = [approval.beforeAck.length, watched.index('approved'), watched.index('sent')];
  rows.push({ ...approval, untilDue: watched.until().slice(from, due), untilSent: watched.until().slice(due, sent) });
  return rows;
}

interface Watched {
  store: Store;
  /** Waits until what went before has come to rest. */
  begin(): Promise<void>;
  /** Transactions since `begin`. */
  until(): string[];
  /** How many there had been since `begin` when something first happened. */
  index(what: string): number;
  note(what: string): void;
}

/** A store whose transactions are written down by the tables they write, as are the states that requests reach. */
function watch(store: Store, clock: Clock): Watched {
  let written: string[] = [];
  let noted = new Map<string, number>();
  const note = (what: string) => void (noted.has(what) || noted.set(what, written.length));
  const write: Store['write'] = async (work, options) => {
    await clock.sleep(ON_ITS_WAY_MS);
    let queries: CompiledQuery[] = [];
    const value = await store.write((trx, now) => {
      queries = [];
      return work(trx.withPlugin(capture(store, queries)), now);
    }, options);
    written.push(tablesOf(queries.map(({ sql }) => sql)));
    for (const { state } of await store.db.selectFrom('requests').select('state').distinct().execute()) note(state);
    return value;
  };
  return {
    store: { ...store, write },
    async begin() {
      for (let before = -1; before < written.length; await clock.sleep(AT_REST_MS)) before = written.length;
      [written, noted] = [[], new Map()];
    },
    until: () => [...written],
    index: (what) => noted.get(what) ?? written.length,
    note,
  };
}

function tablesOf(statements: readonly string[]): string {
  const tables = statements.map((each) => /^(?:insert into|update|delete from) "(\w+)"/.exec(each)?.[1]);
  return [...new Set(tables.filter((table) => table !== undefined))].join(' + ') || 'nothing';
}
