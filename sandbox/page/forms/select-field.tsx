import type { OptionGroup } from '../../slack/block-kit/index.ts';
import { useSurface } from '../block-kit/surface.tsx';
import { plainText } from '../block-kit/text-object.tsx';
import { usePage } from '../page-context.ts';
import { chosenIn, idOption, type Offered, offeredConversations, type SelectElement, selectValue } from './choices.ts';
import { Combobox } from './combobox.tsx';
import type { ControlProps } from './control-props.ts';
import type { ChoiceSource } from './use-choices.ts';

/** Any of Slack's select menus, for one choice or several. */
export function SelectField({ element, blockId, value, names, clearable, onChange }: ControlProps<SelectElement>) {
  const { snapshot } = usePage();
  const source = useSource(element, blockId);
  const nameOf = (id: string) => {
    const channel = snapshot.channels.find((each) => each.id === id);
    return channel ? conversationWords(channel) : (snapshot.names[id] ?? id);
  };
  return (
    <Combobox
      names={names}
      chosen={chosenIn(value, nameOf)}
      source={source}
      several={element.type.startsWith('multi_')}
      most={
        'max_selected_items' in element
          ? (element.max_selected_items ?? Number.POSITIVE_INFINITY)
          : Number.POSITIVE_INFINITY
      }
      clearable={clearable}
      placeholder={element.placeholder ? plainText(element.placeholder) : 'Choose an option'}
      focusOnLoad={element.focus_on_load}
      onChange={(chosen) => onChange(selectValue(element.type, chosen))}
    />
  );
}

/** Slack looks nothing up before this many characters, where the app does not say (docs: external select). */
const LEAST_TYPED = 3;

function useSource(element: SelectElement, blockId: string): ChoiceSource {
  const { snapshot, ask } = usePage();
  const { place } = useSurface();
  switch (element.type) {
    case 'static_select':
    case 'multi_static_select':
      return { kind: 'known', groups: staticGroups(element) };
    case 'external_select':
    case 'multi_external_select': {
      const at = { place, blockId, actionId: element.action_id ?? '' };
      return {
        kind: 'asked',
        least: element.min_query_length ?? LEAST_TYPED,
        load: (typed) => ask('options', { ...at, typed }),
      };
    }
    case 'users_select':
    case 'multi_users_select':
      return { kind: 'known', groups: [{ options: snapshot.users.map(({ id, name }) => idOption(id, name)) }] };
    default: {
      const offered = offeredConversations(element, snapshot.channels);
      const options = offered.map((conversation) => idOption(conversation.id, conversationWords(conversation)));
      return { kind: 'known', groups: [{ options }] };
    }
  }
}

function conversationWords({ name, kind }: Offered): string {
  return kind === 'direct' ? name : `#${name}`;
}

function staticGroups(element: Extract<SelectElement, { type: `${string}static_select` }>): OptionGroup[] {
  const groups = element.option_groups?.map((group) => ({ label: group.label.text, options: group.options }));
  return groups ?? [{ options: element.options ?? [] }];
}
