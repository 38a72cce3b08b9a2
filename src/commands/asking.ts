import type { ChangeRequest } from '../changes/index.ts';
import type { Deps } from '../deps.ts';
import { nameOf } from '../groups/format.ts';
import { withdrawButton } from '../requests/cards/forms.ts';
import type { Accepted } from '../requests/index.ts';
import { TEXT_OF } from '../requests/text/kinds.ts';
import { type Block, bold, buttons, line, link, paragraph, type RichTextElement, small } from '../slack/blocks.ts';
import type { PrivateReason } from '../slack/channels.ts';
import type { ReplyTarget } from '../slack/messenger.ts';
import { readViewState } from '../slack/view-state.ts';
import { type Modal, messageModal, pickChannel, textInput } from '../slack/views.ts';
import type { SentForm } from './send-form.ts';

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
export function askingFields(question: ChannelQuestion | undefined, values: Partial<AskingValues> = {}): Block[] {
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
    ...(question ? [channelField(CHANNEL, question, values.channel)] : []),
  ];
}

/** Where a request is posted; `id` names the block and its action. */
export function channelField(id: string, { why }: ChannelQuestion, chosen: string | undefined): Block {
  return pickChannel({
    block: id,
    action: id,
    label: 'Post the request in',
    hint: `${why ? `${why} ` : ''}It is approved there, in a thread.`,
    chosen,
    notHere: why !== undefined,
  });
}

/** Reads those fields. A channel the installation names goes before the field, and the field before where the form was opened. */
export async function readAsking(
  deps: Pick<Deps, 'config' | 'channels' | 'contact'>,
  stateValues: unknown,
  origin: ReplyTarget,
): Promise<AskingValues | { errors: Record<string, string> }> {
  const state = readViewState(stateValues);
  const reason = state.text(REASON).replace(/\s+/g, ' ').trim();
  const channel = deps.config.approvals.channel ?? state.conversation(CHANNEL) ?? channelHere(origin);
  if (!channel) return { errors: { [CHANNEL]: CHOOSE_A_CHANNEL } };
  return (await privateChannel(deps, stateValues, { field: CHANNEL, channel })) ?? { reason, channel };
}

/**
 * A sentence at the field of a channel where names stay private. A form without the field is shown again with it, once
 * the channel has refused the card.
 */
export async function privateChannel(
  { config, channels, contact }: Pick<Deps, 'config' | 'channels' | 'contact'>,
  stateValues: unknown,
  { field, channel }: { field: string; channel: string },
): Promise<{ errors: Record<string, string> } | undefined> {
  if (config.approvals.channel === channel || !readViewState(stateValues).has(field)) return undefined;
  const why = await channels.whyPrivate(channel);
  return why && { errors: { [field]: chosenPrivateText(why, contact.name) } };
}

function lacksScopeText(contact: string): string {
  return `The app can’t see who reads a channel. Ask ${contact} to install it again, with channels:read and groups:read.`;
}

/** Said at the field of a channel that was chosen, and cannot be. */
function chosenPrivateText(why: PrivateReason, contact: string): string {
  return why === 'missing-scope' ? lacksScopeText(contact) : CHOSEN_PRIVATE[why];
}

const CHOSEN_PRIVATE: Readonly<Record<Exclude<PrivateReason, 'missing-scope'>, string>> = {
  shared: 'That channel is shared with another organization, where names stay private. Choose another one.',
  'not-shown': 'The app can’t see who reads that channel. Invite it there first, or choose another one.',
  'not-known':
    'Slack did not say in time whether another organization reads that channel. Send this again in a minute.',
};

/** Said of the conversation a form was opened in. */
function herePrivateText(why: PrivateReason, contact: string): string {
  return why === 'missing-scope' ? lacksScopeText(contact) : HERE_PRIVATE[why];
}

const HERE_PRIVATE: Readonly<Record<Exclude<PrivateReason, 'missing-scope'>, string>> = {
  shared: 'This channel is shared with another organization, where names stay private: choose another one.',
  'not-shown': 'The app can’t see who reads this conversation, so names stay private here: choose another one.',
  'not-known': 'Slack did not say in time whether another organization reads this channel: choose another one.',
};

/** Said at the field of a channel that was left empty. */
export const CHOOSE_A_CHANNEL = 'Choose a channel: the people who can approve have to see the request.';

/** A form asks for a channel; `why` says that names stay private in the one it was opened in. */
export interface ChannelQuestion {
  why?: string | undefined;
}

/** Whether a form that asks for a change has to ask for a channel too; one whose request could not be posted asks again. */
export async function asksForChannel(
  { config, channels, contact }: Pick<Deps, 'config' | 'channels' | 'contact'>,
  origin: ReplyTarget,
  again: boolean,
): Promise<ChannelQuestion | undefined> {
  if (config.approvals.channel !== undefined) return undefined;
  const here = channelHere(origin);
  const why = here === undefined ? undefined : await channels.whyPrivate(here);
  return again || here === undefined || why ? { why: why && herePrivateText(why, contact.name) } : undefined;
}

/** Whether a form whose outcome is posted has to ask for a channel. */
export async function asksForPlace(
  { channels, contact }: Pick<Deps, 'channels' | 'contact'>,
  { channelId }: ReplyTarget,
): Promise<ChannelQuestion | undefined> {
  const why = channelId === undefined ? undefined : await channels.whyPrivate(channelId);
  return channelId === undefined || why ? { why: why && herePrivateText(why, contact.name) } : undefined;
}

/** The channel a form was opened in. Direct messages begin with D: nobody else could approve there. */
export function channelHere(origin: ReplyTarget): string | undefined {
  return origin.channelId?.startsWith('D') ? undefined : origin.channelId;
}

/** The end of a form whose request is stored. */
export function finishAsked(form: SentForm, asked: Accepted): Promise<void> {
  return form.finish(askedModal(asked), { request: asked.request, delivery: asked.posted ? 'channel' : 'later' });
}

/** What a form says once its request is stored; the card may still be on the way to the channel. */
function askedModal({ request, posted, url }: Accepted): Modal {
  const where: RichTextElement = { type: 'channel', channel_id: request.channel };
  const about = [TEXT_OF[request.kind].yourRequest, ' ', bold(nameOf(request.wanted ?? request.group))];
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
