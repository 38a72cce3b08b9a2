import {
  type ChangeRequest,
  type GroupSnapshot,
  requesterName,
  sizeOf,
  type VisibleRooms,
} from '../../changes/index.ts';
import { nameOf } from '../../groups/format.ts';
import { roomsText } from '../../groups/text/rooms.ts';
import { type Block, bold, line, paragraph, small } from '../../slack/blocks.ts';
import { counted } from '../../slack/text.ts';
import { type Modal, modal, textInput } from '../../slack/views.ts';
import { type ChannelQuestion, channelField } from '../asking.ts';
import { CANCEL, GROUP_LABEL, managerText, REASON_LABEL } from '../text.ts';
import { CHANNEL, DELETE_FORM, type DeleteValues, LONGEST_REASON, REASON } from './form.ts';
import {
  CONSEQUENCES,
  DAMAGED,
  DELETE_TITLE,
  NEEDS_APPROVAL,
  REASON_PLACEHOLDER,
  reasonHint,
  undoesCreationText,
} from './text.ts';

/** The delete form: what would be deleted, and why. */
export function deleteForm(parts: {
  draftId: string;
  group: GroupSnapshot;
  /** What is known of the rooms that open through it. */
  rooms: VisibleRooms | undefined;
  /** There is no channel yet that the request could go to. */
  place: ChannelQuestion | undefined;
  /** The creation that the deletion undoes. */
  undoes?: ChangeRequest | undefined;
  /** What went wrong with the form before, and what was filled in there. */
  notice?: Block[];
  values?: Partial<DeleteValues>;
}): Modal {
  const { draftId, group, rooms, place, undoes, notice = [], values = {} } = parts;
  return modal({
    title: DELETE_TITLE,
    callbackId: DELETE_FORM,
    submit: DELETE_TITLE,
    close: CANCEL,
    metadata: JSON.stringify({ draft: draftId }),
    blocks: [
      line(GROUP_LABEL, bold(nameOf(group))),
      ...notice,
      ...(undoes ? [paragraph(undoesCreationText(requesterName(undoes), undoes.id))] : []),
      small(group.damaged ? DAMAGED : detailsOf(group)),
      small(CONSEQUENCES),
      ...(rooms ? [small(roomsText(rooms))] : []),
      textInput({
        block: REASON,
        action: REASON,
        label: REASON_LABEL,
        value: values.reason ?? '',
        placeholder: REASON_PLACEHOLDER,
        hint: reasonHint(LONGEST_REASON),
        multiline: true,
      }),
      ...(place ? [channelField(CHANNEL, place, values.channel)] : []),
      small(NEEDS_APPROVAL),
    ],
  });
}

function detailsOf(group: GroupSnapshot): string {
  const { id, manager } = group;
  const size = counted(sizeOf(group), 'member');
  return `${managerText(manager?.name)} · ${size} · ${id.slice(0, 8)}`;
}
