import type { ChangeRequest } from '../changes/index.ts';
import type { Deps } from '../deps.ts';
import { nameOf } from '../groups/format.ts';
import { withdrawButton } from '../requests/forms.ts';
import type { Accepted } from '../requests/index.ts';
import { WORDS_OF } from '../requests/kind-words.ts';
import { type Block, bold, buttons, line, link, paragraph, type RichTextElement, small } from '../slack/blocks.ts';
import type { ReplyTarget } from '../slack/messenger.ts';
import { readViewState } from '../slack/view-state.ts';
import { type Modal, messageModal, pickChannel, textInput } from '../slack/views.ts';

/** Fields of forms that ask for a change; block id and action id of each are the same. */
const REASON = 'asking_reason';
const CHANNEL = 'asking_channel';

/** Longest reason, so that a card with it stays far below what Slack takes for a message. */
const LONGEST_REASON = 500;

/** Submits a form that asks for a change. */
export const SEND_REQUEST = 'Send request';

/** What was filled in beside the change itself. */
export interface AskingValues {
  reason: string;
  channel: string;
}

/** Says on top of a form that sending it asks for the change. */
export function askingNotice(): Block {
  return paragraph('You can’t do this alone, so sending this asks for it. The owner or a DocSpace admin approves it.');
}

/** What others need to decide: why, and where they see it. */
export function askingFields(asksChannel: boolean, values: Partial<AskingValues> = {}): Block[] {
  return [
    textInput({
      block: REASON,
      action: REASON,
      label: 'Reason',
      value: values.reason ?? '',
      maxLength: LONGEST_REASON,
      multiline: true,
      optional: true,
      hint: 'Who approves this sees it.',
    }),
    ...(asksChannel ? [channelField(CHANNEL, values.channel)] : []),
  ];
}

/** Where a request is posted; `id` names the block and its action. */
export function channelField(id: string, chosen: string | undefined): Block {
  return pickChannel({
    block: id,
    action: id,
    label: 'Post the request in',
    hint: 'It is approved there, in a thread.',
    ...(chosen ? { chosen } : {}),
  });
}

/** Reads those fields. A channel the installation names goes before the field, and the field before where the form was opened. */
export function readAsking(
  deps: Pick<Deps, 'config'>,
  stateValues: unknown,
  origin: ReplyTarget,
): AskingValues | { errors: Record<string, string> } {
  const state = readViewState(stateValues);
  const reason = state.text(REASON).replace(/\s+/g, ' ').trim();
  const channel = deps.config.approvals.channel ?? state.conversation(CHANNEL) ?? channelHere(origin);
  return channel ? { reason, channel } : { errors: { [CHANNEL]: CHOOSE_A_CHANNEL } };
}

/** Said at the field of a channel that was left empty. */
export const CHOOSE_A_CHANNEL = 'Choose a channel: the people who can approve have to see the request.';

/** Where a request goes: the configured channel, else the one it was asked in; undefined means the form asks. */
export function requestChannel({ config }: Pick<Deps, 'config'>, origin: ReplyTarget): string | undefined {
  return config.approvals.channel ?? channelHere(origin);
}

/** Whether a form has to ask for a channel; one whose request could not be posted asks again. */
export function asksForChannel(deps: Pick<Deps, 'config'>, origin: ReplyTarget, again: boolean): boolean {
  return deps.config.approvals.channel === undefined && (again || channelHere(origin) === undefined);
}

/** The channel a form was opened in. Direct messages begin with D: nobody else could approve there. */
export function channelHere(origin: ReplyTarget): string | undefined {
  return origin.channelId?.startsWith('D') ? undefined : origin.channelId;
}

/** What a form says once its request is stored; the card may still be on the way to the channel. */
export function askedModal({ request, posted, url }: Accepted): Modal {
  const where: RichTextElement = { type: 'channel', channel_id: request.channel };
  const { verb } = WORDS_OF[request.kind];
  const about = [`Your request to ${verb} `, bold(nameOf(request.wanted ?? request.group))];
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
    [
      news,
      ...(url ? [line(link(url, 'Open its card'))] : []),
      small(`Request ${request.id}.`),
      buttons('asked_actions', withdrawButton(request)),
    ],
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
