import { applyChange } from './apply-change.ts';
import { FIRST_BATCH } from './batch-size.ts';
import { DocSpaceError, ifFound } from './errors.ts';
import { groupSubject, newGroupSubject, writeExclusively } from './exclusive-write.ts';
import type { BatchProgress, CreatedGroups, GroupParts, Groups, NewGroup } from './group-api.ts';
import { accessTo } from './group-changes.ts';
import { checkedName } from './group-name.ts';
import type { GroupReads } from './group-reads.ts';
import { groupPath } from './paths.ts';
import { endedEarly, type GroupReceipt, type GroupState, missingFrom, receiptOf, type Wanted } from './receipt.ts';
import { groupStateSchema, STATE_FIELDS } from './schemas.ts';
import { settle, type Verification } from './settle.ts';
import { type FoundGroup, NotCertain, NotDone } from './settled-errors.ts';

/** How long an unanswered creation is checked, in milliseconds after it was sent. */
const PATIENCE_MS = 600_000;
/** How long an unanswered write of the other members is checked, in milliseconds after it was sent. */
const COMPLETING_PATIENCE_MS = 270_000;

/** Creates groups: a POST with the first people, PUTs with the others. */
export function createGroupCreation(parts: GroupParts, reads: GroupReads): Pick<Groups, 'create' | 'findCreated'> {
  return {
    async create(group) {
      const name = checkedName(group.name, 'POST', '/group');
      const write = { method: 'POST', path: '/group', subject: newGroupSubject(name) } as const;
      return writeExclusively(parts, write, (within) => create(within, reads, { ...group, name }));
    },
    findCreated: (group) => candidatesFor(reads, { group, sent: everybodyIn(group) }),
  };
}

function everybodyIn({ memberIds, managerId }: NewGroup): ReadonlySet<string> {
  return new Set([...memberIds, ...(managerId ? [managerId] : [])]);
}

async function create(parts: GroupParts, reads: GroupReads, group: NewGroup): Promise<GroupReceipt> {
  const { name, managerId } = group;
  const add = [...new Set(group.memberIds)];
  const asked: Wanted = { name, add, remove: [], ...(managerId ? { managerId } : {}) };
  const created = await postGroup(parts, reads, group, asked);
  // People of the POST whom the portal left out are ineligible: they are refused and not sent again.
  const missing = created.recovered ? missingFrom(asked, created.group) : withoutSent(asked, created);
  if (!missing) return receiptFor(asked, created.group, created.recovered);
  const completed = await complete(parts, reads, group, { created, missing, of: add.length });
  const receipt = receiptFor(asked, completed.group, created.recovered || completed.recovered === true);
  const why = completed.stopped ? 'stopped' : completed.interruptedBy;
  return why ? endedEarly(receipt, completed.rest ?? missing, why) : receipt;
}

/** Adds the people who were not in the POST, in batches. */
async function complete(
  parts: GroupParts,
  reads: GroupReads,
  { patienceMs = COMPLETING_PATIENCE_MS, onWaiting, betweenBatches: askCaller }: NewGroup,
  { created, missing, of }: { created: Created; missing: Wanted; of: number },
): Promise<GroupReceipt> {
  const alreadyIn = of - missing.add.length;
  const betweenBatches = askCaller && ((progress: BatchProgress) => askCaller({ done: alreadyIn + progress.done, of }));
  if (of > FIRST_BATCH && missing.add.length > 0 && (await betweenBatches?.({ done: 0, of })) === 'stop')
    return endedEarly(receiptOf(missing, created.group), missing, 'stopped');
  const { id } = created.group;
  const write = { method: 'PUT', path: groupPath(id), subject: groupSubject(id) } as const;
  const change = { wanted: missing, before: created.group, patienceMs, onWaiting, betweenBatches };
  return writeExclusively(parts, write, (within) => applyChange(accessTo(within, reads, id), change)).catch(
    (error: unknown) => interrupted(error, missing, created.group),
  );
}

interface Created {
  group: GroupState;
  recovered: boolean;
  /** People in the POST. */
  sent: ReadonlySet<string>;
}

