import { type ChangeRequest, findRequest, uncertainSince } from '../changes/index.ts';
import { type CreatedGroups, type DocSpace, type GroupReceipt, type GroupState, receiptOf } from '../docspace/index.ts';
import { creationDone } from './create-group.ts';
import { createdGroup, newGroupOf, wantedIn } from './created-group.ts';
import { lookLater } from './look-later.ts';
import { move } from './move.ts';
import type { RequestParts } from './parts.ts';

/** A creation that nobody has seen so long after it was sent, in milliseconds, is given up: it is never sent again. */
const SEEN_WITHIN_MS = 600_000;

/** Looks what became of a creation whose outcome is not known, and moves the request when that shows. */
export async function reconcileCreation(parts: RequestParts, requestId: string): Promise<void> {
  const request = await findRequest(parts.store.db, requestId);
  if (request?.state !== 'uncertain') return;
  const docspace = parts.docspace.for({ person: request.account, urgency: 'change' });
  await parts.reporter.run(
    'look what became of a creation',
    async () => {
      const found = await docspace.groups.findCreated({
        ...newGroupOf(request),
        knownBefore: request.attempt?.known ?? [],
      });
      if (found.ours) await ourGroup(parts, docspace, request, found.ours);
      else await notOurs(parts, request, found);
    },
    () => lookLater(parts, request, request.facts.look),
  );
}

/** The server may still be writing members: two looks have to agree before the rest is added. */
async function ourGroup(
  parts: RequestParts,
  docspace: DocSpace,
  request: ChangeRequest,
  group: GroupState,
): Promise<void> {
  const state = [group.id, group.manager?.id ?? '', ...[...group.memberIds].sort()].join(' ');
  if (request.facts.look?.state !== state) return lookLater(parts, request, { state, at: await parts.store.now() });
  const { managerId, memberIds } = newGroupOf(request);
  const missing = memberIds.filter((id) => !group.memberIds.has(id));
  const takesManager = managerId !== undefined && group.manager?.id !== managerId;
  const receipt: GroupReceipt =
    missing.length === 0 && !takesManager
      ? receiptOf({ add: [], remove: [] }, group)
      : await docspace.groups.update(group.id, { add: missing, ...(takesManager ? { managerId } : {}) });
  const shown = await createdGroup(wantedIn(request), receipt);
  await parts.store.write((trx, now) =>
    creationDone(parts, trx, now, request, { group: shown, receipt: { ...receipt, recovered: true } }),
  );
}

/** Groups that are there and do not fit may still be this one, changed by hand meanwhile: nothing is written to them. */
async function notOurs(parts: RequestParts, request: ChangeRequest, { seen }: CreatedGroups): Promise<void> {
  const now = await parts.store.now();
  const state = seen.map(({ id }) => id).join(' ');
  if (seen.length > 0 || now < uncertainSince(request) + SEEN_WITHIN_MS)
    return lookLater(parts, { ...request, facts: { ...request.facts, groups: seen } }, { state, at: now });
  await parts.store.write((trx, at) =>
    move(parts, trx, at, request, 'give_up', { why: 'not-seen', facts: { reference: request.facts.reference } }),
  );
}
