import './combobox.css';
import { useEffect, useId, useRef } from 'react';
import { ChosenTokens } from './chosen-tokens.tsx';
import { ComboboxList, choiceId } from './combobox-list.tsx';
import { type FieldNames, namedBy } from './field-names.ts';
import { Popup } from './popup.tsx';
import { stateWords } from './state-words.ts';
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
  useLeave(control, combobox.hide);
  usePress(control, () => {
    input.current?.focus();
    combobox.show();
  });
  const { open, found, active } = combobox;
  useEffect(() => {
    // What is typed next stands for another choice, not for a change of this one's words.
    if (!open && document.activeElement === input.current) input.current?.select();
  }, [open]);
  const listed = open && (found.state === 'found' || found.state === 'waiting') && found.groups.length > 0;
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
      <input
        ref={input}
        {...namedBy(names)}
        type="text"
        className="combobox-input"
        role="combobox"
        autoComplete="off"
        spellCheck={false}
        aria-label={names.label}
        aria-autocomplete="list"
        aria-expanded={listed}
        aria-controls={listed ? listId : undefined}
        aria-activedescendant={listed && active ? choiceId(listId, active) : undefined}
        data-focus-on-load={focusOnLoad || undefined}
        placeholder={several && chosen.length > 0 ? undefined : placeholder}
        value={combobox.words}
        onChange={(event) => combobox.type(event.target.value)}
        onFocus={(event) => event.currentTarget.select()}
        onClick={(event) => {
          if (!open) event.currentTarget.select();
          combobox.show();
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowLeft' && event.currentTarget.selectionEnd === 0) focusLastToken(control.current);
          combobox.onKeyDown(event);
        }}
      />
      {!several && clearable && chosen.length > 0 ? (
        <button
          type="button"
          className="combobox-clear"
          aria-label={`Clear ${names.label}`}
          onClick={() => {
            choosing.onChange([]);
            input.current?.focus();
          }}
        >
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d="m4.5 4.5 7 7m0-7-7 7" />
          </svg>
        </button>
      ) : null}
      <svg className="combobox-chevron" viewBox="0 0 16 16" aria-hidden="true">
        <path d="m4 6 4 4 4-4" />
      </svg>
      <span className="unseen" role="status">
        {open ? stateWords(found, combobox.full ? choosing.most : undefined) : ''}
      </span>
      {open ? (
        <Popup control={control} narrowest={240} className="combobox-popup">
          <ComboboxList id={listId} label={names.label} combobox={combobox} choosing={choosing} />
        </Popup>
      ) : null}
    </div>
  );
}

function focusLastToken(control: HTMLElement | null): void {
  const tokens = control?.querySelectorAll<HTMLElement>('[data-token]');
  tokens?.item(tokens.length - 1)?.focus();
}
