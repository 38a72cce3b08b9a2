import type { BlockAction } from '@slack/bolt';
import { type ChangeRequest, type DecisionKind, findRequest, NoSuchRequest, refusalOf } from '../../changes/index.ts';
import { type AckOutcome, CLICK_NOT_CERTAIN, SAVE_NOT_CERTAIN, withinAckDeadline } from '../../slack/ack-deadline.ts';
import { readMetadata } from '../../slack/metadata.ts';
import { modalById, openModal } from '../../slack/modal-handle.ts';
import { replyTargetOf } from '../../slack/reply-target.ts';
import { type ActionHandler, clickedValue, type Routes } from '../../slack/routes.ts';
import { APPROVE, CANCEL, CLOSE, REJECT, REMIND, RETRY, STOP } from '../cards/buttons.ts';
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
} from '../cards/forms.ts';
import type { Deciding, Stored } from '../decisions/decide.ts';
import { DECISION_KEPT, NOT_CERTAIN, NOT_DONE } from '../text/buttons.ts';
import { decidedText } from '../text/decided.ts';
import { refusalText } from '../text/refusal.ts';
import {
  answerAtOnce,
  answerClick,
  answerFailure,
  answerNotCertain,
  type ClickDeps,
  type Clicked,
  cardOf,
  placeOf,
  refreshPlace,
} from './answers.ts';

const DECIDED_AT_ONCE: readonly [string, DecisionKind][] = [
  [APPROVE, 'approve'],
  [STOP, 'stop'],
  [CANCEL, 'cancel'],
  [RETRY, 'retry'],
  [CLOSE, 'close'],
  [REMIND, 'remind'],
];

/** Registers the buttons of cards, and the forms behind them. */
export function registerClicks(routes: Routes, deps: ClickDeps): void {
  for (const [actionId, what] of DECIDED_AT_ONCE)
    routes.action(actionId, ({ ack, body, action }) => decide(deps, { ack, body, action }, what, clickedValue(action)));
  routes.action(REJECT, async ({ ack, body, action }) => {
    await ack();
    await openDecisionForm(deps, body, 'reject', clickedValue(action), placeOf(body, action.action_id));
  });
  routes.action(WITHDRAW, async ({ ack, body, action }) => {
    await ack();
    await openDecisionForm(deps, body, 'withdraw', clickedValue(action), placeOf(body, action.action_id));
  });
  onDecisionForm(routes, deps, REJECT_FORM, 'reject');
  onDecisionForm(routes, deps, WITHDRAW_FORM, 'withdraw');
}

/** A decision by one click, stored before the acknowledgement. */
async function decide(
  deps: ClickDeps,
  { ack, body, action }: Pick<Parameters<ActionHandler>[0], 'ack' | 'body' | 'action'>,
  what: DecisionKind,
  requestId: string,
): Promise<void> {
  const origin = replyTargetOf(body);
  const place = placeOf(body, action.action_id);
  const card = cardOf(body, place);
  const stored = store(deps, { requestId, what, account: body.user.id, card });
  const first = await withinAckDeadline(stored, deps.requests.clock);
  await ack();
  if (!first) await answerNotCertain(deps, body);
  await finish(deps, { what, origin, place, card, stored, triggerId: body.trigger_id });
}

/** A decision form is stored before the acknowledgement; if that fails, the form says so. */
function onDecisionForm(routes: Routes, deps: ClickDeps, formId: string, what: 'reject' | 'withdraw'): void {
  const { requests } = deps;
  routes.view(formId, async ({ ack, body, view }) => {
    const { requestId, card, origin, place } = readMetadata(decisionMetadata, view.private_metadata);
    const note = what === 'reject' ? readNote(view.state.values) : undefined;
    const stored = store(deps, { requestId, what, account: body.user.id, card, note });
    const first = await withinAckDeadline(stored, requests.clock);
    await ack(first ? answerTo(first, what) : notCertain(what));
    await finish(deps, { what, origin: { ...origin, userId: body.user.id }, place, card, stored, isAnswered: true });
  });
}

