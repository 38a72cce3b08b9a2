import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import bolt from '@slack/bolt';
import BetterSqlite3 from 'better-sqlite3';
import type { Clock } from '../../src/clock.ts';
import { NO_GROUP } from '../../src/requests/index.ts';
import { listenOnLoopback } from '../listen.ts';
import { type Sandbox, startSandbox } from '../start.ts';
import { portOf } from './acknowledgement.ts';
import { type Compared, compare } from './measure.ts';
import { noAccess, noPortal } from './nobody.ts';
import { benchRequests, SILENT } from './request-service.ts';
import { sendLoad } from './threads.ts';

const CHANNEL = 'C0REQUESTS';
const NAME = 'Measured crew';

/** Forms sent one after the other: so many a turn, and a second, that each has ended when the next one is sent. */
const FORMS = 20;
const PER_SECOND = 4;

/**
 * From sending a signed submission of the create form to its acknowledgement, beside a Bolt App that commits one row to
 * a SQLite file of its own and acknowledges. They are sent from a thread of their own, which waits for nothing else.
 */
export async function benchSubmissionAck(clock: Clock, turns: number): Promise<Compared> {
  const folder = mkdtempSync(join(tmpdir(), 'groups-bench-'));
  const sandbox = await startSandbox({ clock, log: SILENT, mode: 'http', databaseUrl: join(folder, 'ours.db') });
  const bare = await startBare(sandbox, join(folder, 'bare.db'));
  const secret = sandbox.workspace.signingSecret;
  try {
    const next = await submittedForms(sandbox, clock);
    const sends = async (port: number) => {
      const bodies: string[] = [];
      for (let n = 0; n < FORMS; n += 1) bodies.push(await next());
      const url = `http://127.0.0.1:${port}/slack/events`;
      return (await sendLoad({ secret, bodies, perSecond: PER_SECOND, url })).times;
    };
    const compared = await compare(
      turns,
      () => sends(sandbox.port ?? 0),
      () => sends(bare.port),
    );
    const created = sandbox.portal.groups().filter(({ name }) => name.startsWith(NAME)).length;
    if (created < turns * FORMS) throw new Error(`only ${created} groups were created`);
    return compared;
  } finally {
    await bare.stop();
    await sandbox.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A Bolt app that stores what it is sent as safely as ours does, and knows nothing else. */
async function startBare({ workspace }: Sandbox, path: string): Promise<{ port: number; stop(): Promise<void> }> {
  const database = new BetterSqlite3(path);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.exec('create table submissions (id integer primary key, form text not null)');
  const insert = database.prepare('insert into submissions (form) values (?)');
  const app = new bolt.App({
    token: workspace.botToken,
    signingSecret: workspace.signingSecret,
    deferInitialization: true,
    port: 0,
    clientOptions: { slackApiUrl: workspace.apiUrl },
    logLevel: bolt.LogLevel.ERROR,
  });
  app.view(/^/, async ({ ack, view }) => {
    insert.run(JSON.stringify(view.state.values));
    await ack();
  });
  await app.init();
  const server: unknown = await app.start(0);
  return {
    port: portOf(server),
    async stop() {
      await app.stop();
      database.close();
    },
  };
}

/** A filled create form as this workspace sends it: each time another form, with a name of its own. */
async function submittedForms({ workspace, store, port }: Sandbox, clock: Clock): Promise<() => Promise<string>> {
  const ines = workspace.as('U0INES');
  await ines.types(CHANNEL, '/docspace-group create');
  const form = await ines.form('[Create group]');
  await form.fill('Name', NAME);
  await form.pick('Manager', 'tomas');
  let payload = '';
  const server = http.createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    payload = new URLSearchParams(text).get('payload') ?? '';
    response.end();
  });
  workspace.deliverOverHttp(`http://127.0.0.1:${await listenOnLoopback(server)}/`);
  await form.submit();
  workspace.deliverOverHttp(`http://127.0.0.1:${port}/slack/events`);
  server.closeAllConnections();
  server.close();
  const draftOf = /\\"draft\\":\\"([^\\]+)\\"/.exec(payload)?.[1] ?? '';
  const requests = benchRequests({ store, docspace: noPortal(clock), access: noAccess, clock });
  const origin = { userId: ines.id, channelId: CHANNEL };
  let sent = 0;
  return async () => {
    sent += 1;
    const draft = await requests.openDraft({ kind: 'create', account: ines.id, group: NO_GROUP, origin });
    const text = payload.replaceAll(draftOf, draft).replaceAll(NAME, `${NAME} ${String(sent).padStart(5, '0')}`);
    return new URLSearchParams({ payload: text }).toString();
  };
}
