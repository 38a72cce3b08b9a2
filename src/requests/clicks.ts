import type { BlockAction } from '@slack/bolt';
import { type DecisionKind, findRequest, NoSuchRequest, refusalOf } from '../changes/index.ts';
import { type BeforeAck, beforeAck, CLICK_NOT_CERTAIN, SAVE_NOT_CERTAIN } from '../slack/before-ack.ts';
import { small } from '../slack/blocks.ts';
import type { UserError } from '../slack/error-reporter.ts';
import {
  type Message,
  type Messenger,
  note,
  type ReplyTarget,
  type SlackClient,
  slackError,
} from '../slack/messenger.ts';
import { readMetadata } from '../slack/metadata.ts';
import { modalById, openModal } from '../slack/modal-handle.ts';
import { replyTargetOf } from '../slack/reply-target.ts';
import type { Routes } from '../slack/routes.ts';
import { APPROVE, CLOSE, MORE, REJECT, RETRY, STOP, WITHDRAW_CHOICE } from './card-buttons.ts';
import type { Deciding, Stored } from './decide.ts';
import {
  type DecisionMetadata,
  decisionMetadata,
  decisionModal,
  NOTE,
  REJECT_FORM,
  readNote,
  rejectForm,
  WITHDRAW,
  WITHDRAW_FORM,
  withdrawForm,
} from './forms.ts';
import type { Requests } from './index.ts';
import { refusalText } from './refusal-text.ts';

/** What answering clicks needs beside the requests themselves. */
interface ClickParts {
  requests: Requests;
  messenger: Messenger;
  slack: SlackClient;
}

const DECIDED_AT_ONCE: readonly [string, DecisionKind][] = [
  [APPROVE, 'approve'],
  [STOP, 'stop'],
  [RETRY, 'retry'],
  [CLOSE, 'close'],
];

/** Registers the buttons of cards, and the forms behind them. */
export function registerClicks(routes: Routes, parts: ClickParts): void {
  const { requests } = parts;
  for (const [actionId, what] of DECIDED_AT_ONCE)
    routes.action(actionId, async ({ ack, body, action }) => {
      const requestId = action.type === 'button' ? (action.value ?? '') : '';
      const origin = replyTargetOf(body);
      const card = cardOf(body);
      const stored = store(parts, { requestId, what, account: body.user.id, card });
      const first = await beforeAck(stored, requests.clock);
      await ack();
      if (!first) await replyWith(parts, origin, CLICK_NOT_CERTAIN);
      await finish(parts, { what, origin, card, stored, triggerId: body.trigger_id });
    });
  routes.action(REJECT, async ({ ack, body, action }) => {
    await ack();
    if (action.type === 'button') await openDecisionForm(parts, body, 'reject', action.value ?? '');
  });
  routes.action(MORE, async ({ ack, body, action }) => {
    await ack();
    const [choice, requestId = ''] = action.type === 'overflow' ? action.selected_option.value.split(':') : [];
    if (choice === WITHDRAW_CHOICE) await openDecisionForm(parts, body, 'withdraw', requestId);
  });
  routes.action(WITHDRAW, async ({ ack, body, action }) => {
    await ack();
    if (action.type === 'button') await openDecisionForm(parts, body, 'withdraw', action.value ?? '');
  });
  onDecisionForm(routes, parts, REJECT_FORM, 'reject');
  onDecisionForm(routes, parts, WITHDRAW_FORM, 'withdraw');
}

/** A submitted form is stored before its acknowledgement; one that cannot be keeps its form. */
function onDecisionForm(routes: Routes, parts: ClickParts, formId: string, what: 'reject' | 'withdraw'): void {
  const { requests } = parts;
  routes.view(formId, async ({ ack, body, view }) => {
    const { requestId, card, origin } = readMetadata(decisionMetadata, view.private_metadata);
    const note = what === 'reject' ? readNote(view.state.values) : undefined;
    const stored = store(parts, { requestId, what, account: body.user.id, card, note });
    const first = await beforeAck(stored, requests.clock);
    await ack(first ? answerTo(first, what) : notCertain(what));
    await finish(parts, { what, origin: { ...origin, userId: body.user.id }, card, stored, shown: true });
  });
}

/** Where the form has a field, it stays open with what was typed. */
function notCertain(what: 'reject' | 'withdraw') {
  return what === 'reject'
    ? { response_action: 'errors' as const, errors: { [NOTE]: SAVE_NOT_CERTAIN } }
    : { response_action: 'update' as const, view: decisionModal('Not certain', CLICK_NOT_CERTAIN) };
}

