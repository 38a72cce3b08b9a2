import { parseBlocks, parseOptions, parseView } from '../../../sandbox/slack/block-kit/index.ts';
import { input, modal, option, plain, startStage, textField } from './stage.ts';

const words = (length: number) => 'x'.repeat(length);
const many = <T>(count: number, make: (number: number) => T) => Array.from({ length: count }, (_, at) => make(at));
const button = (more: object = {}) => ({ type: 'button', text: plain('Go'), ...more });
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const section = (more: object) => ({ type: 'section', text: plain('Words'), ...more });
const select = (more: object) => actions({ type: 'static_select', ...more });
const pointers = (blocks: unknown, surface: 'message' | 'modal' | 'home' = 'modal') => {
  const parsed = parseBlocks(blocks, surface);
  return parsed.ok ? [] : parsed.faults.map((fault) => fault.pointer);
};

describe('block limits', () => {
  it.each([
    ['header text', 150, (n: number) => ({ type: 'header', text: plain(words(n)) }), '/0/text/text'],
    ['section text', 3000, (n: number) => ({ type: 'section', text: plain(words(n)) }), '/0/text/text'],
    ['section field', 2000, (n: number) => section({ fields: [plain(words(n))] }), '/0/fields/0/text'],
    ['section fields', 10, (n: number) => section({ fields: many(n, () => plain('f')) }), '/0/fields'],
    ['context elements', 10, (n: number) => ({ type: 'context', elements: many(n, () => plain('c')) }), '/0/elements'],
    ['actions elements', 25, (n: number) => actions(...many(n, () => button())), '/0/elements'],
    ['button text', 75, (n: number) => actions(button({ text: plain(words(n)) })), '/0/elements/0/text/text'],
    ['button value', 2000, (n: number) => actions(button({ value: words(n) })), '/0/elements/0/value'],
    [
      'button url',
      3000,
      (n: number) => actions(button({ url: `https://a.example/${words(n - 18)}` })),
      '/0/elements/0/url',
    ],
    [
      'accessibility_label',
      75,
      (n: number) => actions(button({ accessibility_label: words(n) })),
      '/0/elements/0/accessibility_label',
    ],
    ['action_id', 255, (n: number) => actions(button({ action_id: words(n) })), '/0/elements/0/action_id'],
    ['block_id', 255, (n: number) => ({ type: 'divider', block_id: words(n) }), '/0/block_id'],
    ['input label', 2000, (n: number) => ({ ...textField('a'), label: plain(words(n)) }), '/0/label/text'],
    ['input hint', 2000, (n: number) => textField('a', {}, { hint: plain(words(n)) }), '/0/hint/text'],
    [
      'placeholder',
      150,
      (n: number) => textField('a', { placeholder: plain(words(n)) }),
      '/0/element/placeholder/text',
    ],
    ['max_length', 3000, (n: number) => textField('a', { max_length: n }), '/0/element/max_length'],
    [
      'option text',
      75,
      (n: number) => select({ options: [option('v', words(n))] }),
      '/0/elements/0/options/0/text/text',
    ],
    ['option value', 150, (n: number) => select({ options: [option(words(n), 'o')] }), '/0/elements/0/options/0/value'],
    [
      'select options',
      100,
      (n: number) => select({ options: many(n, (at) => option(`${at}`)) }),
      '/0/elements/0/options',
    ],
    [
      'option groups',
      100,
      (n: number) => select({ option_groups: many(n, (at) => ({ label: plain('g'), options: [option(`${at}`)] })) }),
      '/0/elements/0/option_groups',
    ],
    [
      'group label',
      75,
      (n: number) => select({ option_groups: [{ label: plain(words(n)), options: [option('a')] }] }),
      '/0/elements/0/option_groups/0/label/text',
    ],
    [
      'overflow options',
      5,
      (n: number) => actions({ type: 'overflow', options: many(n, (at) => option(`${at}`)) }),
      '/0/elements/0/options',
    ],
    [
      'checkboxes options',
      10,
      (n: number) => actions({ type: 'checkboxes', options: many(n, (at) => option(`${at}`)) }),
      '/0/elements/0/options',
    ],
    [
      'radio options',
      10,
      (n: number) => actions({ type: 'radio_buttons', options: many(n, (at) => option(`${at}`)) }),
      '/0/elements/0/options',
    ],
    [
      'confirm title',
      100,
      (n: number) =>
        actions(
          button({ confirm: { title: plain(words(n)), text: plain('t'), confirm: plain('y'), deny: plain('n') } }),
        ),
      '/0/elements/0/confirm/title/text',
    ],
    [
      'confirm text',
      300,
      (n: number) =>
        actions(
          button({ confirm: { title: plain('t'), text: plain(words(n)), confirm: plain('y'), deny: plain('n') } }),
        ),
      '/0/elements/0/confirm/text/text',
    ],
    [
      'confirm deny',
      30,
      (n: number) =>
        actions(
          button({ confirm: { title: plain('t'), text: plain('t'), confirm: plain('y'), deny: plain(words(n)) } }),
        ),
      '/0/elements/0/confirm/deny/text',
    ],
  ])('takes %s up to %i and points at more', (_what, limit, block, pointer) => {
    expect(pointers([block(limit - 1)])).toEqual([]);
    expect(pointers([block(limit)])).toEqual([]);
    expect(pointers([block(limit + 1)])).toEqual([pointer]);
  });

  it('counts code points: 150 emoji fit a header', () => {
    expect(pointers([{ type: 'header', text: plain('🚀'.repeat(150)) }])).toEqual([]);
    expect(pointers([{ type: 'header', text: plain('🚀'.repeat(151)) }])).toEqual(['/0/text/text']);
  });

  it.each([
    ['message', 50],
    ['modal', 100],
    ['home', 100],
  ] as const)('takes in a %s up to %i blocks', (surface, limit) => {
    const dividers = (count: number) => many(count, () => ({ type: 'divider' }));
    expect(pointers(dividers(limit), surface)).toEqual([]);
    expect(pointers(dividers(limit + 1), surface)).toEqual(['']);
  });
});

