import { createServer } from 'node:http';
import { webApi } from '@slack/bolt';
import { CAST, CHANNELS, TEAM } from '../../sandbox/cast.ts';
import { listenOnLoopback } from '../../sandbox/listen.ts';
import { PROJECT_ROOT } from '../../sandbox/project-root.ts';
import { readManifest, startWorkspace, type Workspace } from '../../sandbox/slack/index.ts';
import type { StoredMessage } from '../../sandbox/slack/state.ts';
import { OPEN_STATES } from '../../src/changes/index.ts';
import {
  createOutbox,
  enqueueCard,
  enqueueDirect,
  enqueueReply,
  type LostCard,
  type Outbox,
} from '../../src/outbox/index.ts';
import { paragraph } from '../../src/slack/blocks.ts';
import { createChannelWriter } from '../../src/slack/channel-writer.ts';
import type { Message } from '../../src/slack/messenger.ts';
import type { Store } from '../../src/store/index.ts';
import { addBystanders } from '../helpers/bystanders.ts';
import { ManualClock } from '../helpers/manual-clock.ts';
import { followed, type TestDatabase } from '../helpers/stores.ts';
import { addNeighbor, requestRow } from './rows.ts';

export const REQUESTS = 'C0REQUESTS';
export const DESIGN = 'C0DESIGN';
/** The requester of every request here. */
export const RAVI = 'U0RAVI';

/** An outbox between a database and a workspace, and requests that are rows alone. */
export interface OutboxStage {
  workspace: Workspace;
  clock: ManualClock;
  store: Store;
  outbox: Outbox;
  /** What `onCardRefused` was told. */
  refused: { requestId: string; reason: string }[];
  /** What was logged. */
  warnings: string[];
  /** An outbox of another process: with a connection of its own where the database takes several. */
  replica(): Promise<Outbox>;
  /** The same where nobody listens at Slack's address. */
  withoutSlack(): Promise<Outbox>;
  /** Stores an open request and wants its card. */
  asks(requestId: string, channel?: string): Promise<void>;
  /** Moves a request on, and wants its card to show that, and a reply where it has words. */
  moves(requestId: string, words?: string, state?: string): Promise<void>;
  /** Wants a direct message to its requester. */
  tells(requestId: string, words: string, notBefore?: number): Promise<void>;
  /** Lets time pass, and then sends what is due. */
  later(ms: number): Promise<void>;
  /** What a channel shows, in order; replies behind the words of what they belong to. */
  shows(channel?: string): string[];
  /** What a person was told directly. */
  told(userId?: string): string[];
  /** The newest message of the app with these words. */
  message(words: string): StoredMessage;
  /** Slack's own rate limits count from now on. */
  limitRates(): void;
  /** Transactions of the outbox since the start. */
  writes(): number;
  /** Calls of a method since the start. */
  calls(method: string): number;
  stop(): Promise<void>;
}

/** A message of words alone. */
export function words(text: string): Message {
  return { text, blocks: [paragraph(text)] };
}

/** Starts a stage on an empty database. Its stop checks that nothing moved that belongs to other requests. */
export async function startOutboxStage(database: TestDatabase): Promise<OutboxStage> {
  const clock = new ManualClock();
  const workspace = await startSlack(clock);
  // Time stands still here, and the suites say when Slack limits what.
  const limitRates = workspace.faults.liftRateLimits();
  const store = await database.open(followed(clock));
  const opened = [store];
  const bystandersUnmoved = await addBystanders(store.db);
  const neighborUnmoved = await addNeighbor(store.db, clock.now());
  const refused: OutboxStage['refused'] = [];
  const warnings: string[] = [];
  const outboxes: Outbox[] = [];
  const outboxOver = (over: Store, slack: Pick<Workspace, 'botToken' | 'apiUrl'> = workspace) => {
    const made = createOutbox({
      store: over,
      clock,
      writer: createChannelWriter(clientOf(slack), async () => undefined),
      cardOf: (requestId, lost) => cardOf(over, requestId, lost),
      reminderOf: async () => undefined,
      onCardRefused: async (requestId, reason) => void refused.push({ requestId, reason }),
      log: { warn: (text, facts) => void warnings.push(`${text} ${JSON.stringify(facts)}`) },
    });
    outboxes.push(made);
    return made;
  };
  let writes = 0;
  const write: Store['write'] = (...work) => {
    writes += 1;
    return store.write(...work);
  };
  const outbox = outboxOver({ ...store, write });
  return {
    workspace,
    clock,
    store,
    outbox,
    refused,
    warnings,
    limitRates,
    writes: () => writes,
    async replica() {
      if (!database.sharedInProcess) return outboxOver(store);
      const another = await database.open(followed(clock));
      opened.push(another);
      return outboxOver(another);
    },
    withoutSlack: async () => outboxOver(store, { ...workspace, apiUrl: await nobodysUrl() }),
    ...requestsOf(store),
    async later(ms) {
      await clock.advance(ms);
      await outbox.sweep();
      // What was taken up because its turn came is on its way in its request's queue.
      const requests = await store.db.selectFrom('requests').select('id').execute();
      for (const { id } of requests) await outbox.flush(id).catch(() => undefined);
    },
    ...lookingAt(workspace),
    async stop() {
      // Not awaited: one that a test let die in the middle of a call never ends.
      for (const each of outboxes) void each.stop();
      await bystandersUnmoved();
      await neighborUnmoved();
      for (const each of opened) await each.close();
      await workspace.stop();
    },
  };
}

