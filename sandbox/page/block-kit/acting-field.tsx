import { useId } from 'react';
import type { InputElement } from '../../slack/block-kit/index.ts';
import type { FieldValue } from '../../slack/state.ts';
import { useConfirm } from '../forms/confirm-dialog.tsx';
import { FieldControl } from '../forms/field-control.tsx';
import { useFields } from '../forms/form-fields.tsx';
import { FailureNote } from './failure-note.tsx';
import { useAct } from './use-act.ts';

/** A menu, date or tick list outside of a form's fields: the app hears of every choice at once. */
export function ActingField({ element, blockId, label }: { element: InputElement; blockId: string; label: string }) {
  const { act, failure } = useAct(blockId, element.action_id ?? '');
  const { confirmed, dialog } = useConfirm('confirm' in element ? element.confirm : undefined);
  const fields = useFields();
  const id = useId();
  const onChange = async (value: FieldValue) => {
    if (!(await confirmed())) return;
    fields.hold(blockId, element, value);
    await act(value);
  };
  return (
    <div className="bk-element bk-acting">
      <FieldControl
        element={element}
        blockId={blockId}
        value={fields.valueOf(blockId, element)}
        names={{ id, label, invalid: false, required: false }}
        clearable={false}
        onChange={onChange}
      />
      <FailureNote text={failure} />
      {dialog}
    </div>
  );
}
