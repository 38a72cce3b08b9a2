import { useId, useRef } from 'react';
import { usePage } from '../../page-context.ts';
import { BoltIcon } from '../icons.tsx';
import { Menu } from '../menu.tsx';

/** The app's global shortcuts behind a lightning bolt. */
export function ShortcutsMenu({ onFailure }: { onFailure: (sentence: string) => void }) {
  const { snapshot, ask } = usePage();
  const id = useId();
  const menu = useRef<HTMLElement>(null);

  function run(callbackId: string): void {
    menu.current?.hidePopover();
    ask('shortcut', { callbackId }).then(
      (taken) => {
        if (taken === 'unanswered') onFailure('The app did not answer this shortcut in time.');
      },
      (error: Error) => onFailure(error.message),
    );
  }

  return (
    <div className="shortcuts">
      <button
        type="button"
        className="icon-button"
        popoverTarget={id}
        title="Shortcuts"
        disabled={snapshot.shortcuts.length === 0}
      >
        <BoltIcon />
        <span className="unseen">Shortcuts</span>
      </button>
      <Menu id={id} box={menu} className="shortcuts-menu" label="Shortcuts">
        <h3>Shortcuts of {snapshot.app.name}</h3>
        <ul>
          {snapshot.shortcuts.map(({ callbackId, name, description }) => (
            <li key={callbackId}>
              <button type="button" className="menu-item" onClick={() => run(callbackId)}>
                <b>{name}</b>
                {description ? <small>{description}</small> : null}
              </button>
            </li>
          ))}
        </ul>
      </Menu>
    </div>
  );
}
