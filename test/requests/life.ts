import { webApi } from '@slack/bolt';
import { AccessDenied } from '../../src/access/index.ts';
import {
  type ChangeRequest,
  type DecisionKind,
  findRequest,
  isCreation,
  type Kind,
  type Policy,
  type WantedEdit,
} from '../../src/changes/index.ts';
import { submissionOf } from '../../src/commands/restore/form.ts';
import { createLog } from '../../src/log.ts';
import { type CarriedOut, createRequests, NO_GROUP, type Requests, snapshotOf } from '../../src/requests/index.ts';
import { createErrorReporter, type ErrorReporter } from '../../src/slack/error-reporter.ts';
import { UNNAMED_CONTACT } from '../../src/slack/support-contact.ts';
import type { Store } from '../../src/store/index.ts';
import { userMessage } from '../../src/user-message/index.ts';
import { addBystanders } from '../helpers/bystanders.ts';
import { ManualClock } from '../helpers/manual-clock.ts';
import { followed, type TestDatabase } from '../helpers/stores.ts';
import { World } from './people-and-groups.ts';

export const PORTAL = 'https://portal.example';
export const CHANNEL = 'C0REQUESTS';
/** How long a deleted group can be restored here. */
export const RESTORE_FOR_MS = 30 * 24 * 3_600_000;
const POLICY: Policy = {
  approvalsRequired: 1,
  expiryMs: 24 * 3_600_000,
  graceMs: 30_000,
  selfApproval: false,
  asking: true,
  restoreForMs: RESTORE_FOR_MS,
};

/** The people of a new group. */
const LAUNCH = {
  manager: { id: 'p-marie', name: 'Marie' },
  members: [
    { id: 'p-bo', name: 'Bo' },
    { id: 'p-ravi', name: 'Ravi' },
  ],
};

/** A message that was sent to Slack. */
export interface Sent {
  channel: string;
  text: string;
  thread?: string | undefined;
  /** It takes the place of the text before. */
  edited?: true;
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
  /** Opens the form of a new group, or asks for one; its id is the draft. */
  opensNew(who: string, confirmedName?: string, asks?: boolean): Promise<string>;
  /** Sends that form; resolves with the stored request, which nobody carries out yet. */
  sendsNew(who: string, draft: string, name?: string): Promise<ChangeRequest>;
  /** Sends it and waits for what comes of it: the state, or the error's code; undefined when it is in other hands. */
  creates(who: string, draft: string, name?: string): Promise<string | undefined>;
  /** Opens the form that restores the group of a deletion, or asks for that; its id is the draft. */
  opensRestore(who: string, deletionId: string, asks?: boolean): Promise<string>;
  /** Sends that form; resolves with the stored request, which nobody carries out yet. */
  sendsRestore(who: string, draft: string): Promise<ChangeRequest>;
  /** Sends it and waits for what comes of it: the state, or the error's code; undefined when it is in other hands. */
  restores(who: string, draft: string): Promise<string | undefined>;
  /** Opens the preview of an edit of the group, which can take another one back, or asks for it; its id is the draft. */
  previews(who: string, edit?: Partial<WantedEdit>, reverses?: string, until?: number, asks?: boolean): Promise<string>;
  /** Opens the form by which a user asks to join or leave the group themselves; its id is the draft. */
  opensOwn(who: string, kind: 'join' | 'leave', own: WantedEdit['add']): Promise<string>;
  /** Confirms it; resolves with the stored request, which nobody carries out yet. */
  confirms(who: string, draft: string): Promise<ChangeRequest>;
  /** Confirms it and waits for what comes of it: the state, or the error's code; undefined when it is in other hands. */
  edits(who: string, draft: string): Promise<string | undefined>;
  /** Sends the form of a change that its user cannot make alone, and it is looked up. */
  asksFor(
    who: string,
    kind: Exclude<Kind, 'delete' | 'restore'>,
    edit?: Partial<WantedEdit>,
    reason?: string,
    until?: number,
  ): Promise<CarriedOut>;
  /** Clicks, and what came of it: the state, or why it does not count. */
  decides(who: string, what: DecisionKind, id: string): Promise<string>;
  /** Clicks; nobody has looked up yet whether it counts. */
  clicks(who: string, what: DecisionKind, id: string): Promise<string>;
  /** Looks through the requests once, and finishes what it has in hand. */
  sweeps(): Promise<void>;
  /** Time passes, in milliseconds, looked through as often as the app does it. */
  looksFor(ms: number): Promise<void>;
}

