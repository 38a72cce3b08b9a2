import type { Profiler } from 'node:inspector';
import { Session } from 'node:inspector/promises';

/** A function of the app or of a library, and how long it ran in all, what it calls included. */
export interface BusyTime {
  name: string;
  ms: number;
}

/** Samples this thread until it is stopped, and names the functions of the app that took the most time. */
export async function startProfile(): Promise<{ stop(): Promise<BusyTime[]> }> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: 500 });
  await session.post('Profiler.start');
  return {
    async stop() {
      const { profile } = await session.post('Profiler.stop');
      session.disconnect();
      return busiest(profile);
    },
  };
}

type Profile = Profiler.Profile;

/** Time of each function of `src/` that ran without calling another function of `src/`. */
function busiest({ nodes, samples = [], timeDeltas = [] }: Profile): BusyTime[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node.id])));
  const times = new Map<string, number>();
  for (const [at, sample] of samples.entries()) {
    let id: number | undefined = sample;
    while (id !== undefined && !byId.get(id)?.callFrame.url.includes('/dist/src/')) id = parents.get(id);
    const frame = id === undefined ? undefined : byId.get(id)?.callFrame;
    if (!frame) continue;
    const name = `${frame.functionName || 'a function'} (${frame.url.split('/dist/src/')[1]?.replace(/\.js$/, '.ts')})`;
    times.set(name, (times.get(name) ?? 0) + (timeDeltas[at] ?? 0) / 1000);
  }
  return [...times].map(([name, ms]) => ({ name, ms })).sort((a, b) => b.ms - a.ms);
}
