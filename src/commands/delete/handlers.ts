import type { Deps } from '../../deps.ts';
import { DamagedGroup, type GroupSummary } from '../../docspace/index.ts';
import { DELETE_OPEN } from '../../groups/card.ts';
import { type FoundGroup, findGroup, refuseKeptElsewhere } from '../../groups/find.ts';
import { groupPicker } from '../../groups/group-picker.ts';
import type { GroupReference } from '../../groups/reference.ts';
import { errorBlocks, type UserError } from '../../slack/error-reporter.ts';
import type { ReplyTarget } from '../../slack/messenger.ts';
import type { ModalHandle } from '../../slack/modal-handle.ts';
import { messageModal, waitingModal } from '../../slack/views.ts';
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
  origin: ReplyTarget,
  opening: Opening,
  reference: GroupReference,
): Promise<void> {
  const handle = await openForm(deps, origin, opening, waitingModal(DELETE_TITLE, 'Looking the group up…'));
  if (!handle) return;
  await refusing(deps, handle, async () => {
    await deps.access.require(origin.userId, 'ask');
    const picker = { title: DELETE_TITLE, callbackId: DELETE_PICK, submit: 'Continue', origin };
    const found = reference.kind === 'none' ? undefined : await findGroup(deps.docspace, reference, deps.clock);
    if (!found) await handle.show(groupPicker(picker));
    else if ('several' in found) await handle.show(groupPicker({ ...picker, among: found.several }));
    else await showForm(deps, origin, handle, found);
  });
}

/** Fills an open modal with the delete form of one group. */
export async function fillDeleteForm(
  deps: Deps,
  origin: ReplyTarget,
  handle: ModalHandle,
  groupId: string,
): Promise<void> {
  await refusing(deps, handle, async () => {
    await deps.access.require(origin.userId, 'ask');
    await showForm(deps, origin, handle, { id: groupId });
  });
}

/** The group is read for good when the request is made; a name that was just looked up is enough to show the form. */
async function showForm(deps: Deps, origin: ReplyTarget, handle: ModalHandle, found: FoundGroup): Promise<void> {
  const group = found.summary ?? (await readHead(deps, found.id));
  if (group) refuseKeptElsewhere(group);
  await refuseSecondRequest(deps, found.id);
  const shown = group ?? { ...damagedGroup(found.id), damaged: true as const };
  await handle.show(deleteForm({ origin, group: shown, asksChannel: threadChannel(deps, origin) === undefined }));
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

function refusing(deps: Deps, handle: ModalHandle, work: () => Promise<void>): Promise<void> {
  return deps.reporter.run('open the delete form', work, (userError) =>
    handle.show(
      messageModal(
        DELETE_TITLE,
        errorBlocks(headingOf(userError, OPEN_HEADINGS), withSuggestions(userError, DELETE_OPEN)),
      ),
    ),
  );
}

/** Where a request's thread goes: the configured channel, else the one it was asked in; undefined means the form asks. */
export function threadChannel(deps: Deps, origin: ReplyTarget): string | undefined {
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
  handle: ModalHandle,
  { metadata, reason, channelId }: DeleteSubmission,
): Promise<void> {
  const { origin, groupId } = metadata;
  const requested = await deps.reporter.run(
    'ask for a deletion',
    () => requestDeletion(deps, announce, { slackId: origin.userId, groupId, reason, channelId }),
    (userError) => showFailure(deps, handle, { metadata, reason, channelId }, userError),
  );
  if (!requested) return;
  // The request is stored: whatever Slack makes of the news, nothing may say otherwise.
  await deps.reporter.bestEffort('show that a request is stored', () => handle.show(askedModal(requested)));
}

async function showFailure(
  deps: Deps,
  handle: ModalHandle,
  { metadata, reason, channelId }: DeleteSubmission,
  userError: UserError,
): Promise<void> {
  const notice = errorBlocks(headingOf(userError, { ...OPEN_HEADINGS, failure: NOT_REQUESTED }), userError);
  const asksChannel = deps.config.approvals.channel === undefined;
  const shown = await handle.show(deleteFormAgain(metadata, { reason, channelId }, notice, asksChannel));
  const { origin, groupName } = metadata;
  await tellFailure(deps, origin, { tried: 'ask to delete', groupName, userError, shown });
}
