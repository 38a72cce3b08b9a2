import type { LiveState } from '../../live.ts';
import { usePage } from '../../page-context.ts';
import { CloseIcon } from '../icons.tsx';
import { PolicyPanel } from '../policy/policy-panel.tsx';
import { CallStrip } from './call-strip.tsx';
import { PortalGroups } from './portal-groups.tsx';
import { PortalPeople } from './portal-people.tsx';
import { TroubleSwitches } from './trouble-switches.tsx';
import type { PortalTab } from './use-portal-pane.ts';

interface PortalPaneProps {
  marks: LiveState['marks'];
  tab: PortalTab;
  onTab(tab: PortalTab): void;
  onHide(): void;
}

/** The DocSpace portal as it is right now, the app's calls, and ways to make life difficult. */
export function PortalPane({ marks, tab, onTab, onHide }: PortalPaneProps) {
  const { portal, calls, faults, policy, daysAhead } = usePage().snapshot;
  const on = faults.filter((each) => each.on).length;
  const tabs = [
    { id: 'groups', label: 'Groups', count: portal.groupTotal },
    { id: 'people', label: 'People', count: portal.peopleTotal },
    ...(policy ? [{ id: 'policy', label: 'Policy', count: 0 } as const] : []),
    { id: 'trouble', label: 'Trouble', count: on },
  ] as const;
  return (
    <aside className="pane portal-pane" aria-label="DocSpace portal">
      <header className="conversation-head">
        <h2>DocSpace portal</h2>
        <p>{portal.url.replace(/^https?:\/\//, '')}</p>
        <button type="button" className="icon-button portal-hide" title="Hide the portal" onClick={onHide}>
          <CloseIcon />
          <span className="unseen">Hide the portal</span>
        </button>
      </header>
      <nav className="tabs" aria-label="Parts of the portal">
        {tabs.map(({ id, label, count }) => (
          <button key={id} type="button" aria-current={tab === id} onClick={() => onTab(id)}>
            {label}{' '}
            {(id !== 'trouble' && id !== 'policy') || count > 0 ? (
              <span className="count">{count.toLocaleString()}</span>
            ) : null}
          </button>
        ))}
      </nav>
      <div className="portal-part" key={tab}>
        {tab === 'groups' ? <PortalGroups portal={portal} marks={marks} /> : null}
        {tab === 'people' ? <PortalPeople portal={portal} marks={marks} /> : null}
        {tab === 'policy' && policy ? <PolicyPanel policy={policy} daysAhead={daysAhead} /> : null}
        {tab === 'trouble' ? <TroubleSwitches faults={faults} /> : null}
      </div>
      <CallStrip calls={calls} />
    </aside>
  );
}
