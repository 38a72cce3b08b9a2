import './combobox.css';
import { useEffect, useId, useRef } from 'react';
import { ChosenTokens } from './chosen-tokens.tsx';
import { ComboboxInput } from './combobox-input.tsx';
import { ComboboxList } from './combobox-list.tsx';
import type { FieldNames } from './field-names.ts';
import { Popup } from './popup.tsx';
import { stateText } from './state-text.ts';
import { type Choosing, useCombobox } from './use-combobox.ts';
import { useLeave } from './use-leave.ts';
import { usePress } from './use-press.ts';

/** Chooses one or several from a list that opens below while one types. */
export function Combobox({
  names,
  placeholder,
  focusOnLoad,
  ...choosing
}: Choosing & { names: FieldNames; placeholder?: string; focusOnLoad?: boolean }) {
  const listId = useId();
  const control = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const combobox = useCombobox(choosing);
  const { chosen, several, clearable } = choosing;
  useLeave(control, combobox.leave);
  usePress(control, () => {
    input.current?.focus();
    combobox.show();
  });
  const { open, found } = combobox;
  useEffect(() => {
    // What is typed next is for another choice, not a change of this one’s text.
    if (!open && document.activeElement === input.current) input.current?.select();
  }, [open]);
  const shown = { focusOnLoad, placeholder: several && chosen.length > 0 ? undefined : placeholder };
  return (
    <div className="combobox" ref={control} data-open={open || undefined} data-invalid={names.invalid || undefined}>
      {several ? (
        <ChosenTokens
          chosen={chosen}
          label={names.label}
          onRemove={(option) => choosing.onChange(chosen.filter((each) => each.value !== option.value))}
          onLeave={() => input.current?.focus()}
        />
      ) : null}
      <ComboboxInput ref={input} listId={listId} names={names} combobox={combobox} {...shown} />
      {!several && clearable && chosen.length > 0 ? (
        <ClearButton
          label={names.label}
          onClear={() => {
            choosing.onChange([]);
            input.current?.focus();
          }}
        />
      ) : null}
      <svg className="combobox-chevron" viewBox="0 0 16 16" aria-hidden="true">
        <path d="m4 6 4 4 4-4" />
      </svg>
      <span className="unseen" role="status">
        {open ? stateText(found, combobox.full ? choosing.most : undefined) : ''}
      </span>
      {open ? (
        <Popup control={control} narrowest={240} className="combobox-popup">
          <ComboboxList id={listId} label={names.label} combobox={combobox} choosing={choosing} />
        </Popup>
      ) : null}
    </div>
  );
}

function ClearButton({ label, onClear }: { label: string; onClear(): void }) {
  return (
    <button type="button" className="combobox-clear" aria-label={`Clear ${label}`} onClick={onClear}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d="m4.5 4.5 7 7m0-7-7 7" />
      </svg>
    </button>
  );
}
