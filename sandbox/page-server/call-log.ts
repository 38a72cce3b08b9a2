import type { Portal, PortalCall } from '../docspace/index.ts';
import type { Workspace } from '../slack/index.ts';
import type { CallRecord } from '../slack/state.ts';
import type { CallLine } from './protocol.ts';

/** Calls a tab is shown when it opens. */
const KEPT = 100;

/** The app's calls to both sides, in the order they came. */
export interface CallLog {
  lines(): readonly CallLine[];
  onLine(listener: (line: CallLine) => void): () => void;
  stop(): void;
}

/** Writes down every call from now on. */
export function createCallLog(workspace: Workspace, portal: Portal): CallLog {
  const lines: CallLine[] = [];
  const listeners = new Set<(line: CallLine) => void>();
  let last = 0;
  const add = (line: Omit<CallLine, 'id'>): void => {
    last += 1;
    const whole = { id: last, ...line };
    lines.push(whole);
    if (lines.length > KEPT) lines.shift();
    for (const listener of listeners) listener(whole);
  };
  const stops = [
    portal.onChange((change) => change.kind === 'call' && add(portalLine(change.call))),
    workspace.onChange((change) => change.kind === 'call' && add(slackLine(change.call))),
  ];
  return {
    lines: () => lines,
    onLine(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop() {
      for (const stop of stops) stop();
    },
  };
}

function portalLine({ method, path, status, ms }: PortalCall): Omit<CallLine, 'id'> {
  const ok = status >= 200 && status < 400;
  return { to: 'portal', method, path, status: status === 0 ? 'no answer' : String(status), ok, ms };
}

function slackLine({ method, ok, error, ms }: CallRecord & { ms?: number }): Omit<CallLine, 'id'> {
  return { to: 'slack', method: 'POST', path: method, status: error ?? 'ok', ok, ...(ms === undefined ? {} : { ms }) };
}
