import bolt, { type AppOptions, type webApi } from '@slack/bolt';
import type { SlackFetch } from '../slack/message.ts';

/** Options of every Web API client. */
export interface ClientParts {
  apiUrl: string | undefined;
  fetch: SlackFetch;
  logger: AppOptions['logger'];
}

/**
 * Options of the client for waiting users, in listeners too: short timeouts, two retries on network errors. Without
 * `rejectRateLimitedCalls` one 429 would pause all calls of the client for Slack's Retry-After.
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

/** A client for background messages. It never retries: the outbox decides which messages can be sent again. */
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
