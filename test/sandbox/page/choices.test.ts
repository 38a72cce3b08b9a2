import {
  chosenIn,
  idOption,
  matching,
  movedTo,
  offeredConversations,
  type SelectElement,
  selectValue,
} from '../../../sandbox/page/forms/choices.ts';
import type { FieldValue } from '../../../sandbox/slack/state.ts';

const people = [
  { label: 'Here', options: [idOption('1', 'Ana Ruiz'), idOption('2', 'Łukasz Żak')] },
  {
    label: 'Others',
    options: [
      { ...idOption('3', 'Çelik Öz'), description: { type: 'plain_text' as const, text: 'celik@example.org' } },
    ],
  },
];

describe('choices for what is typed', () => {
  const found = (typed: string) => matching(people, typed).flatMap((group) => group.options.map((one) => one.value));

  it('finds words whatever their case and accents, in descriptions too', () => {
    expect(found('ANA')).toEqual(['1']);
    expect(found('oz')).toEqual(['3']);
    expect(found('@example')).toEqual(['3']);
    expect(found(' zak ')).toEqual(['2']);
    expect(found('')).toEqual(['1', '2', '3']);
  });

  it('leaves out groups without a match', () => {
    expect(matching(people, 'ana').map((group) => group.label)).toEqual(['Here']);
    expect(matching(people, 'nobody')).toEqual([]);
  });
});

describe('what a select holds', () => {
  const option = idOption('a', 'A');

  it.each<[SelectElement['type'], Omit<FieldValue, 'type'>]>([
    ['static_select', { selected_option: option }],
    ['multi_external_select', { selected_options: [option] }],
    ['users_select', { selected_user: 'a' }],
    ['multi_users_select', { selected_users: ['a'] }],
    ['conversations_select', { selected_conversation: 'a' }],
    ['multi_conversations_select', { selected_conversations: ['a'] }],
    ['channels_select', { selected_channel: 'a' }],
  ])('%s holds it in its own way, and gives it back', (type, held) => {
    expect(selectValue(type, [option])).toEqual({ type, ...held });
    expect(chosenIn({ type, ...held }, () => 'A')).toEqual([option]);
  });

  it('holds null or an empty list once all is taken out', () => {
    expect(selectValue('users_select', [])).toEqual({ type: 'users_select', selected_user: null });
    expect(selectValue('multi_users_select', [])).toEqual({ type: 'multi_users_select', selected_users: [] });
    expect(chosenIn({ type: 'users_select', selected_user: null }, String)).toEqual([]);
  });
});

describe('conversations a select offers', () => {
  const channels = [
    { id: 'C1', name: 'rooms', kind: 'public' as const, shared: false },
    { id: 'C2', name: 'secret', kind: 'private' as const, shared: true },
    { id: 'D1', name: 'DocSpace', kind: 'direct' as const, shared: false },
  ];
  const offered = (element: Parameters<typeof offeredConversations>[0]) =>
    offeredConversations(element, channels).map((channel) => channel.id);

  it('follows the filter', () => {
    expect(offered({ type: 'channels_select' })).toEqual(['C1']);
    expect(offered({ type: 'conversations_select' })).toEqual(['C1', 'C2', 'D1']);
    expect(offered({ type: 'conversations_select', filter: { include: ['private', 'im'] } })).toEqual(['C2', 'D1']);
    expect(offered({ type: 'conversations_select', filter: { exclude_bot_users: true } })).toEqual(['C1', 'C2']);
    expect(offered({ type: 'conversations_select', filter: { exclude_external_shared_channels: true } })).toEqual([
      'C1',
      'D1',
    ]);
  });
});

describe('keys in a list', () => {
  it('goes round with the arrows, to the ends with Home and End', () => {
    const letters = ['a', 'b', 'c'];
    expect(movedTo(letters, 'c', 'ArrowDown')).toBe('a');
    expect(movedTo(letters, 'a', 'ArrowUp')).toBe('c');
    expect(movedTo(letters, 'b', 'ArrowUp')).toBe('a');
    expect(movedTo(letters, undefined, 'ArrowDown')).toBe('a');
    expect(movedTo(letters, 'b', 'Home')).toBe('a');
    expect(movedTo(letters, 'b', 'End')).toBe('c');
    expect(movedTo([], undefined, 'ArrowDown')).toBeUndefined();
  });
});
