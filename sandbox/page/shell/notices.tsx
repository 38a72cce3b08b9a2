import { useState } from 'react';
import { usePage } from '../page-context.ts';
import { CloseIcon, WarningIcon } from './icons.tsx';

/** What stands above every conversation while it matters: lasting troubles, an absent app, and what Slack would refuse. */
export function Notices({ onTroubles }: { onTroubles: () => void }) {
  const { app, troubles } = usePage().scene;
  const on = troubles.filter((each) => each.kind === 'lasting' && each.on);
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
      <RefusalNotice />
    </div>
  );
}

/** What the app sent and Slack itself would not have taken. */
function RefusalNotice() {
  const { refusals } = usePage().scene;
  const [dismissed, setDismissed] = useState(0);
  const numbered = refusals
    .map((refusal, number) => ({ number, refusal }))
    .slice(dismissed)
    .reverse();
  if (numbered.length === 0) return null;
  return (
    <div className="refusal" role="alert">
      <WarningIcon />
      <div>
        <p>
          <b>Slack would have refused this</b>
          {numbered.length > 1 ? ` (${numbered.length} times, the latest first)` : ''}
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
