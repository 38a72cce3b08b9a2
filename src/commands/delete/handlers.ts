import type { Deps } from '../../deps.ts';
import { DamagedGroup, type GroupSummary } from '../../docspace/index.ts';
import { DELETE_OPEN } from '../../groups/card.ts';
import { type FoundGroup, findGroup, refuseKeptElsewhere } from '../../groups/find.ts';
import { groupPicker } from '../../groups/group-picker.ts';
import type { GroupReference } from '../../groups/reference.ts';
import { type Spoken, troubleBlocks } from '../../slack/guard.ts';
import type { Origin } from '../../slack/messenger.ts';
import { messageModal, waitingModal } from '../../slack/views.ts';
import type { Window } from '../../slack/window.ts';
import { type Headings, headingOf, tellFailure } from '../failure-card.ts';
import { type Opening, openForm } from '../open-form.ts';
import { damagedGroup } from '../seen-group.ts';
import { withSuggestions } from '../suggestions.ts';
import type { Announce } from './announce.ts';
import { DELETE_PICK, type DeleteMetadata } from './form.ts';
import { refuseSecondRequest, requestDeletion } from './request-deletion.ts';
import { askedModal, DELETE_TITLE, deleteForm, deleteFormAgain } from './views.ts';

const NOT_REQUESTED = 'No request was made';
const OPEN_HEADINGS: Headings = {
  rights: 'You can’t delete groups',
  refusal: NOT_REQUESTED,
  failure: 'The form can’t be opened right now',
};

/** Opens the delete form of the group somebody typed or clicked; asks which one where that is not clear. */
export async function openDeleteForm(
  deps: Deps,
  origin: Origin,
  opening: Opening,
  reference: GroupReference,
): Promise<void> {
  const window = await openForm(deps, origin, opening, waitingModal(DELETE_TITLE, 'Looking the group up…'));
  if (!window) return;
  await refusing(deps, window, async () => {
    await deps.access.require(origin.userId, 'ask');
    const picker = { title: DELETE_TITLE, callbackId: DELETE_PICK, submit: 'Continue', origin };
    const found = reference.kind === 'none' ? undefined : await findGroup(deps.docspace, reference, deps.clock);
    if (!found) await window.show(groupPicker(picker));
    else if ('several' in found) await window.show(groupPicker({ ...picker, among: found.several }));
    else await showForm(deps, origin, window, found);
  });
}

/** Fills an open modal with the delete form of one group. */
export async function fillDeleteForm(deps: Deps, origin: Origin, window: Window, groupId: string): Promise<void> {
  await refusing(deps, window, async () => {
    await deps.access.require(origin.userId, 'ask');
    await showForm(deps, origin, window, { id: groupId });
  });
}

/** The group is read for good when the request is made; a name that was just looked up is enough to show the form. */
async function showForm(deps: Deps, origin: Origin, window: Window, found: FoundGroup): Promise<void> {
  const group = found.summary ?? (await readHead(deps, found.id));
  if (group) refuseKeptElsewhere(group);
  await refuseSecondRequest(deps, found.id);
  const shown = group ?? { ...damagedGroup(found.id), damaged: true as const };
  await window.show(deleteForm({ origin, group: shown, asksChannel: threadChannel(deps, origin) === undefined }));
}

/** The group without its members; undefined for a damaged one, which can be deleted all the same. */
async function readHead(deps: Deps, groupId: string): Promise<GroupSummary | undefined> {
  try {
    return await deps.docspace.groups.head(groupId);
  } catch (error) {
    if (error instanceof DamagedGroup) return undefined;
    throw error;
  }
}

function refusing(deps: Deps, window: Window, work: () => Promise<void>): Promise<void> {
  return deps.guard.run('open the delete form', work, (spoken) =>
    window.show(
      messageModal(DELETE_TITLE, troubleBlocks(headingOf(spoken, OPEN_HEADINGS), withSuggestions(spoken, DELETE_OPEN))),
    ),
  );
}

/** Where a request's thread goes: the configured channel, else the one it was asked in; undefined means the form asks. */
export function threadChannel(deps: Deps, origin: Origin): string | undefined {
  // Direct messages begin with D: nobody else could approve there.
  const here = origin.channelId?.startsWith('D') ? undefined : origin.channelId;
  return deps.config.approvals.channel ?? here;
}

/** A submitted delete form that passed its own checks. */
export interface DeleteSubmission {
  metadata: DeleteMetadata;
  reason: string;
  channelId: string;
}

/** Stores the request and posts it, or draws the form again with the reason still in it. */
export async function submitDeletion(
  deps: Deps,
  announce: Announce,
  window: Window,
  { metadata, reason, channelId }: DeleteSubmission,
): Promise<void> {
  const { origin, groupId } = metadata;
  const requested = await deps.guard.run(
    'ask for a deletion',
    () => requestDeletion(deps, announce, { slackId: origin.userId, groupId, reason, channelId }),
    (spoken) => tellTrouble(deps, window, { metadata, reason, channelId }, spoken),
  );
  if (!requested) return;
  // The request is stored: whatever Slack makes of the news, nothing may say otherwise.
  await deps.guard.quietly('show that a request is stored', () => window.show(askedModal(requested)));
}

async function tellTrouble(
  deps: Deps,
  window: Window,
  { metadata, reason, channelId }: DeleteSubmission,
  spoken: Spoken,
): Promise<void> {
  const notice = troubleBlocks(headingOf(spoken, { ...OPEN_HEADINGS, failure: NOT_REQUESTED }), spoken);
  const asksChannel = deps.config.approvals.channel === undefined;
  const shown = await window.show(deleteFormAgain(metadata, { reason, channelId }, notice, asksChannel));
  const { origin, groupName } = metadata;
  await tellFailure(deps, origin, { tried: 'ask to delete', groupName, spoken, shown });
}
