import type { Kysely } from 'kysely';
import { type Actor, type ChangeRequest, findRequest, type GroupSeen, NoSuchRequest } from '../changes/index.ts';
import type { DocSpace, GroupReceipt } from '../docspace/index.ts';
import { groupsNamed } from '../groups/find.ts';
import type { Database } from '../store/index.ts';
import { actorOf } from './ask.ts';
import {
  type Begun,
  begin,
  LeftToTheNext,
  leaveToTheNext,
  type Outcome,
  PATIENCE_MS,
  refuse,
  settleDone,
  settleFailure,
} from './at-once.ts';
import { betweenBatches } from './batches.ts';
import { createdGroup, creationLines, newGroupOf, wantedIn } from './created-group.ts';
import { nameConfirmedIn } from './drafts.ts';
import { NameTaken } from './errors.ts';
import { move } from './move.ts';
import type { RequestParts } from './parts.ts';
import { restFacts, restLines } from './rest.ts';

const DOING = 'create a group';

/**
 * Carries a stored creation out: rights, then a look for groups of that name, then the attempt, then the POST, once.
 * @returns undefined when another process, or the same form delivered again, has it in hand
 */
export async function createGroup(
  parts: RequestParts,
  requestId: string,
  { owner, onWaiting }: { owner: string; onWaiting?: () => void },
): Promise<Outcome | undefined> {
  const request = await findRequest(parts.store.db, requestId);
  if (!request) throw new NoSuchRequest();
  if (request.state !== 'received') return undefined;
  const docspace = parts.docspace.for({ person: request.account, urgency: 'change' });
  let begun: Begun | undefined;
  let known: string[] = [];
  try {
    const found = await lookUp(parts, docspace, request);
    known = found.known;
    begun = await begin(parts, request, { ...found, owner });
  } catch (error) {
    return refuse(parts, request, error, DOING);
  }
  return begun && send(parts, docspace, begun, { known, onWaiting });
}

/**
 * What has to be known before anything is sent.
 * @throws AccessDenied, NameTaken, or the failure of a look-up
 */
async function lookUp(
  parts: RequestParts,
  docspace: DocSpace,
  request: ChangeRequest,
): Promise<{ actor: Actor; known: string[] }> {
  const caller = await parts.access.require(request.account, 'create');
  const { name } = wantedIn(request);
  const namesakes = await groupsNamed(docspace, name, parts.clock);
  if (namesakes.length > 0 && !(await nameConfirmedIn(parts.store.db, request.id)))
    throw new NameTaken(name, namesakes);
  // After an unclear answer the group is looked for by its name: those that were there before are not it.
  return { actor: actorOf(caller), known: namesakes.map(({ id }) => id) };
}

async function send(
  parts: RequestParts,
  docspace: DocSpace,
  begun: Begun,
  { known, onWaiting }: { known: readonly string[]; onWaiting: (() => void) | undefined },
): Promise<Outcome | undefined> {
  let receipt: GroupReceipt;
  try {
    receipt = await docspace.groups.create({
      ...newGroupOf(begun.request),
      knownBefore: known,
      patienceMs: PATIENCE_MS,
      betweenBatches: betweenBatches(parts, () => begun),
      ...(onWaiting ? { onWaiting } : {}),
    });
  } catch (error) {
    if (error instanceof LeftToTheNext) return void (await leaveToTheNext(parts, begun));
    return settleFailure(parts, begun, error, DOING);
  }
  const group = await createdGroup(wantedIn(begun.request), receipt);
  return settleDone(parts, begun, (trx, now, current) =>
    creationDone(parts, trx, now, current, { group, receipt, actor: begun.actor }),
  );
}

/** The group is there: its request shows it from now on. */
export function creationDone(
  parts: RequestParts,
  trx: Kysely<Database>,
  now: number,
  request: ChangeRequest,
  {
    group,
    receipt,
    actor,
    because,
  }: { group: GroupSeen; receipt: GroupReceipt; actor?: Actor; because?: string | undefined },
): Promise<ChangeRequest | undefined> {
  const lines = [...creationLines(wantedIn(request), receipt), ...restLines(request, receipt, because)];
  const text = lines.length > 0 ? lines.join('\n') : undefined;
  return move(parts, trx, now, request, 'done', {
    set: { group_id: group.id, group_name: group.name, shown_json: JSON.stringify(group) },
    facts: { text, by: actor ?? request.requester, rest: restFacts(request, receipt.rest) },
    actor,
    groupId: group.id,
  });
}
