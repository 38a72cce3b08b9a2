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

const DOING = 'create a group';

/**
 * Carries a stored creation or restore out: rights, then a look for groups of that name and for who can come back, then
 * the attempt, then the POST, once.
 * @returns undefined when another process, or the same form delivered again, has it in hand
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
  let found: Found;
  let started: StartedAttempt | undefined;
  try {
    const lookedUp = await lookUp(deps, docspace, request);
    if (!lookedUp) return undefined;
    found = lookedUp;
    started = await startAttempt(deps, request, { ...found, owner });
  } catch (error) {
    return settleNotSent(deps, request, error, DOING);
  }
  return started && send(deps, docspace, started, { ...found, onWaiting });
}

/** What has to be known before anything is sent. */
interface Found extends Wanted {
  /** Who makes it alone; nobody for what was approved. */
  actor?: Actor;
  /** Ids of the groups that have the name already. */
  known: string[];
}

/**
 * Undefined when it is not approved any more. What others approved by its name is not asked about again.
 * @throws AccessDenied, NameTaken, NotRestorable, or the failure of a look-up
 */
async function lookUp(deps: RequestDeps, docspace: DocSpace, request: ChangeRequest): Promise<Found | undefined> {
  const { id, reverses, createdAt } = request;
  const asked = needsApproval(request);
  if (asked && !(await isStillApproved(deps, request))) return undefined;
  const actor = asked ? {} : { actor: actorOf(await deps.access.require(request.account, 'create')) };
  if (reverses !== undefined) await deletionToRestore(deps, reverses, createdAt);
  const whole = await wholeGroup(deps.store.db, request);
  const namesakes = await groupsNamed(docspace, whole.name, deps.clock);
  // The form of a restore has named them: a group that was deleted has a right to its name.
  if (namesakes.length > 0 && !asked && reverses === undefined && !(await nameConfirmedIn(deps.store.db, id)))
    throw new NameTaken(whole.name, namesakes);
  const possible = await possibleToday(docspace, request, whole);
  // After an unclear answer the group is looked for by its name: those that were there before are not it.
  return { ...possible, ...actor, known: namesakes.map((each) => each.id) };
}

async function send(
  deps: RequestDeps,
  docspace: DocSpace,
  started: StartedAttempt,
  { wanted, left, known, onWaiting }: Found & { onWaiting: (() => void) | undefined },
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
    return settleFailure(deps, started, error, DOING);
  }
  return settleDone(deps, started, async (trx, now, current) =>
    creationDone(deps, trx, now, current, {
      ...(await createdGroup(current, { wanted, left }, receipt)),
      actor: started.actor,
    }),
  );
}

/** The group is there: its request shows it from now on, and so does the deletion that it takes back. */
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
