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

/** Tells a requester directly that their request was not made: the form they sent is gone. */
export async function notifyRefused(deps: RequestDeps, requestId: string, error: unknown): Promise<void> {
  const { message } = deps.reporter.report(error, 'ask for a change');
  const request = await findRequest(deps.store.db, requestId);
  if (!request) return;
  const news = TEXT_OF[request.kind].notMade(quoted(request), request.id);
  const told = sentences(news, ...reasonGiven(request));
  await deps.store.write((trx, now) =>
    enqueueDirect(trx, now, {
      requestId,
      account: request.account,
      message: {
        text: `${told.text} ${message.text}`,
        blocks: [...told.blocks.slice(0, 1), ...message.blocks, ...told.blocks.slice(1)],
      },
    }),
  );
}

/** Tells a requester directly that nothing was done: the form they sent is gone. What is not certain has a card. */
export async function notifyNotDone(deps: RequestDeps, requestId: string, failed: UserError): Promise<void> {
  const request = await findRequest(deps.store.db, requestId);
  if (!request || isOpen(request.state)) return;
  const told = sentences(TEXT_OF[request.kind].notDoneDirect(quoted(request), requestId));
  const message = { text: `${told.text} ${failed.message.text}`, blocks: [...told.blocks, ...failed.message.blocks] };
  await deps.store.write((trx, now) => enqueueDirect(trx, now, { requestId, account: request.account, message }));
}

/** A creation or an edit that was not started in time has no card that could say so. */
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
 * Slack does not take a request's card. A request that waits is taken back, because nobody could decide it without; one
 * that has ended is told to its requester as it ended; a creation or an edit, where its form was opened. What is approved or in hand goes on: its card follows when Slack
 * takes it.
 */
export async function cardRefused(
  deps: RequestDeps,
  requestId: string,
  slackCode: string,
): Promise<Delivery | undefined> {
  const { ts, channel = '' } = await deps.outbox.cardPlace(requestId);
  const why = deps.messenger.cannotPostText(slackCode, channel) ?? CARD_NOT_ACCEPTED;
  const elsewhere = await deps.store.write(async (trx, now) => {
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
        message: takenBack(moved, why),
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
  // The news of a creation or an edit is for its channel: a response_url reaches it where the app itself may not post.
  if (!elsewhere) return undefined;
  const { origin, message } = elsewhere;
  return deps.reporter.bestEffort('post an outcome', () => deps.messenger.postResult(origin, message));
}

/** What the requester typed is given back to them. */
function takenBack(request: ChangeRequest, why: string): Message {
  const { takenBack: news, again } = TEXT_OF[request.kind];
  return sentences(news(quoted(request), request.id, why), [again, ...reasonGiven(request)].join(' '));
}

function reasonGiven({ reason }: ChangeRequest): string[] {
  return reason ? [yourReasonText(reason)] : [];
}

function sentences(...texts: string[]): Message {
  return { text: texts.map(escapeMrkdwn).join(' '), blocks: texts.map(paragraph) };
}