describe('block rules', () => {
  it('takes 12,000 characters of markdown in all', () => {
    const halves = (second: number) => [6_000, second].map((length) => ({ type: 'markdown', text: words(length) }));
    expect(pointers(halves(6_000), 'message')).toEqual([]);
    expect(pointers(halves(6_001), 'message')).toEqual(['/1/text']);
  });

  const choices = { options: [option('a'), option('b')] };

  it.each([
    ['a markdown block in a modal', [{ type: 'markdown', text: 'x' }], '/0/type'],
    [
      'a block_id twice',
      [
        { type: 'divider', block_id: 'a' },
        { type: 'divider', block_id: 'a' },
      ],
      '/1/block_id',
    ],
    [
      'an action_id twice in a block',
      [actions(button({ action_id: 'a' }), button({ action_id: 'a' }))],
      '/0/elements/1/action_id',
    ],
    ['a section of nothing', [{ type: 'section' }], '/0/text'],
    ['an empty text', [{ type: 'section', text: plain('') }], '/0/text/text'],
    ['mrkdwn in a header', [{ type: 'header', text: { type: 'mrkdwn', text: 'x' } }], '/0/text/type'],
    ['a link that is none', [actions(button({ url: 'javascript:alert(1)' }))], '/0/elements/0/url'],
    ['a select without choices', [select({})], '/0/elements/0/options'],
    [
      'a select with choices and groups',
      [select({ ...choices, option_groups: [{ label: plain('g'), ...choices }] })],
      '/0/elements/0/options',
    ],
    [
      'a stranger among the first choices',
      [select({ ...choices, initial_option: option('c') })],
      '/0/elements/0/initial_option',
    ],
    [
      'a first choice of another text',
      [select({ ...choices, initial_option: option('a', 'A') })],
      '/0/elements/0/initial_option',
    ],
    [
      'a stranger among checked boxes',
      [section({ accessory: { type: 'checkboxes', ...choices, initial_options: [option('a'), option('c')] } })],
      '/0/accessory/initial_options/1',
    ],
    [
      'a stranger among radio buttons',
      [input('a', { type: 'radio_buttons', ...choices, initial_option: option('c') })],
      '/0/element/initial_option',
    ],
    [
      'the cursor in two fields',
      [textField('a', { focus_on_load: true }), textField('b', { focus_on_load: true })],
      '/1/element/focus_on_load',
    ],
    [
      'max_selected_items of nothing',
      [input('a', { type: 'multi_users_select', max_selected_items: 0 })],
      '/0/element/max_selected_items',
    ],
  ])('refuses %s', (_what, blocks, pointer) => {
    expect(pointers(blocks)).toEqual([pointer]);
  });

  it('refuses a key nobody knows', () => {
    expect(parseBlocks([{ type: 'divider', colour: 'red' }], 'message').ok).toBe(false);
  });
});

describe('views and option answers', () => {
  it.each([
    ['title', 24, (n: number) => modal([], { title: plain(words(n)) }), '/title/text'],
    ['submit', 24, (n: number) => modal([], { submit: plain(words(n)) }), '/submit/text'],
    ['close', 24, (n: number) => modal([], { close: plain(words(n)) }), '/close/text'],
    ['private_metadata', 3000, (n: number) => modal([], { private_metadata: words(n) }), '/private_metadata'],
    ['callback_id', 255, (n: number) => modal([], { callback_id: words(n) }), '/callback_id'],
    ['external_id', 255, (n: number) => modal([], { external_id: words(n) }), '/external_id'],
  ])('takes a %s of %i and points at more', (_what, limit, view, pointer) => {
    expect(parseView(view(limit)).ok).toBe(true);
    expect(parseView(view(limit + 1))).toMatchObject({ ok: false, faults: [{ pointer }] });
  });

  it('wants a submit button where something is asked, and points into blocks', () => {
    const asks = { ...modal([textField('a')]), submit: undefined };
    expect(parseView(asks)).toMatchObject({ ok: false, faults: [{ pointer: '/submit' }] });
    const wrong = modal([{ type: 'header', text: plain(words(151)) }]);
    expect(parseView(wrong)).toMatchObject({ ok: false, faults: [{ pointer: '/blocks/0/text/text' }] });
  });

  it('takes 100 options or 100 groups in an answer, and keeps the groups', () => {
    expect(parseOptions({ options: many(100, (at) => option(`${at}`)) }).ok).toBe(true);
    expect(parseOptions({ options: many(101, (at) => option(`${at}`)) }).ok).toBe(false);
    const grouped = { option_groups: [{ label: plain('Fruit'), options: [option('pear')] }] };
    expect(parseOptions(grouped)).toEqual({ ok: true, value: [{ label: 'Fruit', options: [option('pear')] }] });
  });

  it('answers a wrong call as Slack does, with pointers, and writes it down', async () => {
    const { api, workspace, stop } = await startStage();
    const answer = await api('blocks.validate', { blocks: [{ type: 'header', text: plain(words(151)) }] });
    expect(answer).toMatchObject({ ok: false, error: 'invalid_blocks', errors: [{ pointer: '/0/text/text' }] });
    expect(workspace.refusals).toMatchObject([{ method: 'blocks.validate', pointer: '/0/text/text' }]);
    await stop();
  });
});
