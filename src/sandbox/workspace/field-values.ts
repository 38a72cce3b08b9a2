import type { Block, InputElement } from './block-kit/index.ts';
import type { FieldValue, OpenView } from './state.ts';

/** What a field holds before anybody touches it. */
export function initialValue(element: InputElement, conversation?: string): FieldValue {
  switch (element.type) {
    case 'plain_text_input':
      return { type: element.type, value: element.initial_value ?? null };
    case 'static_select':
    case 'external_select':
      return { type: element.type, selected_option: element.initial_option ?? null };
    case 'radio_buttons':
      return { type: element.type, selected_option: null };
    case 'multi_static_select':
    case 'multi_external_select':
      return { type: element.type, selected_options: element.initial_options ?? [] };
    case 'checkboxes':
      return { type: element.type, selected_options: [] };
    case 'users_select':
      return { type: element.type, selected_user: element.initial_user ?? null };
    case 'multi_users_select':
      return { type: element.type, selected_users: element.initial_users ?? [] };
    case 'conversations_select': {
      const current = element.default_to_current_conversation ? conversation : undefined;
      return { type: element.type, selected_conversation: element.initial_conversation ?? current ?? null };
    }
    case 'multi_conversations_select':
      return { type: element.type, selected_conversations: element.initial_conversations ?? [] };
    case 'channels_select':
      return { type: element.type, selected_channel: element.initial_channel ?? null };
    default:
      return { type: element.type, selected_date: element.initial_date ?? null };
  }
}

/** The values of a view's fields: those whose block_id and action_id were there before keep what people put in. */
export function fieldValues(
  blocks: readonly Block[],
  before: OpenView['values'] = new Map(),
  conversation?: string,
): OpenView['values'] {
  const values: OpenView['values'] = new Map();
  for (const block of blocks) {
    if (block.type !== 'input') continue;
    const [blockId, actionId] = [block.block_id ?? '', block.element.action_id ?? ''];
    const kept = before.get(blockId)?.get(actionId);
    const value = kept?.type === block.element.type ? kept : initialValue(block.element, conversation);
    values.set(blockId, new Map([[actionId, value]]));
  }
  return values;
}

/** Values as payloads carry them. */
export function valuesJson(values: OpenView['values']): Record<string, Record<string, FieldValue>> {
  return Object.fromEntries([...values].map(([block, actions]) => [block, Object.fromEntries(actions)]));
}

/** Whether a field is empty. */
export function isEmpty(value: FieldValue): boolean {
  const { type: _, ...rest } = value;
  return Object.values(rest).every((held) => !held || (Array.isArray(held) && held.length === 0));
}
