import { focusableIn } from './dialog.tsx';

const FIELD = ':is(input, textarea, select):not(:disabled)';

/** Puts the focus where a form begins: the field the app named, the first field, or else the heading. */
export function focusStart(form: HTMLElement): void {
  const body = form.querySelector('.modal-body');
  const named = form.querySelector<HTMLElement>('[data-focus-on-load]');
  const field = named ?? body?.querySelector<HTMLElement>(FIELD);
  const start = field ?? form.querySelector<HTMLElement>('[data-heading]') ?? focusableIn(form)[0];
  start?.focus();
}

/** Whether the focus is where no user put it: on the heading, or nowhere in the form. */
export function isFocusIdle(form: HTMLElement): boolean {
  const at = document.activeElement;
  return !at || !form.contains(at) || at.hasAttribute('data-heading');
}

/** Puts the focus on the first field with an error; false when there is none. */
export function focusFirstError(form: HTMLElement): boolean {
  const wrong = form.querySelector<HTMLElement>(`[data-error] ${FIELD}`);
  wrong?.focus();
  return wrong !== null;
}

/** Gives the focus back to the page when the last form is gone. */
export function focusPage(origin: Element | null): void {
  const at = document.activeElement;
  if (at && at !== document.body && !at.closest('dialog')) return;
  const back = origin instanceof HTMLElement && origin.isConnected && origin !== document.body ? origin : undefined;
  const composer = document.querySelector<HTMLElement>('.composer textarea:not(:disabled)');
  (back ?? composer)?.focus();
}
