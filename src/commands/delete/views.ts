import { type ChangeRequest, type GroupSeen, sizeOf } from '../../changes/index.ts';
import { nameOf } from '../../groups/format.ts';
import { withdrawButton } from '../../requests/forms.ts';
import { type Block, bold, buttons, line, paragraph, type RichTextElement, small } from '../../slack/blocks.ts';
import { counted } from '../../slack/text.ts';
import { type Modal, messageModal, modal, pickChannel, textInput } from '../../slack/views.ts';
import { CHANNEL, DELETE_FORM, type DeleteValues, LONGEST_REASON, REASON } from './form.ts';

/** The title of the form in all its states. */
export const DELETE_TITLE = 'Request deletion';

const DAMAGED =
  'DocSpace cannot show or edit it, as a rule because two managers were saved at once. The way out is to delete it.';

/** The delete form: what would be deleted, and why. */
export function deleteForm(parts: {
  draftId: string;
  group: GroupSeen;
  /** There is no channel the request could go to yet. */
  asksChannel: boolean;
  /** What went wrong with the form before, and what was filled in there. */
  notice?: Block[];
  values?: Partial<DeleteValues>;
}): Modal {
  const { draftId, group, asksChannel, notice = [], values = {} } = parts;
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
      textInput({
        block: REASON,
        action: REASON,
        label: 'Reason',
        value: values.reason ?? '',
        placeholder: 'The project is over',
        hint: `The approver sees this. At most ${LONGEST_REASON} characters.`,
        multiline: true,
      }),
      ...(asksChannel ? [channelField(values.channel)] : []),
      small('Nothing is deleted until another person approves.'),
    ],
  });
}

function channelField(chosen: string | undefined): Block {
  return pickChannel({
    block: CHANNEL,
    action: CHANNEL,
    label: 'Post the request in',
    hint: 'It is approved there, in a thread.',
    ...(chosen ? { chosen } : {}),
  });
}

function detailsOf(group: GroupSeen): string {
  const { id, manager } = group;
  const size = counted(sizeOf(group), 'member');
  return `${manager ? `Manager ${manager.name}` : 'No manager'} · ${size} · ${id.slice(0, 8)}`;
}

/** What the form says once the request is stored; its card may still be on the way to the channel. */
export function askedModal({ request, posted }: { request: ChangeRequest; posted: boolean }): Modal {
  const where: RichTextElement = { type: 'channel', channel_id: request.channel };
  const about = ['The request to delete ', bold(nameOf(request.group))];
  const news = posted
    ? line('✅ ', ...about, ' is posted in ', where, ', to be approved there.')
    : line(
        ...about,
        ' is stored, but Slack does not take its card in ',
        where,
        ' right now. It is posted as soon as Slack does; you need not ask again.',
      );
  return messageModal(
    'Request sent',
    [news, small(`Request ${request.id}.`), buttons('asked_actions', withdrawButton(request))],
    'Done',
  );
}

/** A form that was sent before says what became of it. */
export function sentAlreadyModal(request: ChangeRequest, text: string): Modal {
  const open = request.state === 'waiting' || request.state === 'received';
  return messageModal('Sent already', [
    paragraph(text),
    ...(open ? [buttons('asked_actions', withdrawButton(request))] : []),
  ]);
}
