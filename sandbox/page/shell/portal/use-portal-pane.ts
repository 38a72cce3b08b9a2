import { useState } from 'react';

/** What the portal's pane shows. */
export type PortalTab = 'groups' | 'people' | 'policy' | 'trouble';

const KEPT = 'sandbox:portal-pane';

interface PortalPaneChoice {
  open: boolean;
  tab: PortalTab;
  setTab(tab: PortalTab): void;
  toggle(): void;
  /** Opens the pane at a tab. */
  show(tab: PortalTab): void;
}

/** Whether the portal is open, kept from visit to visit, and which part of it. */
export function usePortalPane(): PortalPaneChoice {
  const [open, setOpen] = useState(() => localStorage.getItem(KEPT) !== 'closed');
  const [tab, setTab] = useState<PortalTab>('groups');
  function keep(next: boolean): void {
    localStorage.setItem(KEPT, next ? 'open' : 'closed');
    setOpen(next);
  }
  return {
    open,
    tab,
    setTab,
    toggle() {
      keep(!open);
      requestAnimationFrame(focusSwitch);
    },
    show(wanted) {
      setTab(wanted);
      keep(true);
    },
  };
}

/** Of the two buttons that open and hide the pane one is there at a time; the focus goes from one to the other. */
function focusSwitch(): void {
  const buttons = [...document.querySelectorAll<HTMLElement>('.portal-toggle, .portal-hide')];
  buttons.find((button) => button.offsetParent !== null)?.focus();
}
