import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { NotSlack } from '../slack/failure.ts';
import type { SlackFetch } from '../slack/message.ts';

/** Every answer of the Web API says whether it is a yes, and a no says why. */
const slackAnswer = z.object({ ok: z.boolean(), error: z.string().optional() });

/** A call of the Web API, and how it ended. */
export interface SlackCall {
  /** Such as `chat.postMessage`. */
  method: string;
  outcome: SlackOutcome;
  ms: number;
  /** Slack's word for a no. */
  error?: string | undefined;
}
/** `error`: Slack said no. `no_answer`: nothing came, or what came was not Slack's. */
export const SLACK_OUTCOMES = ['ok', 'error', 'rate_limited', 'no_answer'] as const;
export type SlackOutcome = (typeof SLACK_OUTCOMES)[number];

interface AnswerParts {
  /** Gets Slack's word of each no, and undefined for a yes. */
  heard?(word: string | undefined): void;
  onCall(call: SlackCall): void;
  clock: Pick<Clock, 'now'>;
}

/**
 * A fetch for a client of the Web API that takes nothing but Slack's answers for an answer: the SDK would read a
 * proxy's page as Slack's final no.
 */
export function readingAnswers(fetch: SlackFetch, { heard, onCall, clock }: AnswerParts): SlackFetch {
  return async (url, init) => {
    const began = clock.now();
    const ended = (outcome: SlackOutcome, error?: string) =>
      onCall({ method: methodOf(url), outcome, ms: clock.now() - began, error });
    try {
      const response = await fetch(url, init);
      if (response.status !== 200) {
        ended(response.status === 429 ? 'rate_limited' : 'no_answer', `status ${response.status}`);
        return response;
      }
      const text = await response.text();
      const answer = slackAnswer.safeParse(jsonOf(text));
      if (!answer.success) throw new NotSlack();
      const word = answer.data.ok ? undefined : answer.data.error;
      ended(answer.data.ok ? 'ok' : word === 'ratelimited' ? 'rate_limited' : 'error', word);
      heard?.(word);
      return new Response(text, { status: response.status, headers: [...response.headers.entries()] });
    } catch (error) {
      ended('no_answer', error instanceof Error ? error.name : typeof error);
      throw error;
    }
  };
}

/** The method is the end of its address. */
function methodOf(url: string | URL): string {
  return /([a-z]+(?:\.[A-Za-z]+)+)$/.exec(new URL(url).pathname)?.[1] ?? 'other';
}

/** What came as JSON; undefined for a text that is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
