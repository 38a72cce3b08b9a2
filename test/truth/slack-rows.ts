import { input, modal, option, plain, textField } from '../sandbox/slack/stage.ts';
import type { Asked, LimitRow } from './slack-row.ts';

const words = (length: number) => 'x'.repeat(length);
const many = <T>(count: number, make: (number: number) => T) => Array.from({ length: count }, (_, at) => make(at));
const dividers = (count: number) => many(count, () => ({ type: 'divider' }));
const options = (count: number) => many(count, (at) => option(`${at}`));
const message = (...blocks: object[]): Asked => ({ blocks });
const form = (...blocks: object[]): Asked => ({ view: modal(blocks) });
const section = (more: object) => message({ type: 'section', text: plain('Words'), ...more });
const actions = (...elements: object[]) => message({ type: 'actions', elements });
const button = (more: object = {}) => actions({ type: 'button', text: plain('Go'), ...more });
const confirm = (more: object) =>
  button({ confirm: { title: plain('t'), text: plain('t'), confirm: plain('y'), deny: plain('n'), ...more } });
const select = (more: object) => actions({ type: 'static_select', ...more });
const group = (more: object) => ({ label: plain('g'), options: [option('a')], ...more });
const image = (more: object) =>
  message({ type: 'image', image_url: 'https://a.example/a.png', alt_text: 'A picture', ...more });
const url = (length: number) => `https://a.example/${words(length - 18)}`;

const upTo = (what: string, most: number, make: (amount: string) => Asked, pointer: string): LimitRow => ({
  what,
  counts: 'characters',
  most,
  make: (amount) => make(words(amount)),
  pointer,
});
const characters = (...row: Parameters<typeof upTo>): LimitRow => ({ ...upTo(...row), least: 1 });
const upToItems = (what: string, most: number, make: LimitRow['make'], pointer: string): LimitRow => ({
  what,
  counts: 'items',
  most,
  make,
  pointer,
});
const items = (...row: Parameters<typeof upToItems>): LimitRow => ({ ...upToItems(...row), least: 1 });
const number = (what: string, least: number, most: number | undefined, make: LimitRow['make'], pointer: string) => ({
  what,
  counts: 'number' as const,
  least,
  ...(most === undefined ? {} : { most }),
  make,
  pointer,
});

/** The limits of views (slack-platform §2.2). */
const OF_VIEWS: LimitRow[] = [
  ...['title', 'submit', 'close'].map((part) =>
    characters(`a view's ${part}`, 24, (text) => ({ view: modal([], { [part]: plain(text) }) }), `/${part}/text`),
  ),
  ...([['private_metadata', 3000] as const, ['callback_id', 255] as const, ['external_id', 255] as const] as const).map(
    ([part, most]) => upTo(part, most, (text) => ({ view: modal([], { [part]: text }) }), `/${part}`),
  ),
  upToItems('blocks of a modal', 100, (count) => ({ view: modal(dividers(count)) }), '/blocks'),
  upToItems('blocks of a Home tab', 100, (count) => ({ view: { type: 'home', blocks: dividers(count) } }), '/blocks'),
];

/** The limits of blocks (slack-platform §2.2). */
const OF_BLOCKS: LimitRow[] = [
  upToItems('blocks of a message', 50, (count) => message(...dividers(count)), ''),
  characters('block_id', 255, (text) => message({ type: 'divider', block_id: text }), '/0/block_id'),
  characters('section text', 3000, (text) => section({ text: plain(text) }), '/0/text/text'),
  items('section fields', 10, (count) => section({ fields: many(count, () => plain('f')) }), '/0/fields'),
  characters('a section field', 2000, (text) => section({ fields: [plain(text)] }), '/0/fields/0/text'),
  characters('header text', 150, (text) => message({ type: 'header', text: plain(text) }), '/0/text/text'),
  items(
    'context elements',
    10,
    (count) => message({ type: 'context', elements: many(count, () => plain('c')) }),
    '/0/elements',
  ),
  characters(
    'a text object of a context',
    3000,
    (text) => message({ type: 'context', elements: [plain(text)] }),
    '/0/elements/0/text',
  ),
  items(
    'actions elements',
    25,
    (count) => actions(...many(count, () => ({ type: 'button', text: plain('Go') }))),
    '/0/elements',
  ),
  characters('image alt_text', 2000, (text) => image({ alt_text: text }), '/0/alt_text'),
  upTo('image_url', 3000, (text) => image({ image_url: url(text.length) }), '/0/image_url'),
  characters('image title', 2000, (text) => image({ title: plain(text) }), '/0/title/text'),
  characters('a markdown block', 12_000, (text) => message({ type: 'markdown', text }), '/0/text'),
  {
    what: 'the markdown of two blocks',
    counts: 'characters',
    most: 12_000,
    make: (all) => message(...[6_000, all - 6_000].map((length) => ({ type: 'markdown', text: words(length) }))),
    pointer: '/1/text',
  },
  characters('input label', 2000, (text) => form({ ...textField('a'), label: plain(text) }), '/blocks/0/label/text'),
  characters('input hint', 2000, (text) => form(textField('a', {}, { hint: plain(text) })), '/blocks/0/hint/text'),
];

