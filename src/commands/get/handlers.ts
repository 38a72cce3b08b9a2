import type { Deps } from '../../deps.ts';
import { findGroup } from '../../groups/find.ts';
import { groupPicker } from '../../groups/group-picker.ts';
import { readGroupReference } from '../../groups/reference.ts';
import { GROUP_SHOW } from '../../groups/rows.ts';
import { type Spoken, troubleBlocks } from '../../slack/guard.ts';
import type { Origin } from '../../slack/messenger.ts';
import { messageModal, waitingModal } from '../../slack/views.ts';
import { openWindow, type Window } from '../../slack/window.ts';
import { tellFailure } from '../failure-card.ts';
import { openForm } from '../open-form.ts';
import { withSuggestions } from '../suggestions.ts';
import { GET_PICK, GROUP_TITLE, groupModal, severalMatch, shownCard } from './views.ts';

/** Shows the group somebody typed; without a name a picker opens, several matches are listed to choose from. */
export async function getGroup(deps: Deps, origin: Origin, triggerId: string, argument: string): Promise<void> {
  const reference = readGroupReference(argument);
  if (reference.kind === 'none') {
    const picker = groupPicker({ title: 'Show a group', callbackId: GET_PICK, submit: 'Show', origin });
    await openForm(deps, origin, { triggerId }, picker);
    return;
  }
  const typed = reference.kind === 'name' ? reference.name : undefined;
  await guarded(deps, origin, typed, async () => {
    await deps.access.require(origin.userId, 'read');
    const found = await findGroup(deps.docspace, reference, deps.clock);
    if ('id' in found) return showGroup(deps, origin, found.id, found.summary?.name);
    await deps.messenger.privately(origin, severalMatch(found.several));
  });
}

/** Shows one group on top of the modal somebody clicked in. */
export async function pushGroup(deps: Deps, origin: Origin, triggerId: string, groupId: string): Promise<void> {
  const told = (spoken: Spoken) =>
    messageModal(GROUP_TITLE, troubleBlocks('The group cannot be shown', spoken), 'Back');
  await deps.guard.run(
    'show a group',
    async () => {
      const window = await openWindow(deps.slack, triggerId, waitingModal(GROUP_TITLE, 'Looking the group up…'), true);
      await deps.guard.run(
        'show a group',
        () => drawGroup(deps, origin, window, groupId),
        (spoken) => window.show(told(spoken)),
      );
    },
    (spoken) => deps.messenger.privately(origin, spoken.message),
  );
}

/** Draws one group, and a page of its members, into an open modal. */
export async function drawGroup(deps: Deps, origin: Origin, window: Window, groupId: string, page = 0): Promise<void> {
  await deps.access.require(origin.userId, 'read');
  const group = await deps.docspace.groups.get(groupId);
  await window.show(groupModal(group, origin.userId, deps.config.docspace.url, page));
}

/** Posts the card of one group; `name` is what a failure calls it, where it is known. */
export async function showGroup(deps: Deps, origin: Origin, groupId: string, name?: string): Promise<void> {
  await guarded(deps, origin, name, async () => {
    await deps.access.require(origin.userId, 'read');
    const group = await deps.docspace.groups.get(groupId);
    await deps.messenger.outcome(origin, shownCard(group, origin.userId, deps.config.docspace.url));
  });
}

/** Nothing is on screen yet: a refusal is private, a failure is posted where the card would have stood. */
async function guarded(deps: Deps, origin: Origin, name: string | undefined, work: () => Promise<void>): Promise<void> {
  const named = name === undefined ? {} : { groupName: name };
  await deps.guard.run('show a group', work, (spoken) =>
    tellFailure(deps, origin, {
      tried: 'look up',
      ...named,
      spoken: withSuggestions(spoken, GROUP_SHOW),
      shown: false,
    }),
  );
}
