import fetch from 'node-fetch';
import { configFor, type StandIns, startStandIns } from '../../sandbox/start.ts';
import { type Finding, findingText, runChecks } from '../../src/checks/index.ts';
import type { Config } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { createNetwork } from '../../src/network.ts';
import { PausesOnly } from '../helpers/manual-clock.ts';

const quiet = createLog({ level: 'error', format: 'text' }, Date.now, () => undefined);

/** Stand-ins to check against, and everything that the checks say of them. */
export interface Checked extends StandIns {
  clock: PausesOnly;
  /** The configuration of an app that works between them. */
  config: Config;
  /** Runs every check. */
  check(config?: Config, parts?: Partial<Parameters<typeof runChecks>[0]>): Promise<Finding[]>;
}

/** Starts a workspace and a portal in which everything is right. */
export async function startChecked(): Promise<Checked> {
  const clock = new PausesOnly();
  const standIns = await startStandIns({ clock });
  const network = createNetwork(undefined);
  const config = configFor(standIns, { clock, log: quiet });
  return {
    ...standIns,
    async stop() {
      network.close();
      await standIns.stop();
    },
    clock,
    config,
    check: (changed = config, parts = {}) =>
      runChecks({
        config: changed,
        fetch: (url, init) => fetch(url, { ...init, agent: network.agentFor }),
        network,
        clock,
        inspectDatabase: async () => ({ dialect: 'sqlite', schema: 'current' }),
        ...parts,
      }),
  };
}

/** Findings above `ok` and `note`, as `level: text`. */
export function troublesOf(findings: readonly Finding[]): string[] {
  return findings
    .filter(({ level }) => level === 'fault' || level === 'warning')
    .map((finding) => `${finding.level}: ${findingText(finding)}`);
}
