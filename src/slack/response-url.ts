/** Posts an answer to the `response_url` of a command or click; false if it was not delivered. */
export type Respond = (responseUrl: string, answer: object) => Promise<boolean>;

/** The part of fetch a response_url needs. */
export type PostJson = (
  url: string,
  init: { method: string; headers: Record<string, string>; redirect: 'manual'; body: string; signal: AbortSignal },
) => Promise<{ ok: boolean; body: AsyncIterable<Uint8Array | string> | null }>;

interface ResponseUrlParts {
  fetch: PostJson;
  /** The base URL of the Web API, if it is not Slack's. */
  apiUrl: string | undefined;
  log: { warn(message: string): void };
}

/** Hosts of Slack's response_urls, also of its government cloud (docs: "Handling user interaction", GovSlack). */
const HOOK_HOSTS: ReadonlySet<string> = new Set(['hooks.slack.com', 'hooks.slack-gov.com']);
/** Timeout in milliseconds; the caller then uses another way to reply. */
const TIMEOUT_MS = 5_000;
/** Longest answer in bytes: Slack's is `ok` or a line of JSON, so a longer one is not Slack's and is not read. */
const LONGEST_ANSWER = 4_096;

/**
 * The only sender to response_urls. A URL from a payload is called only if it is Slack's: the answer contains names of groups and
 * people, and the URL is external input.
 */
export function createRespond({ fetch, apiUrl, log }: ResponseUrlParts): Respond {
  const api = apiUrl === undefined ? undefined : new URL(apiUrl);
  let refusedBefore = false;
  return async (responseUrl, answer) => {
    if (!isSlacks(responseUrl, api)) {
      if (!refusedBefore)
        log.warn('an address for answers that is not Slack’s was not called; more of them are not logged');
      refusedBefore = true;
      return false;
    }
    try {
      const response = await fetch(responseUrl, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        redirect: 'manual',
        body: JSON.stringify(answer),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const text = await shortText(response.body);
      return response.ok && isSuccess(text);
    } catch {
      // The URL expired or the network failed: the caller uses another way to reply.
      return false;
    }
  };
}

/** Requires HTTPS and a host of Slack or of the configured API; plain HTTP only if that API itself uses it, on loopback. */
function isSlacks(responseUrl: string, api: URL | undefined): boolean {
  if (!URL.canParse(responseUrl)) return false;
  const { protocol, host, username, password } = new URL(responseUrl);
  if (username !== '' || password !== '') return false;
  if (api?.host === host) return protocol === 'https:' || protocol === api.protocol;
  return protocol === 'https:' && HOOK_HOSTS.has(host);
}

/** The body, if it is short; leaving the loop early closes the connection. */
async function shortText(body: AsyncIterable<Uint8Array | string> | null): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    const part = Buffer.from(chunk);
    bytes += part.length;
    if (bytes > LONGEST_ANSWER) return undefined;
    chunks.push(part);
  }
  return Buffer.concat(chunks).toString();
}

/** Slack's success is `ok`, `{"ok":true}` or an empty body; a proxy's page is not. */
function isSuccess(text: string | undefined): boolean {
  const body = text?.trim();
  return body === '' || body === 'ok' || /^\{\s*"ok"\s*:\s*true\b/.test(body ?? '');
}
