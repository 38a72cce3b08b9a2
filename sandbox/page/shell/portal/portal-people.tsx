import { memo, useDeferredValue, useMemo, useState } from 'react';
import type { PortalPersonRow, PortalSnapshot } from '../../../page-server/protocol.ts';
import type { LiveState } from '../../live.ts';
import { FilterField } from './filter-field.tsx';

interface PortalPeopleProps {
  portal: PortalSnapshot;
  marks: LiveState['marks'];
}

const STATUS: Readonly<Record<PortalPersonRow['status'], string>> = {
  active: 'Active',
  disabled: 'Disabled',
  pending: 'Invited',
};

/** The portal's people: the cast, then the first of the crowd. */
export const PortalPeople = memo(function PortalPeople({ portal, marks }: PortalPeopleProps) {
  const [typed, setTyped] = useState('');
  const wanted = useDeferredValue(typed).trim().toLowerCase();
  const found = useMemo(
    () => portal.people.filter((person) => `${person.name} ${person.role}`.toLowerCase().includes(wanted)),
    [portal.people, wanted],
  );
  const left = portal.peopleTotal - portal.people.length;
  return (
    <section className="portal-list" aria-label="People">
      <FilterField label="Filter people" typed={typed} onType={setTyped} />
      <ul>
        {found.map(({ id, name, role, status }) => {
          const mark = marks.rows[id]?.mark;
          return (
            <li key={id} className={mark ? `portal-row portal-person portal-row-${mark}` : 'portal-row portal-person'}>
              <b>{name.trim() || 'No name yet'}</b>
              <span>{role}</span>
              <span className={`standing standing-${status}`}>{STATUS[status]}</span>
              {mark ? <span className="mark">{mark}</span> : null}
            </li>
          );
        })}
      </ul>
      {found.length === 0 ? <p className="nothing">Nobody matches.</p> : null}
      {left > 0 ? <p className="nothing">{left.toLocaleString()} more are not shown.</p> : null}
    </section>
  );
});
