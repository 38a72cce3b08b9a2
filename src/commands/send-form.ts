import type { ChangeRequest } from '../changes/index.ts';
import type { Deps } from '../deps.ts';
import type { Draft, Submission } from '../requests/index.ts';
import { withinAckDeadline } from '../slack/ack-deadline.ts';
import type { ViewHandler } from '../slack/routes.ts';
import type { Modal } from '../slack/views.ts';

type Ack = Parameters<ViewHandler>[0]['ack'];
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

/** A form that was stored. */
export interface Sent<S extends Submission> {
  draft: Draft;
  submission: S;
  request: ChangeRequest;
}

/** Stores a form that was sent, and then acknowledges it; undefined where nothing was stored. */
export async function sendForm<S extends Submission>(
  { requests, clock }: Pick<Deps, 'requests' | 'clock'>,
  ack: Ack,
  { draftId, read, notCertain, refused, waiting }: Sending<S>,
): Promise<Sent<S> | undefined> {
  const found = await withinAckDeadline(requests.findDraft(draftId), clock);
  if (!found) return void (await ack(notCertain));
  if ('error' in found) return void (await ack({ response_action: 'update', view: refused(found.error) }));
  const draft = found.value;
  const submission = await read(draft);
  if ('errors' in submission) return void (await ack({ response_action: 'errors', errors: submission.errors }));
  const submitting = requests.submit(submission);
  const stored = await withinAckDeadline(submitting, clock);
  if (stored && 'error' in stored)
    return void (await ack({ response_action: 'update', view: refused(stored.error, { draft, submission }) }));
  await ack(stored ? { response_action: 'update', view: waiting(draft, submission) } : notCertain);
  // A row that commits late counts as well.
  const request = await submitting.catch(() => undefined);
  return request && { draft, submission, request };
}
