import type { Clock } from '../../src/clock.ts';
import { configFor, type StandIns } from '../start.ts';
import { crowdOf, startCrowd } from './crowd.ts';
import { keepBodies } from './kept-bodies.ts';
import { median } from './measure.ts';
import { SILENT } from './request-service.ts';
import { type Loaded, sendLoad, startAppThread } from './threads.ts';

const CHANNEL = 'C0REQUESTS';
const PEOPLE = crowdOf(50);
const KINDS = [
  'help',
  '',
  'list',
  'list Team',
  'get Design',
  'get Nothing like this',
  'create Crew',
  'update Design',
  'delete Design',
  'whoami',
] as const;

/** Milliseconds of the app, of a Bolt app that only acknowledges, and of one that makes four calls for each command. */
type Times = Readonly<Record<Side, number>>;
type Side = (typeof SIDES)[number];
const SIDES = ['ours', 'bare', 'calling'] as const;

/** How ten kinds of commands at a steady pace were acknowledged, compared with a Bolt app that does nothing else. */
export interface LoadNumbers {
  commands: number;
  /** Without an acknowledgement within three seconds. */
  missing: number;
  /** Acknowledged with the sentence that too much is going on. */
  busy: number;
  perSecond: number;
  /** Of each turn the time within which 99 of 100 were acknowledged; the middle of the turns. */
  p99: Times;
  p50: Times;
}

/** Measures acknowledgements under load, for so many seconds each turn. App, load and stand-ins have threads of their own. */
export async function benchLoad(
  clock: Clock,
  { perSecond, seconds, turns }: { perSecond: number; seconds: number; turns: number },
): Promise<LoadNumbers> {
  // Time stands still in this workspace, so that triggers that are made beforehand can be used.
  const now = clock.now();
  const standIns = await startCrowd(clock, {
    count: PEOPLE.length,
    groups: 110,
    slackClock: { ...clock, now: () => now },
  });
  const secret = standIns.workspace.signingSecret;
  const config = configFor(standIns, { clock, log: SILENT, mode: 'http' });
  const apps = {
    ours: await startAppThread('app', config),
    bare: await startAppThread('bare', config),
    calling: await startAppThread('calling', config),
  };
  const results: Record<Side, Loaded[]> = { ours: [], bare: [], calling: [] };
  try {
    for (let turn = -1; turn < turns; turn += 1) {
      // The first turn warms up.
      const bodies = await commandsFrom(standIns, perSecond * (turn < 0 ? 1 : seconds));
      for (const side of turn % 2 === 0 ? SIDES : SIDES.toReversed()) {
        const result = await sendLoad({ secret, bodies, perSecond, url: apps[side].url });
        if (turn >= 0) results[side].push(result);
        await untilQuiet(standIns, clock);
      }
    }
    const sum = (of: (each: Loaded) => number) => results.ours.reduce((total, each) => total + of(each), 0);
    const of = (side: Side, share: number) => median(results[side].map(({ times }) => quantile(times, share)));
    const within = (share: number): Times => ({
      ours: of('ours', share),
      bare: of('bare', share),
      calling: of('calling', share),
    });
    return {
      commands: perSecond * seconds * turns,
      missing: sum(({ missing }) => missing),
      busy: sum(({ busy }) => busy),
      perSecond: median(results.ours.map(({ tookMs }) => (perSecond * seconds * 1000) / tookMs)),
      p99: within(0.99),
      p50: within(0.5),
    };
  } finally {
    for (const side of SIDES) await apps[side].stop();
    await standIns.stop();
  }
}

function quantile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
}

/** Bodies of commands as this workspace delivers them, each with a trigger and a response_url that work. */
async function commandsFrom({ workspace }: StandIns, count: number): Promise<string[]> {
  const kept = await keepBodies();
  workspace.deliverOverHttp(kept.url);
  for (let from = 0; from < count; from += 50)
    await Promise.all(
      Array.from({ length: Math.min(50, count - from) }, (_, n) => {
        const person = PEOPLE[(from + n) % PEOPLE.length];
        // Every person uses every kind in time.
        const kind = KINDS[(from + n + Math.floor((from + n) / PEOPLE.length)) % KINDS.length];
        return workspace.as(person?.slackId ?? '').types(CHANNEL, `/docspace-group ${kind}`);
      }),
    );
  kept.close();
  return kept.bodies;
}

/** Waits until the app has finished what it has in hand. */
async function untilQuiet({ portal, workspace }: StandIns, clock: Clock): Promise<void> {
  const calls = () => portal.calls.length + workspace.calls.length;
  for (let before = -1; before < calls(); await clock.sleep(500)) before = calls();
}
