import type { KeyboardEvent, ReactNode, RefObject, ToggleEvent } from 'react';

interface MenuProps {
  /** What the button that opens it names as its `popoverTarget`. */
  id: string;
  className: string;
  label: string;
  box: RefObject<HTMLElement | null>;
  children: ReactNode;
}

/** A list of buttons above everything else: it takes the focus when it opens, arrow keys move in it, Escape closes it. */
export function Menu({ id, className, label, box, children }: MenuProps) {
  function onToggle({ newState, currentTarget }: ToggleEvent<HTMLElement>): void {
    if (newState !== 'open') return;
    const items = itemsOf(currentTarget);
    const current = items.find((item) => item.ariaCurrent === 'true') ?? items[0];
    current?.focus();
  }
  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const items = itemsOf(event.currentTarget);
    const at = items.findIndex((item) => item.matches(':focus'));
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    items.at(next % items.length)?.focus();
  }
  return (
    <section
      id={id}
      ref={box}
      popover="auto"
      className={`menu ${className}`}
      aria-label={label}
      onToggle={onToggle}
      onKeyDown={onKeyDown}
    >
      {children}
    </section>
  );
}

function itemsOf(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('.menu-item')];
}
