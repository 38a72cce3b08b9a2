import { useId, useRef, useState } from 'react';
import { usePage } from '../../page-context.ts';
import { BoltIcon } from '../icons.tsx';
import { Menu } from '../menu.tsx';

/** The app's shortcuts for one message. */
export function MessageMenu({ channel, ts, name }: { channel: string; ts: string; name: string }) {
  const { snapshot, ask } = usePage();
  const id = useId();
  const menu = useRef<HTMLElement>(null);
  const [failure, setFailure] = useState<string>();

  async function run(callbackId: string): Promise<void> {
    setFailure(undefined);
    try {
      const taken = await ask('messageShortcut', { callbackId, channel, ts });
      if (taken === 'acknowledged') menu.current?.hidePopover();
      else setFailure('The app did not answer this shortcut in time.');
    } catch (error) {
      setFailure(error instanceof Error ? error.message : 'That didn’t work. Try again.');
    }
  }

  return (
    <>
      <button type="button" className="icon-button" popoverTarget={id} title="Shortcuts for this message">
        <BoltIcon />
        <span className="unseen">Shortcuts for the message of {name}</span>
      </button>
      <Menu id={id} box={menu} className="message-menu" label="Shortcuts for this message">
        {failure ? <p role="alert">{failure}</p> : null}
        <ul>
          {snapshot.messageShortcuts.map((shortcut) => (
            <li key={shortcut.callbackId}>
              <button type="button" className="menu-item" onClick={() => void run(shortcut.callbackId)}>
                <b>{shortcut.name}</b>
                {shortcut.description ? <small>{shortcut.description}</small> : null}
              </button>
            </li>
          ))}
        </ul>
      </Menu>
    </>
  );
}
