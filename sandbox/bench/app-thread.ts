import http from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parentPort, workerData } from 'node:worker_threads';
import bolt from '@slack/bolt';
import BetterSqlite3 from 'better-sqlite3';
import fetch from 'node-fetch';
import { z } from 'zod';
import { createApp } from '../../src/app.ts';
import { systemClock } from '../../src/clock.ts';
import type { Config } from '../../src/config.ts';
import { createNetwork } from '../../src/network.ts';
import { openStore } from '../../src/store/index.ts';
import { startProfile } from './busy-time.ts';
import { SILENT } from './request-service.ts';

/** Runs an app in a thread of its own, away from the stand-ins and from whoever measures it. */

const given = z
  .object({ kind: z.enum(['app', 'bare', 'calling', 'storing']), config: z.custom<Config>() })
  .parse(workerData);
const port = parentPort;
if (!port) throw new Error('this is a worker thread');

const delay = monitorEventLoopDelay({ resolution: 1 });
const started = await (given.kind === 'app' ? startWhole(given.config) : startBare(given.config, given.kind));
let profile: Awaited<ReturnType<typeof startProfile>> | undefined;
port.on('message', async (message: unknown) => {
  if (message === 'measure') {
    delay.reset();
    delay.enable();
  } else if (message === 'profile') {
    profile = await startProfile();
  } else if (message === 'result') {
    delay.disable();
    port.postMessage({ longestMs: delay.max / 1e6, busiest: (await profile?.stop()) ?? [] });
    profile = undefined;
    return;
  } else {
    await started.stop();
  }
  port.postMessage('done');
});
port.postMessage({ port: started.port });

async function startWhole(config: Config): Promise<{ port: number; stop(): Promise<void> }> {
  const agent = new http.Agent({ keepAlive: true });
  const store = await openStore({ url: config.databaseUrl ?? ':memory:', clock: systemClock });
  const app = createApp({
    ...{ config, store, clock: systemClock, log: SILENT, network: createNetwork(undefined) },
    fetch: (url, init) => fetch(url, { ...init, agent }),
  });
  const { port: listening = 0 } = await app.start();
  return {
    port: listening,
    async stop() {
      await app.stop();
      await store.close();
      agent.destroy();
    },
  };
}

const keptAlive = new http.Agent({ keepAlive: true });

async function askPortal({ docspace }: Config, path: string): Promise<void> {
  const headers = { Authorization: `Bearer ${docspace.apiKey}` };
  const answer = await fetch(`${docspace.url}/api/2.0/${path}`, { headers, agent: keptAlive });
  await answer.json();
}

/** Commits one row, as safely as the app does. */
function startStoring(path: string | undefined): (row: string) => void {
  const database = new BetterSqlite3(path);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.exec('create table submissions (id integer primary key, form text not null)');
  const insert = database.prepare('insert into submissions (form) values (?)');
  return (row) => void insert.run(row);
}

/**
 * A Bolt app that acknowledges every command and does nothing else; or makes the calls that most commands take; or stores
 * what is submitted.
 */
async function startBare(
  config: Config,
  kind: 'bare' | 'calling' | 'storing',
): Promise<{ port: number; stop(): Promise<void> }> {
  const { botToken, apiUrl, transport } = config.slack;
  if (transport.mode !== 'http') throw new Error('the bare app listens over HTTP');
  const app = new bolt.App({
    token: botToken,
    signingSecret: transport.signingSecret,
    deferInitialization: true,
    port: 0,
    clientOptions: { slackApiUrl: apiUrl },
    logLevel: bolt.LogLevel.ERROR,
  });
  app.command('/docspace-group', async ({ ack, command, client, respond }) => {
    await ack();
    if (kind !== 'calling') return;
    const { user } = await client.users.info({ user: command.user_id });
    await askPortal(config, `people/email?email=${encodeURIComponent(user?.profile?.email ?? '')}`);
    await askPortal(config, 'group?count=25&filterValue=Team');
    await respond({ response_type: 'ephemeral', text: 'Done.' });
  });
  if (kind === 'storing') {
    const store = startStoring(config.databaseUrl);
    app.view(/^/, async ({ ack, view }) => {
      store(JSON.stringify(view.state.values));
      await ack();
    });
  }
  await app.init();
  const server: unknown = await app.start(0);
  const address = server instanceof http.Server ? server.address() : null;
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    stop: async () => void (await app.stop()),
  };
}
