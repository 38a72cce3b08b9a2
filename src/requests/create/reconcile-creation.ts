import { type ChangeRequest, findRequest, uncertainSince, type WantedGroup } from '../../changes/index.ts';
import {
  type CreatedGroups,
  type DocSpace,
  type GroupReceipt,
  type GroupState,
  MAY_STILL_WORK_MS,
  missingFrom,
  receiptOf,
  type Wanted,
} from '../../docspace/index.ts';
import type { RequestDeps } from '../deps.ts';
import { applyEvent } from '../lifecycle/apply-event.ts';
import { reconcileLater, stateOf } from '../lifecycle/reconcile-later.ts';
import { type InterruptedChange, resumeChange } from '../lifecycle/resume.ts';
import { isMany } from '../results/rest.ts';
import { creationDone } from './create-group.ts';
import { createdGroup, newGroupOf, possibleToday, wholeGroup } from './created-group.ts';

/** A creation whose group has not appeared this long after it was sent, in milliseconds, is given up: it is never sent again. */
const APPEARS_WITHIN_MS = 600_000;

/** Checks a creation whose outcome is unknown, and moves the request once it is found. */
export async function reconcileCreation(deps: RequestDeps, requestId: string, owner: string): Promise<void> {
  const request = await findRequest(deps.store.db, requestId);
  if (request?.state !== 'uncertain') return;
  const docspace = deps.docspace.for({ person: request.account, urgency: 'change' });
  await deps.reporter.run(
    'look what became of a creation',
    async () => {
      const whole = await wholeGroup(deps.store.db, request);
      const found = await docspace.groups.findCreated({
        ...newGroupOf(whole),
        knownBefore: request.attempt?.known ?? [],
      });
      if (found.ours) await settleCreated(deps, docspace, { request, whole, group: found.ours, owner });
      else await settleNotFound(deps, request, found);
    },
    () => reconcileLater(deps, request, request.facts.look),
  );
}

/** DocSpace may still be adding members: two reads have to agree before the missing ones are added. */
async function settleCreated(
  deps: RequestDeps,
  docspace: DocSpace,
  { request, whole, group, owner }: { request: ChangeRequest; whole: WantedGroup; group: GroupState; owner: string },
): Promise<void> {
  const possible = await possibleToday(docspace, request, whole);
  const { managerId, memberIds } = newGroupOf(possible.wanted);
  const asked: Wanted = { name: group.name, add: memberIds, remove: [], ...(managerId ? { managerId } : {}) };
  const rest = isMany(memberIds.length) ? missingFrom(asked, group) : undefined;
  const [state, now] = [await stateOf(group, [...group.memberIds]), await deps.store.now()];
  // The last write of a creation in batches was an update of the group, which can still be running.
  const isEarly = rest && now < uncertainSince(request) + MAY_STILL_WORK_MS;
  if (request.facts.look?.state !== state || isEarly) return reconcileLater(deps, request, { state, at: now });
  const ending: InterruptedChange['ending'] = async (receipt, because) => {
    const created = await createdGroup(request, possible, { ...receipt, recovered: true }, because);
    return (trx, at, current) => creationDone(deps, trx, at, current, created);
  };
  if (rest) return resumeChange(deps, { docspace, request, group, asked, missing: rest, ending }, owner);
  const missing = memberIds.filter((id) => !group.memberIds.has(id));
  const takesManager = managerId !== undefined && group.manager?.id !== managerId;
  const receipt: GroupReceipt =
    missing.length === 0 && !takesManager
      ? receiptOf({ add: [], remove: [] }, group)
      : await docspace.groups.update(group.id, { add: missing, ...(takesManager ? { managerId } : {}) });
  const end = await ending(receipt);
  await deps.store.write((trx, at) => end(trx, at, request));
}

/** A group with this name that does not match may be this one, edited by hand since: nothing is written to it. */
async function settleNotFound(deps: RequestDeps, request: ChangeRequest, { found }: CreatedGroups): Promise<void> {
  const now = await deps.store.now();
  const state = found.map(({ id }) => id).join(' ');
  if (found.length > 0 || now < uncertainSince(request) + APPEARS_WITHIN_MS)
    return reconcileLater(deps, { ...request, facts: { ...request.facts, groups: found } }, { state, at: now });
  await deps.store.write((trx, at) =>
    applyEvent(deps, trx, at, request, 'give_up', { why: 'not-seen', facts: { reference: request.facts.reference } }),
  );
}
