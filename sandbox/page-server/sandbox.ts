import type { Portal } from '../docspace/index.ts';
import type { Workspace } from '../slack/index.ts';
import type { CallLog } from './call-log.ts';
import type { ChecklistTracker } from './checklist.ts';
import type { ClientSessions } from './client-sessions.ts';
import type { FaultSwitches } from './fault-switches.ts';
import type { PolicyControl } from './policy-control.ts';
import type { AppState } from './protocol.ts';
import type { ReadMarks } from './read-marks.ts';
import type { TimeControl } from './time-control.ts';

/** What the page shows and moves. */
export interface Sandbox {
  workspace: Workspace;
  portal: Portal;
  calls: CallLog;
  faults: FaultSwitches;
  sessions: ClientSessions;
  reads: ReadMarks;
  /** Undefined where there are no first steps: for another app, and in pictures. */
  checklist: ChecklistTracker | undefined;
  policy: PolicyControl;
  time: TimeControl;
  /** How the app is right now. */
  app(): AppState;
  /** Hears whenever {@link app} would answer differently. */
  onApp(listener: () => void): () => void;
}
