import { type KeyboardEvent, useState } from 'react';
import type { Option } from '../../slack/block-kit/index.ts';
import { plainText } from '../block-kit/text-object.tsx';
import { movedTo } from './choices.ts';
import { type ChoiceSource, type Found, useChoices } from './use-choices.ts';

/** What a list is chosen from, and what choosing means. */
export interface Choosing {
  chosen: readonly Option[];
  source: ChoiceSource;
  several: boolean;
  /** How many may be chosen at most, where several may. */
  most: number;
  /** Emptying the text and going on takes the choice out; Escape leaves it. */
  clearable: boolean;
  onChange(chosen: Option[]): void;
}

/** The state of a combobox and its actions. */
export interface ComboboxState {
  open: boolean;
  text: string;
  found: Found;
  /** The option the arrows stand on; undefined when there is none to take. */
  active: Option | undefined;
  full: boolean;
  show(): void;
  /** Closes the list, since people went on to something else. */
  leave(): void;
  type(text: string): void;
  take(option: Option): void;
  point(option: Option): void;
  retry(): void;
  onKeyDown(event: KeyboardEvent<HTMLInputElement>): void;
}

/** The behaviour of a combobox with a list (WAI-ARIA combobox pattern), for one choice or several. */
export function useCombobox({ chosen, source, several, most, clearable, onChange }: Choosing): ComboboxState {
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState<string>();
  const [pointed, setPointed] = useState<string>();
  const { found, retry } = useChoices(source, typed ?? '', open);
  const [only] = several ? [] : chosen;
  const options = found.state === 'found' ? found.groups.flatMap((group) => group.options) : [];
  const isAt = (value: string | undefined) => options.find((option) => option.value === value);
  const active = open
    ? (isAt(pointed) ?? (typed === undefined ? isAt(only?.value) : undefined) ?? options[0])
    : undefined;
  const full = several && chosen.length >= most;

  const show = () => setOpen(true);
  const close = () => {
    setOpen(false);
    setTyped(undefined);
    setPointed(undefined);
  };
  const leave = () => {
    if (open && typed === '' && only && clearable) onChange([]);
    close();
  };
  const take = (option: Option) => {
    const isChosen = chosen.some((each) => each.value === option.value);
    if (!several) {
      close();
      if (!isChosen) onChange([option]);
      return;
    }
    if (isChosen) onChange(chosen.filter((each) => each.value !== option.value));
    else if (full) return;
    else onChange([...chosen, option]);
    setTyped(undefined);
    setPointed(option.value);
  };
  const type = (text: string) => {
    setTyped(text);
    setPointed(undefined);
    setOpen(true);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    const { key } = event;
    // The tab key leaves the list, unless it leads to the button in it.
    if (key === 'Tab' && found.state !== 'failed') return leave();
    if (key === 'Backspace' && several && !typed && chosen.length > 0) onChange(chosen.slice(0, -1));
    else if (key === 'Escape' && open) close();
    else if (key === 'Enter' && open && found.state === 'failed') retry();
    else if (key === 'Enter' && open && active) take(active);
    else if (key === 'Enter' || ((key === 'ArrowDown' || key === 'ArrowUp') && !open)) show();
    else if (open && isMove(key)) setPointed(movedTo(options, active, key)?.value);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const text = typed ?? (only ? plainText(only.text) : '');
  const point = (option: Option) => setPointed(option.value);
  return { open, text, found, active, full, show, leave, type, take, point, retry, onKeyDown };
}

type Move = 'ArrowDown' | 'ArrowUp' | 'Home' | 'End';

function isMove(key: string): key is Move {
  return key === 'ArrowDown' || key === 'ArrowUp' || key === 'Home' || key === 'End';
}
