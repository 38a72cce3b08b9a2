import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { NotSlack } from '../slack/failure.ts';
import type { SlackFetch } from '../slack/message.ts';

/** The fields that every answer of the Web API has. */
const slackAnswer = z.object({ ok: z.boolean(), error: z.string().optional() });

/** A Web API call and its outcome. */
export interface SlackCall {
  /** Such as `chat.postMessage`. */
  method: string;
  outcome: SlackOutcome;
  ms: number;
  /** Slack's error code, or why there was no answer. */
  error?: string | undefined;
}
/** `error`: `ok` is false. `no_answer`: there was no answer, or it was not Slack's. */
export const SLACK_OUTCOMES = ['ok', 'error', 'rate_limited', 'no_answer'] as const;
export type SlackOutcome = (typeof SLACK_OUTCOMES)[number];

interface AnswerParts {
  /** Gets the error code of each answer; undefined for a success. */
  heard?(code: string | undefined): void;
  onCall(call: SlackCall): void;
  clock: Pick<Clock, 'now'>;
}

/**
 * A fetch for Web API clients that rejects answers that are not Slack's: the SDK would treat a proxy's error page as a
 * permanent error of Slack.
 */
export function readingAnswers(fetch: SlackFetch, { heard, onCall, clock }: AnswerParts): SlackFetch {
  return async (url, init) => {
    const startedAt = clock.now();
    const report = (outcome: SlackOutcome, error?: string) =>
      onCall({ method: methodOf(url), outcome, ms: clock.now() - startedAt, error });
    try {
      const response = await fetch(url, init);
      if (response.status !== 200) {
        report(response.status === 429 ? 'rate_limited' : 'no_answer', `status ${response.status}`);
        return response;
      }
      const text = await response.text();
      const answer = slackAnswer.safeParse(jsonOf(text));
      if (!answer.success) throw new NotSlack();
      const code = answer.data.ok ? undefined : answer.data.error;
      report(answer.data.ok ? 'ok' : code === 'ratelimited' ? 'rate_limited' : 'error', code);
      heard?.(code);
      return new Response(text, { status: response.status, headers: [...response.headers.entries()] });
    } catch (error) {
      report('no_answer', error instanceof Error ? error.name : typeof error);
      throw error;
    }
  };
}

/** The API method, from the last part of the URL. */
function methodOf(url: string | URL): string {
  return /([a-z]+(?:\.[A-Za-z]+)+)$/.exec(new URL(url).pathname)?.[1] ?? 'other';
}

/** Parses JSON; undefined for any other text. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
