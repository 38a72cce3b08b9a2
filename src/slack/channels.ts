import { z } from 'zod';
import { slackError } from './failure.ts';
import type { SlackClient } from './messenger.ts';
import { within } from './within.ts';

/**
 * Why names stay private in a conversation: it is shared with another organization (or an invitation is pending), Slack does
 * not show it to the app, the app lacks the scopes to read it, or there was no answer. In doubt it counts as shared.
 */
export type PrivateReason = 'shared' | 'not-shown' | 'missing-scope' | 'not-known';

/** Whether names can be shown in conversations. */
export interface Channels {
  /** Why names stay private there; undefined if only this organization reads it. Never throws. */
  whyPrivate(channel: string): Promise<PrivateReason | undefined>;
  /** Checks that a message with names can be posted. @throws NamesStayPrivate */
  admit(channel: string): Promise<void>;
}

/** A message with names is not posted. Has the shape of a Slack error, so that it is handled as one. */
export class NamesStayPrivate extends Error {
  readonly code = 'names_stay_private';
  readonly data: { error: string };

  constructor(slackCode: string) {
    super('names stay private in this conversation');
    this.name = 'NamesStayPrivate';
    this.data = { error: slackCode };
  }
}

/** How long an answer of `conversations.info` is cached, in milliseconds; Slack allows 50 a minute (tier 3). */
const CACHED_FOR_MS = 2 * 60_000;
/** Cached channels; beyond that the oldest is evicted. */
const MAX_CACHED = 1_000;
/** Timeout in milliseconds; short, because an acknowledgement can wait for it, which Slack expects within three seconds. */
const TIMEOUT_MS = 1_000;

const sharing = z.object({
  channel: z.object({
    is_ext_shared: z.boolean(),
    is_pending_ext_shared: z.boolean().default(false),
    pending_shared: z.array(z.string()).default([]),
  }),
});

/**
 * Whether a channel is shared with another organization or about to be, from an answer of `conversations.info`; undefined if
 * it does not say.
 */
export function isSharedOutside(answer: unknown): boolean | undefined {
  const { data } = sharing.safeParse(answer);
  if (!data) return undefined;
  const { is_ext_shared, is_pending_ext_shared, pending_shared } = data.channel;
  return is_ext_shared || is_pending_ext_shared || pending_shared.length > 0;
}

/** The error code of {@link NamesStayPrivate} for each reason; Slack's own where there is one. */
const CODES: Readonly<Record<PrivateReason, string>> = {
  shared: 'shared_channel',
  'not-shown': 'channel_not_shown',
  'missing-scope': 'missing_scope',
  'not-known': 'channel_not_known',
};

type Answer = { why: PrivateReason | undefined; code?: string };

/** Reads channels with `conversations.info` and caches the answers, but not failures. */
export function createChannels(
  client: SlackClient,
  clock: { now(): number; after(ms: number, act: () => void): () => void },
): Channels {
  const cache = new Map<string, { until: number; answer: Promise<Answer> }>();

  const ask = (channel: string): Promise<Answer> => {
    const cached = cache.get(channel);
    if (cached && cached.until > clock.now()) return cached.answer;
    const answer = read(client, channel);
    cache.delete(channel);
    cache.set(channel, { until: clock.now() + CACHED_FOR_MS, answer });
    for (const oldest of cache.keys()) {
      if (cache.size <= MAX_CACHED) break;
      cache.delete(oldest);
    }
    // Failures are not cached: users invite the app right after they are asked to.
    void answer.then(
      ({ code }) => code !== undefined && cache.get(channel)?.answer === answer && cache.delete(channel),
    );
    return answer;
  };

  const inTime = async (channel: string): Promise<Answer> => {
    // Only channels and group messages can have other readers.
    if (!/^[CG]/.test(channel)) return { why: undefined };
    return (await within(TIMEOUT_MS, ask(channel), clock)) ?? { why: 'not-known' };
  };

  return {
    whyPrivate: async (channel) => (await inTime(channel)).why,
    async admit(channel) {
      const { why, code } = await inTime(channel);
      if (why !== undefined) throw new NamesStayPrivate(code ?? CODES[why]);
    },
  };
}

const scopeError = z.object({ data: z.object({ needed: z.string() }) });

/** Whether the app was installed without a scope of its manifest. */
function lacksOwnScope(error: unknown): boolean {
  const { data } = scopeError.safeParse(error);
  return data !== undefined && /\b(?:channels|groups):read\b/.test(data.data.needed);
}

/** `code` is set if the call failed, and so the answer must not be cached. */
async function read(client: SlackClient, channel: string): Promise<Answer> {
  try {
    const isShared = isSharedOutside(await client.conversations.info({ channel }));
    if (isShared === undefined) return { why: 'not-known', code: CODES['not-known'] };
    return { why: isShared ? 'shared' : undefined };
  } catch (error) {
    const code = slackError(error);
    if (code === 'channel_not_found') return { why: 'not-shown', code };
    // Group messages need the scope mpim:read, which the app does not request.
    const why = code !== 'missing_scope' ? 'not-known' : lacksOwnScope(error) ? 'missing-scope' : 'not-shown';
    return { why, code: CODES[why] };
  }
}
