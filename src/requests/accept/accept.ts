import type { Kysely } from 'kysely';
import type { Caller } from '../../access/index.ts';
import {
  type Actor,
  applyTransition,
  type ChangeRequest,
  type Facts,
  findRequest,
  type Kind,
  NoSuchRequest,
  storeMembers,
  summaryFingerprint,
} from '../../changes/index.ts';
import type { DocSpace, GroupState } from '../../docspace/index.ts';
import { groupsNamed } from '../../groups/find.ts';
import { canSeeEveryRoom, lookUpRooms } from '../../groups/rooms.ts';
import type { Database } from '../../store/index.ts';
import { wholeGroup } from '../create/created-group.ts';
import { remindLater } from '../decisions/remind.ts';
import type { RequestDeps } from '../deps.ts';
import { readUnchanged } from '../edit/edit-group.ts';
import { leavesOnDate } from '../edit/leave-on-date.ts';
import {
  GroupChanged,
  NameTaken,
  NobodyToApprove,
  NoChangeNeeded,
  RequesterChanged,
  refusedBecause,
} from '../errors.ts';
import { applyEvent } from '../lifecycle/apply-event.ts';
import { readWholeGroup, snapshotOf, type WholeGroup } from '../lookups/read-group.ts';
import { rightTo } from '../lookups/rights.ts';
import { type FoundRooms, foundRooms, roomsColumn, roomsToKeep, storeFound } from '../lookups/rooms-of-group.ts';
import { deletionToRestore } from '../restore/restore.ts';
import { nameConfirmedIn } from '../submissions/drafts.ts';
import { actorOf } from '../submissions/submit.ts';
import { linkedApprovers, notifyManager, recipientsOf, type Told } from './audience.ts';

/** Results of the lookups for a received request. */
interface LookedUp {
  requester: Actor;
  facts: Facts;
  /** The current group; undefined for a creation. */
  group?: Partial<WholeGroup> & Pick<WholeGroup, 'snapshot'>;
  rooms?: FoundRooms | undefined;
}

/**
 * Looks up everything that has no time before the acknowledgement: requester, rights, group. Moves the request to waiting
 * or refused.
 * @throws AccessDenied, NotFound, ReadOnlyGroup, GroupChanged, EditConflict, NoChangeNeeded, NameTaken, NobodyToApprove, or
 * the failure of a lookup; the request is refused then
 */
export async function accept(deps: RequestDeps, requestId: string): Promise<ChangeRequest> {
  const request = await requestById(deps.store.db, requestId);
  if (request.state !== 'received') return request;
  try {
    const { caller } = await rightTo(deps, request.account, request.kind);
    const docspace = deps.docspace.for({ person: request.account, urgency: 'change' });
    const lookedUp = await LOOK_UP[request.kind](deps, docspace, request, caller);
    const audience = await recipientsOf(deps, { ...request, group: lookedUp.group?.snapshot ?? request.group });
    return await accepted(deps, request, lookedUp, audience);
  } catch (error) {
    if (await refuse(deps, request, error)) throw error;
    // Another process or the requester moved it in the meantime, so this failure is not reported.
    const now = await requestById(deps.store.db, requestId);
    if (now.state === 'refused') throw error;
    return now;
  }
}

type LookUp = (deps: RequestDeps, docspace: DocSpace, request: ChangeRequest, caller: Caller) => Promise<LookedUp>;

const lookUpDeletion: LookUp = async (deps, docspace, request, caller) => {
  await refuseUndecidable(deps, request.account);
  const { id: groupId } = request.group;
  const [group, lookup] = await Promise.all([readWholeGroup(docspace, groupId), lookUpRooms(docspace, groupId)]);
  if (summaryFingerprint(group.snapshot) !== summaryFingerprint(request.group))
    throw new GroupChanged(group.snapshot.name);
  // Members see the rooms shared with the group, as the owner and DocSpace admins do.
  const sees = canSeeEveryRoom(caller.person) || group.members.some(({ id }) => id === caller.person.id);
  return { requester: actorOf(caller), facts: {}, group, rooms: foundRooms(lookup, sees) };
};

