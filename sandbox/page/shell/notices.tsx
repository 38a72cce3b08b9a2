import { useState } from 'react';
import { refusedBy } from '../../slack/change.ts';
import { usePage } from '../page-context.ts';
import { forgottenText } from './forgotten-text.ts';
import { CloseIcon, EyeIcon, WarningIcon } from './icons.tsx';

/** What stands above every conversation while it matters: lasting faults, an absent app, and what Slack would refuse. */
export function Notices({ onTroubles }: { onTroubles: () => void }) {
  const { app, faults } = usePage().snapshot;
  const on = faults.filter((each) => each.kind === 'lasting' && each.on);
  const expected = on.some(({ side }) => side === 'app');
  const absent = app.running && app.connected ? [] : [app.running ? 'the app is not connected' : 'the app is stopped'];
  const chips = [...on.map(({ label }) => label), ...(expected ? [] : absent)];
  return (
    <div className="notices">
      <div role="status">
        {chips.length > 0 ? (
          <button type="button" className="trouble-chip" onClick={onTroubles}>
            <WarningIcon /> Trouble is on: {chips.join(', ')}
          </button>
        ) : null}
      </div>
      <ForgottenNotice />
      <RefusalNotice />
    </div>
  );
}

/** Says once after a reload what is gone by it; a page that is opened anew never had it. */
function ForgottenNotice() {
  const { forgotten } = usePage().snapshot;
  const [dismissed, setDismissed] = useState(!wasReloaded());
  const text = forgottenText(forgotten);
  if (dismissed || text === undefined) return null;
  return (
    <div className="forgotten" role="status">
      <EyeIcon />
      <p>{text}</p>
      <button type="button" className="icon-button" title="Dismiss" onClick={() => setDismissed(true)}>
        <CloseIcon />
        <span className="unseen">Dismiss</span>
      </button>
    </div>
  );
}

function wasReloaded(): boolean {
  const [entry] = performance.getEntriesByType('navigation');
  return entry instanceof PerformanceNavigationTiming && entry.type === 'reload';
}

/** What the app sent and Slack itself, or this workspace alone, did not take. */
function RefusalNotice() {
  const { refusals } = usePage().snapshot;
  const [dismissed, setDismissed] = useState(0);
  const numbered = refusals
    .map((refusal, number) => ({ number, refusal }))
    .slice(dismissed)
    .reverse();
  const [latest] = numbered;
  if (!latest) return null;
  return (
    <div className="refusal" role="alert">
      <WarningIcon />
      <div>
        <p>
          <b>{refusedBy(latest.refusal)}</b>
          {numbered.length > 1 ? ` (the latest of ${numbered.length})` : ''}
        </p>
        <ul>
          {numbered.map(({ number, refusal: { method, error, pointer, message } }) => (
            <li key={number}>
              <code>{method}</code>: <code>{error}</code>
              {pointer ? (
                <>
                  {' '}
                  at <code>{pointer}</code>
                </>
              ) : null}
              {message ? `: ${message}` : ''}
            </li>
          ))}
        </ul>
      </div>
      <button type="button" className="icon-button" title="Dismiss" onClick={() => setDismissed(refusals.length)}>
        <CloseIcon />
        <span className="unseen">Dismiss</span>
      </button>
    </div>
  );
}
