import { type ChangeRequest, type GroupSnapshot, sizeOf } from '../../changes/index.ts';
import type { GroupSummary } from '../../docspace/index.ts';
import { nameOf } from '../../groups/format.ts';
import { groupsWarning } from '../../groups/same-name.ts';
import { roomNames } from '../../groups/text/rooms.ts';
import { restoreButton } from '../../requests/cards/buttons.ts';
import {
  type CardDelivery,
  type DeletedGroups,
  leftLines,
  notesOf,
  type Restorable,
  type RoomsToShare,
  shareAgainText,
} from '../../requests/index.ts';
import { type Block, bold, button, line, lines, moment, paragraph, plain, small } from '../../slack/blocks.ts';
import type { ReplyTarget } from '../../slack/messenger.ts';
import { counted } from '../../slack/text.ts';
import { type Modal, messageModal, modal, waitingModal } from '../../slack/views.ts';
import { askingNotice, SEND_REQUEST } from '../asking.ts';
import { placedText } from '../placed-text.ts';
import { RESTORE_FORM } from './form.ts';
import { roomBlocks } from './room-views.ts';

/** The title of the form in all its states. */
export const RESTORE_TITLE = 'Restore group';
/** From so many members on, DocSpace takes minutes to add them one by one (docspace-api §13). */
const MANY = 200;

/** The restore form: what comes back and what does not; `asking` are the fields of a form that asks others. */
export function restoreForm(
  { draftId, asking }: { draftId: string; asking: Block[] | undefined },
  { deletion, wanted, left, rooms }: Restorable,
  namesakes: readonly GroupSummary[],
): Modal {
  const all = sizeOf(deletion.group);
  const back = wanted.members.length + (wanted.manager ? 1 : 0);
  const members = back === all ? counted(all, 'member') : `${back} of ${counted(all, 'member')}`;
  return modal({
    title: RESTORE_TITLE,
    callbackId: RESTORE_FORM,
    submit: asking ? SEND_REQUEST : 'Restore',
    close: 'Cancel',
    metadata: JSON.stringify({ draft: draftId }),
    blocks: [
      line('Group: ', bold(nameOf(wanted))),
      small(`${wanted.manager ? `Manager ${wanted.manager.name}` : 'No manager'} · ${members}`),
      lines(['Deleted ', moment(deletion.updatedAt), ` · ${deletion.id}`]),
      ...leftLines(left).map(paragraph),
      ...(namesakes.length > 0 ? namesakesWarning(nameOf(wanted), namesakes) : []),
      small([shareAgainText(rooms), ...namesIn(rooms)].join(' ')),
      ...(asking ? [askingNotice(), ...asking] : []),
    ],
  });
}

function namesIn(rooms: Restorable['rooms']): string[] {
  const names = rooms && 'total' in rooms ? roomNames(rooms) : undefined;
  return names ? [`Rooms: ${names}.`] : [];
}

function namesakesWarning(name: string, groups: readonly GroupSummary[]): Block[] {
  const there = groups.length === 1 ? 'There is a group' : `There are ${groups.length} groups`;
  return groupsWarning(`${there} named “${name}” by now. Restoring makes another one.`, groups);
}

/** Deleted groups to choose from; `lead` says what they are. */
export function deletedGroupsModal({ offered, total }: DeletedGroups, lead: string, origin: ReplyTarget): Modal {
  const more = total > offered.length ? [small(`${total - offered.length} more: type a part of the name.`)] : [];
  return modal({
    title: RESTORE_TITLE,
    metadata: JSON.stringify({ origin }),
    blocks: [paragraph(lead), ...offered.map(deletedRow), ...more],
  });
}

function deletedRow(deletion: ChangeRequest): Block {
  const { group, updatedAt } = deletion;
  const when = new Date(updatedAt).toISOString().slice(0, 10);
  const details = `Deleted ${when} · ${counted(sizeOf(group), 'member')} · ${group.id.slice(0, 8)}`;
  return {
    type: 'section',
    text: plain(`${nameOf(group)}\n${details}`),
    accessory: button(restoreButton(deletion)),
  };
}

/** Shown while the request is posted. */
export const ASKING = waitingModal(RESTORE_TITLE, 'Posting the request…');

/** Shown while the group is made. */
export function restoringModal(group: GroupSnapshot): Modal {
  const takesLong = sizeOf(group) >= MANY ? ' Adding everybody can take minutes. You can close this form.' : '';
  return waitingModal(RESTORE_TITLE, `Restoring “${nameOf(group)}”…${takesLong}`);
}

/** Shown when no answer comes. */
export const SLOW = waitingModal(
  RESTORE_TITLE,
  'DocSpace has not answered yet. The app keeps looking for the group and posts the outcome. You can close this form.',
);

/** What the form says once the group is there, and which rooms have to be shared with it again. */
export function restoredModal(
  request: ChangeRequest,
  { delivery, rooms, portalUrl }: { delivery: CardDelivery; rooms: RoomsToShare | undefined; portalUrl: string },
): Modal {
  const { group } = request;
  const news = `✅ “${nameOf(group)}” is in DocSpace again, with ${counted(sizeOf(group), 'member')}.`;
  const notes = notesOf(request).map(small);
  const list = rooms ? roomBlocks(rooms, portalUrl) : [];
  return messageModal('Group restored', [paragraph(news), ...notes, ...list, small(placedText(delivery))], 'Done');
}

/** Stands on top of the form, which stays as it is. */
export function notCertainModal(text: string): Modal {
  return modal({ title: 'Not certain', blocks: [paragraph(text)], close: 'Back' });
}
