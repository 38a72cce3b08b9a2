import { type ChangeRequest, type GroupSnapshot, sizeOf } from '../../changes/index.ts';
import { nameOf } from '../../groups/format.ts';
import { type CardDelivery, notesOf } from '../../requests/index.ts';
import { type Block, bold, line, paragraph, small } from '../../slack/blocks.ts';
import { counted } from '../../slack/text.ts';
import { type Modal, messageModal, modal } from '../../slack/views.ts';
import { askingNotice } from '../asking.ts';
import { CANCEL, CARD_DELIVERY, DONE, GROUP_LABEL, managerText, SEND_REQUEST } from '../text.ts';
import { untilField } from '../until.ts';
import { MEMBERSHIP_FORM, type MembershipKind } from './form.ts';
import { doneText, MEANING, MEMBERSHIP_TITLE, SUBMIT, UNTIL_LABEL, YOU_LEAVE } from './text.ts';

/** Asks whether the user wants to join or to leave; `asking` are the fields of a form that asks others. */
export function membershipForm(
  kind: MembershipKind,
  parts: { draftId: string; group: GroupSnapshot; asking: Block[] | undefined; notice?: Block[] },
): Modal {
  const { draftId, group, asking, notice = [] } = parts;
  return modal({
    title: MEMBERSHIP_TITLE,
    callbackId: MEMBERSHIP_FORM[kind],
    submit: asking ? SEND_REQUEST : SUBMIT[kind],
    close: CANCEL,
    metadata: JSON.stringify({ draft: draftId }),
    blocks: [
      line(GROUP_LABEL, bold(nameOf(group))),
      ...notice,
      small(`${managerText(group.manager?.name)} · ${counted(sizeOf(group), 'member')}`),
      paragraph(MEANING[kind]),
      ...(kind === 'join' ? [untilField(UNTIL_LABEL, YOU_LEAVE)] : []),
      ...(asking ? [askingNotice(), ...asking] : []),
    ],
  });
}

/** What the form says once it is done. */
export function membershipModal(kind: MembershipKind, request: ChangeRequest, delivery: CardDelivery): Modal {
  const name = nameOf(request.group);
  const news = doneText(kind, name);
  const blocks = [paragraph(news), ...notesOf(request).map(small), small(CARD_DELIVERY[delivery])];
  return messageModal(MEMBERSHIP_TITLE, blocks, DONE);
}
