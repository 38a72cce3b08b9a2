import { type KeyboardEvent, useRef, useState } from 'react';
import type { Interactive } from '../../slack/block-kit/index.ts';
import { movedTo } from '../forms/choices.ts';
import { useConfirm } from '../forms/confirm-dialog.tsx';
import { Popup } from '../forms/popup.tsx';
import { useLeave } from '../forms/use-leave.ts';
import { FailureNote } from './failure-note.tsx';
import { safeLink } from './safe-link.ts';
import { plainText } from './text-object.tsx';
import { useAct } from './use-act.ts';

type Overflow = Extract<Interactive, { type: 'overflow' }>;
type OverflowOption = Overflow['options'][number];

/** The button with three dots and its short menu. */
export function OverflowMenu({ element, blockId }: { element: Overflow; blockId: string }) {
  const { act, busy, failure } = useAct(blockId, element.action_id ?? '');
  const { confirmed, dialog } = useConfirm(element.confirm);
  const [open, setOpen] = useState(false);
  const control = useRef<HTMLButtonElement>(null);
  const whole = useRef<HTMLSpanElement>(null);
  useLeave(whole, () => setOpen(false));
  const take = async ({ url, ...option }: OverflowOption) => {
    setOpen(false);
    control.current?.focus();
    if (!(await confirmed())) return;
    const href = url === undefined ? undefined : safeLink(url);
    if (href) window.open(href, '_blank', 'noopener,noreferrer');
    await act({ type: element.type, selected_option: option });
  };
  const close = () => {
    setOpen(false);
    control.current?.focus();
  };
  return (
    <span className="bk-element" ref={whole}>
      <button
        ref={control}
        type="button"
        className="bk-button bk-overflow"
        aria-label="More actions"
        aria-haspopup="menu"
        aria-expanded={open}
        aria-busy={busy || undefined}
        onClick={() => setOpen(!open)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' || open) return;
          event.preventDefault();
          setOpen(true);
        }}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M3 8h.01M8 8h.01M13 8h.01" />
        </svg>
      </button>
      {open ? (
        <Popup control={control} narrowest={220} className="bk-menu">
          <Menu options={element.options} onTake={take} onClose={close} />
        </Popup>
      ) : null}
      <FailureNote text={failure} />
      {dialog}
    </span>
  );
}

interface MenuProps {
  options: readonly OverflowOption[];
  onTake(option: OverflowOption): void;
  onClose(): void;
}

function Menu({ options, onTake, onClose }: MenuProps) {
  return (
    <div role="menu" aria-label="More actions" onKeyDown={(event) => moveInMenu(event, onClose)}>
      {options.map((option, index) => (
        <button
          key={option.value}
          ref={index === 0 ? focusOnce : undefined}
          type="button"
          role="menuitem"
          tabIndex={-1}
          className="bk-menu-item"
          onClick={() => onTake(option)}
        >
          <bdi>{plainText(option.text)}</bdi>
          {option.description ? <small>{plainText(option.description)}</small> : null}
        </button>
      ))}
    </div>
  );
}

/** The first item takes the focus once the popup around it is shown, which happens after its own mounting. */
function focusOnce(item: HTMLElement | null): void {
  if (item) requestAnimationFrame(() => item.focus());
}

function moveInMenu(event: KeyboardEvent<HTMLElement>, close: () => void): void {
  const { key } = event;
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=menuitem]')];
  const at = items.find((item) => item === document.activeElement);
  if (key === 'Escape') close();
  else if (key === 'ArrowDown' || key === 'ArrowUp' || key === 'Home' || key === 'End')
    movedTo(items, at, key)?.focus();
  else return;
  event.preventDefault();
  event.stopPropagation();
}
