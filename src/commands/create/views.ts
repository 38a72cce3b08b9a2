import { type GroupSnapshot, sizeOf } from '../../changes/index.ts';
import { nameOf } from '../../groups/format.ts';
import { LONGEST_NAME } from '../../groups/name.ts';
import { TYPE_A_NAME } from '../../groups/text/groups.ts';
import type { CardDelivery } from '../../requests/index.ts';
import { type Block, paragraph, small } from '../../slack/blocks.ts';
import { type Modal, messageModal, modal, pickChannel, pickMany, pickOne, textInput } from '../../slack/views.ts';
import { askingNotice, type ChannelQuestion } from '../asking.ts';
import {
  CANCEL,
  CARD_DELIVERY,
  DONE,
  MANAGER_LABEL,
  NAME_LABEL,
  SEND_REQUEST,
  TYPE_NAMES,
  whyAndHint,
} from '../text.ts';
import { CHANNEL, CREATE_FORM, type CreateValues, MANAGER, MEMBERS, MOST_MEMBERS, NAME } from './form.ts';
import {
  CREATE,
  CREATE_TITLE,
  CREATED_TITLE,
  createdText,
  MANAGER_HINT,
  MEMBERS_LABEL,
  membersHint,
  NAME_PLACEHOLDER,
  nameHint,
  OUTCOME_HINT,
  POST_OUTCOME_IN,
} from './text.ts';

/** The create form; `notice` says on top what went wrong or what to think about, `submit` renames the button. */
export function createForm(parts: {
  draftId: string;
  /** There is no channel yet that the outcome belongs to. */
  place: ChannelQuestion | undefined;
  values: CreateValues;
  /** Fields of a form that asks for the group, because its user cannot create it alone. */
  asking?: Block[] | undefined;
  notice?: Block[];
  submit?: string;
}): Modal {
  const { draftId, place, values, asking, notice = [] } = parts;
  return modal({
    title: CREATE_TITLE,
    callbackId: CREATE_FORM,
    submit: parts.submit ?? (asking ? SEND_REQUEST : CREATE),
    close: CANCEL,
    metadata: JSON.stringify({ draft: draftId }),
    blocks: [
      ...notice,
      ...(asking ? [askingNotice()] : []),
      ...fields(values),
      ...(asking ?? (place ? [outcomeField(place)] : [])),
    ],
  });
}

function outcomeField({ why }: ChannelQuestion): Block {
  return pickChannel({
    block: CHANNEL,
    action: CHANNEL,
    label: POST_OUTCOME_IN,
    hint: whyAndHint(why, OUTCOME_HINT),
    notHere: why !== undefined,
  });
}

function fields(values: CreateValues): Block[] {
  return [
    textInput({
      block: NAME,
      action: NAME,
      label: NAME_LABEL,
      value: values.name,
      placeholder: NAME_PLACEHOLDER,
      hint: nameHint(LONGEST_NAME),
    }),
    pickOne({
      block: MANAGER,
      action: MANAGER,
      label: MANAGER_LABEL,
      placeholder: TYPE_A_NAME,
      hint: MANAGER_HINT,
      ...(values.manager ? { chosen: values.manager } : {}),
    }),
    pickMany({
      block: MEMBERS,
      action: MEMBERS,
      label: MEMBERS_LABEL,
      placeholder: TYPE_NAMES,
      hint: membersHint(MOST_MEMBERS),
      chosen: values.members,
      most: MOST_MEMBERS,
    }),
  ];
}

/** What the form says once the group is there. */
export function createdModal(group: GroupSnapshot, delivery: CardDelivery): Modal {
  const news = createdText(nameOf(group), sizeOf(group));
  return messageModal(CREATED_TITLE, [paragraph(news), small(CARD_DELIVERY[delivery])], DONE);
}
