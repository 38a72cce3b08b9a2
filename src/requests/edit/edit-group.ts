import type { Kysely } from 'kysely';
import {
  type Actor,
  type ChangeRequest,
  findRequest,
  type GroupSnapshot,
  type Member,
  NoSuchRequest,
  needsApproval,
  type WantedEdit,
} from '../../changes/index.ts';
import type { DocSpace, GroupReceipt, GroupState } from '../../docspace/index.ts';
import { type MembersPage, membersPage } from '../../groups/card-parts.ts';
import { refuseReadOnly } from '../../groups/find.ts';
import type { Database } from '../../store/index.ts';
import type { RequestDeps } from '../deps.ts';
import { EditConflict } from '../errors.ts';
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
import { checkBelongsHere, isStillApproved } from '../lifecycle/still-approved.ts';
import { snapshotOf } from '../lookups/read-group.ts';
import { doneIn, doneLines } from '../results/done-edit.ts';
import { leftOutLines } from '../results/left-out.ts';
import { restFacts, restLines } from '../results/rest.ts';
import { actorOf, openForGroup } from '../submissions/submit.ts';
import { keptText, untilText } from '../text/until.ts';
import { conflictsOf } from './edit-conflict.ts';
import { accountsLeaving, cancelLeaving, planEnd, sayEnded, stopEndOf } from './leave-on-date.ts';

const OPERATION = 'change a group';

class TakenByAnotherProcess extends Error {}

/** @throws NoSuchRequest for a request of another kind */
export function editIn({ edit }: Pick<ChangeRequest, 'edit'>): WantedEdit {
  if (!edit) throw new NoSuchRequest();
  return edit;
}

/**
 * Applies a stored edit: checks the rights, waits for the group's queue, reads, compares, starts the attempt and sends PUT.
 * @returns undefined when another process or a repeated delivery of the form handles it
 */
export async function editGroup(
  deps: RequestDeps,
  requestId: string,
  { owner, onWaiting }: { owner: string; onWaiting?: () => void },
): Promise<Outcome | undefined> {
  const request = await findRequest(deps.store.db, requestId);
  if (!request) throw new NoSuchRequest();
  if (!canStart(request)) return undefined;
  const docspace = deps.docspace.for({ person: request.account, urgency: 'change' });
  const context: { started?: StartedAttempt; before?: GroupState } = {};
  let receipt: GroupReceipt;
  try {
    const entitled = await entitledActor(deps, request);
    if (!entitled) return undefined;
    const readBefore = async () => {
      context.before = await readUnchanged(deps, docspace, request);
      const started = await startAttempt(deps, request, {
        ...entitled,
        owner,
        known: touchedMembers(request, context.before),
      });
      if (!started) throw new TakenByAnotherProcess();
      context.started = started;
      return context.before;
    };
    const waiting = onWaiting ? { onWaiting } : {};
    receipt = await docspace.groups.update(request.group.id, {
      ...sentOf(editIn(request)),
      readBefore,
      patienceMs: PATIENCE_MS,
      betweenBatches: betweenBatches(deps, () => context.started),
      ...waiting,
    });
  } catch (error) {
    if (error instanceof TakenByAnotherProcess) return undefined;
    if (error instanceof HandedOver && context.started) return void (await handOver(deps, context.started));
    return context.started
      ? settleFailure(deps, context.started, error, OPERATION)
      : settleNotSent(deps, request, error, OPERATION);
  }
  const { started, before } = context;
  if (!started) return undefined;
  const group = await shownAfter(deps, docspace, receipt);
  const accounts = await accountsLeaving(deps, request);
  return settleDone(deps, started, (trx, now, current) =>
    editDone(deps, trx, now, current, { group, receipt, before, accounts, actor: started.actor }),
  );
}

/** The actor of an edit without approval; `{}` for an approved or scheduled one, undefined when it is no longer approved. */
async function entitledActor(deps: RequestDeps, request: ChangeRequest): Promise<{ actor?: Actor } | undefined> {
  if (request.ends !== undefined) return (await checkBelongsHere(deps, request)) ? {} : undefined;
  if (needsApproval(request)) return (await isStillApproved(deps, request)) ? {} : undefined;
  return { actor: actorOf(await deps.access.require(request.account, 'update')) };
}

/** An edit as DocSpace takes it. */
export function sentOf({ name, manager, add, remove }: WantedEdit) {
  const ids = (people: readonly { id: string }[]) => people.map(({ id }) => id);
  return {
    add: ids(add),
    remove: ids(remove),
    ...(name ? { name: name.to } : {}),
    ...(manager?.to ? { managerId: manager.to.id } : {}),
  };
}

function touchedBy({ add, remove, manager }: WantedEdit): string[] {
  return [...add, ...remove, ...(manager?.to ? [manager.to] : [])].map(({ id }) => id);
}

