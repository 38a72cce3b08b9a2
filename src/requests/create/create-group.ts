import type { Kysely } from 'kysely';
import { type Actor, type ChangeRequest, findRequest, NoSuchRequest, needsApproval } from '../../changes/index.ts';
import type { DocSpace, GroupReceipt } from '../../docspace/index.ts';
import { groupsNamed } from '../../groups/find.ts';
import type { Database } from '../../store/index.ts';
import type { RequestParts } from '../deps.ts';
import { NameTaken } from '../errors.ts';
import { move } from '../lifecycle/apply-event.ts';
import {
  type Begun,
  begin,
  isToDo,
  LeftToTheNext,
  leaveToTheNext,
  notSent,
  type Outcome,
  PATIENCE_MS,
  settleDone,
  settleFailure,
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
  parts: RequestParts,
  requestId: string,
  { owner, onWaiting }: { owner: string; onWaiting?: () => void },
): Promise<Outcome | undefined> {
  const request = await findRequest(parts.store.db, requestId);
  if (!request) throw new NoSuchRequest();
  if (!isToDo(request)) return undefined;
  const docspace = parts.docspace.for({ person: request.account, urgency: 'change' });
  let found: Found;
  let begun: Begun | undefined;
  try {
    const lookedUp = await lookUp(parts, docspace, request);
    if (!lookedUp) return undefined;
    found = lookedUp;
    begun = await begin(parts, request, { ...found, owner });
  } catch (error) {
    return notSent(parts, request, error, DOING);
  }
  return begun && send(parts, docspace, begun, { ...found, onWaiting });
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
async function lookUp(parts: RequestParts, docspace: DocSpace, request: ChangeRequest): Promise<Found | undefined> {
  const { id, reverses, createdAt } = request;
  const asked = needsApproval(request);
  if (asked && !(await isStillApproved(parts, request))) return undefined;
  const actor = asked ? {} : { actor: actorOf(await parts.access.require(request.account, 'create')) };
  if (reverses !== undefined) await deletionToRestore(parts, reverses, createdAt);
  const whole = await wholeGroup(parts.store.db, request);
  const namesakes = await groupsNamed(docspace, whole.name, parts.clock);
  // The form of a restore has named them: a group that was deleted has a right to its name.
  if (namesakes.length > 0 && !asked && reverses === undefined && !(await nameConfirmedIn(parts.store.db, id)))
    throw new NameTaken(whole.name, namesakes);
  const possible = await possibleToday(docspace, request, whole);
  // After an unclear answer the group is looked for by its name: those that were there before are not it.
  return { ...possible, ...actor, known: namesakes.map((each) => each.id) };
}

async function send(
  parts: RequestParts,
  docspace: DocSpace,
  begun: Begun,
  { wanted, left, known, onWaiting }: Found & { onWaiting: (() => void) | undefined },
): Promise<Outcome | undefined> {
  let receipt: GroupReceipt;
  try {
    receipt = await docspace.groups.create({
      ...newGroupOf(wanted),
      knownBefore: known,
      patienceMs: PATIENCE_MS,
      betweenBatches: betweenBatches(parts, () => begun),
      ...(onWaiting ? { onWaiting } : {}),
    });
  } catch (error) {
    if (error instanceof LeftToTheNext) return void (await leaveToTheNext(parts, begun));
    return settleFailure(parts, begun, error, DOING);
  }
  return settleDone(parts, begun, async (trx, now, current) =>
    creationDone(parts, trx, now, current, {
      ...(await createdGroup(current, { wanted, left }, receipt)),
      actor: begun.actor,
    }),
  );
}

/** The group is there: its request shows it from now on, and so does the deletion that it takes back. */
export async function creationDone(
  parts: RequestParts,
  trx: Kysely<Database>,
  now: number,
  request: ChangeRequest,
  { group, text, rest, actor }: Created & { actor?: Actor | undefined },
): Promise<ChangeRequest | undefined> {
  const moved = await move(parts, trx, now, request, 'done', {
    set: { group_id: group.id, group_name: group.name, shown_json: JSON.stringify(group) },
    facts: { text, by: actor ?? request.requester, rest },
    actor,
    groupId: group.id,
  });
  if (moved && request.reverses !== undefined) await showRestored(trx, now, moved);
  return moved;
}
