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
import {
  APPROVED_IN_THREAD,
  ASKING_NOTICE,
  CHOOSE_A_CHANNEL,
  CHOSEN_NOT_KNOWN,
  CHOSEN_NOT_SHOWN,
  CHOSEN_SHARED,
  DONE,
  HERE_NOT_KNOWN,
  HERE_NOT_SHOWN,
  HERE_SHARED,
  IS_POSTED_IN,
  IS_SAVED_FOR,
  lacksScopeText,
  OPEN_ITS_CARD,
  POST_REQUEST_IN,
  POSTED_LATER,
  REASON_HINT,
  REASON_LABEL,
  REQUEST_SENT,
  requestIdText,
  SENT_ALREADY,
  TO_BE_APPROVED,
  whyAndHint,
} from './text.ts';

/** Fields of forms that ask for a change; block id and action id of each are the same. */
const REASON = 'asking_reason';
const CHANNEL = 'asking_channel';

/** Longest reason, so that a card with it stays far below what Slack takes for a message. */
const LONGEST_REASON = 500;

/** What was filled in beside the change itself. */
export interface AskingValues {
  reason: string;
  channel: string;
}

/** Says on top of a form that sending it asks for the change. */
export function askingNotice(): Block {
  return paragraph(ASKING_NOTICE);
}

/** What others need to decide: why, and where they see it. */
export function askingFields(question: ChannelQuestion | undefined, values: Partial<AskingValues> = {}): Block[] {
  return [
    textInput({
      block: REASON,
      action: REASON,
      label: REASON_LABEL,
      value: values.reason ?? '',
      maxLength: LONGEST_REASON,
      multiline: true,
      optional: true,
      hint: REASON_HINT,
    }),
    ...(question ? [channelField(CHANNEL, question, values.channel)] : []),
  ];
}

/** Where a request is posted; `id` names the block and its action. */
export function channelField(id: string, { why }: ChannelQuestion, chosen: string | undefined): Block {
  return pickChannel({
    block: id,
    action: id,
    label: POST_REQUEST_IN,
    optional: false,
    hint: whyAndHint(why, APPROVED_IN_THREAD),
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

/** Said at the field of a channel that was chosen, and cannot be. */
function chosenPrivateText(why: PrivateReason, contact: string): string {
  return why === 'missing-scope' ? lacksScopeText(contact) : CHOSEN_PRIVATE[why];
}

const CHOSEN_PRIVATE: Readonly<Record<Exclude<PrivateReason, 'missing-scope'>, string>> = {
  shared: CHOSEN_SHARED,
  'not-shown': CHOSEN_NOT_SHOWN,
  'not-known': CHOSEN_NOT_KNOWN,
};

/** Said of the conversation a form was opened in. */
function herePrivateText(why: PrivateReason, contact: string): string {
  return why === 'missing-scope' ? lacksScopeText(contact) : HERE_PRIVATE[why];
}

const HERE_PRIVATE: Readonly<Record<Exclude<PrivateReason, 'missing-scope'>, string>> = {
  shared: HERE_SHARED,
  'not-shown': HERE_NOT_SHOWN,
  'not-known': HERE_NOT_KNOWN,
};

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
    ? line('✅ ', ...about, IS_POSTED_IN, where, TO_BE_APPROVED)
    : line(...about, IS_SAVED_FOR, where, POSTED_LATER);
  return messageModal(
    REQUEST_SENT,
    [
      news,
      ...(url ? [line(link(url, OPEN_ITS_CARD))] : []),
      small(requestIdText(request.id)),
      buttons('asked_actions', withdrawButton(request)),
    ],
    DONE,
  );
}

/** A form that was sent before says what became of it. */
export function sentAlreadyModal(request: ChangeRequest, text: string): Modal {
  const open = request.state === 'waiting' || request.state === 'received';
  return messageModal(SENT_ALREADY, [
    paragraph(text),
    ...(open ? [buttons('asked_actions', withdrawButton(request))] : []),
  ]);
}
