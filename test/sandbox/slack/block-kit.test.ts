import { parseBlocks, parseOptions } from '../../../sandbox/slack/block-kit/index.ts';
import { input, option, plain } from './stage.ts';

// Slack's limits and the words of its refusals are the tables of `test/truth/slack-*.test.ts`.
const many = <T>(count: number, make: (number: number) => T) => Array.from({ length: count }, (_, at) => make(at));
const section = (more: object) => ({ type: 'section', text: plain('Words'), ...more });
const pointers = (blocks: unknown) => {
  const parsed = parseBlocks(blocks, 'modal');
  return parsed.ok ? [] : parsed.faults.map((fault) => fault.pointer);
};

describe('what is chosen at first', () => {
  const choices = { options: [option('a'), option('b')] };

  it.each([
    [
      'another text',
      [section({ accessory: { type: 'static_select', ...choices, initial_option: option('a', 'A') } })],
      '/0/accessory/initial_option',
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
  ])('is not %s', (_what, blocks, pointer) => {
    expect(pointers(blocks)).toEqual([pointer]);
  });
});

describe('the answer to an option load', () => {
  it('has 100 options or 100 groups, which keep their labels', () => {
    expect(parseOptions({ options: many(100, (at) => option(`${at}`)) }).ok).toBe(true);
    const more = parseOptions({ options: many(101, (at) => option(`${at}`)) });
    const faults = [{ pointer: '/options', message: 'no more than 100 items allowed' }];
    expect(more).toMatchObject({ ok: false, faults });
    const group = { label: plain('Fruit'), options: [option('pear')] };
    expect(parseOptions({ option_groups: [group] })).toEqual({
      ok: true,
      value: [{ label: 'Fruit', options: [option('pear')] }],
    });
    expect(parseOptions({ option_groups: many(101, () => group) }).ok).toBe(false);
  });

  it('has nothing else', () => {
    expect(parseOptions({ option_groups: [], options: [] }).ok).toBe(false);
    expect(parseOptions(undefined).ok).toBe(false);
  });
});
