import { useId } from 'react';
import type { InputBlock as InputBlockParts, InputElement } from '../../slack/block-kit/index.ts';
import { isTyped } from '../../slack/block-kit/interactive.ts';
import { FieldControl } from '../forms/field-control.tsx';
import { useFields } from '../forms/form-fields.tsx';
import { FailureNote } from './failure-note.tsx';
import { useSurface } from './surface.tsx';
import { plainText } from './text-object.tsx';
import { NOT_ANSWERED, useAct } from './use-act.ts';

/** A field of a form: label, control, hint and what is wrong with it. */
export function InputBlock({ block }: { block: InputBlockParts }) {
  const { view, place } = useSurface();
  const fields = useFields();
  const id = useId();
  const { element, hint, optional = false, block_id: blockId = '' } = block;
  const { act, failure } = useAct(blockId, element.action_id ?? '');
  const error = view?.errors[blockId];
  const label = plainText(block.label);
  const describedBy = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ');
  const waitsForEnter = block.dispatch_action === true && dispatchesOnEnter(element);
  const onEnter = async () => {
    // What cannot be told now is told with the form.
    await fields.flush().catch(() => undefined);
    await act(fields.valueOf(blockId, element));
  };
  return (
    <div className="field" data-error={error ? true : undefined}>
      <FieldLabel htmlFor={isTicked(element.type) ? undefined : id} label={label} optional={optional} />
      <FieldControl
        key={element.type}
        element={element}
        blockId={blockId}
        value={fields.valueOf(blockId, element)}
        names={{ id, label, describedBy, invalid: error !== undefined, required: !optional }}
        clearable={optional}
        onChange={(value) => {
          fields.put(blockId, element, value);
          // Messages have no form to be sent: each change is told, and whether the app hears of it is up to the block.
          if (place.kind === 'message' && !waitsForEnter) void act(value);
        }}
        onEnter={waitsForEnter ? onEnter : undefined}
      />
      <FailureNote text={failure ?? (fields.isUnanswered(blockId, element) ? NOT_ANSWERED : undefined)} />
      {error ? (
        <p className="field-error" id={`${id}-error`}>
          {error}
        </p>
      ) : null}
      {hint ? (
        <p className="field-hint" id={`${id}-hint`}>
          {plainText(hint)}
        </p>
      ) : null}
    </div>
  );
}

/** Text fields tell the app on Enter where the app does not say otherwise (docs: dispatch_action_config). */
function dispatchesOnEnter(element: InputElement): boolean {
  if (!isTyped(element)) return false;
  return element.dispatch_action_config?.trigger_actions_on.includes('on_enter_pressed') ?? true;
}

function isTicked(type: string): boolean {
  return type === 'checkboxes' || type === 'radio_buttons';
}

function FieldLabel({ htmlFor, label, optional }: { htmlFor?: string; label: string; optional: boolean }) {
  const words = (
    <>
      {label}
      {optional ? <span className="field-optional"> (optional)</span> : null}
    </>
  );
  return htmlFor ? (
    <label className="field-label" htmlFor={htmlFor}>
      {words}
    </label>
  ) : (
    <p className="field-label">{words}</p>
  );
}
