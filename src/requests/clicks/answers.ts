import type { BlockAction } from '@slack/bolt';
import { CLICK_NOT_CERTAIN } from '../../slack/ack-deadline.ts';
import { type Block, paragraph, small } from '../../slack/blocks.ts';
import type { UserError } from '../../slack/error-reporter.ts';
import { slackError } from '../../slack/failure.ts';
import { type Messenger, note, type ReplyTarget, type SlackClient } from '../../slack/messenger.ts';
import { openModal } from '../../slack/modal-handle.ts';
import { replyTargetOf } from '../../slack/reply-target.ts';
import { LISTED } from '../cards/buttons.ts';
import { type DecisionMetadata, decisionModal } from '../cards/forms.ts';
import type { Requests } from '../index.ts';
import { requestsMessage } from '../lists/list-views.ts';

export interface ClickDeps {
  requests: Requests;
  messenger: Messenger;
  slack: SlackClient;
  /** Shows a user their Home as it is now, with a line at the top. */
  showHome(userId: string, line?: string): Promise<void>;
  /** The workspace's own address, once it is known. */
  workspaceUrl(): string | undefined;
}

/** Who clicked, and where the answer belongs. */
export interface Clicked {
  origin: ReplyTarget;
  /** Where the request is shown besides its card; undefined: on its card, or in a form. */
  place: DecisionMetadata['place'];
}

/** Where a button was clicked. Only this app shows Home and lists, so their buttons need no further check. */
export function placeOf(body: BlockAction, actionId: string): Clicked['place'] {
  if (body.view?.type === 'home') return 'home';
  return actionId.endsWith(`:${LISTED}`) ? 'list' : undefined;
}

/**
 * The clicked card; undefined for forms, the App Home and lists. For a list in an ephemeral message Slack may or may not
 * send `message`, and as a fallback a list is a direct message.
 */
export function cardOf(body: BlockAction, place: Clicked['place']): { channel: string; ts: string } | undefined {
  if (place !== undefined || !body.channel || !body.message) return undefined;
  return { channel: body.channel.id, ts: body.message.ts };
}

/** Answers a click where it was made, and updates the list or Home there. */
export async function answerClick(deps: ClickDeps, { origin, place }: Clicked, text: string): Promise<void> {
  if (place === 'home') await deps.showHome(origin.userId, text);
  else if (place === 'list') await showList(deps, origin, text);
  else await deps.messenger.replyPrivately(origin, note(text));
}

/** Answers in a modal; falls back to a message when the trigger has expired. */
export async function answerAtOnce(
  deps: ClickDeps,
  clicked: Clicked,
  { triggerId, title, text }: { triggerId: string | undefined; title: string; text: string },
): Promise<void> {
  try {
    await openModal(deps.slack, triggerId ?? '', decisionModal(title, text));
  } catch (error) {
    if (!slackError(error)) throw error;
    await answerClick(deps, clicked, text);
  }
}

/**
 * When a row cannot be stored in time, requests cannot be read either: a list stays unchanged and gets a message next to
 * it; Home is published from the blocks sent with the click, with this text on top.
 */
export async function answerNotCertain(deps: ClickDeps, body: BlockAction): Promise<void> {
  if (body.view?.type !== 'home') return deps.messenger.replyPrivately(replyTargetOf(body), note(CLICK_NOT_CERTAIN));
  const shown = body.view.blocks.filter((block) => block.block_id !== TOP_LINE);
  const blocks = [topLine(CLICK_NOT_CERTAIN), ...shown];
  await deps.slack.views.publish({ user_id: body.user.id, view: { type: 'home', blocks } });
}

const TOP_LINE = 'home_line';

/** The line at the top of Home about the last click. */
export function topLine(text: string): Block {
  return { ...paragraph(text), block_id: TOP_LINE };
}

/** Reports a failure; `more` follows its text. A list stays unchanged and gets a message next to it. */
export async function answerFailure(
  deps: ClickDeps,
  { origin, place }: Clicked,
  { text, codeText, message }: UserError,
  more?: string,
): Promise<void> {
  const added = more ? ` ${more}` : '';
  if (place === 'home') {
    await deps.showHome(origin.userId, `${text}${added}${codeText ? ` ${codeText}` : ''}`);
    return;
  }
  const blocks = [...message.blocks, ...(more ? [small(more)] : [])];
  await deps.messenger.replyPrivately(origin, { text: `${message.text}${added}`, blocks });
}

/** Updates a list or Home after a click that is already answered. */
export async function refreshPlace(deps: ClickDeps, { origin, place }: Clicked): Promise<void> {
  await deps.requests.reporter.bestEffort('show requests as they are now', async () => {
    if (place === 'home') await deps.showHome(origin.userId);
    else if (place === 'list') await showList(deps, origin);
  });
}

async function showList(
  { requests, messenger, workspaceUrl }: ClickDeps,
  origin: ReplyTarget,
  clickResult?: string,
): Promise<void> {
  const lists = await requests.listsFor(origin.userId);
  await messenger.replacePrivately(origin, requestsMessage(lists, { workspaceUrl: workspaceUrl() }, clickResult));
}
