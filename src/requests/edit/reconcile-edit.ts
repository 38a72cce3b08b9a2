import { type ChangeRequest, findRequest, isAgreed, uncertainSince } from '../../changes/index.ts';
import {
  type DocSpace,
  type GroupState,
  ifFound,
  MAY_STILL_WORK_MS,
  missingFrom,
  receiptOf,
  type Wanted,
} from '../../docspace/index.ts';
import type { RequestDeps } from '../deps.ts';
import { applyEvent } from '../lifecycle/apply-event.ts';
import { reconcileLater, stateOf } from '../lifecycle/reconcile-later.ts';
import { type InterruptedChange, resumeChange } from '../lifecycle/resume.ts';
import { countOf, isMany, peopleCount } from '../results/rest.ts';
import { GONE, NOTHING_CHANGED } from '../text/results.ts';
import { differencesOf } from './edit-conflict.ts';
import { editDone, editIn, sentOf, shownAfter } from './edit-group.ts';
import { accountsLeaving } from './leave-on-date.ts';

/** Checks an edit whose outcome is unknown, and moves the request once it is found. */
export async function reconcileEdit(deps: RequestDeps, requestId: string, owner: string): Promise<void> {
  const request = await findRequest(deps.store.db, requestId);
  if (request?.state !== 'uncertain') return;
  const docspace = deps.docspace.for({ person: request.account, urgency: 'change' });
  await deps.reporter.run(
    'look what became of an edit',
    async () => {
      const group = await ifFound(docspace.groups.state(request.group.id));
      if (group) await settleFromGroup(deps, docspace, { request, group, owner });
      else await giveUp(deps, request, 'already-gone');
    },
    () => reconcileLater(deps, request, request.facts.look),
  );
}

/**
 * Two equal reads show what was done. To show that a part was not done, the second has to be late enough that DocSpace,
 * which writes person by person, has finished (docspace-api §13).
 */
async function settleFromGroup(
  deps: RequestDeps,
  docspace: DocSpace,
  { request, group, owner }: { request: ChangeRequest; group: GroupState; owner: string },
): Promise<void> {
  const asked = sentOf(editIn(request));
  const missing = missingFrom(asked, group);
  const state = await stateOf(group, missing ? [...missing.add, ...missing.remove] : []);
  const now = await deps.store.now();
  const isEqual = request.facts.look?.state === state;
  if (!isEqual || (missing && now < uncertainSince(request) + MAY_STILL_WORK_MS))
    return reconcileLater(deps, request, { state, at: now });
  const before = beforeOf(request, group);
  const ending: InterruptedChange['ending'] = async (receipt, because) => {
    const shown = await shownAfter(deps, docspace, receipt);
    const accounts = await accountsLeaving(deps, request);
    return (trx, at, current) => editDone(deps, trx, at, current, { group: shown, receipt, before, accounts, because });
  };
  const receipt = receiptOf(asked, group, before);
  const { name, manager, added, removed } = receipt.done;
  const hasEffect = name || manager || added.length + removed.length > 0 || request.facts.progress !== undefined;
  const isUnchanged = missing !== undefined && !hasEffect;
  // It may have been saved before another user changed the same field: a read cannot tell.
  if (isUnchanged && differencesOf(editIn(request), group).length > 0)
    return reconcileLater(deps, request, { state, at: now });
  if (isUnchanged) return giveUp(deps, request, 'not-done');
  if (missing && isMany(peopleCount(request)) && countOf(missing) > 0)
    return resumeChange(
      deps,
      { docspace, request, group, asked, missing: stillWanted(request, group, missing), ending },
      owner,
    );
  const end = await ending(receipt);
  await deps.store.write((trx, at) => end(trx, at, request));
}

/**
 * The group right before the edit, as far as the edit touches it: members as read then, name and manager as its form
 * showed them, which was compared before the write. Undefined if that was not stored.
 */
function beforeOf(request: ChangeRequest, { manager: _, ...group }: GroupState): GroupState | undefined {
  const known = request.attempt?.known;
  if (!known) return undefined;
  const { name, manager } = editIn(request);
  const managerBefore = manager ? manager.from : request.group.manager;
  return {
    ...group,
    ...(name ? { name: name.from } : {}),
    ...(managerBefore ? { manager: { id: managerBefore.id, displayName: managerBefore.name, status: 'active' } } : {}),
    memberIds: new Set(known),
  };
}

/**
 * What can be sent again: people, who never conflict. Name and manager are sent with the first batch; later changes of
 * them are kept.
 */
function stillWanted(request: ChangeRequest, group: GroupState, { add, remove, name, managerId }: Wanted): Wanted {
  const edit = editIn(request);
  if (request.facts.progress) return { add, remove };
  const keepsName = name !== undefined && group.name === edit.name?.from;
  const keepsManager = managerId !== undefined && group.manager?.id === edit.manager?.from?.id;
  return { add, remove, ...(keepsName ? { name } : {}), ...(keepsManager ? { managerId } : {}) };
}

async function giveUp(deps: RequestDeps, request: ChangeRequest, why: 'not-done' | 'already-gone'): Promise<void> {
  const text = why === 'not-done' ? NOTHING_CHANGED : GONE;
  const facts = { text, reference: request.facts.reference };
  if (why === 'not-done' && isAgreed(request)) {
    await deps.store.write((trx, now) =>
      applyEvent(deps, trx, now, request, 'not_done', { set: { due_at: now }, why, facts }),
    );
    return;
  }
  await deps.store.write((trx, now) => applyEvent(deps, trx, now, request, 'give_up', { why, facts }));
}
