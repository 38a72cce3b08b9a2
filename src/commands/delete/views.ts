import { type GroupSnapshot, sizeOf, type VisibleRooms } from '../../changes/index.ts';
import { nameOf } from '../../groups/format.ts';
import { roomsText } from '../../groups/text/rooms.ts';
import { type Block, bold, line, small } from '../../slack/blocks.ts';
import { counted } from '../../slack/text.ts';
import { type Modal, modal, textInput } from '../../slack/views.ts';
import { type ChannelQuestion, channelField } from '../asking.ts';
import { CHANNEL, DELETE_FORM, type DeleteValues, LONGEST_REASON, REASON } from './form.ts';

/** The title of the form in all its states. */
export const DELETE_TITLE = 'Request deletion';

const DAMAGED =
  'DocSpace cannot show or edit it, as a rule because two managers were saved at once. The way out is to delete it.';

/** The delete form: what would be deleted, and why. */
export function deleteForm(parts: {
  draftId: string;
  group: GroupSnapshot;
  /** What is known of the rooms that open through it. */
  rooms: VisibleRooms | undefined;
  /** There is no channel yet that the request could go to. */
  place: ChannelQuestion | undefined;
  /** What went wrong with the form before, and what was filled in there. */
  notice?: Block[];
  values?: Partial<DeleteValues>;
}): Modal {
  const { draftId, group, rooms, place, notice = [], values = {} } = parts;
  return modal({
    title: DELETE_TITLE,
    callbackId: DELETE_FORM,
    submit: 'Request deletion',
    close: 'Cancel',
    metadata: JSON.stringify({ draft: draftId }),
    blocks: [
      ...notice,
      line('Group: ', bold(nameOf(group))),
      small(group.damaged ? DAMAGED : detailsOf(group)),
      small(
        'Members keep their accounts but lose the rooms and files they reach through this group. DocSpace cannot undo this.',
      ),
      ...(rooms ? [small(roomsText(rooms))] : []),
      textInput({
        block: REASON,
        action: REASON,
        label: 'Reason',
        value: values.reason ?? '',
        placeholder: 'The project is over',
        hint: `The approver sees this. At most ${LONGEST_REASON} characters.`,
        multiline: true,
      }),
      ...(place ? [channelField(CHANNEL, place, values.channel)] : []),
      small('Nothing is deleted until another person approves.'),
    ],
  });
}

function detailsOf(group: GroupSnapshot): string {
  const { id, manager } = group;
  const size = counted(sizeOf(group), 'member');
  return `${manager ? `Manager ${manager.name}` : 'No manager'} · ${size} · ${id.slice(0, 8)}`;
}
