import type { InputElement, Option, OptionGroup } from '../../slack/block-kit/index.ts';
import type { FieldValue } from '../../slack/state.ts';

/** An element that is chosen from in a list that opens. */
export type SelectElement = Extract<InputElement, { type: `${string}select` }>;

/** A conversation as a select may offer it. */
export interface Offered {
  id: string;
  name: string;
  kind: 'public' | 'private' | 'direct';
  shared: boolean;
}

/** A choice of a person or a conversation, by its id. */
export function idOption(id: string, name: string): Option {
  return { text: { type: 'plain_text', text: name }, value: id };
}

/** What is chosen in a field, as choices. */
export function chosenIn(value: FieldValue, nameOf: (id: string) => string): Option[] {
  const one = value.selected_option;
  const id = value.selected_user ?? value.selected_conversation ?? value.selected_channel;
  const ids = value.selected_users ?? value.selected_conversations ?? value.selected_channels ?? (id ? [id] : []);
  return [...(one ? [one] : []), ...(value.selected_options ?? []), ...ids.map((each) => idOption(each, nameOf(each)))];
}

/** What a select holds once these are chosen. */
export function selectValue(type: SelectElement['type'], chosen: readonly Option[]): FieldValue {
  const ids = chosen.map((option) => option.value);
  const [first = null] = chosen;
  switch (type) {
    case 'static_select':
    case 'external_select':
      return { type, selected_option: first };
    case 'multi_static_select':
    case 'multi_external_select':
      return { type, selected_options: [...chosen] };
    case 'users_select':
      return { type, selected_user: first?.value ?? null };
    case 'multi_users_select':
      return { type, selected_users: ids };
    case 'conversations_select':
      return { type, selected_conversation: first?.value ?? null };
    case 'multi_conversations_select':
      return { type, selected_conversations: ids };
    case 'channels_select':
      return { type, selected_channel: first?.value ?? null };
    case 'multi_channels_select':
      return { type, selected_channels: ids };
  }
}

/** The conversations a select offers under its filter; the direct message with the app counts as one with a bot. */
export function offeredConversations(element: SelectElement, channels: readonly Offered[]): Offered[] {
  if (element.type === 'channels_select' || element.type === 'multi_channels_select')
    return channels.filter((channel) => channel.kind === 'public');
  const filter = 'filter' in element ? element.filter : undefined;
  const kinds = filter?.include?.map((kind) => (kind === 'im' ? 'direct' : kind));
  return channels.filter(
    ({ kind, shared }) =>
      (kinds?.includes(kind) ?? true) &&
      !(kind === 'direct' && filter?.exclude_bot_users) &&
      !(shared && filter?.exclude_external_shared_channels),
  );
}

/** The choices whose text contains what is typed, whatever its case and accents; groups left empty go. */
export function matching(groups: readonly OptionGroup[], typed: string): OptionGroup[] {
  const wanted = folded(typed.trim());
  if (wanted === '') return filled(groups);
  const isWanted = (option: Option) => folded(searchTextsOf(option)).includes(wanted);
  return filled(groups.map((group) => ({ ...group, options: group.options.filter(isWanted) })));
}

/** The groups that have choices. */
export function filled(groups: readonly OptionGroup[]): OptionGroup[] {
  return groups.filter((group) => group.options.length > 0);
}

function searchTextsOf(option: Option): string {
  return `${option.text.text} ${option.description?.text ?? ''}`;
}

function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** The choice a key leads to; the arrows go round. */
export function movedTo<Item>(
  items: readonly Item[],
  from: Item | undefined,
  key: 'ArrowDown' | 'ArrowUp' | 'Home' | 'End',
): Item | undefined {
  const at = from === undefined ? -1 : items.indexOf(from);
  switch (key) {
    case 'Home':
      return items[0];
    case 'End':
      return items.at(-1);
    case 'ArrowDown':
      return items[(at + 1) % items.length];
    case 'ArrowUp':
      return items.at(at <= 0 ? -1 : at - 1);
  }
}
