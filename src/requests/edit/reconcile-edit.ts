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

/** Looks what became of an edit whose outcome is not known, and moves the request when that shows. */
export async function reconcileEdit(deps: RequestDeps, requestId: string, owner: string): Promise<void> {
  const request = await findRequest(deps.store.db, requestId);
  if (request?.state !== 'uncertain') return;
  const docspace = deps.docspace.for({ person: request.account, urgency: 'change' });
  await deps.reporter.run(
    'look what became of an edit',
    async () => {
      const group = await ifFound(docspace.groups.state(request.group.id));
      if (group) await settleAsSeen(deps, docspace, { request, group, owner });
      else await giveUp(deps, request, 'already-gone');
    },
    () => reconcileLater(deps, request, request.facts.look),
  );
}

/**
 * Two equal looks tell what was done. That something was not done is known when the second comes so late that the portal
 * has ended its work, person by person (docspace-api §13).
 */
async function settleAsSeen(
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
  const something = name || manager || added.length + removed.length > 0 || request.facts.progress !== undefined;
  const nothing = missing !== undefined && !something;
  // It may have been saved before somebody else changed the same field: looking does not tell.
  if (nothing && differencesOf(editIn(request), group).length > 0)
    return reconcileLater(deps, request, { state, at: now });
  if (nothing) return giveUp(deps, request, 'not-done');
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
 * The group right before the edit, as far as that touches it: its members as they were read then, name and manager as its
 * form showed them, which was compared. Undefined where that was not written down.
 */
function beforeOf(request: ChangeRequest, { manager: _, ...group }: GroupState): GroupState | undefined {
  const known = request.attempt?.known;
  if (!known) return undefined;
  const { name, manager } = editIn(request);
  const was = manager ? manager.from : request.group.manager;
  return {
    ...group,
    ...(name ? { name: name.from } : {}),
    ...(was ? { manager: { id: was.id, displayName: was.name, status: 'active' } } : {}),
    memberIds: new Set(known),
  };
}

/**
 * What can be sent once more: people, who never conflict. Name and manager go with the first batch; what somebody made of
 * them since then stays.
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
