import { CAST, ELSEWHERE } from '../../sandbox/cast.ts';
import type { Portal } from '../../sandbox/docspace/index.ts';
import type { SeenMessage, SlackPerson, Workspace } from '../../sandbox/slack/index.ts';
import { type SandboxOptions, startAppBetween, startStandIns } from '../../sandbox/start.ts';
import type { DocSpaceGroups } from '../../src/app.ts';
import type { Log } from '../../src/log.ts';
import { createLog } from '../../src/log.ts';
import type { Store } from '../../src/store/index.ts';
import { type ManualClock, PausesOnly } from './manual-clock.ts';

export const REQUESTS = 'C0REQUESTS';
export const DESIGN = 'C0DESIGN';
export const RANDOM = 'C0RANDOM';
export const LEADS = 'G0LEADS';

/** A workspace, a portal and the real app between them, with everybody of the cast at hand by their first name. */
export interface Conversation {
  workspace: Workspace;
  portal: Portal;
  store: Store;
  clock: ManualClock;
  /** Lines the app logged. */
  lines: string[];
  /** Where the app takes requests over HTTP. */
  url: string | undefined;
  /** Why the app can do nothing for now. */
  notReady(): ReturnType<DocSpaceGroups['notReady']>;
  person(key: string): SlackPerson;
  personId(key: string): string;
  /** What operators get at an address of their port, as with HEALTH_PORT. */
  operators(path: string): Promise<{ status: number; text: string }>;
  /** Stops the app and starts it again on the same database, between the same stand-ins. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Somebody wants to delete the group Design; resolves with the card of the request, in the channel it goes to. */
export async function askToDelete(talk: Conversation, key = 'ravi', cards?: string): Promise<SeenMessage> {
  const person = talk.person(key);
  await person.types(REQUESTS, '/docspace-group delete Design');
  const form = await person.form('[Request deletion]');
  await form.fill('Reason', 'The project is over.');
  await form.submit();
  return person.sees('Deletion requested: Design', cards === undefined ? {} : { channel: cards });
}

/** Block ids of a form's fields, as Slack keeps what was typed by them. */
export function fieldIds(form: Awaited<ReturnType<SlackPerson['form']>>): (string | undefined)[] {
  return form.view.definition.blocks.flatMap((block) => (block.type === 'input' ? [block.block_id] : []));
}

/** How Slack reaches the app: over Socket Mode in `npm test`, over HTTP in `npm run test:http`. */
export const TRANSPORTS: readonly ('socket' | 'http')[] = process.env.TRANSPORT === 'http' ? ['http'] : ['socket'];

/**
 * Lets time pass in small steps until something is seen, giving answers on their way the time to arrive in between: a
 * clock that jumps would let every deadline end before its answer.
 */
export async function timePassesUntil<T>(clock: ManualClock, seen: Promise<T>, stepMs = 5_000): Promise<T> {
  let waiting = true;
  const ended = () => {
    waiting = false;
  };
  seen.then(ended, ended);
  while (waiting) {
    await clock.advance(stepMs);
    // Not a pause but a turn: sockets and files are served before the next step.
    for (let turn = 0; turn < 50 && waiting; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  }
  return seen;
}

/** Sends a form whose work meets a held call, and lets so much time pass that the form says it takes longer. */
export async function submitUntil<T>(
  { clock }: Pick<Conversation, 'clock'>,
  form: { submit(): Promise<void> },
  call: Promise<T>,
): Promise<T> {
  const sent = form.submit();
  const held = await call;
  await clock.advance(2_000);
  await sent;
  return held;
}

/** Starts a conversation; time stands still unless a test moves it, but for pauses, which are over at once by default. */
export async function startConversation({
  clock = new PausesOnly(),
  logFormat = 'text',
  ...options
}: Partial<Omit<SandboxOptions, 'clock' | 'log'>> & {
  clock?: ManualClock;
  logFormat?: 'text' | 'json';
} = {}): Promise<Conversation> {
  const lines: string[] = [];
  const log: Log = createLog(
    { level: 'debug', format: logFormat },
    () => clock.now(),
    (line) => lines.push(line),
  );
  const all = { ...options, clock, log };
  const standIns = await startStandIns(all);
  let running = await startAppBetween(standIns, all);
  const member = (key: string) => [...CAST, ...ELSEWHERE].find((each) => each.key === key);
  return {
    workspace: standIns.workspace,
    portal: standIns.portal,
    get store() {
      return running.store;
    },
    clock,
    lines,
    get url() {
      return running.port === undefined ? undefined : `http://127.0.0.1:${running.port}/slack/events`;
    },
    notReady: () => running.app.notReady(),
    async operators(path) {
      if (!options.operations) throw new Error('nobody watches this app');
      const answer = await fetch(`http://127.0.0.1:${options.operations.port}${path}`);
      return { status: answer.status, text: await answer.text() };
    },
    person: (key) => standIns.workspace.as(member(key)?.slack?.id ?? key),
    personId: (key) => member(key)?.docspace?.id ?? key,
    async restart() {
      await running.stop();
      running = await startAppBetween(standIns, all);
    },
    async stop() {
      await running.stop();
      await standIns.stop();
    },
  };
}
