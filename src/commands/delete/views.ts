import type { DeletionRequest } from '../../approvals/index.ts';
import type { GroupSummary } from '../../docspace/index.ts';
import { groupDetails, nameOf } from '../../groups/format.ts';
import { type Block, bold, line, paragraph, type RichTextElement, small } from '../../slack/blocks.ts';
import type { Message, ReplyTarget } from '../../slack/messenger.ts';
import { escapeMrkdwn } from '../../slack/text.ts';
import { type Modal, messageModal, modal, pickChannel, textInput } from '../../slack/views.ts';
import { CHANNEL, DELETE_FORM, type DeleteMetadata, LONGEST_REASON, REASON } from './form.ts';

/** The title of the form in all its states. */
export const DELETE_TITLE = 'Ask to delete a group';

const DAMAGED =
  'DocSpace cannot show or edit it, as a rule because two managers were saved at once. The way out is to delete it.';

/** The delete form: what would be deleted, and why. `asksChannel`: there is no channel the thread could go to yet. */
export function deleteForm(parts: {
  origin: ReplyTarget;
  group: GroupSummary | { id: string; name: string; damaged: true };
  asksChannel: boolean;
}): Modal {
  const { origin, group, asksChannel } = parts;
  return formModal(
    { origin, groupId: group.id, groupName: group.name },
    [
      line('This asks to delete the group ', bold(nameOf(group)), '.'),
      small('damaged' in group ? DAMAGED : groupDetails(group)),
      small('Its members keep their accounts; they lose the access to rooms and files that the group gave them.'),
    ],
    asksChannel,
  );
}

/** The same form after something went wrong, with the reason still in it. */
export function deleteFormAgain(
  metadata: DeleteMetadata,
  { reason, channelId }: { reason: string; channelId: string },
  notice: Block[],
  asksChannel: boolean,
): Modal {
  const about = line('This asks to delete the group ', bold(nameOf({ name: metadata.groupName })), '.');
  return formModal(metadata, [...notice, about], asksChannel, { reason, channelId });
}

function formModal(
  metadata: DeleteMetadata,
  top: Block[],
  asksChannel: boolean,
  { reason = '', channelId }: { reason?: string; channelId?: string } = {},
): Modal {
  const channel = pickChannel({
    block: CHANNEL,
    action: CHANNEL,
    label: 'Post the request in',
    hint: 'It is approved there, in a thread.',
    ...(channelId ? { chosen: channelId } : {}),
  });
  return modal({
    title: DELETE_TITLE,
    callbackId: DELETE_FORM,
    submit: 'Ask for approval',
    close: 'Cancel',
    metadata: JSON.stringify(metadata),
    blocks: [
      ...top,
      textInput({
        block: REASON,
        action: REASON,
        label: 'Reason',
        value: reason,
        placeholder: 'The project is over',
        hint: `Whoever approves reads this. At most ${LONGEST_REASON} characters.`,
        multiline: true,
      }),
      ...(asksChannel ? [channel] : []),
      small('Nothing is deleted until it is approved.'),
    ],
  });
}

/** What the form says once the request is stored; its card may still be on the way to the channel. */
export function askedModal({ request, posted }: { request: DeletionRequest; posted: boolean }): Modal {
  const where: RichTextElement = { type: 'channel', channel_id: request.channel };
  return messageModal(
    'Request sent',
    [
      posted
        ? line(
            '✅ The request to delete ',
            bold(nameOf(request.group)),
            ' is posted in ',
            where,
            ', to be approved there.',
          )
        : line(
            'The request to delete ',
            bold(nameOf(request.group)),
            ' is stored, but Slack does not take its card in ',
            where,
            ' right now. It is posted as soon as Slack does; you need not ask again.',
          ),
      small(`Request ${request.id}. You can withdraw it with the button on its card.`),
    ],
    'Done',
  );
}

/** Tells a requester that their request could not be posted after all; what they typed is given back to them. */
export function takenBack(request: DeletionRequest, why: string): Message {
  const name = nameOf(request.group);
  const sentence = `Your request to delete the group “${name}” (${request.id}) is taken back, because ${why}.`;
  const again = `To ask again, type /docspace-group delete. Your reason was: ${request.reason}`;
  return { text: escapeMrkdwn(`${sentence} ${again}`), blocks: [paragraph(sentence), paragraph(again)] };
}
