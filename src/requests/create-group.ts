import type { Kysely } from 'kysely';
import { AccessDenied } from '../access/index.ts';
import { type Actor, applyTransition, type ChangeRequest, findRequest, NoSuchRequest } from '../changes/index.ts';
import { type DocSpace, type GroupReceipt, surelyNotDone } from '../docspace/index.ts';
import { groupsNamed } from '../groups/find.ts';
import type { UserError } from '../slack/error-reporter.ts';
import type { Database } from '../store/index.ts';
import { actorOf } from './ask.ts';
import { beginAttempt, settleAttempt } from './attempts.ts';
import { createdGroup, creationText, wantedIn } from './created-group.ts';
import { nameConfirmedIn } from './drafts.ts';
import { NameTaken } from './errors.ts';
import { move } from './move.ts';
import type { RequestParts } from './parts.ts';

/** A creation without an answer is looked after for so long by whoever sent it, in milliseconds; then by the worker. */
const PATIENCE_MS = 90_000;
/** The first look at what is not certain, in milliseconds after the attempt ended. */
export const FIRST_LOOK_AFTER_MS = 15_000;

/** How a creation ended, for the user who waits for it. */
export type Creation = { created: ChangeRequest } | { failed: UserError; error: unknown };

/**
 * Carries a stored creation out: rights, then a look for groups of that name, then the attempt, then the POST, once.
 * @returns undefined when another process, or the same form delivered again, has it in hand
 */
export async function createGroup(
  parts: RequestParts,
  requestId: string,
  { owner, onWaiting }: { owner: string; onWaiting?: () => void },
): Promise<Creation | undefined> {
  const request = await findRequest(parts.store.db, requestId);
  if (!request) throw new NoSuchRequest();
  if (request.state !== 'received') return undefined;
  const docspace = parts.docspace.for({ person: request.account, urgency: 'change' });
  let begun: Begun | undefined;
  try {
    const { actor, known } = await lookUp(parts, docspace, request);
    begun = await begin(parts, request, { actor, known, owner });
  } catch (error) {
    const refused = await refuse(parts, request, error);
    return refused && { failed: parts.reporter.report(error, 'create a group'), error };
  }
  return begun && send(parts, docspace, begun, onWaiting);
}

/**
 * What has to be known before anything is sent.
 * @throws AccessDenied, NameTaken, or the failure of a look-up
 */
async function lookUp(
  parts: RequestParts,
  docspace: DocSpace,
  request: ChangeRequest,
): Promise<{ actor: Actor; known: string[] }> {
  const caller = await parts.access.require(request.account, 'create');
  const { name } = wantedIn(request);
  const namesakes = await groupsNamed(docspace, name, parts.clock);
  if (namesakes.length > 0 && !(await nameConfirmedIn(parts.store.db, request.id)))
    throw new NameTaken(name, namesakes);
  // After an unclear answer the group is looked for by its name: those that were there before are not it.
  return { actor: actorOf(caller), known: namesakes.map(({ id }) => id) };
}

interface Begun {
  request: ChangeRequest;
  actor: Actor;
  attempt: string;
  owner: string;
  known: readonly string[];
}

/** Nobody has to approve it: from here to the POST nothing is looked up any more, so it counts as sent. */
function begin(
  parts: RequestParts,
  request: ChangeRequest,
  { actor, known, owner }: { actor: Actor; known: string[]; owner: string },
): Promise<Begun | undefined> {
  return parts.store.write(async (trx, now) => {
    const set = { person_id: actor.personId, person_name: actor.name };
    const admitted = await applyTransition(trx, now, request, 'admit', { set, actor });
    const started = admitted && (await applyTransition(trx, now, admitted, 'start', { actor }));
    if (!started) return undefined;
    const attempt = await beginAttempt(trx, now, { requestId: request.id, owner, known, sentAt: now });
    return { request: started, actor, attempt, owner, known };
  });
}

async function send(
  parts: RequestParts,
  docspace: DocSpace,
  begun: Begun,
  onWaiting: (() => void) | undefined,
): Promise<Creation | undefined> {
  const { name, manager, members } = wantedIn(begun.request);
  let receipt: GroupReceipt;
  try {
    receipt = await docspace.groups.create({
      name,
      memberIds: members.map(({ id }) => id),
      ...(manager ? { managerId: manager.id } : {}),
      knownBefore: begun.known,
      patienceMs: PATIENCE_MS,
      ...(onWaiting ? { onWaiting } : {}),
    });
  } catch (error) {
    const failed = parts.reporter.report(error, 'create a group');
    await settleFailure(parts, begun, error, failed);
    return { failed, error };
  }
  const created = await parts.store.write(async (trx, now) =>
    (await settleAttempt(trx, { id: begun.attempt, owner: begun.owner, settled: 'done' }))
      ? creationDone(parts, trx, now, begun.request, receipt, begun.actor)
      : undefined,
  );
  // Another process took over meanwhile, and tells what it finds.
  return created && { created };
}

/** The group is there: its request shows it from now on. */
export function creationDone(
  parts: RequestParts,
  trx: Kysely<Database>,
  now: number,
  request: ChangeRequest,
  receipt: GroupReceipt,
  actor?: Actor,
): Promise<ChangeRequest | undefined> {
  const group = createdGroup(wantedIn(request), receipt);
  return move(parts, trx, now, request, 'done', {
    set: { group_id: group.id, group_name: group.name, shown_json: JSON.stringify(group) },
    facts: { text: creationText(wantedIn(request), receipt), by: actor ?? request.requester },
    actor,
    groupId: group.id,
  });
}

/** Says what a failed creation left: surely nothing, or nobody knows. */
function settleFailure(parts: RequestParts, begun: Begun, error: unknown, failed: UserError): Promise<unknown> {
  const { request, attempt: id, owner, actor } = begun;
  const { reference, groups, text, withoutAdvice = text } = failed;
  const facts = { text: withoutAdvice, reference, ...(groups ? { groups } : {}) };
  return parts.store.write(async (trx, now) => {
    const notDone = surelyNotDone(error);
    if (!(await settleAttempt(trx, { id, owner, settled: notDone ? 'not_done' : 'unknown', answer: failed.code })))
      return;
    if (notDone)
      await move(parts, trx, now, request, 'give_up', { why: 'not-done', facts, answer: failed.code, actor });
    else
      await move(parts, trx, now, request, 'lose_sight', {
        set: { due_at: now + FIRST_LOOK_AFTER_MS },
        facts,
        answer: failed.code,
      });
  });
}

/** Nothing was sent; undefined when the request was moved meanwhile, so that this failure is no news. */
function refuse({ store }: RequestParts, request: ChangeRequest, error: unknown): Promise<ChangeRequest | undefined> {
  const why =
    error instanceof AccessDenied ? 'not-allowed' : error instanceof NameTaken ? 'name-taken' : ('not-read' as const);
  return store.write((trx, now) => applyTransition(trx, now, request, 'refuse', { why, actor: request }));
}
