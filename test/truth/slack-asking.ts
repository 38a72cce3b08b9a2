import { z } from 'zod';
import { ROOMS, type Stage } from '../sandbox/slack/stage.ts';
import type { Asked } from './slack-row.ts';

/** Where Slack itself answers. */
export const SLACK = 'https://slack.com/api/';

/** What Slack finds: nothing, or faults with their pointers. */
export type Verdict = { ok: true } | { ok: false; error: string; faults: { message: string; pointer: string }[] };

const answer = z.looseObject({
  ok: z.boolean(),
  error: z.string().optional(),
  errors: z.array(z.looseObject({ message: z.string(), pointer: z.string() })).optional(),
});

/** Asks `blocks.validate`, which needs no token, at this address. */
export async function validateAt(apiUrl: string, asked: object): Promise<Verdict> {
  const response = await fetch(new URL('blocks.validate', apiUrl), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json; charset=utf-8' },
    body: JSON.stringify(asked),
  });
  const { ok, error = '', errors = [] } = answer.parse(await response.json());
  return ok ? { ok } : { ok, error, faults: errors.map(({ message, pointer }) => ({ message, pointer })) };
}

const sentence = /^(?:\[ERROR\] )?(.*) \[json-pointer:(.*)\]$/;

/** Posts the message, or opens or publishes the view; pointers begin at `/blocks` and `/view`, as Slack says them there. */
export async function sendTo(stage: Stage, asked: Asked): Promise<Verdict> {
  const { ok, error = '', response_metadata } = await stage.api(...(await callFor(stage, asked)));
  const faults = (response_metadata?.messages ?? []).flatMap((line) => {
    const [, message, pointer] = sentence.exec(line) ?? [];
    return message === undefined || pointer === undefined ? [] : [{ message, pointer }];
  });
  return ok ? { ok } : { ok, error, faults };
}

async function callFor(stage: Stage, asked: Asked): Promise<[string, object]> {
  if ('blocks' in asked) return ['chat.postMessage', { channel: ROOMS, text: 'Words', blocks: asked.blocks }];
  const { view } = asked;
  if ('type' in view && view.type === 'home') return ['views.publish', { user_id: 'U0ANA', view }];
  return ['views.open', { trigger_id: await stage.trigger(), view }];
}
