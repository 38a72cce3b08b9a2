import { parseArgs } from 'node:util';
import fetch from 'node-fetch';
import { type Finding, runChecks } from '../checks/index.ts';
import { systemClock } from '../clock.ts';
import type { Config } from '../config.ts';
import { createClient, type Fetch } from '../docspace/index.ts';
import { keepProcessAlive } from '../end-of-process.ts';
import { createNetwork, type Network } from '../network.ts';
import { newReference } from '../slack/error-reporter.ts';
import { inspectDatabase } from '../store/index.ts';
import { runTool } from './run-tool.ts';
import { doctorText, testGroupName } from './text.ts';
import { testWriting } from './write-test.ts';

function wantsWriting(args: string[]): boolean {
  try {
    return parseArgs({ args, options: { write: { type: 'boolean', default: false } } }).values.write;
  } catch {
    throw new Error(doctorText.usage);
  }
}

/** Checks what the app was told, which changes nothing. */
function check(config: Config, network: Network, portalFetch: Fetch): Promise<Finding[]> {
  return runChecks({
    config,
    fetch: portalFetch,
    network,
    clock: systemClock,
    inspectDatabase: () => inspectDatabase(config.databaseUrl),
  });
}

const isFault = ({ level }: Finding) => level === 'fault';
const print = (line: string) => process.stdout.write(`${line}\n`);

/** Checks what the app was told, also beside a running app; ends with 1 when the app cannot work with it. */
await runTool(async (args, loadConfig) => {
  const writes = wantsWriting(args);
  const config = loadConfig();
  const network = createNetwork(config.proxy);
  const release = keepProcessAlive();
  const portalFetch: Fetch = (url, init) => fetch(url, { ...init, agent: network.agentFor });
  const findings: Finding[] = [];
  const tell = (finding: Finding) => {
    findings.push(finding);
    print(doctorText.line(finding));
  };
  for (const finding of await check(config, network, portalFetch)) tell(finding);
  if (writes && findings.some(isFault)) print(doctorText.writingNotTested);
  else if (writes) {
    const { url: portalUrl, apiKey } = config.docspace;
    const docspace = createClient({ baseUrl: portalUrl, apiKey, fetch: portalFetch, clock: systemClock });
    await testWriting({ docspace, portalUrl, clock: systemClock, name: testGroupName(newReference()), tell });
  }
  release();
  network.close();
  print(doctorText.summary(findings));
  if (findings.some(isFault)) process.exitCode = 1;
});
