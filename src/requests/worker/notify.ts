import type { Kysely } from 'kysely';
import { type ChangeRequest, findRequest, isOpen, needsApproval } from '../../changes/index.ts';
import { dropUnsent, enqueueDirect } from '../../outbox/index.ts';
import { paragraph } from '../../slack/blocks.ts';
import type { UserError } from '../../slack/error-reporter.ts';
import type { Delivery, Message } from '../../slack/messenger.ts';
import { escapeMrkdwn } from '../../slack/text.ts';
import type { Database } from '../../store/index.ts';
import { requestCard } from '../cards/card.ts';
import type { RequestDeps } from '../deps.ts';
import { applyEvent } from '../lifecycle/apply-event.ts';
import { undoLinksOf } from '../restore/undo.ts';
import { originOf } from '../submissions/drafts.ts';
import { CARD_NOT_ACCEPTED, NOT_BEGUN, yourReasonText } from '../text/direct.ts';
import { TEXT_OF } from '../text/kinds.ts';
import { quoted } from '../text/terms.ts';
import { notEnded } from '../text/until.ts';

/** Notifies a requester that their request was refused, after their form was closed. */
export async function notifyRefused(deps: RequestDeps, requestId: string, error: unknown): Promise<void> {
  const { message } = deps.reporter.report(error, 'ask for a change');
  const request = await findRequest(deps.store.db, requestId);
  if (!request) return;
  const notMade = TEXT_OF[request.kind].notMade(quoted(request), request.id);
  const summary = sentences(notMade, ...reasonGiven(request));
  await deps.store.write((trx, now) =>
    enqueueDirect(trx, now, {
      requestId,
      account: request.account,
      message: {
        text: `${summary.text} ${message.text}`,
        blocks: [...summary.blocks.slice(0, 1), ...message.blocks, ...summary.blocks.slice(1)],
      },
    }),
  );
}

/** Notifies a requester that nothing was done, after their form was closed. An uncertain change has a card instead. */
export async function notifyNotDone(deps: RequestDeps, requestId: string, failed: UserError): Promise<void> {
  const request = await findRequest(deps.store.db, requestId);
  if (!request || isOpen(request.state)) return;
  const summary = sentences(TEXT_OF[request.kind].notDoneDirect(quoted(request), requestId));
  const message = {
    text: `${summary.text} ${failed.message.text}`,
    blocks: [...summary.blocks, ...failed.message.blocks],
  };
  await deps.store.write((trx, now) => enqueueDirect(trx, now, { requestId, account: request.account, message }));
}

/** Notifies the requester of a creation or an edit that was not started in time: it has no card. */
export async function notifyExpired(trx: Kysely<Database>, now: number, request: ChangeRequest): Promise<void> {
  if (needsApproval(request)) return;
  const { id: requestId, account, kind } = request;
  if (request.ends !== undefined) {
    await enqueueDirect(trx, now, { requestId, account, message: notEnded(request) });
    return;
  }
  const message = sentences(`${TEXT_OF[kind].notDoneDirect(quoted(request), requestId)} ${NOT_BEGUN}`);
  await enqueueDirect(trx, now, { requestId, account, message });
}

/**
 * Handles a card that Slack did not accept. A waiting request is withdrawn, because it cannot be decided without a card.
 * The outcome of a closed one goes to its requester, or to where its form was opened if it needed no approval. An approved
 * or running request continues: its card is posted once Slack accepts it.
 */
export async function cardRefused(
  deps: RequestDeps,
  requestId: string,
  slackCode: string,
): Promise<Delivery | undefined> {
  const { ts, channel = '' } = await deps.outbox.cardPlace(requestId);
  const why = deps.messenger.cannotPostText(slackCode, channel) ?? CARD_NOT_ACCEPTED;
  const outcome = await deps.store.write(async (trx, now) => {
    const request = await findRequest(trx, requestId);
    if (!request) return undefined;
    const { account } = request;
    if (request.state === 'waiting') {
      const moved = await applyEvent(deps, trx, now, request, 'withdraw', { why: 'card-refused', answer: slackCode });
      if (!moved) return undefined;
      if (ts === undefined) await dropUnsent(trx, requestId);
      await enqueueDirect(trx, now, {
        requestId,
        account,
        message: withdrawnMessage(moved, why),
      });
    } else if (!isOpen(request.state) && ts === undefined) {
      await dropUnsent(trx, requestId);
      const undo = await undoLinksOf(trx, request);
      const message = requestCard(request, {
        portalUrl: deps.portal,
        policy: deps.policy,
        contact: deps.contact,
        now,
        undo,
      });
      const origin = needsApproval(request) ? undefined : await originOf(trx, requestId);
      if (origin) return { origin, message };
      await enqueueDirect(trx, now, { requestId, account, message });
    }
    return undefined;
  });
  // An outcome without approval belongs in its channel: a response_url works there even if the app cannot post.
  if (!outcome) return undefined;
  const { origin, message } = outcome;
  return deps.reporter.bestEffort('post an outcome', () => deps.messenger.postResult(origin, message));
}

/** Includes the typed reason, so that the requester can submit it again. */
function withdrawnMessage(request: ChangeRequest, why: string): Message {
  const { takenBack: withdrawn, again } = TEXT_OF[request.kind];
  return sentences(withdrawn(quoted(request), request.id, why), [again, ...reasonGiven(request)].join(' '));
}

function reasonGiven({ reason }: ChangeRequest): string[] {
  return reason ? [yourReasonText(reason)] : [];
}

function sentences(...texts: string[]): Message {
  return { text: texts.map(escapeMrkdwn).join(' '), blocks: texts.map(paragraph) };
}
