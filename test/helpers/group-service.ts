import http from 'node:http';
import fetch from 'node-fetch';
import { type CallLine, createClient, type DocSpace } from '../../src/docspace/index.ts';
import { CAST } from '../../src/sandbox/cast.ts';
import { type Portal, type PortalOptions, startPortal } from '../../src/sandbox/portal/index.ts';
import { ManualClock } from './manual-clock.ts';

/** A clock whose pauses are over at once and written down; deadlines never come. */
export class PausesOnly extends ManualClock {
  readonly pauses: number[] = [];

  override sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal) return super.sleep(ms, signal);
    this.pauses.push(ms);
    return super.advance(ms);
  }
}

/** A portal and a client of it, over real HTTP. */
export interface Service {
  portal: Portal;
  client: DocSpace;
  clock: PausesOnly;
  lines: CallLine[];
  id(key: string): string;
  clientWith(key: keyof Portal['keys'] | 'wrong'): DocSpace;
  stop(): Promise<void>;
}

/** Starts a portal with a client of its owner's key. */
export async function startService(options: Partial<Omit<PortalOptions, 'people' | 'clock'>> = {}): Promise<Service> {
  const clock = new PausesOnly();
  const people = CAST.flatMap((member) => (member.docspace ? [{ ...member.docspace }] : []));
  const portal = await startPortal({ seed: 1, people, clock, ...options });
  const agent = new http.Agent({ keepAlive: true });
  const lines: CallLine[] = [];
  const clientWith = (key: keyof Portal['keys'] | 'wrong') =>
    createClient({
      baseUrl: portal.url,
      apiKey: key === 'wrong' ? `sk-${'0'.repeat(64)}` : portal.keys[key],
      fetch: (url, init) => fetch(url, { ...init, agent }),
      clock,
      random: () => 1,
      log: (line) => lines.push(line),
    });
  return {
    portal,
    clock,
    lines,
    client: clientWith('owner'),
    clientWith,
    id: (key) => CAST.find((member) => member.key === key)?.docspace?.id ?? key,
    async stop() {
      agent.destroy();
      await portal.stop();
    },
  };
}
