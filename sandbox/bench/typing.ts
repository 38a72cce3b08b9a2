import http from 'node:http';
import fetch from 'node-fetch';
import { createApp } from '../../src/app.ts';
import type { Clock } from '../../src/clock.ts';
import { createNetwork } from '../../src/network.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import type { Form, SeenMessage, Workspace } from '../slack/index.ts';
import { configFor } from '../start.ts';
import { crowdOf, startCrowd } from './crowd.ts';
import { type Compared, compare, timed } from './measure.ts';
import { SILENT } from './request-service.ts';

const CHANNEL = 'C0REQUESTS';
const ANSWER_MS = 5_000;
/** So many times faster than they are, answers, deadlines and pauses pass. */
const FASTER = 10;
const DAY = 24 * 3_600_000;

const TYPISTS = crowdOf(30);

/**
 * An approval from its click until it is recorded, at a portal that takes five seconds for each answer: while 30 people
 * type into a field that searches for people, compared with the same alone. In milliseconds of that portal.
 */
export async function benchTyping(realClock: Clock, rounds: number): Promise<Compared> {
  const clock = fasterClock(realClock, FASTER);
  const standIns = await startCrowd(clock, { count: TYPISTS.length });
  const { workspace, portal } = standIns;
  const store = await openStore({ url: ':memory:', clock });
  const agent = new http.Agent({ keepAlive: true });
  // Nothing is carried out while it is measured.
  const config = configFor(standIns, { clock, log: SILENT, approvals: { graceMs: DAY } });
  const app = createApp({
    config,
    store,
    clock,
    log: SILENT,
    network: createNetwork(undefined),
    fetch: (url, init) => fetch(url, { ...init, agent }),
  });
  await app.start();
  try {
    const forms: Form[] = [];
    for (const { slackId } of TYPISTS) {
      await workspace.as(slackId).types(CHANNEL, '/docspace-group create Crew');
      forms.push(await workspace.as(slackId).form('[Create group]'));
    }
    // Two sides, and the turns to warm up.
    const count = 2 * (rounds + Math.ceil(rounds / 2));
    for (let n = 0; n < count; n += 1) portal.addGroup({ name: `Crew ${n}` });
    const cards: SeenMessage[] = [];
    for (let n = 0; n < count; n += 1) cards.push(await ask(workspace, `Crew ${n}`));
    portal.faults.set({ kind: 'slow', ms: ANSWER_MS });
    let next = 0;
    const approve = async () => {
      const card = cards[next];
      next += 1;
      if (!card) throw new Error('there is no card left');
      return (
        FASTER *
        (await timed(async () => {
          await workspace.as('U0TOMAS').clicks('Approve', card);
          while ((await approved(store)) < next) await realClock.sleep(1);
        }))
      );
    };
    const whileTyping = async () => {
      const typing = startTyping(forms);
      // Until all their searches wait at the portal or for their turn.
      await clock.sleep(ANSWER_MS);
      const ms = await approve();
      await typing.stop();
      // What was searched for last is still at the portal.
      await clock.sleep(2 * ANSWER_MS);
      return [ms];
    };
    return await compare(rounds, whileTyping, async () => [await approve()]);
  } finally {
    portal.faults.clear();
    await app.stop();
    await store.close();
    agent.destroy();
    await standIns.stop();
  }
}

/** A clock by which everything takes less time. */
function fasterClock(clock: Clock, times: number): Clock {
  const began = clock.now();
  return {
    now: () => Math.round(began + (clock.now() - began) * times),
    sleep: (ms, signal) => clock.sleep(ms / times, signal),
    after: (ms, act) => clock.after(ms / times, act),
  };
}

async function ask(workspace: Workspace, group: string) {
  const ines = workspace.as('U0INES');
  await ines.types(CHANNEL, `/docspace-group delete ${group}`);
  const form = await ines.form('[Request deletion]');
  await form.fill('Reason', 'It is over.');
  await form.submit();
  return ines.sees(`Deletion requested: ${group}`);
}

async function approved({ db }: Store): Promise<number> {
  const rows = await db.selectFrom('requests').select('id').where('state', '=', 'approved').execute();
  return rows.length;
}

/** Each person types the next letters as soon as Slack has shown something for the last ones. */
function startTyping(forms: readonly Form[]): { stop(): Promise<void> } {
  let going = true;
  const typing = forms.map(async (form, person) => {
    for (let n = 0; going; n += 1) {
      const letters = `typist${(person + n) % TYPISTS.length}`;
      // Choices that come after three seconds are shown by Slack as a failure; people type on.
      await form.options('Members', letters).catch(() => undefined);
    }
  });
  return {
    async stop() {
      going = false;
      await Promise.all(typing);
    },
  };
}
