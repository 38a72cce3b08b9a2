import * as approvals from './approvals.ts';
import * as changes from './changes.ts';
import type { DemoStep } from './stage.ts';

/** Every step of `npm run demo`, in order. */
export const DEMO_STEPS: readonly DemoStep[] = [
  changes.create,
  changes.get,
  changes.list,
  changes.update,
  changes.refusedName,
  changes.noRight,
  approvals.askForEdit,
  approvals.approveEdit,
  approvals.undo,
  approvals.ask,
  approvals.selfApproval,
  approvals.approve,
  approvals.gone,
  approvals.restore,
  approvals.strict,
];
