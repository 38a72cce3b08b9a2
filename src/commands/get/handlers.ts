import type { Deps } from '../../deps.ts';
import type { Origin } from '../../slack/messenger.ts';
import { openWindow } from '../../slack/window.ts';
import { findGroup } from '../find-group.ts';
import { groupPicker } from '../group-picker.ts';
import { readGroupReference } from '../group-reference.ts';
import { groupRows } from '../group-rows.ts';
import { GET_PICK, shownCard } from './views.ts';

/** Shows the group somebody typed; without a name a picker opens, several matches are listed to choose from. */
export async function getGroup(deps: Deps, origin: Origin, triggerId: string, argument: string): Promise<void> {
  const reference = readGroupReference(argument);
  if (reference.kind === 'none') {
    const picker = groupPicker({ title: 'Show a group', callbackId: GET_PICK, submit: 'Show', origin });
    await openWindow(deps.slack, triggerId, picker);
    return;
  }
  await privatelyGuarded(deps, origin, async () => {
    await deps.access.require(origin.userId, 'read');
    const found = await findGroup(deps.docspace, reference);
    if ('id' in found) return showGroup(deps, origin, found.id);
    const blocks = groupRows(found.several.slice(0, 10));
    const text = `${found.several.length} groups match. Choose the one to show.`;
    await deps.messenger.privately(origin, { text, blocks });
  });
}

/** Posts the card of one group. */
export async function showGroup(deps: Deps, origin: Origin, groupId: string): Promise<void> {
  await privatelyGuarded(deps, origin, async () => {
    await deps.access.require(origin.userId, 'read');
    const group = await deps.docspace.groups.get(groupId);
    await deps.messenger.outcome(origin, shownCard(group, origin.userId, deps.config.docspace.url));
  });
}

async function privatelyGuarded(deps: Deps, origin: Origin, work: () => Promise<void>): Promise<void> {
  await deps.guard.run('show a group', work, (spoken) =>
    spoken.kind === 'failure'
      ? deps.messenger.outcome(origin, spoken.message)
      : deps.messenger.privately(origin, spoken.message),
  );
}
