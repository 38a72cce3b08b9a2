import { type Block, elementsIn, type Interactive, isField } from './block-kit/index.ts';
import { initialValue, zoneOf } from './initial-value.ts';
import type { FieldValue, FieldValues } from './state.ts';

/** A value as an element of this type holds it; whatever belongs to other types is left out. */
export function valueFor(element: Interactive, given: FieldValue): FieldValue {
  const { type } = element;
  switch (type) {
    case 'plain_text_input':
    case 'number_input':
    case 'email_text_input':
    case 'url_text_input':
      return { type, value: given.value || null };
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
    case 'overflow':
      return { type, selected_option: given.selected_option ?? null };
    case 'multi_static_select':
    case 'multi_external_select':
    case 'checkboxes':
      return { type, selected_options: given.selected_options ?? [] };
    case 'users_select':
      return { type, selected_user: given.selected_user ?? null };
    case 'multi_users_select':
      return { type, selected_users: given.selected_users ?? [] };
    case 'conversations_select':
      return { type, selected_conversation: given.selected_conversation ?? null };
    case 'multi_conversations_select':
      return { type, selected_conversations: given.selected_conversations ?? [] };
    case 'channels_select':
      return { type, selected_channel: given.selected_channel ?? null };
    case 'multi_channels_select':
      return { type, selected_channels: given.selected_channels ?? [] };
    case 'datepicker':
      return { type, selected_date: given.selected_date ?? null };
    case 'timepicker':
      return { type, selected_time: given.selected_time ?? null, ...zoneOf(element) };
    case 'datetimepicker':
      return { type, selected_date_time: given.selected_date_time ?? null };
    case 'rich_text_input':
      return { type, rich_text_value: given.rich_text_value ?? null };
    default:
      return { type };
  }
}

/**
 * The values of all fields among blocks, in inputs and elsewhere: those whose block_id and action_id were there before
 * keep what people put in.
 */
export function fieldValues(
  blocks: readonly Block[],
  before: FieldValues = new Map(),
  conversation?: string,
): FieldValues {
  const values: FieldValues = new Map();
  for (const block of blocks) {
    const fields = elementsIn(block).filter(isField);
    if (fields.length === 0) continue;
    const blockId = block.block_id ?? '';
    const held = fields.map((element): [string, FieldValue] => {
      const kept = before.get(blockId)?.get(element.action_id ?? '');
      return [element.action_id ?? '', kept?.type === element.type ? kept : initialValue(element, conversation)];
    });
    values.set(blockId, new Map(held));
  }
  return values;
}

/** Values as payloads carry them. */
export function valuesJson(values: FieldValues): Record<string, Record<string, FieldValue>> {
  return Object.fromEntries([...values].map(([block, actions]) => [block, Object.fromEntries(actions)]));
}

/** How many things a field for several holds; 0 or 1 for any other. */
export function countIn(value: FieldValue): number {
  const { type: _, ...rest } = value;
  const [held] = Object.values(rest);
  return Array.isArray(held) ? held.length : Number(Boolean(held));
}
