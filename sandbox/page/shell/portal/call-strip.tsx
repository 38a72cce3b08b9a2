import { memo, useState } from 'react';
import type { CallLine } from '../../../page-server/protocol.ts';
import { SCROLLED_BY_KEYS } from '../scrolled-by-keys.ts';
import { statusText } from './status-text.ts';

/** Lower windows need the room for the portal itself. */
const HIGH = '(min-width: 700px) and (min-height: 600px)';

/** The app's calls to the portal and to Slack, newest first. */
export const CallStrip = memo(function CallStrip({ calls }: { calls: readonly CallLine[] }) {
  const [open, setOpen] = useState(() => window.matchMedia(HIGH).matches);
  return (
    <details className="call-strip" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <h3>Calls of the app</h3> <span className="count">{calls.length}</span>
      </summary>
      {calls.length === 0 ? <p className="nothing">The app has not called anything yet.</p> : null}
      <ol aria-label="Calls, newest first" hidden={calls.length === 0} {...SCROLLED_BY_KEYS}>
        {calls.toReversed().map((call) => (
          <CallRow key={call.id} call={call} />
        ))}
      </ol>
    </details>
  );
});

const CallRow = memo(function CallRow({ call }: { call: CallLine }) {
  const { to, method, path, ok, ms } = call;
  return (
    <li className={ok ? 'call' : 'call call-failed'}>
      <span className={`call-to call-to-${to}`}>{to === 'portal' ? 'Portal' : 'Slack'}</span>
      <code className="call-path" title={`${method} ${path}`}>
        {to === 'portal' ? <b>{method} </b> : null}
        {path}
      </code>
      <span className="call-status">{statusText(call)}</span>
      <span className="call-ms">{ms === undefined ? '' : `${Math.round(ms)} ms`}</span>
    </li>
  );
});
