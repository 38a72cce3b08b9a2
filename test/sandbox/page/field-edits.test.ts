import { fieldKey, keptEdits, shownValue } from '../../../sandbox/page/forms/field-edits.ts';
import type { Block, InputElement } from '../../../sandbox/slack/block-kit/index.ts';

const nameField: InputElement = { type: 'plain_text_input', action_id: 'name_in', initial_value: 'drawn' };

function input(blockId: string, element: InputElement): Block {
  return { type: 'input', block_id: blockId, label: { type: 'plain_text', text: 'Label' }, element };
}

const typed = { type: 'plain_text_input', value: 'typed' };
const held = { type: 'plain_text_input', value: 'held' };
const edits = new Map([[fieldKey('name', 'name_in'), typed]]);

describe('what a field shows', () => {
  it('is what was typed, then what the sandbox holds, then what the app drew', () => {
    const values = { name: { name_in: held } };
    expect(shownValue('name', nameField, { edits, values })).toBe(typed);
    expect(shownValue('name', nameField, { edits: new Map(), values })).toBe(held);
    const drawn = { type: 'plain_text_input', value: 'drawn' };
    expect(shownValue('name', nameField, { edits: new Map(), values: {} })).toEqual(drawn);
  });

  it('does not show what belonged to a field of another type', () => {
    const element: InputElement = { type: 'datepicker', action_id: 'name_in', initial_date: '2026-12-01' };
    const shown = shownValue('name', element, { edits, values: { name: { name_in: held } } });
    expect(shown).toEqual({ type: 'datepicker', selected_date: '2026-12-01' });
  });
});

describe('a redraw', () => {
  it('keeps what was put into fields that are still there', () => {
    const moved = [{ type: 'divider' as const }, input('other', nameField), input('name', nameField)];
    expect([...keptEdits(edits, moved)]).toEqual([...edits]);
  });

  it.each<[string, Block[]]>([
    ['gone', []],
    ['in another block', [input('other', nameField)]],
    ['under another action', [input('name', { ...nameField, action_id: 'else' })]],
    ['of another type', [input('name', { type: 'datepicker', action_id: 'name_in' })]],
  ])('drops it where the field is %s', (_, blocks) => {
    expect([...keptEdits(edits, blocks)]).toEqual([]);
  });

  it('keeps choices beside sections and in rows of elements too', () => {
    const element: InputElement = { type: 'static_select', action_id: 'pick', options: [] };
    const choice = new Map([[fieldKey('row', 'pick'), { type: 'static_select', selected_option: null }]]);
    expect(keptEdits(choice, [{ type: 'actions', block_id: 'row', elements: [element] }]).size).toBe(1);
    const text = { type: 'plain_text' as const, text: 'Pick' };
    expect(keptEdits(choice, [{ type: 'section', block_id: 'row', text, accessory: element }]).size).toBe(1);
  });
});
