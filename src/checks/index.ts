import bolt, { type webApi } from '@slack/bolt';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import { createClient, type Fetch } from '../docspace/index.ts';
import type { Network, ProxyFailure } from '../network.ts';
import type { SlackFetch } from '../slack/message.ts';
import type { DatabaseReport } from '../store/index.ts';
import { checkApprovalChannel } from './approval-channel.ts';
import { checkApprovers } from './approvers.ts';
import { type ClockDifferences, checkClock, createClockDifferences } from './clock-difference.ts';
import { checkDatabase } from './database.ts';
import { about, type Finding, inOrder } from './finding.ts';
import { checkPortal } from './portal.ts';
import { proxyFindings } from './proxy.ts';
import { checkAppToken, checkBotToken, UNPROVEN_SECRET } from './slack.ts';
import { checkSupportContact } from './support-contact.ts';

export { daysLeft, warningDays } from './api-key.ts';
export { about, type Finding, findingText, LEVELS, type Level, SUBJECTS } from './finding.ts';
export { portalFinding } from './portal.ts';
export { assertCanStart, CannotStart } from './start.ts';

/** How long the portal may take for one question, repetitions included; a start should not hang on it. */
const ANSWERS_WITHIN_MS = 10_000;

/** A person waits for the result, and what could not be checked is reported as such. */
const CLIENT = {
  timeout: 5_000,
  retryConfig: { retries: 1, minTimeout: 200, maxTimeout: 200 },
  rejectRateLimitedCalls: true,
  logger: silentLogger(),
} as const;

/** What the checks work with. */
export interface CheckParts {
  config: Config;
  /** Reaches the portal. */
  fetch: Fetch;
  /** Reaches Slack, and reports what its proxy refuses. */
  network: Pick<Network, 'slackFetch' | 'onProxyFailure'>;
  clock: Clock;
  /** Looks at the database; throws DatabaseTooNew or DatabaseUnreachable. */
  inspectDatabase(): Promise<DatabaseReport>;
}

/** Checks the settings against Slack, the portal and the database: tokens, key, portal, channel, approvers, database. It changes nothing anywhere. */
export async function runChecks(parts: CheckParts): Promise<Finding[]> {
  const { config } = parts;
  const differences = createClockDifferences();
  const failures: ProxyFailure[] = [];
  const stopListening = parts.network.onProxyFailure((failure) => failures.push(failure));
  const found = await Promise.all([
    slackFindings(parts, differences),
    portalFindings(parts, differences),
    checkDatabase(parts.inspectDatabase),
  ]);
  stopListening();
  const settings = config.warnings.map((warning) => about('Settings')('warning', warning));
  return inOrder([...found.flat(), ...checkClock(differences), ...settings, ...proxyFindings(failures)]);
}

async function slackFindings(
  { config, network, clock }: CheckParts,
  differences: ClockDifferences,
): Promise<Finding[]> {
  const { botToken, apiUrl, transport } = config.slack;
  const fetch: SlackFetch = async (url, init) => {
    const askedAt = clock.now();
    const answer = await network.slackFetch(url, init);
    differences.note('slack', answer.headers.get('date'), askedAt, clock.now());
    return answer;
  };
  const client = (token: string) => new bolt.webApi.WebClient(token, { ...CLIENT, slackApiUrl: apiUrl, fetch });
  const slack = client(botToken);
  const { findings, facts } = await checkBotToken(slack);
  const found = await Promise.all([
    transport.mode === 'http'
      ? UNPROVEN_SECRET
      : checkAppToken(client(transport.appToken), transport.appToken, facts?.appId),
    facts ? checkApprovalChannel(slack, config.approvals.channel, facts) : [],
    facts ? checkApprovers(slack, config.approvals, facts) : [],
    facts ? checkSupportContact(slack, config.supportContact) : [],
  ]);
  return [...findings, ...found.flat()];
}

async function portalFindings({ config, fetch, clock }: CheckParts, differences: ClockDifferences): Promise<Finding[]> {
  const docspace = createClient({
    baseUrl: config.docspace.url,
    apiKey: config.docspace.apiKey,
    async fetch(url, init) {
      const askedAt = clock.now();
      const answer = await fetch(url, init);
      differences.note('portal', answer.headers.get('date'), askedAt, clock.now());
      return answer;
    },
    clock,
    deadlineMs: 5_000,
    totalMs: ANSWERS_WITHIN_MS,
  });
  return checkPortal(docspace, config, clock.now());
}

/** The SDK would log what the findings say. */
function silentLogger(): webApi.Logger {
  const nothing = () => undefined;
  return {
    debug: nothing,
    info: nothing,
    warn: nothing,
    error: nothing,
    setLevel: nothing,
    getLevel: () => bolt.LogLevel.ERROR,
    setName: nothing,
  };
}
