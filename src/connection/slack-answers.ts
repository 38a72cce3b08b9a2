import { z } from 'zod';
import { NotSlack } from '../slack/failure.ts';
import type { SlackFetch } from '../slack/message.ts';

/** Every answer of the Web API says whether it is a yes, and a no says why. */
const slackAnswer = z.object({ ok: z.boolean(), error: z.string().optional() });

/**
 * A fetch for a client of the Web API that takes nothing but Slack's answers for an answer: the SDK would read a
 * proxy's page as Slack's final no. `heard` gets Slack's word of each no, and undefined for a yes.
 */
export function readingAnswers(fetch: SlackFetch, heard: (word: string | undefined) => void): SlackFetch {
  return async (url, init) => {
    const response = await fetch(url, init);
    if (response.status !== 200) return response;
    const text = await response.text();
    const answer = slackAnswer.safeParse(jsonOf(text));
    if (!answer.success) throw new NotSlack();
    heard(answer.data.ok ? undefined : answer.data.error);
    return new Response(text, { status: response.status, headers: [...response.headers.entries()] });
  };
}

/** What came as JSON; undefined for a text that is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
