import type { Portal } from '../docspace/index.ts';
import type { Workspace } from '../slack/index.ts';
import type { StoredMessage } from '../slack/state.ts';
import type { FaultSwitches } from './fault-switches.ts';
import type { Checklist, ChecklistStep } from './protocol.ts';

/** First steps in the sandbox. A step is done once it has happened in the workspace or the portal, and stays done. */
export interface ChecklistTracker {
  /** Undefined once it is hidden. */
  state(): Checklist | undefined;
  /** A page was opened as this user. */
  actedAs(userId: string): void;
  hide(): void;
  onChange(listener: () => void): () => void;
  stop(): void;
}

/** The app's command; another app has other first steps. */
const COMMAND = '/docspace-group';

/** The buttons of a deletion's card, by `action_id`: while it waits, and while an approved one can be stopped. */
const APPROVE = 'request_approve';
const STOP = 'request_stop';

interface Parts {
  workspace: Workspace;
  portal: Portal;
  faults: FaultSwitches;
}

/** Follows the first steps from now on; undefined where the workspace is for another app. */
export function createChecklist(parts: Parts): ChecklistTracker | undefined {
  const { workspace, portal, faults } = parts;
  if (!workspace.state.manifest.commands.some(({ command }) => command === COMMAND)) return undefined;
  const groupsAtStart = new Set(portal.groups().map(({ id }) => id));
  const done = new Set<ChecklistStep>();
  const users = new Set<string>();
  const listeners = new Set<() => void>();
  let [hidden, group, card]: [boolean, string | undefined, Checklist['card']] = [false, undefined, undefined];
  let groupTotal = groupsAtStart.size;

  function changed(): void {
    for (const listener of listeners) listener();
  }
  function complete(step: ChecklistStep): void {
    if (done.has(step)) return;
    done.add(step);
    changed();
  }
  function lookAtPortal(): void {
    const groups = portal.groups();
    const created = groups.findLast(({ id }) => !groupsAtStart.has(id));
    if (created) group = created.name;
    if (created) complete('create');
    if (card && groups.length < groupTotal) complete('approve');
    groupTotal = groups.length;
  }
  function lookAtMessage(channel: string, ts: string): void {
    const message = workspace.state.message(channel, ts);
    if (!message || message.visibleTo !== undefined || message.user !== workspace.state.bot.userId) return;
    if (hasButton(message, APPROVE, 'danger')) {
      card = { channel, ts };
      complete('request');
    } else if (card?.channel === channel && card.ts === ts && hasButton(message, STOP)) complete('approve');
  }
  const stops = [
    portal.onChange(({ kind }) => kind === 'group' && lookAtPortal()),
    workspace.onChange((change) => change.kind === 'message' && lookAtMessage(change.channel, change.ts)),
    faults.onChange(() => faults.switches().some(({ on }) => on) && complete('fault')),
  ];
  return {
    state: () => (hidden ? undefined : { done: [...done], ...(group ? { group } : {}), ...(card ? { card } : {}) }),
    actedAs(userId) {
      users.add(userId);
      if (users.size > 1) complete('switch');
    },
    hide() {
      hidden = true;
      changed();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop() {
      for (const stop of stops) stop();
    },
  };
}

function hasButton({ blocks }: StoredMessage, actionId: string, style?: string): boolean {
  return blocks.some(
    (block) =>
      block.type === 'actions' &&
      block.elements.some(
        (element) =>
          element.type === 'button' &&
          element.action_id === actionId &&
          (style === undefined || element.style === style),
      ),
  );
}
