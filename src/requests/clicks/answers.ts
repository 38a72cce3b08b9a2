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

/** What answering clicks needs beside the requests themselves. */
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

/** Where a button was clicked. Home and lists are shown by this app alone, so that nothing else has such a button. */
export function placeOf(body: BlockAction, actionId: string): Clicked['place'] {
  if (body.view?.type === 'home') return 'home';
  return actionId.endsWith(`:${LISTED}`) ? 'list' : undefined;
}

/**
 * The message whose card was clicked; undefined for forms, the App Home and lists. Of a list in an ephemeral message Slack
 * may or may not send the message, and where nothing else is possible a list is a direct message.
 */
export function cardOf(body: BlockAction, place: Clicked['place']): { channel: string; ts: string } | undefined {
  if (place !== undefined || !body.channel || !body.message) return undefined;
  return { channel: body.channel.id, ts: body.message.ts };
}

/** Says what became of a click where it was made, and shows there what is left. */
export async function answerClick(deps: ClickDeps, { origin, place }: Clicked, text: string): Promise<void> {
  if (place === 'home') await deps.showHome(origin.userId, text);
  else if (place === 'list') await showList(deps, origin, text);
  else await deps.messenger.replyPrivately(origin, note(text));
}

/** A small form at once; where the trigger is gone, as any other answer. */
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
 * While a row cannot be stored, requests cannot be read either: a list stays as it is and this is said beside it; Home is
 * published as it was sent with the click, with this at the top.
 */
export async function answerNotCertain(deps: ClickDeps, body: BlockAction): Promise<void> {
  if (body.view?.type !== 'home') return deps.messenger.replyPrivately(replyTargetOf(body), note(CLICK_NOT_CERTAIN));
  const shown = body.view.blocks.filter((block) => block.block_id !== TOP_LINE);
  const blocks = [topLine(CLICK_NOT_CERTAIN), ...shown];
  await deps.slack.views.publish({ user_id: body.user.id, view: { type: 'home', blocks } });
}

const TOP_LINE = 'home_line';

/** What stands at the top of Home about the last click. */
export function topLine(text: string): Block {
  return { ...paragraph(text), block_id: TOP_LINE };
}

/** Says what went wrong; `more` follows it. A list stays as it is, and this is said beside it. */
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

/** Shows a list or Home as it is now, after a click that was answered already. */
export async function refreshPlace(deps: ClickDeps, { origin, place }: Clicked): Promise<void> {
  await deps.requests.reporter.bestEffort('show requests as they are now', async () => {
    if (place === 'home') await deps.showHome(origin.userId);
    else if (place === 'list') await showList(deps, origin);
  });
}

async function showList(
  { requests, messenger, workspaceUrl }: ClickDeps,
  origin: ReplyTarget,
  news?: string,
): Promise<void> {
  const lists = await requests.listsFor(origin.userId);
  await messenger.replacePrivately(origin, requestsMessage(lists, { workspaceUrl: workspaceUrl() }, news));
}
