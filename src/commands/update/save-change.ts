import type { Deps } from '../../deps.ts';
import type { GroupReceipt, GroupState, GroupSummary, Person } from '../../docspace/index.ts';
import { groupCard } from '../../groups/card.ts';
import { cardParts } from '../../groups/card-parts.ts';
import { refuseKeptElsewhere } from '../../groups/find.ts';
import { nameOf, personName } from '../../groups/format.ts';
import { paragraph } from '../../slack/blocks.ts';
import { errorBlocks, type UserError } from '../../slack/error-reporter.ts';
import type { ReplyTarget } from '../../slack/messenger.ts';
import { unpackIds } from '../../slack/metadata.ts';
import type { ModalHandle } from '../../slack/modal-handle.ts';
import { waitingModal } from '../../slack/views.ts';
import { deliveryNote } from '../delivery-note.ts';
import { headingOf, tellFailure } from '../failure-card.ts';
import { postOutcome, writtenParts } from '../post-outcome.ts';
import { recordSubject } from '../record-subject.ts';
import { receiptLines } from './change.ts';
import type { PreviewMetadata } from './form.ts';
import { OPEN_HEADINGS } from './handlers.ts';
import { backToFormModal, changedModal, UPDATE_TITLE, updateForm } from './views.ts';

/** The modal that is being confirmed, and the form beneath it. */
export interface PreviewHandles {
  preview: ModalHandle;
  form: ModalHandle;
}

/** Saves a confirmed change: reads the group, sends what is missing, tells what the portal made of it. */
export async function saveChange(deps: Deps, handles: PreviewHandles, asked: PreviewMetadata): Promise<void> {
  const saved = await deps.reporter.run(
    'change a group',
    async () => {
      const caller = await deps.access.require(asked.origin.userId, 'update');
      const sent = await sendChange(deps, handles, asked);
      if ('conflict' in sent) {
        await showFormAgain(deps, handles, asked, sent.conflict);
        return undefined;
      }
      const { receipt, notes } = sent;
      await deps.record({ action: 'group_changed', ...recordSubject(caller, receipt.group, notes.join(' ')) });
      return sent;
    },
    (userError) => showFailure(deps, handles, asked, userError),
  );
  if (saved) await tellChanged(deps, handles, asked.origin, saved);
}

/** Another user changed what this change touches. */
class Conflict extends Error {}

type Sent = { receipt: GroupReceipt; notes: string[] } | { conflict: string };

/** Sends a change, compared with the group as it is when its turn has come: another change of it may have gone before. */
async function sendChange(deps: Deps, handles: PreviewHandles, asked: PreviewMetadata): Promise<Sent> {
  const { name, managerId, groupId } = asked;
  const [add, remove] = [unpackIds(asked.add), unpackIds(asked.remove)];
  let now: Awaited<ReturnType<typeof deps.docspace.groups.withPeople>> | undefined;
  const readBefore = async () => {
    now = await deps.docspace.groups.withPeople(groupId, [...add, ...remove, ...(managerId ? [managerId] : [])]);
    refuseKeptElsewhere(now.group);
    const conflict = conflictWith(asked, now.group);
    if (conflict) throw new Conflict(conflict);
    return now.group;
  };
  const onWaiting = () => void deps.reporter.bestEffort('show that DocSpace is slow', () => handles.preview.show(SLOW));
  try {
    const change = { add, remove, readBefore, onWaiting };
    const touched = { ...(name === undefined ? {} : { name }), ...(managerId === undefined ? {} : { managerId }) };
    const receipt = await deps.docspace.groups.update(groupId, { ...change, ...touched });
    const { group = receipt.group, people = new Map() } = now ?? {};
    return { receipt, notes: receiptLines(receipt, nameOf(group), namesFrom(people, group)) };
  } catch (error) {
    if (error instanceof Conflict) return { conflict: error.message };
    throw error;
  }
}

const SLOW = waitingModal(
  UPDATE_TITLE,
  'DocSpace has not answered yet. The app keeps checking for a few minutes and posts the outcome. You can close this form.',
);

/** What was changed in DocSpace since the form was opened, of what this change touches; people never conflict. */
function conflictWith(asked: PreviewMetadata, now: GroupState): string | undefined {
  if (asked.name !== undefined && now.name !== asked.groupName && now.name !== asked.name)
    return `The group was renamed to “${nameOf(now)}” in DocSpace since this form was opened.`;
  const manager = now.manager?.id;
  if (asked.touchesManager && manager !== asked.formerManagerId && manager !== asked.managerId)
    return `The manager was changed to ${now.manager ? personName(now.manager) : 'nobody'} in DocSpace since this form was opened.`;
  return undefined;
}

/** The change is made: whatever Slack makes of the news, nothing may say otherwise. */
async function tellChanged(
  deps: Deps,
  { preview }: PreviewHandles,
  origin: ReplyTarget,
  { receipt: { group }, notes }: { receipt: GroupReceipt; notes: string[] },
): Promise<void> {
  const { url } = deps.config.docspace;
  const shown = await writtenParts(deps, group);
  const card = groupCard({ ...shown, by: origin.userId, operation: 'changed', portalUrl: url, notes });
  const placed = await postOutcome(deps, origin, card);
  await deps.reporter.bestEffort('show that a group is changed', () =>
    preview.show(changedModal(group, notes, deliveryNote(placed))),
  );
}

/** A conflict: the form beneath shows the group as it is now and keeps what was typed. */
async function showFormAgain(
  deps: Deps,
  { preview, form }: PreviewHandles,
  asked: PreviewMetadata,
  conflict: string,
): Promise<void> {
  const notice = `⚠️ ${conflict} Nothing of yours was saved. What you entered is still in the form: check it and save again.`;
  const parts = await cardParts(deps.docspace, asked.groupId);
  await form.show(updateForm({ origin: asked.origin, parts, notice: [paragraph(notice)] }));
  await preview.show(backToFormModal('Changed meanwhile', [paragraph(notice)]));
}

async function showFailure(
  deps: Deps,
  handles: PreviewHandles,
  asked: PreviewMetadata,
  userError: UserError,
): Promise<void> {
  const not = 'The change was not saved';
  const heading = userError.unclear
    ? 'It is not certain whether the change was saved'
    : headingOf(userError, { ...OPEN_HEADINGS, refusal: not, failure: not });
  const shown = await handles.preview.show(
    backToFormModal(userError.unclear ? 'Not certain' : 'Not saved', [
      ...errorBlocks(heading, userError),
      paragraph('What you typed is still in the form.'),
    ]),
  );
  await tellFailure(deps, asked.origin, { tried: 'change', groupName: asked.groupName, userError, shown });
}

/** Names for a receipt by id: everybody the change touches was just read. */
function namesFrom(people: ReadonlyMap<string, Person>, { manager }: GroupSummary): (id: string) => string {
  return (id) => {
    const person = people.get(id) ?? (manager?.id === id ? manager : undefined);
    return person ? personName(person) : 'a person without an account';
  };
}
