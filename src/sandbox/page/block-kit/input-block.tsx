import { useId } from 'react';
import type { InputBlock as InputBlockParts } from '../../workspace/block-kit/index.ts';
import { FieldControl } from '../forms/field-control.tsx';
import { useFields } from '../forms/form-fields.tsx';
import { useSurface } from './surface.tsx';
import { plainWords } from './text-object.tsx';
import { useAct } from './use-act.ts';

/** A field of a form: label, control, hint and what is wrong with it. */
export function InputBlock({ block }: { block: InputBlockParts }) {
  const { view, place } = useSurface();
  const fields = useFields();
  const id = useId();
  const { element, hint, optional = false, block_id: blockId = '' } = block;
  const { act } = useAct(blockId, element.action_id ?? '');
  const error = view?.errors[blockId];
  const label = plainWords(block.label);
  const describedBy = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ');
  return (
    <div className="field" data-error={error ? true : undefined}>
      <FieldLabel htmlFor={isTicked(element.type) ? undefined : id} label={label} optional={optional} />
      <FieldControl
        key={element.type}
        element={element}
        blockId={blockId}
        value={fields.valueOf(blockId, element)}
        names={{ id, label, describedBy, invalid: error !== undefined, required: !optional }}
        onChange={(value) => {
          fields.put(blockId, element, value);
          // Messages have no form to be sent: the app hears at once of what it asked for.
          if (place.kind === 'message' && block.dispatch_action) void act(value);
        }}
        onEnter={async () => {
          await fields.flush();
          await act(fields.valueOf(blockId, element));
        }}
      />
      {error ? (
        <p className="field-error" id={`${id}-error`}>
          {error}
        </p>
      ) : null}
      {hint ? (
        <p className="field-hint" id={`${id}-hint`}>
          {plainWords(hint)}
        </p>
      ) : null}
    </div>
  );
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
