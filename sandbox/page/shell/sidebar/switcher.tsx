import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Snapshot } from '../../../page-server/protocol.ts';
import { usePage } from '../../page-context.ts';
import { HashIcon, LockIcon, SearchIcon } from '../icons.tsx';
import { Avatar } from '../messages/avatar.tsx';
import type { UnreadByChannel } from '../unread.ts';

interface SwitcherProps {
  unread: UnreadByChannel;
  onOpen(channel: string): void;
  onActAs(userId: string): void;
}

interface Destination {
  id: string;
  kind: 'public' | 'private' | 'direct' | 'person';
  label: string;
  hint: string;
}

/** Ctrl+K or Cmd+K: type where to go or who to act as. */
export function Switcher(props: SwitcherProps) {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey)
        return;
      event.preventDefault();
      // A form on screen comes first.
      if (!document.querySelector('dialog[open]')) setOpen(true);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return open ? <SwitcherDialog {...props} onClose={() => setOpen(false)} /> : null;
}

function SwitcherDialog({ unread, onOpen, onActAs, onClose }: SwitcherProps & { onClose(): void }) {
  const { snapshot } = usePage();
  const dialog = useRef<HTMLDialogElement>(null);
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  useEffect(() => dialog.current?.showModal(), []);
  const found = destinations(snapshot, unread).filter(({ label }) => label.toLowerCase().includes(typed.toLowerCase()));
  const chosen = Math.min(active, found.length - 1);

  function goTo({ kind, id }: Destination): void {
    dialog.current?.close();
    if (kind === 'person') onActAs(id);
    else onOpen(id);
  }
  function onKeyDown(event: KeyboardEvent): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const there = found[chosen];
    if (step !== 0 && found.length > 0) setActive((chosen + step + found.length) % found.length);
    else if (event.key === 'Enter' && there) goTo(there);
    else return;
    event.preventDefault();
  }

  return (
    <dialog ref={dialog} className="switcher" aria-label="Go to a conversation or a person" onClose={onClose}>
      <label className="search">
        <SearchIcon />
        <span className="unseen">Channel or person</span>
        <input
          value={typed}
          placeholder="Channel or person"
          role="combobox"
          aria-expanded="true"
          aria-controls="switcher-list"
          aria-activedescendant={chosen >= 0 ? `switcher-${chosen}` : undefined}
          onChange={(event) => {
            setTyped(event.target.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
        />
      </label>
      <div role="listbox" id="switcher-list" aria-label="Conversations and people">
        {found.map((destination, index) => (
          <div
            key={destination.id}
            id={`switcher-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            className="destination"
            onPointerDown={(event) => {
              event.preventDefault();
              goTo(destination);
            }}
          >
            <DestinationIcon {...destination} />
            <b>{destination.label}</b>
            <small>{destination.hint}</small>
          </div>
        ))}
      </div>
      {found.length === 0 ? <p className="nothing">No channel or person has this name.</p> : null}
    </dialog>
  );
}

function DestinationIcon({ kind, id, label }: Destination) {
  if (kind === 'public') return <HashIcon />;
  if (kind === 'private') return <LockIcon />;
  return <Avatar id={id} name={label} app={kind === 'direct'} />;
}

/** Unread conversations first, then the others, then the people one can be. */
function destinations({ channels, cast, me }: Snapshot, unread: UnreadByChannel): Destination[] {
  const conversations = channels
    .map(({ id, kind, name }) => ({ id, kind, label: name, count: unread[id]?.messages ?? 0 }))
    .sort((a, b) => b.count - a.count)
    .map(({ count, ...there }) => ({ ...there, hint: count > 0 ? `${count} unread` : '' }));
  const people = cast
    .filter(({ id, canAct }) => canAct && id !== me)
    .map(({ id, name, docspace }) => ({ id, kind: 'person', label: name, hint: `Act as: ${docspace}` }) as const);
  return [...conversations, ...people];
}
