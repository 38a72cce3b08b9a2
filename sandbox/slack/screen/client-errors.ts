import type { InputBlock } from '../block-kit/index.ts';
import { countIn } from '../field-values.ts';
import type { FieldValue, OpenView } from '../state.ts';

/** What a text field takes where it says nothing else. */
const LONGEST_TEXT = 3000;

/** What Slack's own client finds wrong with a form, by block id; nothing of it reaches the app. */
export function clientErrors(view: OpenView): Map<string, string> {
  const errors = new Map<string, string>();
  for (const block of view.definition.blocks) {
    if (block.type !== 'input') continue;
    const { element } = block;
    const held = view.values.get(block.block_id ?? '')?.get(element.action_id ?? '');
    const words = fieldError(block, held ?? { type: element.type });
    if (words !== undefined) errors.set(block.block_id ?? '', words);
  }
  return errors;
}

function fieldError({ element, optional }: InputBlock, value: FieldValue): string | undefined {
  const count = countIn(value);
  if (count === 0) return optional ? undefined : 'Please complete this required field.';
  if (element.type === 'plain_text_input') {
    const length = [...(value.value ?? '')].length;
    const { min_length: least = 0, max_length: most = LONGEST_TEXT } = element;
    if (length < least) return `Must be at least ${least} characters.`;
    if (length > most) return `Must be no more than ${most} characters.`;
  }
  if ('max_selected_items' in element && count > (element.max_selected_items ?? Number.POSITIVE_INFINITY))
    return `Choose no more than ${element.max_selected_items}.`;
  return undefined;
}
