import { errorsAtFields, fieldName, withOwnFieldIds } from '../../src/slack/field-ids.ts';
import { readViewState } from '../../src/slack/view-state.ts';
import { modal, textInput } from '../../src/slack/views.ts';

describe('ids of a form’s fields', () => {
  const form = modal({
    title: 'Form',
    blocks: [
      { type: 'divider', block_id: 'line' },
      textInput({ block: 'form_name', action: 'form_name', label: 'Name' }),
      textInput({ block: 'form_name_again', action: 'form_name_again', label: 'Name again' }),
    ],
  });
  const idsIn = ({ blocks }: { blocks: { block_id?: string }[] }) => blocks.map(({ block_id = '' }) => block_id);

  it('are of their own each time the form is shown; other blocks and action ids stay', () => {
    const [one, other] = [withOwnFieldIds(form), withOwnFieldIds(form)];
    expect(idsIn(one)).not.toEqual(idsIn(other));
    expect(idsIn(one).map(fieldName)).toEqual(['line', 'form_name', 'form_name_again']);
    expect(one.blocks[0]).toEqual(form.blocks[0]);
    expect(one.blocks[1]).toMatchObject({ element: { action_id: 'form_name' } });
  });

  it('are read and refused by the names of the fields, also those of a form that an older version has shown', () => {
    for (const shown of [withOwnFieldIds(form), form]) {
      const [, id = ''] = idsIn(shown);
      expect(readViewState({ [id]: { form_name: { value: 'Una' } } }).text('form_name')).toBe('Una');
      expect(errorsAtFields(shown.blocks, { form_name: 'Too long.' })).toEqual({ [id]: 'Too long.' });
      expect(errorsAtFields(shown.blocks, { [id]: 'Busy.' })).toEqual({ [id]: 'Busy.' });
    }
  });
});
