import type { types } from '@slack/bolt';
import { z } from 'zod';
import { fieldName } from './field-ids.ts';
import { unescapeMrkdwn } from './text.ts';

/** Slack delivers option texts encoded; they are decoded, so that a form can show them again. */
const choice = z.object({
  text: z.object({
    type: z.literal('plain_text'),
    text: z.string().transform(unescapeMrkdwn),
    emoji: z.boolean().optional(),
  }),
  value: z.string(),
});

const field = z.object({
  value: z.string().nullish(),
  selected_option: choice.nullish(),
  selected_options: z.array(choice).nullish(),
  selected_conversation: z.string().nullish(),
  selected_date: z.string().nullish(),
});

const stateValues = z.record(z.string(), z.record(z.string(), field));

/** The values of a form's fields, by field name. */
export interface ViewState {
  /** Whether the form has this field. */
  has(field: string): boolean;
  text(field: string): string;
  one(field: string): types.PlainTextOption | undefined;
  many(field: string): types.PlainTextOption[];
  conversation(field: string): string | undefined;
  /** A day, such as `2026-11-30`. */
  day(field: string): string | undefined;
}

/** Parses `view.state.values` of a view with one element per block; throws a ZodError for any other shape. */
export function readViewState(values: unknown): ViewState {
  const fields = new Map(
    Object.entries(stateValues.parse(values)).map(([block, actions]) => [fieldName(block), Object.values(actions)[0]]),
  );
  return {
    has: (name) => fields.has(name),
    text: (name) => fields.get(name)?.value ?? '',
    one: (name) => fields.get(name)?.selected_option ?? undefined,
    many: (name) => fields.get(name)?.selected_options ?? [],
    conversation: (name) => fields.get(name)?.selected_conversation ?? undefined,
    day: (name) => fields.get(name)?.selected_date ?? undefined,
  };
}
