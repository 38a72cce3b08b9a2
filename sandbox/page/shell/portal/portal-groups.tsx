import { memo, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import type { PortalGroupRow, PortalSnapshot } from '../../../page-server/protocol.ts';
import type { LiveState } from '../../live.ts';
import { FilterField } from './filter-field.tsx';
import { foundGroups } from './found-groups.ts';

interface PortalGroupsProps {
  portal: PortalSnapshot;
  marks: LiveState['marks'];
}

/** The portal's groups; what changed is marked, in view and spoken. */
export const PortalGroups = memo(function PortalGroups({ portal, marks }: PortalGroupsProps) {
  const [typed, setTyped] = useState('');
  const wanted = useDeferredValue(typed);
  const rows = useMemo(() => {
    const gone = marks.gone.map(({ group }) => group);
    return foundGroups(portal.groups, gone, wanted).map((listed) => {
      const marked = marks.rows[listed.group.id];
      return { ...listed, mark: listed.gone ? ('deleted' as const) : marked?.mark, round: marked?.round };
    });
  }, [portal.groups, marks, wanted]);
  const list = useRef<HTMLUListElement>(null);
  useMarkedInView(list, marks.round);
  const left = portal.groupTotal - portal.groups.length;
  return (
    <section className="portal-list" aria-label="Groups">
      <FilterField label="Filter groups" typed={typed} onType={setTyped} />
      <ul ref={list}>
        {rows.map(({ group, gone, mark, round }) => (
          <GroupRow key={`${group.id} ${gone}`} group={group} mark={mark} round={round} />
        ))}
      </ul>
      {rows.length === 0 ? <p className="nothing">No group matches.</p> : null}
      {left > 0 ? (
        <p className="nothing">
          The first {portal.groups.length} by name; {left.toLocaleString()} more are not shown.
        </p>
      ) : null}
      <p className="unseen" role="status">
        {rows.flatMap(({ group, mark }) => (mark ? [`${group.name}: ${mark}`] : [])).join(', ')}
      </p>
    </section>
  );
});

interface GroupRowProps {
  group: PortalGroupRow;
  mark: 'new' | 'changed' | 'deleted' | undefined;
  round: number | undefined;
}

const GroupRow = memo(function GroupRow({ group, mark, round }: GroupRowProps) {
  const { name, manager, memberCount, members, directory } = group;
  const unnamed = memberCount - members.length;
  return (
    // A new key restarts the fading.
    <li key={round} className={mark ? `portal-row portal-row-${mark}` : 'portal-row'} data-marked={mark}>
      <p className="portal-row-head">
        <b>{name}</b>
        {directory ? <span className="badge">Directory</span> : null}
        {mark ? <span className="mark">{mark}</span> : null}
      </p>
      <p>
        {manager ? `Managed by ${manager}` : 'No manager'} · {memberCount === 1 ? '1 member' : `${memberCount} members`}
      </p>
      {members.length > 0 ? (
        <p className="portal-members">
          {members.join(', ')}
          {unnamed > 0 ? ` and ${unnamed} more` : ''}
        </p>
      ) : null}
    </li>
  );
});

/** Brings what changed into view, unless the reader is busy in the list. */
function useMarkedInView(list: { current: HTMLUListElement | null }, round: number): void {
  useEffect(() => {
    if (round === 0 || list.current?.matches(':hover, :focus-within')) return;
    list.current?.querySelector('[data-marked]')?.scrollIntoView({ block: 'nearest' });
  }, [list, round]);
}
