import dotenv from 'dotenv';
import fetch from 'node-fetch';
import { createApp, type DocSpaceGroups } from './app.ts';
import { assertCanStart, CannotStart, runChecks } from './checks/index.ts';
import { systemClock } from './clock.ts';
import { type Config, ConfigError, loadConfig } from './config.ts';
import type { FetchInit } from './docspace/index.ts';
import { keepProcessAlive, onEnd } from './end-of-process.ts';
import { createLog, type Log, redact } from './log.ts';
import { createNetwork } from './network.ts';
import { startOperations } from './operations/index.ts';
import { inspectDatabase, openStore, type Store } from './store/index.ts';
import { cannotStartText, UNKNOWN_ERROR } from './text.ts';
import { startMessage } from './user-message/index.ts';

/** How long stopping can take before the process exits anyway, in milliseconds. */
const STOP_TIMEOUT_MS = 20_000;

async function run(config: Config, log: Log): Promise<void> {
  let stopping = false;
  const operations =
    config.healthPort === undefined ? undefined : await startOperations(config.healthPort, systemClock);
  const network = createNetwork(config.proxy);
  const external = {
    config,
    clock: systemClock,
    fetch: (url: string, init: FetchInit) => fetch(url, { ...init, agent: network.agentFor }),
    network,
  };
  network.onProxyFailure((failure) => log.warn('the proxy did not open a connection', { ...failure }));
  let opened: { store: Store; app: DocSpaceGroups } | undefined;
  const stop = async (): Promise<void> => {
    stopping = true;
    operations?.stopping();
    log.info('stopping: finishing what is in hand');
    // Not unref'd: it keeps the process alive while work is finished, which the unref'd timers of that work do not.
    setTimeout(() => process.exit(1), STOP_TIMEOUT_MS);
    await opened?.app.stop();
    await operations?.close();
    await opened?.store.close();
    network.close();
    log.info('stopped');
    process.exit(0);
  };
  const end = () =>
    stop().catch((error: unknown) => {
      log.error('could not stop cleanly', { error: error instanceof Error ? error.name : typeof error });
      process.exit(1);
    });
  onEnd(() => void end(), 'npm_lifecycle_event' in process.env);
  const release = keepProcessAlive();
  const findings = await runChecks({ ...external, inspectDatabase: () => inspectDatabase(config.databaseUrl) });
  release();
  if (stopping) return;
  assertCanStart(findings, log);
  const store = await openStore({ url: config.databaseUrl, clock: systemClock });
  const app = createApp({ ...external, store, log, observer: operations?.observer });
  opened = { store, app };
  await app.start();
  if (stopping) return;
  operations?.watch(app);
  log.info('DocSpace Groups is running', {
    transport: config.slack.transport.mode,
    portal: new URL(config.docspace.url).host,
  });
}

try {
  dotenv.config({ quiet: true });
  const config = loadConfig(process.env);
  const log = createLog(config.log, Date.now, (line) => process.stdout.write(`${line}\n`));
  await run(config, log);
} catch (error) {
  const why = startMessage(error) ?? (error instanceof Error ? error.message : UNKNOWN_ERROR);
  const isList = error instanceof ConfigError || error instanceof CannotStart;
  process.stderr.write(isList ? `${redact(why)}\n` : `${cannotStartText(redact(why))}\n`);
  process.exit(1);
}
