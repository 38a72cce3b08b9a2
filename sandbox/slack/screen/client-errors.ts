import { type InputBlock, type InputElement, isTyped } from '../block-kit/index.ts';
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
  if (isTyped(element)) return typedError(element, value.value ?? '');
  if ('max_selected_items' in element && count > (element.max_selected_items ?? Number.POSITIVE_INFINITY))
    return `Choose no more than ${element.max_selected_items}.`;
  return undefined;
}

function typedError(element: InputElement, typed: string): string | undefined {
  switch (element.type) {
    case 'plain_text_input': {
      const length = [...typed].length;
      const { min_length: least = 0, max_length: most = LONGEST_TEXT } = element;
      if (length < least) return `Must be at least ${least} characters.`;
      return length > most ? `Must be no more than ${most} characters.` : undefined;
    }
    case 'number_input':
      return numberError(element, Number(typed));
    case 'email_text_input':
      return /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(typed) ? undefined : 'Must be a valid email address.';
    case 'url_text_input':
      return /^https?:/i.test(typed) && URL.canParse(typed) ? undefined : 'Must be a valid URL.';
    default:
      return undefined;
  }
}

function numberError(element: Extract<InputElement, { type: 'number_input' }>, number: number): string | undefined {
  const { min_value: least, max_value: most } = element;
  if (!Number.isFinite(number)) return 'Must be a number.';
  if (!element.is_decimal_allowed && !Number.isInteger(number)) return 'Must be a whole number.';
  if (least !== undefined && number < Number(least)) return `Must be at least ${least}.`;
  return most !== undefined && number > Number(most) ? `Must be no more than ${most}.` : undefined;
}
