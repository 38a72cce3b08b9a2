import { useEffect, useLayoutEffect, useRef } from 'react';
import { usePage } from '../page-context.ts';
import { focusPage } from './form-focus.ts';
import { Modal } from './modal.tsx';

/** The person's open modals; only the top one can be used, those beneath peek out behind it. */
export function ModalStack() {
  const { modals } = usePage().snapshot;
  useFocusBack(modals.length > 0);
  return modals.map((view, index) => <Modal key={view.id} view={view} beneath={modals.length - 1 - index} />);
}

/** Remembers where the focus was before the first modal, and gives it back after the last. */
function useFocusBack(open: boolean): void {
  const origin = useRef<Element>(null);
  useLayoutEffect(() => {
    if (open) return;
    const remember = (event: FocusEvent) => {
      if (event.target instanceof HTMLElement) origin.current = event.target;
    };
    document.addEventListener('focusin', remember);
    return () => document.removeEventListener('focusin', remember);
  }, [open]);
  const was = useRef(open);
  useEffect(() => {
    if (was.current && !open) focusPage(origin.current);
    was.current = open;
  }, [open]);
}
