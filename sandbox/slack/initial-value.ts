import type { InputElement } from './block-kit/index.ts';
import type { FieldValue } from './state.ts';

/** What a field holds before anybody touches it. */
export function initialValue(element: InputElement, conversation?: string): FieldValue {
  const { type } = element;
  switch (type) {
    case 'plain_text_input':
      return { type, value: element.initial_value ?? null };
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
      return { type, selected_option: element.initial_option ?? null };
    case 'multi_static_select':
    case 'multi_external_select':
    case 'checkboxes':
      return { type, selected_options: element.initial_options ?? [] };
    case 'users_select':
      return { type, selected_user: element.initial_user ?? null };
    case 'multi_users_select':
      return { type, selected_users: element.initial_users ?? [] };
    case 'conversations_select': {
      const current = element.default_to_current_conversation ? conversation : undefined;
      return { type, selected_conversation: element.initial_conversation ?? current ?? null };
    }
    case 'multi_conversations_select': {
      const current = element.default_to_current_conversation && conversation ? [conversation] : [];
      return { type, selected_conversations: element.initial_conversations ?? current };
    }
    case 'channels_select':
      return { type, selected_channel: element.initial_channel ?? null };
    case 'multi_channels_select':
      return { type, selected_channels: element.initial_channels ?? [] };
    default:
      return { type, selected_date: element.initial_date ?? null };
  }
}
