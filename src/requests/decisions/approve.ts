import type { Kysely } from 'kysely';
import { type Actor, type ChangeRequest, type Decision, policyFor, refusalOf } from '../../changes/index.ts';
import { ifFound } from '../../docspace/index.ts';
import type { Database } from '../../store/index.ts';
import type { RequestDeps } from '../deps.ts';
import { differencesOf } from '../edit/edit-conflict.ts';
import { applyEvent, type EventDetails } from '../lifecycle/apply-event.ts';
import { lookUpApprovers, type Today } from '../lookups/current-access.ts';
import { isSummaryUnchanged } from '../lookups/read-group.ts';
import { conflictsText } from '../text/conflict.ts';
import { GONE } from '../text/results.ts';
import { type Checked, checkedBefore, lockDecision, markChecked, readDecision, refuseInTime } from './decision-rows.ts';

/** Counts one more approval; the last one needed starts the grace period. */
export async function approve(deps: RequestDeps, decision: Decision, actor: Actor): Promise<Checked> {
  for (;;) {
    const { request } = await readDecision(deps.store.db, decision.id);
    const withThis = { ...request, decisions: request.decisions.map((each) => checkedAs(each, decision.id, actor)) };
    const today = await lookUpApprovers(deps, withThis, false);
    const changed = await changeSince(deps, request);
    const done = await deps.store.write((trx, now) =>
      settleApproval(deps, trx, now, { decision, actor, version: request.version, today, changed }),
    );
    // Another decision was faster, so there may be other approvers to look up.
    if (done) return done;
  }
}

function checkedAs(each: Decision, id: string, actor: Actor): Decision {
  return each.id === id ? { ...each, checked: 'yes', personId: actor.personId, name: actor.name } : each;
}

async function settleApproval(
  deps: RequestDeps,
  trx: Kysely<Database>,
  now: number,
  given: { decision: Decision; actor: Actor; version: number; today: Today; changed: Changed | undefined },
): Promise<Checked | undefined> {
  const { decision, actor, version, today, changed } = given;
  const { account } = actor;
  const { request: before, decision: current } = await lockDecision(trx, decision.id);
  if (current.checked) return checkedBefore(before, current);
  const refused = refusalOf(before, 'approve', { account, now, policy: deps.policy });
  if (refused) return refuseInTime(trx, now, before, decision, refused);
  if (before.version !== version) return undefined;
  const hadApproved = today.check(before).counting.some(({ personId }) => personId === actor.personId);
  await markChecked(trx, decision.id, actor);
  const request = { ...before, decisions: before.decisions.map((each) => checkedAs(each, decision.id, actor)) };
  const { missing, needed } = today.check(request);
  // Lost approvals can count again, so this request may already have enough.
  if (hadApproved && missing > 0) return { request, counts: false, refused: 'approved-already' };
  if (changed) {
    const moved = await applyEvent(deps, trx, now, request, 'outdate', { why: 'group-changed', actor, facts: changed });
    return { request: moved ?? request, counts: true };
  }
  const enough: EventDetails = {
    set: { due_at: now + policyFor(request.kind, deps.policy).graceMs, first_try_at: null, needed },
  };
  const moved =
    missing > 0
      ? await applyEvent(deps, trx, now, request, 'count', {
          why: lostBefore(request),
          actor,
          missing,
          set: { needed },
          facts: { missing },
        })
      : await applyEvent(deps, trx, now, request, 'approve', { ...enough, actor, facts: { by: actor } });
  return { request: moved ?? request, counts: true };
}

/** A change of a request's group, with a text if it can be described. */
interface Changed {
  text?: string | undefined;
}

/** Whether the group has changed since it was shown; at a click only its summary is read. */
async function changeSince({ docspace }: RequestDeps, request: ChangeRequest): Promise<Changed | undefined> {
  const { kind, group, edit } = request;
  if (kind === 'delete') return (await isSummaryUnchanged(docspace, group)) ? undefined : {};
  if (!edit) return undefined;
  const current = await ifFound(docspace.groups.head(group.id));
  if (!current) return { text: GONE };
  const conflicts = differencesOf(edit, current);
  return conflicts.length > 0 ? { text: conflictsText(edit, conflicts) } : undefined;
}

/** Keeps the reason until there are enough approvals, so that accounts whose approvals were lost can approve again. */
function lostBefore({ why }: ChangeRequest): 'approvals-lost' | undefined {
  return why === 'approvals-lost' ? why : undefined;
}
