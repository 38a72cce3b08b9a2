import { parseArgs } from 'node:util';
import { systemClock } from '../src/clock.ts';
import { createLog } from '../src/log.ts';
import { MISSION } from './mission.ts';
import { createStage } from './stage.ts';
import { startSandbox } from './start.ts';

/** `npm run demo`: plays the whole mission between the stand-ins and prints the channel as people saw it. */

const { values } = parseArgs({
  options: { mode: { type: 'string', default: 'socket' }, seed: { type: 'string', default: '1' } },
});
const mode = values.mode === 'http' ? 'http' : 'socket';
const print = (line: string) => process.stdout.write(`${line}\n`);
const log = createLog({ level: 'warn', format: 'text' }, Date.now, (line) => process.stderr.write(`${line}\n`));

print(
  `A Slack workspace, a DocSpace portal and the app are starting on this machine (${mode === 'http' ? 'signed HTTP' : 'Socket Mode'}).`,
);
const sandbox = await startSandbox({ clock: systemClock, log, mode, seed: Number(values.seed) });
const stage = createStage(sandbox, 'C0REQUESTS', print);
print(
  'The channel is #it-requests. ▸ is what somebody does, ┆ a form on their screen, │ a message, └ a reply in a thread.',
);

let held = 0;
for (const [index, step] of MISSION.entries()) {
  print(`\n${index + 1}. ${step.title}`);
  try {
    await step.act(stage);
    held += 1;
    print('  ✓ held');
  } catch (error) {
    stage.look();
    print(`  ✗ ${error instanceof Error ? error.message : 'failed'}`);
  }
}
await sandbox.stop();
print('');
const all = held === MISSION.length;
print(all ? `demo: all ${held} steps held` : `demo: ${held} of ${MISSION.length} steps held`);
process.exitCode = all ? 0 : 1;
