import type { Clock } from '../../src/clock.ts';
import { benchBlocks } from './event-loop.ts';
import { benchLoad } from './load.ts';
import { goalRow, print, row } from './print.ts';
import { benchTyping } from './typing.ts';

const LARGE = 10_000;
const SMALL = 500;
const PER_SECOND = 500;

/** Measures how the app answers while much goes on, and prints a line for each result. */
export async function printBusyApp(clock: Clock): Promise<void> {
  print('\nWhile much goes on:');
  const typing = await benchTyping(clock, 2);
  row('an approval recorded at a portal of 5 s an answer, 30 people typing, vs alone', typing, 1.2);
  await printLoad(clock);
  await printBlocks(clock);
}

async function printLoad(clock: Clock): Promise<void> {
  const load = await benchLoad(clock, { perSecond: PER_SECOND, seconds: 2, turns: 2 });
  const { commands, missing, busy, p50, p99 } = load;
  const what = `acks of ten kinds of commands, ${PER_SECOND} a second`;
  const sent = `${missing} of ${commands} missing, ${busy} told that too much is going on`;
  goalRow(what, sent, 'none missing', missing === 0);
  row('  99 of 100 within, vs a Bolt app that only acknowledges', { ...p99, ratio: p99.ours / p99.bare }, 1.5);
  const calling = { ours: p99.ours, bare: p99.calling, ratio: p99.ours / p99.calling };
  row('  the same, vs a Bolt app that makes four calls for each of them', calling, 1.5);
  print(`  half of them within: ${[p50.ours, p50.bare, p50.calling].map((ms) => `${ms.toFixed(1)} ms`).join(', ')}`);
}

async function printBlocks(clock: Clock): Promise<void> {
  const { large, small, busiest } = await benchBlocks(clock, { large: LARGE, small: SMALL, rounds: 3 });
  const what = `longest block of the event loop, a group of ${LARGE} deleted, vs one of ${SMALL}`;
  row(what, { ours: large, bare: small, ratio: large / small }, 1.5);
  const names = busiest.slice(0, 6).map(({ name, ms }) => `${name} ${ms.toFixed(0)} ms`);
  print(`  in all of it, the app was busiest with: ${names.join(', ')}`);
}