function answerTo(first: BeforeAck<Stored>, what: DecisionKind) {
  if (!('value' in first) || !('refused' in first.value)) return { response_action: 'clear' as const };
  const text = refusalText(first.value.request, what, first.value.refused);
  return { response_action: 'update' as const, view: decisionModal(TITLES[what], text) };
}

const TITLES: Readonly<Record<DecisionKind, string>> = {
  approve: 'Not approved',
  reject: 'Not rejected',
  withdraw: 'Not withdrawn',
  stop: 'Not stopped',
  retry: 'Not tried again',
  close: 'Not closed',
};

function store({ requests }: ClickParts, deciding: Deciding): Promise<Stored> {
  const stored = requests.store(deciding);
  // Its failure is told by the caller that awaits it.
  stored.catch(() => undefined);
  return stored;
}

interface Finishing {
  what: DecisionKind;
  origin: ReplyTarget;
  /** The message that was clicked. */
  card?: Deciding['card'];
  stored: Promise<Stored>;
  /** For a small form that says why a click did not count. */
  triggerId?: string;
  /** The form has said already why it did not count. */
  shown?: boolean;
}

/** Looks up who decided, moves the request, and tells them what it did not do. */
async function finish(parts: ClickParts, { what, origin, card, stored, triggerId, shown }: Finishing): Promise<void> {
  const { requests } = parts;
  await requests.reporter.run(
    `${what} a request`,
    async () => {
      const first = await stored;
      if ('refused' in first) {
        if (card && first.refused === 'unknown-message') await requests.takeAwayCopy(first.request.id, card);
        const text = refusalText(first.request, what, first.refused);
        if (!shown) await sayAtOnce(parts, { origin, triggerId, title: TITLES[what], text });
        return;
      }
      const checked = await requests.check(first);
      if (!checked.counts) await replyWith(parts, origin, refusalText(checked.request, what, checked.refused));
    },
    (userError) => parts.messenger.replyPrivately(origin, keptMessage(userError)),
  );
}

/** A decision whose look-up failed is kept: it counts once the look-up succeeds. */
function keptMessage({ message, kind }: UserError): Message {
  if (kind === 'refusal') return message;
  const kept = 'What you decided is kept: it counts as soon as this can be checked.';
  return { text: `${message.text} ${kept}`, blocks: [...message.blocks, small(kept)] };
}

/** A small form at once; privately in the channel where the trigger is gone. */
async function sayAtOnce(
  parts: ClickParts,
  {
    origin,
    triggerId,
    title,
    text,
  }: { origin: ReplyTarget; triggerId: string | undefined; title: string; text: string },
): Promise<void> {
  try {
    await openModal(parts.slack, triggerId ?? '', decisionModal(title, text));
  } catch (error) {
    if (!slackError(error)) throw error;
    await replyWith(parts, origin, text);
  }
}

/** Opens the form that asks why, or whether; a click that cannot count says so in its place. */
async function openDecisionForm(
  parts: ClickParts,
  body: BlockAction,
  what: 'reject' | 'withdraw',
  requestId: string,
): Promise<void> {
  const { requests } = parts;
  const origin = replyTargetOf(body);
  await requests.reporter.run(
    `open the form to ${what} a request`,
    async () => {
      const request = await findRequest(requests.db, requestId);
      if (!request) throw new NoSuchRequest();
      const metadata: DecisionMetadata = { requestId, card: cardOf(body), origin };
      const refused = refusalOf(request, what, await requests.decidingAs(body.user.id));
      const view = refused
        ? decisionModal(TITLES[what], refusalText(request, what, refused))
        : (what === 'reject' ? rejectForm : withdrawForm)(request, metadata);
      if (body.view?.type === 'modal') await modalById(parts.slack, body.view.id).show(view);
      else await openModal(parts.slack, body.trigger_id, view);
    },
    (userError) => parts.messenger.replyPrivately(origin, userError.message),
  );
}

/** The message a click came from; undefined for modals and the App Home. */
function cardOf(body: BlockAction): { channel: string; ts: string } | undefined {
  return body.channel && body.message ? { channel: body.channel.id, ts: body.message.ts } : undefined;
}

async function replyWith({ messenger }: ClickParts, origin: ReplyTarget, text: string): Promise<void> {
  await messenger.replyPrivately(origin, note(text));
}
