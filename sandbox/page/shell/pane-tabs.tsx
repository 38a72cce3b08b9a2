import { useState } from 'react';

/** The panes a narrow window shows one at a time. */
export type Pane = 'sidebar' | 'main' | 'portal';

interface PaneTabsProps {
  pane: Pane;
  onPane(pane: Pane): void;
  unread: Readonly<Record<string, number>>;
  /** Rises whenever the portal changes. */
  changed: number;
}

/** Leads from pane to pane where the window is too narrow for all of them. */
export function PaneTabs({ pane, onPane, unread, changed }: PaneTabsProps) {
  const [seen, setSeen] = useState(changed);
  if (pane === 'portal' && seen !== changed) setSeen(changed);
  const waiting = Object.values(unread).some((count) => count > 0);
  const tabs = [
    { id: 'sidebar', label: 'Channels', news: waiting },
    { id: 'main', label: 'Messages', news: false },
    { id: 'portal', label: 'Portal', news: seen < changed },
  ] as const;
  return (
    <nav className="pane-tabs" aria-label="Panes">
      {tabs.map(({ id, label, news }) => (
        <button
          key={id}
          type="button"
          className={`pane-tab pane-tab-${id}`}
          aria-current={pane === id}
          onClick={() => onPane(id)}
        >
          {label}
          {news ? (
            <>
              <span className="dot" />
              <span className="unseen"> has news</span>
            </>
          ) : null}
        </button>
      ))}
    </nav>
  );
}
