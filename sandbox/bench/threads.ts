import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import type { Config } from '../../src/config.ts';

const ready = z.object({ port: z.number() });
const measured = z.object({
  longestMs: z.number(),
  busiest: z.array(z.object({ name: z.string(), ms: z.number() })),
});

/** An app in a thread of its own. */
export interface AppThread {
  /** Where it takes what Slack delivers. */
  url: string;
  /** Begins to measure its event loop, or to sample what it does. */
  measure(what: 'measure' | 'profile'): Promise<void>;
  /** What came of it since then. */
  result(): Promise<z.infer<typeof measured>>;
  stop(): Promise<void>;
}

/** Starts the app, or a Bolt app that acknowledges and does nothing else, makes a few calls for each command, or stores forms. */
export async function startAppThread(kind: 'app' | 'bare' | 'calling' | 'storing', config: Config): Promise<AppThread> {
  const worker = new Worker(new URL('./app-thread.js', import.meta.url), { workerData: { kind, config } });
  const answer = async (message?: string): Promise<unknown> => {
    const answered = once(worker, 'message');
    if (message !== undefined) worker.postMessage(message);
    return (await answered)[0];
  };
  const { port } = ready.parse(await answer());
  return {
    url: `http://127.0.0.1:${port}/slack/events`,
    async measure(what) {
      await answer(what);
    },
    result: async () => measured.parse(await answer('result')),
    async stop() {
      await answer('stop');
      await worker.terminate();
    },
  };
}

const loaded = z.object({ times: z.array(z.number()), missing: z.number(), busy: z.number(), tookMs: z.number() });

/** What came of a load: milliseconds of each acknowledgement, and how many there were none of. */
export type Loaded = z.infer<typeof loaded>;

/** Sends commands from a thread of its own, so many a second, whatever becomes of them. */
export async function sendLoad(load: {
  url: string;
  secret: string;
  bodies: readonly string[];
  perSecond: number;
}): Promise<Loaded> {
  const worker = new Worker(new URL('./load-thread.js', import.meta.url), { workerData: load });
  const [result] = await once(worker, 'message');
  await worker.terminate();
  return loaded.parse(result);
}