/** The reject form stays open with the typed reason. */
function notCertain(what: 'reject' | 'withdraw') {
  return what === 'reject'
    ? { response_action: 'errors' as const, errors: { [NOTE]: SAVE_NOT_CERTAIN } }
    : { response_action: 'update' as const, view: decisionModal(NOT_CERTAIN, CLICK_NOT_CERTAIN) };
}

function answerTo(first: AckOutcome<Stored>, what: DecisionKind) {
  if (!('value' in first) || !('refused' in first.value)) return { response_action: 'clear' as const };
  const text = refusalText(first.value.request, what, first.value.refused);
  return { response_action: 'update' as const, view: decisionModal(NOT_DONE[what], text) };
}

function store({ requests }: ClickDeps, deciding: Deciding): Promise<Stored> {
  const stored = requests.store(deciding);
  // The caller awaits it and reports the failure.
  stored.catch(() => undefined);
  return stored;
}

interface Finishing extends Clicked {
  what: DecisionKind;
  /** The clicked message. */
  card?: Deciding['card'];
  stored: Promise<Stored>;
  /** For a modal that says why a click did not count. */
  triggerId?: string;
  /** The form has already said why it did not count. */
  isAnswered?: boolean;
}

/** Checks the decision, moves the request, and answers the user if it did not count. */
async function finish(deps: ClickDeps, finishing: Finishing): Promise<void> {
  const { what, origin, place, stored } = finishing;
  const { requests } = deps;
  await requests.reporter.run(
    `${what} a request`,
    async () => {
      const first = await stored;
      if ('refused' in first) return answerRefused(deps, finishing, first);
      const checked = await requests.check(first);
      if (!checked.counts)
        await answerClick(deps, { origin, place }, refusalText(checked.request, what, checked.refused));
      else if (place) await answerDecided(deps, { origin, place }, checked.request, what);
    },
    (userError) =>
      answerFailure(deps, { origin, place }, userError, userError.kind === 'refusal' ? undefined : DECISION_KEPT),
  );
}

/** Answers a click that does not count, judged from the row alone. */
async function answerRefused(
  deps: ClickDeps,
  { what, origin, place, card, triggerId, isAnswered }: Finishing,
  { request, refused }: Extract<Stored, { refused: unknown }>,
): Promise<void> {
  if (card && refused === 'unknown-message') await deps.requests.takeAwayCopy(request.id, card);
  const text = refusalText(request, what, refused);
  if (!isAnswered) await answerAtOnce(deps, { origin, place }, { triggerId, title: NOT_DONE[what], text });
  // The list or Home that offered this button is outdated.
  await refreshPlace(deps, { origin, place });
}

/** Confirms a decision made in a list or in Home, where the card does not show it. */
async function answerDecided(
  deps: ClickDeps,
  clicked: Clicked,
  request: ChangeRequest,
  what: DecisionKind,
): Promise<void> {
  const { policy, reporter } = deps.requests;
  // The decision is stored: a failed answer does not change it.
  await reporter.bestEffort('answer a decision', () => answerClick(deps, clicked, decidedText(request, what, policy)));
}

/** Opens the reject or withdraw form; if the click cannot count, a modal that says why. */
async function openDecisionForm(
  deps: ClickDeps,
  body: BlockAction,
  what: 'reject' | 'withdraw',
  requestId: string,
  place?: Clicked['place'],
): Promise<void> {
  const { requests } = deps;
  const origin = replyTargetOf(body);
  await requests.reporter.run(
    `open the form to ${what} a request`,
    async () => {
      const request = await findRequest(requests.db, requestId);
      if (!request) throw new NoSuchRequest();
      const metadata: DecisionMetadata = { requestId, card: cardOf(body, place), origin, place };
      const refused = refusalOf(request, what, await requests.decidingAs(body.user.id));
      const view = refused
        ? decisionModal(NOT_DONE[what], refusalText(request, what, refused))
        : (what === 'reject' ? rejectForm : withdrawForm)(request, metadata);
      if (body.view?.type === 'modal') await modalById(deps.slack, body.view.id).show(view);
      else await openModal(deps.slack, body.trigger_id, view);
      if (refused) await refreshPlace(deps, { origin, place });
    },
    (userError) => answerFailure(deps, { origin, place }, userError),
  );
}
