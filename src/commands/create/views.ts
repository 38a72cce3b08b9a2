import { type GroupSnapshot, sizeOf } from '../../changes/index.ts';
import { nameOf } from '../../groups/format.ts';
import { LONGEST_NAME } from '../../groups/name.ts';
import type { CardDelivery } from '../../requests/index.ts';
import { type Block, paragraph, small } from '../../slack/blocks.ts';
import { counted } from '../../slack/text.ts';
import { type Modal, messageModal, modal, pickChannel, pickMany, pickOne, textInput } from '../../slack/views.ts';
import { askingNotice, type ChannelQuestion, SEND_REQUEST } from '../asking.ts';
import { placedText } from '../placed-text.ts';
import { CHANNEL, CREATE_FORM, type CreateValues, MANAGER, MEMBERS, MOST_MEMBERS, NAME } from './form.ts';

/** The title of the form in all its states. */
export const CREATE_TITLE = 'New DocSpace group';

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
    submit: parts.submit ?? (asking ? SEND_REQUEST : 'Create group'),
    close: 'Cancel',
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
    label: 'Post the outcome in',
    hint: `${why ? `${why} ` : ''}Left empty, the outcome is sent to you directly.`,
    notHere: why !== undefined,
  });
}

function fields(values: CreateValues): Block[] {
  return [
    textInput({
      block: NAME,
      action: NAME,
      label: 'Name',
      value: values.name,
      placeholder: 'Launch team',
      hint: `At most ${LONGEST_NAME} characters.`,
    }),
    pickOne({
      block: MANAGER,
      action: MANAGER,
      label: 'Manager',
      placeholder: 'Type a name',
      hint: 'The manager is a member too. People come from your DocSpace directory.',
      ...(values.manager ? { chosen: values.manager } : {}),
    }),
    pickMany({
      block: MEMBERS,
      action: MEMBERS,
      label: 'Members',
      placeholder: 'Type names',
      chosen: values.members,
      most: MOST_MEMBERS,
    }),
  ];
}

/** What the form says once the group is there. */
export function createdModal(group: GroupSnapshot, delivery: CardDelivery): Modal {
  const news = `✅ “${nameOf(group)}” is in DocSpace, with ${counted(sizeOf(group), 'member')}.`;
  return messageModal('Group created', [paragraph(news), small(placedText(delivery))], 'Done');
}
