import { useState } from 'react';
import type { UnreadByChannel } from './unread.ts';

/** The panes a narrow window shows one at a time. */
export type Pane = 'sidebar' | 'main' | 'portal';

interface PaneTabsProps {
  pane: Pane;
  onPane(pane: Pane): void;
  unread: UnreadByChannel;
  /** Rises whenever the portal changes. */
  changed: number;
}

/** Leads from pane to pane where the window is too narrow for all of them. */
export function PaneTabs({ pane, onPane, unread, changed }: PaneTabsProps) {
  const [seen, setSeen] = useState(changed);
  if (pane === 'portal' && seen !== changed) setSeen(changed);
  const waiting = Object.keys(unread).length > 0;
  const tabs = [
    { id: 'sidebar', label: 'Channels', changed: waiting },
    { id: 'main', label: 'Messages', changed: false },
    { id: 'portal', label: 'Portal', changed: seen < changed },
  ] as const;
  return (
    <nav className="pane-tabs" aria-label="Panes">
      {tabs.map(({ id, label, changed: unseen }) => (
        <button
          key={id}
          type="button"
          className={`pane-tab pane-tab-${id}`}
          aria-current={pane === id}
          onClick={() => onPane(id)}
        >
          {label}
          {unseen ? (
            <>
              <span className="dot" />
              <span className="unseen"> has something new</span>
            </>
          ) : null}
        </button>
      ))}
    </nav>
  );
}
