import { AccessDenied } from '../../src/access/index.ts';
import { type ChangeRequest, type DecisionKind, findRequest, type Policy } from '../../src/changes/index.ts';
import { createLog } from '../../src/log.ts';
import { createRequests, headOf, type Requests } from '../../src/requests/index.ts';
import { createErrorReporter, type ErrorReporter } from '../../src/slack/error-reporter.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { userMessage } from '../../src/user-message.ts';
import { addBystanders } from '../helpers/bystanders.ts';
import { ManualClock } from '../helpers/manual-clock.ts';
import type { TestDatabase } from '../helpers/stores.ts';
import { World } from './people-and-groups.ts';

export const PORTAL = 'https://portal.example';
export const CHANNEL = 'C0REQUESTS';
const POLICY: Policy = { approvalsRequired: 1, expiryMs: 24 * 3_600_000, graceMs: 30_000, selfApproval: false };

/** A message that was sent to Slack. */
export interface Sent {
  channel: string;
  text: string;
  thread?: string | undefined;
}

/** What one process is asked, in the order people ask it. */
export interface Process {
  requests: Requests;
  store: Store;
  /** Opens the form about a group; its id is the draft. */
  opens(who: string, group?: string): Promise<string>;
  /** Sends the form; resolves with the stored request, not looked up yet. */
  sends(who: string, draft: string, reason?: string): Promise<ChangeRequest>;
  /** Opens and sends the form, and the request is looked up. */
  asks(who: string, group?: string): Promise<ChangeRequest>;
  /** Clicks, and what came of it: the state, or why it does not count. */
  decides(who: string, what: DecisionKind, id: string): Promise<string>;
  /** Clicks; nobody has looked up yet whether it counts. */
  clicks(who: string, what: DecisionKind, id: string): Promise<string>;
  /** Looks through the requests once, and finishes what is due. */
  sweeps(): Promise<void>;
}

/** One database with processes on it, and the world around them. */
export class Life {
  readonly clock = new ManualClock();
  readonly world = new World();
  readonly messages: Sent[] = [];
  readonly lines: string[] = [];
  readonly #reporters: ErrorReporter[] = [];
  readonly #stores: Store[] = [];
  readonly #database: TestDatabase;
  #bystandersUnmoved: (() => Promise<void>) | undefined;

  constructor(database: TestDatabase) {
    this.#database = database;
  }

  /** One more process: on connections of its own where the database allows it. */
  async process({ portal = PORTAL, ...policy }: Partial<Policy> & { portal?: string } = {}): Promise<Process> {
    const store = await this.#store();
    const log = createLog(
      { level: 'info', format: 'text' },
      () => this.clock.now(),
      (line) => this.lines.push(line),
    );
    const reporter = createErrorReporter({ words: userMessage, log });
    this.#reporters.push(reporter);
    const requests = createRequests({
      store,
      docspace: this.world.docspace,
      access: this.world.access,
      pool: { accounts: async () => this.world.approvers, users: [], groups: [] },
      reporter,
      policy: { ...POLICY, ...policy },
      approvalChannel: undefined,
      portal,
      workspace: () => 'T0',
      soleProcess: false,
      writer: this.#writer,
      clock: this.clock,
      log,
    });
    return this.#hands(requests, store);
  }

  /** The request as it is now. */
  async read(id: string): Promise<ChangeRequest> {
    const [store] = this.#stores;
    const request = store && (await findRequest(store.db, id));
    if (!request) throw new Error(`no request ${id}`);
    return request;
  }

  async stateOf(id: string): Promise<string> {
    return (await this.read(id)).state;
  }

  /** Waits until no process has anything in hand. */
  async settled(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    for (const reporter of this.#reporters) await reporter.idle();
  }

  /** Lets time pass, and what became due meanwhile happen. */
  async later(ms: number): Promise<void> {
    await this.clock.advance(ms);
    await this.settled();
  }

  async end(): Promise<void> {
    await this.settled();
    await this.#bystandersUnmoved?.();
    for (const store of this.#stores) await store.close();
    await this.#database.drop();
  }

  async #store(): Promise<Store> {
    const [first] = this.#stores;
    if (first && !this.#database.sharedInProcess) return first;
    const store = await openStore({ url: this.#database.url, clock: this.clock });
    this.#stores.push(store);
    this.#bystandersUnmoved ??= await addBystanders(store.db);
    return store;
  }

  readonly #writer = {
    post: async (channel: string, { text }: { text: string }, thread?: string) => {
      this.messages.push({ channel, text, thread });
      return { channel, ts: `${this.messages.length}.0`, inThread: thread !== undefined };
    },
    update: async (channel: string, _ts: string, { text }: { text: string }) =>
      void this.messages.push({ channel, text }),
    delete: async () => undefined,
  };

  #hands(requests: Requests, store: Store): Process {
    const opens = (who: string, id = 'g') =>
      requests.openDraft({
        kind: 'delete',
        account: who,
        group: headOf(this.world.group(id)),
        origin: { userId: who },
      });
    const sends = (who: string, draftId: string, reason = 'The project is over.') =>
      requests.submit({ draftId, account: who, reason, channel: CHANNEL });
    const stores = async (who: string, what: DecisionKind, requestId: string) => {
      // By the card, where there is one: the App Home shows no card.
      return requests.store({ requestId, what, account: who });
    };
    return {
      requests,
      store,
      opens,
      sends,
      async asks(who, group) {
        const { id } = await sends(who, await opens(who, group));
        return (await requests.accept(id)).request;
      },
      async decides(who, what, id) {
        const stored = await stores(who, what, id);
        if ('refused' in stored) return stored.refused;
        try {
          const checked = await requests.check(stored);
          return checked.counts ? checked.request.state : checked.refused;
        } catch (error) {
          if (error instanceof AccessDenied) return error.reason;
          throw error;
        }
      },
      async clicks(who, what, id) {
        const stored = await stores(who, what, id);
        return 'refused' in stored ? stored.refused : stored.request.state;
      },
      sweeps: async () => {
        requests.wake();
        await this.settled();
      },
    };
  }
}
