import type { Kysely } from 'kysely';
import type { Database } from '../store/index.ts';
import type { Actor, DeletionRequest } from './deletion-request.ts';
import { NoSuchRequest } from './errors.ts';
import {
  type ApprovalPolicy,
  mayApprove,
  mayReject,
  mayRetry,
  mayStop,
  mayWithdraw,
  type Verdict,
  type Why,
} from './rules.ts';
import { type Transition, takeStep } from './transition.ts';

/** What became of somebody's decision: it counted, or why not and how the request stands now. */
export type Decided = { won: true; request: DeletionRequest } | { won: false; request: DeletionRequest; why: Why };

/** A person's step: allowed by the rules, then taken from the version the rules were asked about. */
export type Decide = (id: string, actor: Actor, note?: string) => Promise<Decided>;

interface Parts {
  db: Kysely<Database>;
  now: () => number;
  policy: ApprovalPolicy;
  find: (id: string) => Promise<DeletionRequest | undefined>;
}

type Step = Pick<Transition, 'from' | 'set' | 'kind'>;

/** The five decisions people make about a request. */
export function createDecisions(parts: Parts): Record<'approve' | 'reject' | 'withdraw' | 'stop' | 'retry', Decide> {
  const { policy } = parts;
  const decided = (actor: Actor) => ({ decided_by_json: JSON.stringify(actor), decided_at: parts.now() });
  return {
    approve: decision(
      parts,
      (request, actor) => mayApprove(request, actor, policy, parts.now()),
      (request, actor) => approval(request, actor, parts),
    ),
    reject: decision(
      parts,
      (request, actor) => mayReject(request, actor, policy),
      (_request, actor) => ({
        from: ['pending', 'failed'],
        set: { state: 'rejected', ...decided(actor) },
        kind: 'rejected',
      }),
    ),
    withdraw: decision(parts, mayWithdraw, (_request, actor) => ({
      from: ['pending', 'failed'],
      set: { state: 'withdrawn', ...decided(actor) },
      kind: 'withdrawn',
    })),
    stop: decision(
      parts,
      (request, actor) => mayStop(request, actor, policy),
      (_request, actor) => ({ from: ['approved'], set: { state: 'stopped', ...decided(actor) }, kind: 'stopped' }),
    ),
    retry: decision(
      parts,
      (request, actor) => mayRetry(request, actor, policy),
      () => ({
        from: ['failed'],
        // The failure is kept: what it left of the group is compared at the next try.
        set: { state: 'approved', execute_at: parts.now() },
        kind: 'retried',
      }),
    ),
  };
}

function decision(
  parts: Parts,
  may: (request: DeletionRequest, actor: Actor) => Verdict,
  step: (request: DeletionRequest, actor: Actor) => Step,
): Decide {
  return async (id, actor, note) => {
    for (;;) {
      const request = await parts.find(id);
      if (!request) throw new NoSuchRequest();
      const verdict = may(request, actor);
      if (!verdict.ok) return { won: false, request, why: verdict.why };
      const { version } = request;
      const taken = await takeStep(parts.db, parts.now(), {
        id,
        version,
        actor,
        ...(note ? { note } : {}),
        ...step(request, actor),
      });
      // Somebody was faster: look again, which ends in a refusal or in a second approval beside theirs.
      if (!taken) continue;
      return { won: true, request: (await parts.find(id)) ?? request };
    }
  };
}

/** One more approval; the last one needed approves the request and starts its grace. */
function approval(request: DeletionRequest, actor: Actor, { now, policy }: Parts): Step {
  const approvals = [...request.approvals, { ...actor, at: now() }];
  const approved = {
    state: 'approved',
    execute_at: now() + policy.graceMs,
    decided_by_json: JSON.stringify(actor),
    decided_at: now(),
  };
  const enough = approvals.length >= request.neededApprovals;
  return {
    from: ['pending'],
    set: { approvals_json: JSON.stringify(approvals), ...(enough ? approved : {}) },
    kind: 'approved',
  };
}
