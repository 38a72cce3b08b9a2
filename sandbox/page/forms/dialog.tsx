import './dialog.css';
import { type KeyboardEvent, type ReactNode, useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react';

/**
 * A modal dialog in the browser's top layer: what lies behind is inert, the tab key stays inside, and the focus goes
 * back to where it was. Escape dismisses it like its own close button.
 */
export function Dialog({
  labelledBy,
  describedBy,
  className,
  beneath = 0,
  alert = false,
  onDismiss,
  children,
}: {
  labelledBy: string;
  describedBy?: string;
  className: string;
  /** How many dialogs of the same stack lie on top of it. */
  beneath?: number;
  /** It interrupts with a question. */
  alert?: boolean;
  onDismiss(): void;
  children: ReactNode;
}) {
  const ref = useRef<HTMLDialogElement>(null);
  useModal(ref, onDismiss);
  return (
    <dialog
      ref={ref}
      className={className}
      role={alert ? 'alertdialog' : undefined}
      aria-modal="true"
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      data-beneath={beneath}
      onKeyDown={(event) => {
        // A dialog's keys are its own, also where React would hand them on to the dialog that opened it.
        event.stopPropagation();
        if (event.key === 'Tab') keepInside(event);
        if (event.key !== 'Escape') return;
        event.preventDefault();
        onDismiss();
      }}
    >
      {children}
    </dialog>
  );
}

function useModal(ref: { current: HTMLDialogElement | null }, onDismiss: () => void): void {
  const dismiss = useEffectEvent(onDismiss);
  useLayoutEffect(() => {
    const dialog = ref.current;
    const before = document.activeElement;
    dialog?.showModal();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [ref]);
  useEffect(() => {
    const dialog = ref.current;
    // Browsers dismiss in other ways too, such as a phone's back gesture; whether it closes is decided here.
    const onCancel = (event: Event) => {
      if (event.target !== dialog) return;
      event.preventDefault();
      dismiss();
    };
    dialog?.addEventListener('cancel', onCancel);
    return () => dialog?.removeEventListener('cancel', onCancel);
  }, [ref]);
}

const FOCUSABLE =
  ':is(a[href], button:not(:disabled), input:not(:disabled), textarea:not(:disabled), [tabindex="0"]):not([tabindex="-1"])';

/** The elements the tab key reaches within another, in their order. */
export function focusableIn(element: Element): HTMLElement[] {
  return [...element.querySelectorAll<HTMLElement>(FOCUSABLE)].filter((each) => each.checkVisibility());
}

function keepInside(event: KeyboardEvent<HTMLDialogElement>): void {
  const all = focusableIn(event.currentTarget);
  const [first] = all;
  const last = all.at(-1);
  const at = document.activeElement;
  const leaves = event.shiftKey ? at === first || at === event.currentTarget : at === last;
  if (!leaves) return;
  event.preventDefault();
  (event.shiftKey ? last : first)?.focus();
}