const lookUpCreation: LookUp = async (deps, docspace, request, caller) => {
  const { reverses, createdAt } = request;
  if (reverses !== undefined) await deletionToRestore(deps, reverses, createdAt);
  const { name } = await wholeGroup(deps.store.db, request);
  const namesakes = await groupsNamed(docspace, name, deps.clock);
  if (request.kind === 'create' && namesakes.length > 0 && !(await nameConfirmedIn(deps.store.db, request.id)))
    throw new NameTaken(name, namesakes);
  const groups = namesakes.map((group) => ({ id: group.id, name: group.name }));
  const approvers = await linkedApprovers(deps, request);
  return { requester: actorOf(caller), facts: { approvers, ...(groups.length > 0 ? { groups } : {}) } };
};

const lookUpEdit: LookUp = async (deps, docspace, request, caller) => {
  const group = await readUnchanged(deps, docspace, request);
  const isLeavingOnDate = await leavesOnDate(deps.store.db, request, caller.person.id);
  refuseWithoutEffect(request, group, { personId: caller.person.id, isLeavingOnDate });
  const approvers = await linkedApprovers(deps, request);
  return { requester: actorOf(caller), facts: { approvers }, group: { snapshot: snapshotOf(group) } };
};

/**
 * Users can join or leave only for themselves. A member whose removal is scheduled can request to stay.
 * @throws RequesterChanged, NoChangeNeeded
 */
function refuseWithoutEffect(
  { kind, edit }: ChangeRequest,
  group: GroupState,
  { personId, isLeavingOnDate }: { personId: string; isLeavingOnDate: boolean },
): void {
  if (kind !== 'join' && kind !== 'leave') return;
  const people = [...(edit?.add ?? []), ...(edit?.remove ?? [])];
  if (people.some(({ id }) => id !== personId)) throw new RequesterChanged();
  if (group.memberIds.has(personId) === (kind === 'join') && !(kind === 'join' && isLeavingOnDate))
    throw new NoChangeNeeded(kind, group.name);
}

const LOOK_UP: Readonly<Record<Kind, LookUp>> = {
  delete: lookUpDeletion,
  create: lookUpCreation,
  restore: lookUpCreation,
  edit: lookUpEdit,
  join: lookUpEdit,
  leave: lookUpEdit,
};

async function accepted(
  deps: RequestDeps,
  request: ChangeRequest,
  { requester, facts, group, rooms: found }: LookedUp,
  audience: Told,
): Promise<ChangeRequest> {
  const moved = await deps.store.write(async (trx, now) => {
    const groupColumns = group && {
      group_name: group.snapshot.name,
      shown_json: JSON.stringify(group.snapshot),
      ...(group.fingerprint === undefined ? {} : { fingerprint: group.fingerprint }),
    };
    const rooms = found && (await roomsToKeep(trx, request, found));
    const accepting = await applyEvent(deps, trx, now, request, 'accept', {
      set: {
        person_id: requester.personId,
        person_name: requester.name,
        expires_at: now + deps.policy.expiryMs,
        ...groupColumns,
        ...(rooms ? roomsColumn(rooms) : {}),
      },
      facts,
    });
    if (!accepting) return undefined;
    if (group?.members) await storeMembers(trx, request.id, group.members);
    if (rooms) await storeFound(trx, request.id, rooms);
    await notifyManager(trx, now, accepting, audience);
    await remindLater(trx, now, accepting);
    return accepting;
  });
  return moved ?? requestById(deps.store.db, request.id);
}

/** There is no card to update yet; the caller informs the requester. */
function refuse({ store }: RequestDeps, request: ChangeRequest, error: unknown): Promise<ChangeRequest | undefined> {
  const why = refusedBecause(error);
  return store.write((trx, now) => applyTransition(trx, now, request, 'refuse', { why, actor: request }));
}

/** @throws NobodyToApprove when too few accounts could approve this account's request */
async function refuseUndecidable({ pool, policy }: RequestDeps, account: string): Promise<void> {
  const accounts = await pool.accounts();
  if (!accounts) return;
  const others = [...accounts].filter((id) => policy.selfApproval || id !== account);
  if (others.length < policy.approvalsRequired) throw new NobodyToApprove();
}

async function requestById(db: Kysely<Database>, id: string): Promise<ChangeRequest> {
  const request = await findRequest(db, id);
  if (!request) throw new NoSuchRequest();
  return request;
}
