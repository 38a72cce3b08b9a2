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

/** A creation that nobody has seen so long after it was sent, in milliseconds, is given up: it is never sent again. */
const SEEN_WITHIN_MS = 600_000;

/** Looks what became of a creation whose outcome is not known, and moves the request when that shows. */
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
      if (found.ours) await ourGroup(deps, docspace, { request, whole, group: found.ours, owner });
      else await notOurs(deps, request, found);
    },
    () => reconcileLater(deps, request, request.facts.look),
  );
}

/** The server may still be writing members: two looks have to agree before the rest is added. */
async function ourGroup(
  deps: RequestDeps,
  docspace: DocSpace,
  { request, whole, group, owner }: { request: ChangeRequest; whole: WantedGroup; group: GroupState; owner: string },
): Promise<void> {
  const possible = await possibleToday(docspace, request, whole);
  const { managerId, memberIds } = newGroupOf(possible.wanted);
  const asked: Wanted = { name: group.name, add: memberIds, remove: [], ...(managerId ? { managerId } : {}) };
  const rest = isMany(memberIds.length) ? missingFrom(asked, group) : undefined;
  const [state, now] = [await stateOf(group, [...group.memberIds]), await deps.store.now()];
  // Of a creation in batches the last write went to a group that was there: it can still be at work.
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

/** Groups that are there and do not fit may still be this one, changed by hand meanwhile: nothing is written to them. */
async function notOurs(deps: RequestDeps, request: ChangeRequest, { found }: CreatedGroups): Promise<void> {
  const now = await deps.store.now();
  const state = found.map(({ id }) => id).join(' ');
  if (found.length > 0 || now < uncertainSince(request) + SEEN_WITHIN_MS)
    return reconcileLater(deps, { ...request, facts: { ...request.facts, groups: found } }, { state, at: now });
  await deps.store.write((trx, at) =>
    applyEvent(deps, trx, at, request, 'give_up', { why: 'not-seen', facts: { reference: request.facts.reference } }),
  );
}
