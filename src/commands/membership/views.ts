import { type ChangeRequest, type GroupSnapshot, sizeOf } from '../../changes/index.ts';
import { nameOf } from '../../groups/format.ts';
import { type CardDelivery, notesOf } from '../../requests/index.ts';
import { type Block, bold, line, paragraph, small } from '../../slack/blocks.ts';
import { counted } from '../../slack/text.ts';
import { type Modal, messageModal, modal } from '../../slack/views.ts';
import { askingNotice, SEND_REQUEST } from '../asking.ts';
import { placedText } from '../placed-text.ts';
import { untilField } from '../until.ts';
import { MEMBERSHIP_FORM, type MembershipKind } from './form.ts';

/** The title of the form in all its states. */
export const MEMBERSHIP_TITLE = 'Join or leave a group';

const MEANS: Readonly<Record<MembershipKind, string>> = {
  join: 'You get the rooms and files that are shared with this group.',
  leave: 'You lose the rooms and files you reach through this group alone.',
};

/** Asks whether the user wants to join or to leave; `asking` are the fields of a form that asks others. */
export function membershipForm(
  kind: MembershipKind,
  parts: { draftId: string; group: GroupSnapshot; asking: Block[] | undefined; notice?: Block[] },
): Modal {
  const { draftId, group, asking, notice = [] } = parts;
  const atOnce = kind === 'join' ? 'Join' : 'Leave';
  return modal({
    title: MEMBERSHIP_TITLE,
    callbackId: MEMBERSHIP_FORM[kind],
    submit: asking ? SEND_REQUEST : atOnce,
    close: 'Cancel',
    metadata: JSON.stringify({ draft: draftId }),
    blocks: [
      ...notice,
      line('Group: ', bold(nameOf(group))),
      small(`${group.manager ? `Manager ${group.manager.name}` : 'No manager'} · ${counted(sizeOf(group), 'member')}`),
      paragraph(MEANS[kind]),
      ...(kind === 'join' ? [untilField('Until', 'you leave by yourself')] : []),
      ...(asking ? [askingNotice(), ...asking] : []),
    ],
  });
}

/** What the form says once it is done. */
export function membershipModal(kind: MembershipKind, request: ChangeRequest, delivery: CardDelivery): Modal {
  const name = nameOf(request.group);
  const news = kind === 'join' ? `✅ You are in “${name}” now.` : `✅ You are no longer in “${name}”.`;
  const blocks = [paragraph(news), ...notesOf(request).map(small), small(placedText(delivery))];
  return messageModal(MEMBERSHIP_TITLE, blocks, 'Done');
}
