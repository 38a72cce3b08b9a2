import type { InputElement, RichPart, RichText } from './block-kit/index.ts';
import type { FieldValue } from './stored-message.ts';

/**
 * What a field holds once this is typed into it or picked in it: a day as `2026-11-30`, a time as `18:30`, a moment as
 * `2026-11-30T18:30`, of this clock unless it says otherwise. Undefined where nothing can be typed.
 */
export function typedValue(type: InputElement['type'], text: string): FieldValue | undefined {
  switch (type) {
    case 'datepicker':
      return { type, selected_date: text || null };
    case 'timepicker':
      return { type, selected_time: text || null };
    case 'datetimepicker':
      return { type, selected_date_time: text === '' ? null : Math.floor(Date.parse(text) / 1000) };
    case 'rich_text_input':
      return { type, rich_text_value: richTextTyped(text) };
    case 'plain_text_input':
    case 'number_input':
    case 'email_text_input':
    case 'url_text_input':
      return { type, value: text || null };
    default:
      return undefined;
  }
}

/** What Slack keeps of words typed without any formatting; null of none. */
function richTextTyped(text: string): RichText | null {
  if (text === '') return null;
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }] };
}

/** Rich text as its words alone, which is how it can be typed again. */
export function wordsOfRichText(value: RichText | null | undefined): string {
  return (value?.elements ?? []).map(wordsOfPart).join('\n');
}

function wordsOfPart(part: RichPart): string {
  if (part.type === 'rich_text_list') return part.elements.map(wordsOfPart).join('\n');
  return part.elements.map((element) => ('text' in element ? (element.text ?? '') : '')).join('');
}
