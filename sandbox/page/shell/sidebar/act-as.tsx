import { useId, useRef } from 'react';
import type { CastCard } from '../../../page-server/protocol.ts';
import { usePage } from '../../page-context.ts';
import { ChevronIcon } from '../icons.tsx';
import { Menu } from '../menu.tsx';
import { Avatar } from '../messages/avatar.tsx';

/** The menu of the cast in the sidebar's foot. */
export function ActAs({ onActAs }: { onActAs: (userId: string) => void }) {
  const { snapshot } = usePage();
  const id = useId();
  const menu = useRef<HTMLElement>(null);
  const me = snapshot.cast.find((card) => card.id === snapshot.me);

  function choose(userId: string): void {
    menu.current?.hidePopover();
    onActAs(userId);
  }

  return (
    <section className="act-as" aria-label="You act as">
      <button type="button" className="act-as-button" popoverTarget={id}>
        <Avatar id={snapshot.me} name={me?.name ?? '?'} />
        <span>
          <small>You act as</small>
          <b>{me?.name ?? snapshot.me}</b>
          <small>{me?.docspace}</small>
        </span>
        <ChevronIcon />
      </button>
      <Menu id={id} box={menu} className="act-as-menu" label="People to act as">
        <h2>Act as</h2>
        <p>One click and you act as someone else. A second tab can be a second person.</p>
        <ul>
          {snapshot.cast.map((card) => (
            <li key={card.id}>
              <CastButton card={card} current={card.id === snapshot.me} onChoose={choose} />
            </li>
          ))}
        </ul>
      </Menu>
    </section>
  );
}

interface CastButtonProps {
  card: CastCard;
  current: boolean;
  onChoose(userId: string): void;
}

function CastButton({ card, current, onChoose }: CastButtonProps) {
  return (
    <button
      type="button"
      className="menu-item cast"
      aria-current={current}
      aria-disabled={!card.canAct}
      onClick={() => card.canAct && onChoose(card.id)}
    >
      <Avatar id={card.id} name={card.name} />
      <span>
        <b>{card.name}</b> <span className="cast-role">{card.docspace}</span>
        <small>{card.canAct ? card.why : `Can’t be acted as: ${card.why}`}</small>
      </span>
    </button>
  );
}
