import { parseArgs } from 'node:util';
import { systemClock } from '../src/clock.ts';
import { createLog } from '../src/log.ts';
import { DEMO_STEPS } from './demo-scenario/index.ts';
import { createStage } from './demo-scenario/stage.ts';
import { startSandbox } from './start.ts';

/** `npm run demo`: plays its steps between the stand-ins and prints the channel as people saw it. */

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
  'The channel is #it-requests. ▸ is what a person does, ┆ a form on their screen, │ a message, └ a reply in a thread.',
);

let passed = 0;
for (const [index, step] of DEMO_STEPS.entries()) {
  print(`\n${index + 1}. ${step.title}`);
  try {
    await step.act(stage);
    passed += 1;
    print('  ✓ passed');
  } catch (error) {
    stage.look();
    print(`  ✗ ${error instanceof Error ? error.message : 'failed'}`);
  }
}
await sandbox.stop();
print('');
const all = passed === DEMO_STEPS.length;
print(all ? `demo: all ${passed} steps passed` : `demo: ${passed} of ${DEMO_STEPS.length} steps passed`);
process.exitCode = all ? 0 : 1;