/** An address where nobody listens. */
async function nobodysUrl(): Promise<string> {
  const server = createServer();
  const port = await listenOnLoopback(server);
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}/api/`;
}

function startSlack(clock: ManualClock): Promise<Workspace> {
  return startWorkspace({
    seed: 1,
    clock,
    team: TEAM,
    channels: CHANNELS,
    manifest: readManifest(new URL('manifest.yml', PROJECT_ROOT)),
    users: CAST.flatMap((member) => (member.slack ? [{ ...member.slack }] : [])),
  });
}

/** A client as the app gives its outbox one, with less patience. */
export function clientOf({ botToken, apiUrl }: Pick<Workspace, 'botToken' | 'apiUrl'>): webApi.WebClient {
  const silent = { debug() {}, info() {}, warn() {}, error() {}, setLevel() {}, setName() {} };
  return new webApi.WebClient(botToken, {
    slackApiUrl: apiUrl,
    timeout: 3_000,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    fetch: fetchHere,
    logger: { ...silent, getLevel: () => webApi.LogLevel.ERROR },
  });
}

/** Jest runs a test in a realm of its own, where the SDK takes no error of Node's fetch for one and drops its cause. */
const fetchHere: typeof fetch = (...args) =>
  fetch(...args).catch((error: unknown) => {
    throw new Error('fetch failed', { cause: error });
  });

async function cardOf({ db }: Store, requestId: string, lost?: LostCard) {
  const row = await db.selectFrom('requests').selectAll().where('id', '=', requestId).executeTakeFirst();
  if (!row) return undefined;
  if (row.state === 'pondering') return 'newer' as const;
  const message = words(`${row.group_name} ${row.state} ${row.version}${lost ? `, the earlier card was ${lost}` : ''}`);
  const open = OPEN_STATES.some((state) => state === row.state);
  return { version: row.version, message, open, account: row.account };
}

function requestsOf(store: Store): Pick<OutboxStage, 'asks' | 'moves' | 'tells'> {
  return {
    asks: (requestId, channel = REQUESTS) =>
      store.write(async (trx, now) => {
        await trx
          .insertInto('requests')
          .values(requestRow(requestId, channel, now))
          .execute();
        await enqueueCard(trx, now, { requestId, channel, version: 1 });
      }),
    moves: (requestId, text, state = 'waiting') =>
      store.write(async (trx, now) => {
        const { channel, version } = await trx
          .updateTable('requests')
          .set((row) => ({ state, version: row('version', '+', 1), updated_at: now }))
          .where('id', '=', requestId)
          .returning(['channel', 'version'])
          .executeTakeFirstOrThrow();
        await enqueueCard(trx, now, { requestId, channel, version });
        if (text !== undefined) await enqueueReply(trx, now, { requestId, channel, message: words(text) });
      }),
    tells: (requestId, text, notBefore) =>
      store.write((trx, now) =>
        enqueueDirect(trx, now, {
          requestId,
          account: RAVI,
          message: words(text),
          ...(notBefore ? { notBefore } : {}),
        }),
      ),
  };
}

function lookingAt(workspace: Workspace): Pick<OutboxStage, 'shows' | 'told' | 'message' | 'calls'> {
  const shows = (channel = REQUESTS) =>
    workspace.messages(channel).map((message) => {
      const parent = message.threadTs ? workspace.state.message(channel, message.threadTs) : undefined;
      return `${parent ? `${workspace.wordsOf(parent)} > ` : ''}${workspace.wordsOf(message)}`;
    });
  return {
    shows,
    told: (userId = RAVI) => shows(`D${userId.slice(1)}`),
    message(text) {
      const found = workspace.state.messages.findLast((message) => workspace.wordsOf(message).includes(text));
      if (!found) throw new Error(`there is no message ${text}`);
      return found;
    },
    calls: (method) => workspace.calls.filter((call) => call.method === method).length,
  };
}

/** A stage on a database of its own for each test, with the request R-A; nothing that Slack refuses is tolerated. */
export function stageForEach(create: () => Promise<TestDatabase>, use: (stage: OutboxStage) => void): void {
  let stage: OutboxStage;
  let drop: () => Promise<void>;
  beforeEach(async () => {
    const database = await create();
    drop = database.drop;
    stage = await startOutboxStage(database);
    await stage.asks('R-A');
    use(stage);
  });
  afterEach(async () => {
    expect(stage.workspace.refusals).toEqual([]);
    await stage.stop();
    await drop();
  });
}
