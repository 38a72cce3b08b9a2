import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type StandIns, startStandIns } from '../../sandbox/start.ts';
import { systemClock } from '../../src/clock.ts';
import { type ConnectProxy, startConnectProxy } from './connect-proxy.ts';
import { environmentFor, run } from './processes.ts';
import { startTlsFront } from './tls-front.ts';

/** Names that no resolver knows: whatever reaches them went through the proxy. */
export const SLACK = 'slack.test';
export const DOCSPACE = 'docspace.test';

/** Stand-ins that speak TLS under names of their own, and the proxy before them. */
export interface Proxied {
  standIns: StandIns;
  /** Starts the proxy. */
  open(more?: { credentials?: string; refuses?: Record<string, number> }): Promise<ConnectProxy>;
  /** The environment of an app that goes through the proxy, with this in front of its host. */
  environment(proxy: ConnectProxy, credentials?: string): Record<string, string>;
  stop(): Promise<void>;
}

/** Starts stand-ins behind TLS, with a certificate made by openssl. */
export async function startProxied(): Promise<Proxied> {
  const folder = mkdtempSync(join(tmpdir(), 'groups-'));
  const standIns = await startStandIns({
    clock: systemClock,
    publicAddress: `https://${SLACK}/`,
    portalHosts: [DOCSPACE],
  });
  const portOf = (url: string) => Number(new URL(url).port);
  const front = await startTlsFront(folder, {
    [SLACK]: portOf(standIns.workspace.apiUrl),
    [DOCSPACE]: portOf(standIns.portal.url),
  });
  return {
    standIns,
    open: (more = {}) =>
      startConnectProxy({ ports: { [`${SLACK}:443`]: front.port, [`${DOCSPACE}:443`]: front.port }, ...more }),
    environment: (proxy, credentials = '') => ({
      ...environmentFor(standIns),
      SLACK_API_URL: `https://${SLACK}/api/`,
      DOCSPACE_URL: `https://${DOCSPACE}`,
      NODE_EXTRA_CA_CERTS: front.certificate,
      HTTPS_PROXY: `http://${credentials}${proxy.host}`,
    }),
    async stop() {
      await front.stop();
      await standIns.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

/** What tunnels a proxy was asked for and how it answered, each once. */
export function targetsOf(proxy: ConnectProxy): string[] {
  return [...new Set(proxy.asked.map(({ target, status }) => `${target} ${status}`))].sort();
}

/** Runs `npm run doctor`. */
export async function doctor(env: object): Promise<{ code: number | null; said: string }> {
  const tool = run('src/tools/doctor.js', [], env);
  const code = await tool.ended;
  return { code, said: tool.lines.join('\n') };
}