/** One database with processes on it, and the world around them. */
export class Life {
  readonly clock = new ManualClock();
  readonly lines: string[] = [];
  world = new World();
  messages: Sent[] = [];
  /** Slack's word for why it takes no message; and how many posts it has refused. */
  refusal: string | undefined;
  refused = 0;
  readonly #database: TestDatabase;
  /** The first is that of every process where the database allows no more. */
  readonly #stores: Store[] = [];
  #running: { requests: Requests; reporter: ErrorReporter }[] = [];
  #bystandersUnmoved: () => Promise<void> = async () => undefined;

  private constructor(database: TestDatabase) {
    this.#database = database;
  }

  /** A life on a new database, with requests of other people in it. */
  static async begin(database: TestDatabase): Promise<Life> {
    const life = new Life(database);
    life.#bystandersUnmoved = await addBystanders((await life.#store(0)).db);
    return life;
  }

  /** One more process: on connections of its own where the database allows it. */
  async process(
    { portal = PORTAL, ...policy }: Partial<Policy> & { portal?: string } = {},
    through: (store: Store) => Store = (store) => store,
    stopping?: AbortSignal,
  ): Promise<Process> {
    const store = through(await this.#store(this.#running.length));
    const log = createLog(
      { level: 'info', format: 'text' },
      () => this.clock.now(),
      (line) => this.lines.push(line),
    );
    const reporter = createErrorReporter({
      userMessage: (error) => userMessage(error, UNNAMED_CONTACT.name),
      contact: UNNAMED_CONTACT,
      log,
    });
    const requests = createRequests({
      store,
      docspace: this.world.docspace,
      access: this.world.access,
      links: { accountsOf: async (ids) => this.world.accountsOf(ids) },
      pool: { accounts: async () => this.world.approvers, users: [], groups: [] },
      reporter,
      messenger: { postResult: async () => ({ how: 'response_url' }), cannotPostText: () => undefined },
      policy: { ...POLICY, ...policy },
      contact: UNNAMED_CONTACT,
      approvalChannel: undefined,
      portal,
      workspace: () => 'T0',
      workspaceUrl: () => 'https://acme.slack.example/',
      soleProcess: false,
      stopping,
      writer: this.#writer,
      clock: this.clock,
      log,
    });
    this.#running.push({ requests, reporter });
    return this.#hands(requests, store, reporter);
  }

  /** The request as it is now. */
  async read(id: string): Promise<ChangeRequest> {
    const [store] = this.#stores;
    const request = store && (await findRequest(store.db, id));
    if (!request) throw new Error(`no request ${id}`);
    return request;
  }

  /** The request of that kind which was stored last. */
  async newest(kind: Kind): Promise<ChangeRequest> {
    const { db } = await this.#store(0);
    const rows = db.selectFrom('requests').select('id').where('kind', '=', kind);
    return this.read((await rows.orderBy('created_at', 'desc').executeTakeFirstOrThrow()).id);
  }

  async stateOf(id: string): Promise<string> {
    return (await this.read(id)).state;
  }

  /** Waits until no process has anything in hand. */
  async settled(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    for (const { reporter } of this.#running) await reporter.idle();
  }

  /** Lets time pass, and what became due meanwhile happen. */
  async later(ms: number): Promise<void> {
    await this.clock.advance(ms);
    await this.settled();
  }

  /** Ends the processes, and takes their requests away: the next test begins with nothing but the database. */
  async forget(): Promise<void> {
    for (const { requests } of this.#running) await requests.stop();
    await this.settled();
    await this.#bystandersUnmoved();
    this.#running = [];
    this.world = new World();
    this.messages = [];
    this.refusal = undefined;
    this.refused = 0;
    const { db } = await this.#store(0);
    for (const table of ['messages', 'attempts', 'decisions'] as const)
      await db.deleteFrom(table).where('request_id', 'not like', 'R-by-%').execute();
    await db.deleteFrom('requests').where('id', 'not like', 'R-by-%').execute();
  }

  async end(): Promise<void> {
    for (const store of this.#stores) await store.close();
    await this.#database.drop();
  }

  async #store(n: number): Promise<Store> {
    const known = this.#stores[this.#database.sharedInProcess ? n : 0];
    if (known) return known;
    const store = await this.#database.open(followed(this.clock));
    this.#stores.push(store);
    return store;
  }

  readonly #writer = {
    post: async (channel: string, { text }: { text: string }, thread?: string) => {
      if (this.refusal !== undefined) this.#refuse(this.refusal);
      this.messages.push({ channel, text, thread });
      return { channel, ts: `${this.messages.length}.0`, inThread: thread !== undefined };
    },
    update: async (channel: string, _ts: string, { text }: { text: string }) =>
      void this.messages.push({ channel, text, edited: true }),
    delete: async () => undefined,
  };

  #refuse(error: string): never {
    this.refused += 1;
    const facts = { code: webApi.ErrorCode.PlatformError, data: { ok: false, error } };
    throw Object.assign(new Error(error), facts);
  }

  #hands(requests: Requests, store: Store, reporter: ErrorReporter): Process {
    const opens = (who: string, id = 'g') =>
      requests.openDraft({
        kind: 'delete',
        account: who,
        group: snapshotOf(this.world.group(id)),
        origin: { userId: who },
      });
    const sends = (who: string, draftId: string, reason = 'The project is over.') =>
      requests.submit({ draftId, account: who, reason, channel: CHANNEL });
    const sendsNew = (who: string, draftId: string, name = 'Launch team') =>
      requests.submit({ draftId, account: who, reason: '', channel: CHANNEL, wanted: { ...LAUNCH, name } });
    const confirms = async (who: string, draftId: string) => {
      const { edit, until } = await requests.findDraft(draftId);
      return requests.submit({
        draftId,
        account: who,
        reason: '',
        channel: CHANNEL,
        until,
        ...(edit ? { wanted: edit } : {}),
      });
    };
    const sendsRestore = async (who: string, draftId: string) =>
      requests.submit(submissionOf(await requests.findDraft(draftId), who));
    const carriesOut = async (request: ChangeRequest) => {
      const outcome = await requests.carryOut(request, () => undefined);
      return outcome && outcomeOf(outcome);
    };
    const sweeps = async () => {
      requests.wake();
      await new Promise((resolve) => setImmediate(resolve));
      await reporter.idle();
    };
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
      opensNew: (who, confirmedName, asks) => {
        const origin = { userId: who };
        return requests.openDraft({ kind: 'create', account: who, group: NO_GROUP, origin, confirmedName, asks });
      },
      sendsNew,
      creates: async (who, draft, name) => carriesOut(await sendsNew(who, draft, name)),
      opensRestore: async (who, deletionId, asks) => {
        const { deletion } = await requests.restorable(deletionId, who);
        const group = { ...deletion.group, members: [] };
        const origin = { userId: who, channelId: CHANNEL };
        const { id: reverses, rooms } = deletion;
        return requests.openDraft({ kind: 'restore', account: who, group, origin, reverses, rooms, asks });
      },
      sendsRestore,
      restores: async (who, draft) => carriesOut(await sendsRestore(who, draft)),
      previews: (who, edit = {}, reverses, until, asks) => {
        const group = snapshotOf(this.world.group('g'));
        const origin = { userId: who, channelId: CHANNEL };
        return requests.openDraft({
          kind: 'edit',
          account: who,
          group,
          origin,
          edit: { add: [], remove: [], ...edit },
          reverses,
          until,
          asks,
        });
      },
      opensOwn: (who, kind, own) =>
        requests.openDraft({
          kind,
          account: who,
          group: snapshotOf(this.world.group('g')),
          origin: { userId: who, channelId: CHANNEL },
          edit: kind === 'join' ? { add: own, remove: [] } : { add: [], remove: own },
          asks: true,
        }),
      confirms,
      edits: async (who, draft) => carriesOut(await confirms(who, draft)),
      asksFor: async (who, kind, edit, reason = '', until) => {
        const creation = isCreation(kind);
        const wanted = creation ? { ...LAUNCH, name: 'Launch team' } : { add: [], remove: [], ...edit };
        const group = creation ? NO_GROUP : snapshotOf(this.world.group('g'));
        const origin = { userId: who, channelId: CHANNEL };
        const draftId = await requests.openDraft({ kind, account: who, group, origin, asks: true });
        const request = await requests.submit({ draftId, account: who, reason, channel: CHANNEL, wanted, until });
        const carriedOut = await requests.carryOut(request, () => undefined);
        if (!carriedOut) throw new Error('it is in other hands');
        return carriedOut;
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
      sweeps,
      looksFor: async (ms) => {
        for (let passed = 0; passed < ms; passed += 15_000) {
          await this.clock.advance(15_000);
          await sweeps();
        }
      },
    };
  }
}

/** The state a submission came to, or the code of what went wrong. */
function outcomeOf(outcome: CarriedOut): string {
  if ('asked' in outcome) return outcome.asked.request.state;
  return 'done' in outcome ? outcome.done.state : outcome.failed.code;
}