/** Sends the POST once; if its outcome is unclear, searches for the new group. */
async function postGroup(parts: GroupParts, reads: GroupReads, group: NewGroup, asked: Wanted): Promise<Created> {
  const { managerId } = group;
  const members = [...new Set(group.memberIds)].slice(0, FIRST_BATCH);
  const sent = new Set([...members, ...(managerId ? [managerId] : [])]);
  const body = { groupName: asked.name, members, ...(managerId ? { groupManager: managerId } : {}) };
  const sentAt = parts.clock.now();
  try {
    const call = {
      method: 'POST',
      path: '/group',
      query: { fields: STATE_FIELDS },
      body,
      schema: groupStateSchema,
    } as const;
    return { group: (await parts.send(call)).payload, recovered: false, sent };
  } catch (error) {
    if (!(error instanceof DocSpaceError) || error.effect === 'none') throw error;
    return { group: await findCreated(parts, reads, { group, asked, error, sentAt, sent }), recovered: true, sent };
  }
}

interface Unclear {
  group: NewGroup;
  asked: Wanted;
  error: DocSpaceError;
  sentAt: number;
  sent: ReadonlySet<string>;
}

/**
 * Finds the group of a creation with an unclear outcome.
 * @throws NotDone if it certainly created no group, NotCertain if that cannot be determined
 */
async function findCreated(parts: GroupParts, reads: GroupReads, unclear: Unclear): Promise<GroupState> {
  const { error, sentAt, group } = unclear;
  const latest: { candidates: CreatedGroups } = { candidates: { found: [] } };
  const verification: Verification<CreatedGroups> = {
    async read() {
      latest.candidates = await candidatesFor(reads, unclear);
      return latest.candidates;
    },
    isDone: ({ ours }) => ours !== undefined,
    // The server can still be writing members: two reads have to agree.
    stateOf: ({ ours, found }) => JSON.stringify([ours && [...ours.memberIds].sort(), ours?.manager?.id, found]),
    doneTakes: 2,
    patienceMs: group.patienceMs ?? PATIENCE_MS,
    // A slow server can create the group at any time, so "not done" is never proven.
    notDoneAfterMs: Number.POSITIVE_INFINITY,
    onWaiting: group.onWaiting,
  };
  const settled = await settle(parts, { error, sentAt }, verification).catch((uncertain: unknown) => {
    if (!(uncertain instanceof NotCertain)) throw uncertain;
    throw new NotCertain(error, latest.candidates.found, error, uncertain.checked);
  });
  if (settled.value.ours) return settled.value.ours;
  // A new group that does not match can still be ours, edited by a user meanwhile.
  if (settled.value.found.length > 0) throw new NotCertain(error, settled.value.found, error, true);
  throw new NotDone(error);
}

/**
 * A group is ours only if it is the single new id with exactly this name, its manager is the requested one or none, and all
 * its members were sent.
 */
async function candidatesFor(
  reads: GroupReads,
  { group, sent }: Pick<Unclear, 'group' | 'sent'>,
): Promise<CreatedGroups> {
  const known = new Set(group.knownBefore);
  const found: FoundGroup[] = [];
  for await (const { id, name } of reads.all({ text: group.name }))
    if (name === group.name && !known.has(id)) found.push({ id, name });
  const [only] = found;
  if (!only || found.length > 1) return { found };
  const state = await ifFound(reads.state(only.id));
  if (!state) return { found: [] };
  const matches =
    (state.manager === undefined || state.manager.id === group.managerId) &&
    [...state.memberIds].every((id) => sent.has(id));
  return matches ? { found, ours: state } : { found };
}

/** The people who were not in the POST. */
function withoutSent(asked: Wanted, { sent }: Created): Wanted | undefined {
  const add = asked.add.filter((id) => !sent.has(id));
  return add.length > 0 ? { add, remove: [] } : undefined;
}

/** The receipt of a created group whose remaining members could not be added. */
function interrupted(error: unknown, missing: Wanted, group: GroupState): GroupReceipt {
  if (!(error instanceof DocSpaceError)) throw error;
  return endedEarly(receiptOf(missing, group), missing, error);
}

function receiptFor(asked: Wanted, group: GroupState, recovered: boolean): GroupReceipt {
  const receipt = receiptOf(asked, group);
  return recovered ? { ...receipt, recovered } : receipt;
}
