import type { Portal } from '../docspace/index.ts';
import type { Workspace } from '../slack/index.ts';
import type { CallLog } from './call-log.ts';
import type { FaultSwitches } from './fault-switches.ts';
import type { AppState } from './protocol.ts';

/** What the page shows and moves. */
export interface Sandbox {
  workspace: Workspace;
  portal: Portal;
  calls: CallLog;
  faults: FaultSwitches;
  /** How the app is right now. */
  app(): AppState;
  /** Hears whenever {@link app} would answer differently. */
  onApp(listener: () => void): () => void;
}
