import bolt, { type AppOptions, type webApi } from '@slack/bolt';

/** What every client of Slack's Web API needs. */
export interface ClientParts {
  apiUrl: string | undefined;
  logger: AppOptions['logger'];
}

/**
 * Options of the client for users who wait, in listeners too: short calls, retried twice on network errors. Without
 * `rejectRateLimitedCalls` one 429 would pause every call of the client for as long as Slack's Retry-After.
 */
export function interactiveOptions(apiUrl: string | undefined): webApi.WebClientOptions {
  return {
    slackApiUrl: apiUrl,
    timeout: 5_000,
    retryConfig: { retries: 2, minTimeout: 200, maxTimeout: 1_000 },
    rejectRateLimitedCalls: true,
  };
}

/** A client for messages nobody waits for. It never retries: the outbox knows which messages may be posted twice. */
export function createOutboxClient(token: string, { apiUrl, logger }: ClientParts): webApi.WebClient {
  return new bolt.webApi.WebClient(token, {
    slackApiUrl: apiUrl,
    logger,
    timeout: 30_000,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  });
}