/** The members among them before the edit: shows what it did, even if the response was lost. */
function touchedMembers(request: ChangeRequest, { memberIds }: GroupState): string[] {
  return touchedBy(editIn(request)).filter((id) => memberIds.has(id));
}

/**
 * Reads the group before the write: other edits may have been applied since the form was opened.
 * @throws EditConflict when a field of this edit has changed since its form showed it; people never conflict
 */
export async function readUnchanged(
  deps: RequestDeps,
  docspace: DocSpace,
  request: ChangeRequest,
): Promise<GroupState> {
  const edit = editIn(request);
  const group = await readTouched(docspace, request.group.id, touchedBy(edit));
  refuseReadOnly(group);
  const conflicts = await conflictsOf(deps, request, edit, group);
  if (conflicts.length > 0) throw new EditConflict(conflicts);
  return group;
}

/** A group and which of these people are members; for many people, reading all members takes fewer requests. */
async function readTouched(docspace: DocSpace, id: string, touched: readonly string[]): Promise<GroupState> {
  if (touched.length > MOST_READ_EACH) return docspace.groups.state(id);
  return (await docspace.groups.withPeople(id, touched)).group;
}

/** Up to this number, people are looked up one by one: as many as a form takes. */
const MOST_READ_EACH = 101;

/** The group for its card. If the members cannot be read, the edit stays done and the card shows only their number. */
export async function shownAfter(
  deps: RequestDeps,
  docspace: DocSpace,
  { group }: GroupReceipt,
): Promise<GroupSnapshot> {
  const shown = await deps.reporter.bestEffort('read the members for a card', () => membersPage(docspace, group.id));
  return { ...snapshotOf(group), ...(shown ? { members: shown.items.map(memberOf), size: shown.total } : {}) };
}

function memberOf({ id, displayName, status }: MembersPage['items'][number]): Member {
  return { id, name: displayName, status };
}

/** Who is removed on the edit's date: people it added, or kept from an earlier date. Earlier members stay. */
function withEndDate({ add }: WantedEdit, { done }: GroupReceipt, stayingIds: ReadonlySet<string>): Member[] {
  return add.filter(({ id }) => done.added.includes(id) || stayingIds.has(id));
}

/** People kept from an earlier date are reported as staying, not as "no change needed". */
function withoutStaying(receipt: GroupReceipt, stayingIds: ReadonlySet<string>): GroupReceipt {
  return { ...receipt, unchanged: receipt.unchanged.filter((id) => !stayingIds.has(id)) };
}

/** Stores the edited group in its request, and outdates a waiting deletion, which was requested for another state. */
export async function editDone(
  deps: RequestDeps,
  trx: Kysely<Database>,
  now: number,
  request: ChangeRequest,
  done: {
    group: GroupSnapshot;
    receipt: GroupReceipt;
    before?: GroupState | undefined;
    actor?: Actor | undefined;
    /** Slack accounts of the people it adds until a date. */
    accounts?: ReadonlyMap<string, string> | undefined;
    because?: string | undefined;
  },
): Promise<ChangeRequest | undefined> {
  const { group, receipt, before, actor, accounts = new Map(), because } = done;
  const edit = editIn(request);
  const edited = doneIn(receipt, { edit, before, shown: request.group });
  const kept = await cancelLeaving(deps, trx, now, request, new Set([...receipt.done.added, ...receipt.unchanged]));
  const stayingIds = new Set(kept.flatMap(({ people }) => people.map(({ id }) => id)));
  const people = request.until === undefined ? [] : withEndDate(edit, receipt, stayingIds);
  const leftOut = [
    ...leftOutLines(withoutStaying(receipt, stayingIds), edit),
    ...kept.map(keptText),
    ...restLines(request, edit, receipt, because),
  ];
  const until = request.until !== undefined && people.length > 0 ? [untilText(request.until)] : [];
  const text = [...(edited ? doneLines(edited) : []), ...until, ...leftOut].join('\n');
  const moved = await applyEvent(deps, trx, now, request, 'done', {
    set: { group_name: group.name, shown_json: JSON.stringify(group) },
    facts: {
      ...(leftOut.length > 0 ? { text: leftOut.join('\n') } : {}),
      ...(edited ? { done: edited } : {}),
      by: actor ?? request.requester,
      rest: restFacts(request, receipt.rest),
    },
    actor,
    note: text,
  });
  if (moved) await planEnd(deps, trx, now, moved, { people, accounts });
  if (moved?.reverses !== undefined) await stopEndOf(deps, trx, now, moved);
  if (moved) await sayEnded(trx, now, moved);
  const deletion = moved && (await openForGroup(trx, deps.portal, group.id));
  if (deletion?.state === 'waiting')
    await applyEvent(deps, trx, now, deletion, 'outdate', { why: 'group-changed', facts: { text }, actor });
  return moved;
}
