import type { Ref } from 'react';
import { choiceId } from './combobox-list.tsx';
import { type FieldNames, namedBy } from './field-names.ts';
import type { ComboboxState } from './use-combobox.ts';

interface InputProps {
  ref: Ref<HTMLInputElement>;
  listId: string;
  names: FieldNames;
  combobox: ComboboxState;
  placeholder?: string;
  focusOnLoad?: boolean;
}

/** Where one types to find a choice; screen readers follow the list from here. */
export function ComboboxInput({ ref, listId, names, combobox, placeholder, focusOnLoad }: InputProps) {
  const { open, found, active } = combobox;
  const listed = open && (found.state === 'found' || found.state === 'waiting') && found.groups.length > 0;
  return (
    <input
      ref={ref}
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
      placeholder={placeholder}
      value={combobox.text}
      onChange={(event) => combobox.type(event.target.value)}
      onFocus={(event) => event.currentTarget.select()}
      onClick={(event) => {
        if (!open) event.currentTarget.select();
        combobox.show();
      }}
      onKeyDown={(event) => {
        if (event.key === 'ArrowLeft' && event.currentTarget.selectionEnd === 0) focusLastToken(event.currentTarget);
        combobox.onKeyDown(event);
      }}
    />
  );
}

/** What is chosen is right before the text. */
function focusLastToken(input: HTMLElement): void {
  const tokens = input.previousElementSibling?.querySelectorAll<HTMLElement>('[data-token]');
  tokens?.item(tokens.length - 1)?.focus();
}
