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
import { type Modal, messageModal, modal, waitingModal } from '../../slack/views.ts';
import { askingNotice } from '../asking.ts';
import {
  BACK_TO_FORM,
  CANCEL,
  CARD_DELIVERY,
  DONE,
  GROUP_LABEL,
  managerText,
  NOT_CERTAIN,
  POSTING_REQUEST,
  SEND_REQUEST,
  STILL_CHECKING,
} from '../text.ts';
import { RESTORE_FORM } from './form.ts';
import { roomBlocks } from './room-views.ts';
import {
  DELETED,
  deletedDetails,
  membersBack,
  moreDeletedText,
  nameTakenText,
  RESTORE,
  RESTORE_TITLE,
  RESTORED_TITLE,
  restoredText,
  restoringText,
  roomsText,
} from './text.ts';

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
  return modal({
    title: RESTORE_TITLE,
    callbackId: RESTORE_FORM,
    submit: asking ? SEND_REQUEST : RESTORE,
    close: CANCEL,
    metadata: JSON.stringify({ draft: draftId }),
    blocks: [
      line(GROUP_LABEL, bold(nameOf(wanted))),
      small(`${managerText(wanted.manager?.name)} · ${membersBack(back, all)}`),
      lines([DELETED, moment(deletion.updatedAt), ` · ${deletion.id}`]),
      ...leftLines(left).map(paragraph),
      ...(namesakes.length > 0 ? namesakesWarning(nameOf(wanted), namesakes) : []),
      small([shareAgainText(rooms), ...namesIn(rooms)].join(' ')),
      ...(asking ? [askingNotice(), ...asking] : []),
    ],
  });
}

function namesIn(rooms: Restorable['rooms']): string[] {
  const names = rooms && 'total' in rooms ? roomNames(rooms) : undefined;
  return names ? [roomsText(names)] : [];
}

function namesakesWarning(name: string, groups: readonly GroupSummary[]): Block[] {
  return groupsWarning(nameTakenText(groups.length, name), groups);
}

/** Deleted groups to choose from; `lead` says what they are. */
export function deletedGroupsModal({ offered, total }: DeletedGroups, lead: string, origin: ReplyTarget): Modal {
  const more = total > offered.length ? [small(moreDeletedText(total - offered.length))] : [];
  return modal({
    title: RESTORE_TITLE,
    metadata: JSON.stringify({ origin }),
    blocks: [paragraph(lead), ...offered.map(deletedRow), ...more],
  });
}

function deletedRow(deletion: ChangeRequest): Block {
  const { group, updatedAt } = deletion;
  const when = new Date(updatedAt).toISOString().slice(0, 10);
  const details = deletedDetails(when, sizeOf(group), group.id.slice(0, 8));
  return {
    type: 'section',
    text: plain(`${nameOf(group)}\n${details}`),
    accessory: button(restoreButton(deletion)),
  };
}

/** Shown while the request is posted. */
export const ASKING = waitingModal(RESTORE_TITLE, POSTING_REQUEST);

/** Shown while the group is made. */
export function restoringModal(group: GroupSnapshot): Modal {
  return waitingModal(RESTORE_TITLE, restoringText(nameOf(group), sizeOf(group) >= MANY));
}

/** Shown when no answer comes. */
export const SLOW = waitingModal(RESTORE_TITLE, STILL_CHECKING);

/** What the form says once the group is there, and which rooms have to be shared with it again. */
export function restoredModal(
  request: ChangeRequest,
  { delivery, rooms, portalUrl }: { delivery: CardDelivery; rooms: RoomsToShare | undefined; portalUrl: string },
): Modal {
  const { group } = request;
  const news = restoredText(nameOf(group), sizeOf(group));
  const notes = notesOf(request).map(small);
  const list = rooms ? roomBlocks(rooms, portalUrl) : [];
  return messageModal(RESTORED_TITLE, [paragraph(news), ...notes, ...list, small(CARD_DELIVERY[delivery])], DONE);
}

/** Stands on top of the form, which stays as it is. */
export function notCertainModal(text: string): Modal {
  return modal({ title: NOT_CERTAIN, blocks: [paragraph(text)], close: BACK_TO_FORM });
}
