import type { Kysely } from 'kysely';
import { type Actor, type ChangeRequest, findRequest, NoSuchRequest, needsApproval } from '../../changes/index.ts';
import type { DocSpace, GroupReceipt } from '../../docspace/index.ts';
import { groupsNamed } from '../../groups/find.ts';
import type { Database } from '../../store/index.ts';
import type { RequestDeps } from '../deps.ts';
import { NameTaken } from '../errors.ts';
import { applyEvent } from '../lifecycle/apply-event.ts';
import {
  canStart,
  HandedOver,
  handOver,
  type Outcome,
  PATIENCE_MS,
  type StartedAttempt,
  settleDone,
  settleFailure,
  settleNotSent,
  startAttempt,
} from '../lifecycle/attempt.ts';
import { betweenBatches } from '../lifecycle/batches.ts';
import { isStillApproved } from '../lifecycle/still-approved.ts';
import { deletionToRestore, showRestored } from '../restore/restore.ts';
import { nameConfirmedIn } from '../submissions/drafts.ts';
import { actorOf } from '../submissions/submit.ts';
import { type Created, createdGroup, newGroupOf, possibleToday, type Wanted, wholeGroup } from './created-group.ts';

const OPERATION = 'create a group';

/**
 * Applies a stored creation or restore: checks the rights, looks up groups with the same name and the people who can be
 * members, starts the attempt and sends POST, once.
 * @returns undefined when another process or a repeated delivery of the form handles it
 */
export async function createGroup(
  deps: RequestDeps,
  requestId: string,
  { owner, onWaiting }: { owner: string; onWaiting?: () => void },
): Promise<Outcome | undefined> {
  const request = await findRequest(deps.store.db, requestId);
  if (!request) throw new NoSuchRequest();
  if (!canStart(request)) return undefined;
  const docspace = deps.docspace.for({ person: request.account, urgency: 'change' });
  let found: LookedUp;
  let started: StartedAttempt | undefined;
  try {
    const lookedUp = await lookUp(deps, docspace, request);
    if (!lookedUp) return undefined;
    found = lookedUp;
    started = await startAttempt(deps, request, { ...found, owner });
  } catch (error) {
    return settleNotSent(deps, request, error, OPERATION);
  }
  return started && send(deps, docspace, started, { ...found, onWaiting });
}

interface LookedUp extends Wanted {
  /** Who makes it without approval; undefined for an approved request. */
  actor?: Actor;
  /** Ids of the groups that already have the name. */
  known: string[];
}

/**
 * Undefined when it is no longer approved. The name of an approved request needs no further confirmation.
 * @throws AccessDenied, NameTaken, NotRestorable, or the failure of a lookup
 */
async function lookUp(deps: RequestDeps, docspace: DocSpace, request: ChangeRequest): Promise<LookedUp | undefined> {
  const { id, reverses, createdAt } = request;
  const asked = needsApproval(request);
  if (asked && !(await isStillApproved(deps, request))) return undefined;
  const actor = asked ? {} : { actor: actorOf(await deps.access.require(request.account, 'create')) };
  if (reverses !== undefined) await deletionToRestore(deps, reverses, createdAt);
  const whole = await wholeGroup(deps.store.db, request);
  const namesakes = await groupsNamed(docspace, whole.name, deps.clock);
  // The form of a restore has already listed the namesakes; a restored group keeps its name anyway.
  if (namesakes.length > 0 && !asked && reverses === undefined && !(await nameConfirmedIn(deps.store.db, id)))
    throw new NameTaken(whole.name, namesakes);
  const possible = await possibleToday(docspace, request, whole);
  // After an unclear response the group is searched by name: these groups are excluded then.
  return { ...possible, ...actor, known: namesakes.map((each) => each.id) };
}

async function send(
  deps: RequestDeps,
  docspace: DocSpace,
  started: StartedAttempt,
  { wanted, left, known, onWaiting }: LookedUp & { onWaiting: (() => void) | undefined },
): Promise<Outcome | undefined> {
  let receipt: GroupReceipt;
  try {
    receipt = await docspace.groups.create({
      ...newGroupOf(wanted),
      knownBefore: known,
      patienceMs: PATIENCE_MS,
      betweenBatches: betweenBatches(deps, () => started),
      ...(onWaiting ? { onWaiting } : {}),
    });
  } catch (error) {
    if (error instanceof HandedOver) return void (await handOver(deps, started));
    return settleFailure(deps, started, error, OPERATION);
  }
  return settleDone(deps, started, async (trx, now, current) =>
    creationDone(deps, trx, now, current, {
      ...(await createdGroup(current, { wanted, left }, receipt)),
      actor: started.actor,
    }),
  );
}

/** Stores the created group in its request, and in the deletion that a restore undoes. */
export async function creationDone(
  deps: RequestDeps,
  trx: Kysely<Database>,
  now: number,
  request: ChangeRequest,
  { group, text, rest, actor }: Created & { actor?: Actor | undefined },
): Promise<ChangeRequest | undefined> {
  const moved = await applyEvent(deps, trx, now, request, 'done', {
    set: { group_id: group.id, group_name: group.name, shown_json: JSON.stringify(group) },
    facts: { text, by: actor ?? request.requester, rest },
    actor,
    groupId: group.id,
  });
  if (moved && request.reverses !== undefined) await showRestored(trx, now, moved);
  return moved;
}
