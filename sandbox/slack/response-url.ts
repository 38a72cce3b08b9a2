import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { WorkspaceState } from './state.ts';
import { contentArguments, readContent } from './web-api/message-content.ts';
import { ApiRefusal, recordRefusal } from './web-api/method.ts';

/** A response_url works five times within half an hour (docs: "Handling user interaction"). */
const MOST_USES = 5;
const LIVES_MS = 30 * 60_000;

/** Where a response_url answers to. */
export interface Answered {
  user: string;
  channel: string;
  /** The message the click came from. */
  ts?: string;
}

const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((word) => word === 'true')]).default(false);
const answer = z.object({
  ...contentArguments,
  response_type: z.enum(['ephemeral', 'in_channel']).default('ephemeral'),
  replace_original: flag,
  delete_original: flag,
  thread_ts: z.string().optional(),
});

/** Mints response_urls and takes what is posted to them. */
export class ResponseUrls {
  readonly #open = new Map<string, Answered & { at: number; uses: number }>();
  readonly #state: WorkspaceState;
  readonly #address: () => string;

  constructor(state: WorkspaceState, address: () => string) {
    this.#state = state;
    this.#address = address;
  }

  mint(kind: 'commands' | 'actions', answered: Answered): string {
    const id = randomUUID();
    this.#open.set(id, { ...answered, at: this.#state.now(), uses: 0 });
    return `${this.#address()}${kind}/${this.#state.team.id}/${id}`;
  }

  /** Takes one answer; the status is what Slack would send back. */
  take(id: string, body: unknown): { status: number; text: string } {
    const url = this.#open.get(id);
    if (!url) return { status: 404, text: 'no_such_url' };
    if (this.#state.now() - url.at > LIVES_MS) return { status: 404, text: 'expired_url' };
    url.uses += 1;
    if (url.uses > MOST_USES) return { status: 404, text: 'used_url' };
    const parsed = answer.safeParse(body);
    if (!parsed.success) return { status: 400, text: 'invalid_payload' };
    try {
      return this.#apply(url, parsed.data);
    } catch (error) {
      if (!(error instanceof ApiRefusal)) throw error;
      recordRefusal(this.#state, 'response_url', error);
      return { status: 400, text: error.error };
    }
  }

  #apply(url: Answered, given: z.infer<typeof answer>): { status: number; text: string } {
    const state = this.#state;
    if (!state.conversations.has(url.channel)) return { status: 404, text: 'channel_not_found' };
    const source = url.ts ? state.message(url.channel, url.ts) : undefined;
    if (given.delete_original && source) state.remove(source);
    if (given.delete_original) return { status: 200, text: 'ok' };
    const content = readContent(given, state);
    if (given.replace_original && source) {
      state.redraw(source, { ...content, edited: !source.visibleTo });
      return { status: 200, text: 'ok' };
    }
    state.post({
      channel: url.channel,
      user: state.bot.userId,
      ...content,
      ...(given.response_type === 'ephemeral' ? { visibleTo: url.user } : {}),
      ...(given.thread_ts ? { threadTs: given.thread_ts } : {}),
    });
    return { status: 200, text: 'ok' };
  }
}
