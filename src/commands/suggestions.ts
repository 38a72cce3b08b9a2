import { nameOf } from '../groups/format.ts';
import { buttons } from '../slack/blocks.ts';
import type { UserError } from '../slack/error-reporter.ts';

/** A refusal with a button for each group that was possibly meant; `action` leads into the command that was typed. */
export function withSuggestions(userError: UserError, action: string): UserError {
  const { choices = [], message } = userError;
  if (choices.length === 0) return userError;
  const names = choices.map(({ text }) => text);
  // Groups of one name are told apart by their short ids.
  const labelOf = (name: string, id: string) =>
    names.indexOf(name) === names.lastIndexOf(name) ? nameOf({ name }) : `${nameOf({ name })} · ${id.slice(0, 8)}`;
  const offer = buttons(
    'suggested_groups',
    // Buttons of one row need ids of their own; the listener takes all by their common beginning.
    ...choices.map(({ text, value }, n) => ({ text: labelOf(text, value), action: `${action}:${n}`, value })),
  );
  return {
    ...userError,
    blocks: [...userError.blocks, offer],
    message: { ...message, blocks: [...message.blocks, offer] },
  };
}
