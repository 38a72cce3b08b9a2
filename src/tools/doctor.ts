import fetch from 'node-fetch';
import { type Finding, findingText, runChecks } from '../checks/index.ts';
import { systemClock } from '../clock.ts';
import { keepProcessAlive } from '../end-of-process.ts';
import { createNetwork } from '../network.ts';
import { inspectDatabase } from '../store/index.ts';
import { runTool } from './run-tool.ts';

/** One line of the report: its level, what it is about, what was found and what to do. */
function reportLine(finding: Finding): string {
  const level = `[${finding.level}]`.padEnd(10);
  return `${level}${finding.subject}: ${findingText(finding)}`;
}

function summaryLine(findings: readonly Finding[]): string {
  const count = (level: Finding['level']) => findings.filter((finding) => finding.level === level).length;
  const [faults, warnings] = [count('fault'), count('warning')];
  if (faults > 0) return `The app cannot work like this: see the ${faults === 1 ? 'fault' : `${faults} faults`} above.`;
  return warnings > 0 ? 'The app can work, with the warnings above.' : 'Everything works.';
}

/** Checks what the app was told, also beside a running app; ends with 1 when the app cannot work with it. */
await runTool(async (_args, loadConfig) => {
  const config = loadConfig();
  const network = createNetwork(config.proxy);
  const release = keepProcessAlive();
  const findings = await runChecks({
    config,
    fetch: (url, init) => fetch(url, { ...init, agent: network.agentFor }),
    network,
    clock: systemClock,
    inspectDatabase: () => inspectDatabase(config.databaseUrl),
  });
  release();
  network.close();
  process.stdout.write(`${[...findings.map(reportLine), summaryLine(findings)].join('\n')}\n`);
  if (findings.some(({ level }) => level === 'fault')) process.exitCode = 1;
});
