import type { InputElement } from './block-kit/index.ts';
import type { FieldValue } from './state.ts';

/** The value of a field before a user changes it. */
export function initialValue(element: InputElement, conversation?: string): FieldValue {
  const { type } = element;
  switch (type) {
    case 'plain_text_input':
    case 'number_input':
    case 'email_text_input':
    case 'url_text_input':
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
    case 'timepicker':
      return { type, selected_time: element.initial_time ?? null, ...zoneOf(element) };
    case 'datetimepicker':
      return { type, selected_date_time: element.initial_date_time ?? null };
    case 'rich_text_input':
      return { type, rich_text_value: element.initial_value ?? null };
    default:
      return { type, selected_date: element.initial_date ?? null };
  }
}

/** The time zone a time picker names, which its value repeats (docs: time picker). */
export function zoneOf({ timezone }: { timezone?: string | undefined }): { timezone?: string } {
  return timezone === undefined ? {} : { timezone };
}
