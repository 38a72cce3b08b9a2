import bolt, { type AppOptions, type webApi } from '@slack/bolt';
import type { SlackFetch } from '../slack/message.ts';

/** What every client of Slack's Web API needs. */
export interface ClientParts {
  apiUrl: string | undefined;
  /** Reaches Slack. */
  fetch: SlackFetch;
  logger: AppOptions['logger'];
}

/**
 * Options of the client for users who wait, in listeners too: short calls, retried twice on network errors. Without
 * `rejectRateLimitedCalls` one 429 would pause every call of the client for as long as Slack's Retry-After.
 */
export function interactiveOptions({ apiUrl, fetch }: Omit<ClientParts, 'logger'>): webApi.WebClientOptions {
  return {
    slackApiUrl: apiUrl,
    fetch,
    timeout: 5_000,
    retryConfig: { retries: 2, minTimeout: 200, maxTimeout: 1_000 },
    rejectRateLimitedCalls: true,
  };
}

/** A client for messages nobody waits for. It never retries: the outbox knows which messages may be posted twice. */
export function createOutboxClient(token: string, { apiUrl, fetch, logger }: ClientParts): webApi.WebClient {
  return new bolt.webApi.WebClient(token, {
    slackApiUrl: apiUrl,
    fetch,
    logger,
    timeout: 30_000,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  });
}
