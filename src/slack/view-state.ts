import type { types } from '@slack/bolt';
import { z } from 'zod';

const choice = z.object({
  text: z.object({ type: z.literal('plain_text'), text: z.string(), emoji: z.boolean().optional() }),
  value: z.string(),
});

const field = z.object({
  value: z.string().nullish(),
  selected_option: choice.nullish(),
  selected_options: z.array(choice).nullish(),
  selected_conversation: z.string().nullish(),
});

const stateValues = z.record(z.string(), z.record(z.string(), field));

/** What stands in a form's fields, by block id. */
export interface ViewState {
  text(block: string): string;
  one(block: string): types.PlainTextOption | undefined;
  many(block: string): types.PlainTextOption[];
  conversation(block: string): string | undefined;
}

/** Reads `view.state.values` of a view with one element a block; throws a ZodError when it is something else. */
export function readViewState(values: unknown): ViewState {
  const fields = new Map(
    Object.entries(stateValues.parse(values)).map(([block, actions]) => [block, Object.values(actions)[0]]),
  );
  return {
    text: (block) => fields.get(block)?.value ?? '',
    one: (block) => fields.get(block)?.selected_option ?? undefined,
    many: (block) => fields.get(block)?.selected_options ?? [],
    conversation: (block) => fields.get(block)?.selected_conversation ?? undefined,
  };
}
