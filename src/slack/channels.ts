import { z } from 'zod';
import { slackError } from './failure.ts';
import type { SlackClient } from './messenger.ts';

/**
 * Why names stay private in a conversation: people of another organization read it (or are invited), Slack does not show
 * it to the app, the app was installed without the scopes to see it, or no answer came. In doubt it counts as shared.
 */
export type PrivateReason = 'shared' | 'not-shown' | 'missing-scope' | 'not-known';

/** What the app knows of the readers of conversations. */
export interface Channels {
  /** Why names stay private there; undefined: only this organization reads it. Never throws. */
  whyPrivate(channel: string): Promise<PrivateReason | undefined>;
  /** Lets a message with names be posted. @throws NamesStayPrivate */
  admit(channel: string): Promise<void>;
}

/** A message with names is not posted there. It reads like a refusal of Slack's, so that it is handled as one. */
export class NamesStayPrivate extends Error {
  readonly code = 'names_stay_private';
  readonly data: { error: string };

  constructor(word: string) {
    super('names stay private in this conversation');
    this.name = 'NamesStayPrivate';
    this.data = { error: word };
  }
}

/** How long an answer of `conversations.info` counts, in milliseconds; Slack allows 50 a minute (tier 3). */
const KEPT_FOR_MS = 2 * 60_000;
/** Channels whose answer is kept; beyond that the oldest goes. */
const MOST_KEPT = 1_000;
/** A form waits for its acknowledgement, which Slack wants within three seconds. */
const ANSWERS_WITHIN_MS = 1_000;

const sharing = z.object({
  channel: z.object({
    is_ext_shared: z.boolean(),
    is_pending_ext_shared: z.boolean().default(false),
    pending_shared: z.array(z.string()).default([]),
  }),
});

/**
 * Whether people of another organization read a channel or are invited to it, by what `conversations.info` answered;
 * undefined where it does not say.
 */
export function isSharedOutside(answer: unknown): boolean | undefined {
  const { data } = sharing.safeParse(answer);
  if (!data) return undefined;
  const { is_ext_shared, is_pending_ext_shared, pending_shared } = data.channel;
  return is_ext_shared || is_pending_ext_shared || pending_shared.length > 0;
}

/** The word of a {@link NamesStayPrivate} for each reason; Slack's own where it has one. */
const WORD_OF: Readonly<Record<PrivateReason, string>> = {
  shared: 'shared_channel',
  'not-shown': 'channel_not_shown',
  'missing-scope': 'missing_scope',
  'not-known': 'channel_not_known',
};

type Answer = { why: PrivateReason | undefined; word?: string };

/** What Slack says of channels, over one client. An answer that did not come is asked for again the next time. */
export function createChannels(
  client: SlackClient,
  clock: { now(): number; after(ms: number, act: () => void): () => void },
): Channels {
  const kept = new Map<string, { until: number; answer: Promise<Answer> }>();

  const ask = (channel: string): Promise<Answer> => {
    const known = kept.get(channel);
    if (known && known.until > clock.now()) return known.answer;
    const answer = read(client, channel);
    kept.delete(channel);
    kept.set(channel, { until: clock.now() + KEPT_FOR_MS, answer });
    for (const oldest of kept.keys()) {
      if (kept.size <= MOST_KEPT) break;
      kept.delete(oldest);
    }
    // Whoever is told to invite the app does so at once.
    void answer.then(({ word }) => word !== undefined && kept.get(channel)?.answer === answer && kept.delete(channel));
    return answer;
  };

  const inTime = async (channel: string): Promise<Answer> => {
    // Only channels and group messages are conversations of several people.
    if (!/^[CG]/.test(channel)) return { why: undefined };
    let cancel = () => {};
    const late = new Promise<Answer>((resolve) => {
      cancel = clock.after(ANSWERS_WITHIN_MS, () => resolve({ why: 'not-known' }));
    });
    const first = await Promise.race([ask(channel), late]);
    cancel();
    return first;
  };

  return {
    whyPrivate: async (channel) => (await inTime(channel)).why,
    async admit(channel) {
      const { why, word } = await inTime(channel);
      if (why !== undefined) throw new NamesStayPrivate(word ?? WORD_OF[why]);
    },
  };
}

const scopeError = z.object({ data: z.object({ needed: z.string() }) });

/** Whether it was installed without one of the scopes of its manifest. */
function lacksOwnScope(error: unknown): boolean {
  const { data } = scopeError.safeParse(error);
  return data !== undefined && /\b(?:channels|groups):read\b/.test(data.data.needed);
}

/** `word`: why Slack did not say it, which can be otherwise the next time. */
async function read(client: SlackClient, channel: string): Promise<Answer> {
  try {
    const isShared = isSharedOutside(await client.conversations.info({ channel }));
    if (isShared === undefined) return { why: 'not-known', word: WORD_OF['not-known'] };
    return { why: isShared ? 'shared' : undefined };
  } catch (error) {
    const word = slackError(error);
    if (word === 'channel_not_found') return { why: 'not-shown', word };
    // Group messages take the scope mpim:read, which the app does not ask for.
    const why = word !== 'missing_scope' ? 'not-known' : lacksOwnScope(error) ? 'missing-scope' : 'not-shown';
    return { why, word: WORD_OF[why] };
  }
}
