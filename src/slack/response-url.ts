/** Posts an answer to the `response_url` of a command or click; false when it did not arrive. */
export type Respond = (responseUrl: string, answer: object) => Promise<boolean>;

/** The part of fetch a response_url needs. */
export type PostJson = (
  url: string,
  init: { method: string; headers: Record<string, string>; redirect: 'manual'; body: string; signal: AbortSignal },
) => Promise<{ ok: boolean; body: AsyncIterable<Uint8Array | string> | null }>;

interface ResponseUrlParts {
  fetch: PostJson;
  /** The Web API's address, where it is not Slack's own. */
  apiUrl: string | undefined;
  log: { warn(words: string): void };
}

/** Hosts of Slack's response_urls, also of its government cloud (docs: "Handling user interaction", GovSlack). */
const HOOK_HOSTS: ReadonlySet<string> = new Set(['hooks.slack.com', 'hooks.slack-gov.com']);
/** An address that does not answer in time is given up for another way to say the same, in milliseconds. */
const RESPONDS_WITHIN_MS = 5_000;
/** Slack answers with a word or a line of JSON; more is not Slack's, and not read, in bytes. */
const LONGEST_ANSWER = 4_096;

/**
 * The only sender to response_urls. What a payload names as one is called only where it is Slack's: an answer holds
 * names of groups and people, and the address comes from outside.
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
        signal: AbortSignal.timeout(RESPONDS_WITHIN_MS),
      });
      const text = await shortText(response.body);
      return response.ok && isYes(text);
    } catch {
      // The address expired or the network failed: the caller has another way to say it.
      return false;
    }
  };
}

/** Encrypted, and at Slack or at the configured API; without encryption only where that API has none, on this machine. */
function isSlacks(responseUrl: string, api: URL | undefined): boolean {
  if (!URL.canParse(responseUrl)) return false;
  const { protocol, host, username, password } = new URL(responseUrl);
  if (username !== '' || password !== '') return false;
  if (api?.host === host) return protocol === 'https:' || protocol === api.protocol;
  return protocol === 'https:' && HOOK_HOSTS.has(host);
}

/** The whole body where it is short; leaving the iteration early closes the connection. */
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

/** Slack's yes is `ok`, `{"ok":true}` or nothing; a page of something in between is none. */
function isYes(text: string | undefined): boolean {
  const word = text?.trim();
  return word === '' || word === 'ok' || /^\{\s*"ok"\s*:\s*true\b/.test(word ?? '');
}
