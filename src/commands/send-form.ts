import type { ChangeRequest } from '../changes/index.ts';
import type { Deps } from '../deps.ts';
import { type CardDelivery, countOf, type Draft, placeIn, restOf, type Submission } from '../requests/index.ts';
import { withinAckDeadline } from '../slack/ack-deadline.ts';
import { type ModalHandle, modalById } from '../slack/modal-handle.ts';
import type { ViewHandler } from '../slack/routes.ts';
import type { Modal } from '../slack/views.ts';

/**
 * How long after it was sent a form may wait for its outcome, in milliseconds. Slack takes an acknowledgement for three
 * seconds, and only with one can a form close.
 */
const OUTCOME_WITHIN_MS = 2_000;

type Args = Parameters<ViewHandler>[0];
type Ack = Args['ack'];
type Answer = Exclude<Parameters<Ack>[0], undefined>;

/** What was filled in, or a sentence for each field at fault. */
type Read<S> = S | { errors: Record<string, string> };

/** A form that was sent, and what its user sees meanwhile; `S` is what was filled in. */
export interface Sending<S extends Submission> {
  draftId: string;
  /** What was filled in, or a sentence for each field at fault. */
  read(draft: Draft): Promise<Read<S>> | Read<S>;
  /** Where it is not certain that it was stored: the form stays, and can be sent again. */
  notCertain: Answer;
  /** In place of a form whose draft is gone, or that was not stored. */
  refused(error: unknown, sent?: { draft: Draft; submission: S }): Modal;
  /** In place of the form while it is carried out. */
  waiting(draft: Draft, submission: S): Modal;
}

/** The form of a stored submission. */
export interface SentForm extends ModalHandle {
  /**
   * The end of a form that succeeded. It closes by itself where that is known in time, everybody was added or removed, and the card
   * is in the channel in which the form was opened; otherwise it shows `news`.
   */
  finish(news: Modal, card: { request: ChangeRequest; delivery: CardDelivery }): Promise<void>;
}

/** A form that was stored. */
export interface Sent<S extends Submission> {
  draft: Draft;
  submission: S;
  request: ChangeRequest;
  form: SentForm;
}

/** Stores a form that was sent, and then carries it out; nothing is carried out where nothing was stored. */
export async function sendForm<S extends Submission>(
  deps: Pick<Deps, 'requests' | 'clock' | 'slack' | 'reporter'>,
  { ack, view }: Pick<Args, 'ack' | 'view'>,
  { draftId, read, notCertain, refused, waiting }: Sending<S>,
  carryOut: (sent: Sent<S>) => Promise<void>,
): Promise<void> {
  const { requests, clock } = deps;
  const answerBy = clock.now() + OUTCOME_WITHIN_MS;
  const found = await withinAckDeadline(requests.findDraft(draftId), clock);
  if (!found) return ack(notCertain);
  if ('error' in found) return ack({ response_action: 'update', view: refused(found.error) });
  const draft = found.value;
  const submission = await read(draft);
  if ('errors' in submission) return ack({ response_action: 'errors', errors: submission.errors });
  const submitting = requests.submit(submission);
  const stored = await withinAckDeadline(submitting, clock);
  if (stored && 'error' in stored)
    return ack({ response_action: 'update', view: refused(stored.error, { draft, submission }) });
  if (!stored) await ack(notCertain);
  // A row that commits late counts as well.
  const request = await submitting.catch(() => undefined);
  if (!request) return;
  const handle = modalById(deps.slack, view.id);
  const belongsHere = placeIn(request) === 'channel' && request.channel === draft.origin.channelId;
  const form = stored
    ? unansweredForm(deps, ack, handle, { waiting: waiting(draft, submission), answerBy, belongsHere })
    : { ...handle, answer: async () => undefined, finish: async (news: Modal) => void (await handle.show(news)) };
  try {
    await carryOut({ draft, submission, request, form });
  } finally {
    await form.answer();
  }
}

/** A form whose submission is not acknowledged yet: it closes with the acknowledgement, or shows that it takes longer. */
function unansweredForm(
  { clock, reporter }: Pick<Deps, 'clock' | 'reporter'>,
  ack: Ack,
  handle: ModalHandle,
  { waiting, answerBy, belongsHere }: { waiting: Modal; answerBy: number; belongsHere: boolean },
): SentForm & { answer(given?: Answer): Promise<unknown> } {
  let answered: Promise<unknown> | undefined;
  const answer = (given: Answer = { response_action: 'update', view: waiting }) => {
    cancel();
    answered ??= reporter.bestEffort('acknowledge a form', () => ack(given));
    return answered;
  };
  const cancel = clock.after(Math.max(0, answerBy - clock.now()), () => void answer());
  const show = async (view: Modal) => {
    await answer();
    return handle.show(view);
  };
  // Only a form in front of its card can close: no other is waited for.
  if (!belongsHere) void answer();
  return {
    viewId: handle.viewId,
    answer,
    show,
    async finish(news, { request, delivery }) {
      const isOnCard = belongsHere && delivery === 'channel';
      if (isOnCard && countOf(restOf(request)) === 0 && !answered) await answer({ response_action: 'clear' });
      else await show(news);
    },
  };
}