/** The limits of elements and what they are made of (slack-platform §2.2). */
const OF_ELEMENTS: LimitRow[] = [
  characters('action_id', 255, (text) => button({ action_id: text }), '/0/elements/0/action_id'),
  characters('button text', 75, (text) => button({ text: plain(text) }), '/0/elements/0/text/text'),
  characters('button value', 2000, (text) => button({ value: text }), '/0/elements/0/value'),
  upTo('button url', 3000, (text) => button({ url: url(text.length) }), '/0/elements/0/url'),
  characters(
    'a label for screen readers',
    75,
    (text) => button({ accessibility_label: text }),
    '/0/elements/0/accessibility_label',
  ),
  characters('confirm title', 100, (text) => confirm({ title: plain(text) }), '/0/elements/0/confirm/title/text'),
  characters('confirm text', 300, (text) => confirm({ text: plain(text) }), '/0/elements/0/confirm/text/text'),
  characters('confirm button', 30, (text) => confirm({ confirm: plain(text) }), '/0/elements/0/confirm/confirm/text'),
  characters('deny button', 30, (text) => confirm({ deny: plain(text) }), '/0/elements/0/confirm/deny/text'),
  characters(
    'option text',
    75,
    (text) => select({ options: [option('v', text)] }),
    '/0/elements/0/options/0/text/text',
  ),
  characters('option value', 150, (text) => select({ options: [option(text, 'o')] }), '/0/elements/0/options/0/value'),
  characters(
    'option description',
    75,
    (text) => select({ options: [{ ...option('v'), description: plain(text) }] }),
    '/0/elements/0/options/0/description/text',
  ),
  items('select options', 100, (count) => select({ options: options(count) }), '/0/elements/0/options'),
  items(
    'option groups',
    100,
    (count) => select({ option_groups: many(count, () => group({})) }),
    '/0/elements/0/option_groups',
  ),
  items(
    'options of a group',
    100,
    (count) => select({ option_groups: [group({ options: options(count) })] }),
    '/0/elements/0/option_groups/0/options',
  ),
  characters(
    'option group label',
    75,
    (text) => select({ option_groups: [group({ label: plain(text) })] }),
    '/0/elements/0/option_groups/0/label/text',
  ),
  ...(
    [
      ['overflow', 5],
      ['checkboxes', 10],
      ['radio_buttons', 10],
    ] as const
  ).map(([type, most]) =>
    items(`${type} options`, most, (count) => actions({ type, options: options(count) }), '/0/elements/0/options'),
  ),
  ...['plain_text_input', 'email_text_input', 'url_text_input', 'external_select', 'datepicker', 'timepicker'].map(
    (type) =>
      characters(
        `${type} placeholder`,
        150,
        (text) => form(input('a', { type, placeholder: plain(text) })),
        '/blocks/0/element/placeholder/text',
      ),
  ),
  number('min_length', 0, 3000, (min_length) => form(textField('a', { min_length })), '/blocks/0/element/min_length'),
  number('max_length', 1, 3000, (max_length) => form(textField('a', { max_length })), '/blocks/0/element/max_length'),
  number(
    'max_selected_items',
    1,
    undefined,
    (max_selected_items) => form(input('a', { type: 'multi_users_select', max_selected_items })),
    '/blocks/0/element/max_selected_items',
  ),
  number(
    'min_query_length',
    0,
    undefined,
    (min_query_length) => form(input('a', { type: 'external_select', min_query_length })),
    '/blocks/0/element/min_query_length',
  ),
  ...['min_lines', 'max_lines'].map((part) =>
    number(
      part,
      1,
      100,
      (count) => form(input('a', { type: 'rich_text_input', [part]: count })),
      `/blocks/0/element/${part}`,
    ),
  ),
];

export const LIMIT_ROWS: readonly LimitRow[] = [...OF_VIEWS, ...OF_BLOCKS, ...OF_ELEMENTS];
