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

/** How long an unanswered creation is checked for, in milliseconds after it was sent. */
const PATIENCE_MS = 600_000;
/** How long adding the other members is checked after, in milliseconds after a write of them was sent. */
const COMPLETING_PATIENCE_MS = 270_000;

/** Creating groups: a POST with the first people, PUTs with the others. */
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
  const made = await makeGroup(parts, reads, group, asked);
  // Ineligible people of the POST are not sent again where the portal passed over them: that is their refusal.
  const missing = made.recovered ? missingFrom(asked, made.group) : withoutFirst(asked, made);
  if (!missing) return receiptFor(asked, made.group, made.recovered);
  const completed = await complete(parts, reads, group, { made, missing, of: add.length });
  const receipt = receiptFor(asked, completed.group, made.recovered || completed.recovered === true);
  const why = completed.stopped ? 'stopped' : completed.interruptedBy;
  return why ? endedEarly(receipt, completed.rest ?? missing, why) : receipt;
}

/** Adds what the POST did not carry, in batches. */
async function complete(
  parts: GroupParts,
  reads: GroupReads,
  { patienceMs = COMPLETING_PATIENCE_MS, onWaiting, betweenBatches: asking }: NewGroup,
  { made, missing, of }: { made: Made; missing: Wanted; of: number },
): Promise<GroupReceipt> {
  const there = of - missing.add.length;
  const betweenBatches = asking && ((progress: BatchProgress) => asking({ done: there + progress.done, of }));
  if (of > FIRST_BATCH && missing.add.length > 0 && (await betweenBatches?.({ done: 0, of })) === 'stop')
    return endedEarly(receiptOf(missing, made.group), missing, 'stopped');
  const { id } = made.group;
  const write = { method: 'PUT', path: groupPath(id), subject: groupSubject(id) } as const;
  const change = { wanted: missing, before: made.group, patienceMs, onWaiting, betweenBatches };
  return writeExclusively(parts, write, (within) => applyChange(accessTo(within, reads, id), change)).catch(
    (error: unknown) => interrupted(error, missing, made.group),
  );
}

interface Made {
  group: GroupState;
  recovered: boolean;
  /** People whom the POST carried. */
  sent: ReadonlySet<string>;
}

/** Sends the POST, once; when it is unclear what became of it, looks before anything is said. */
async function makeGroup(parts: GroupParts, reads: GroupReads, group: NewGroup, asked: Wanted): Promise<Made> {
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
 * Finds out what an unclear creation did.
 * @throws NotDone when it surely made no group, NotCertain when a look cannot tell
 */
async function findCreated(parts: GroupParts, reads: GroupReads, unclear: Unclear): Promise<GroupState> {
  const { error, sentAt, group } = unclear;
  const last: { candidates: CreatedGroups } = { candidates: { found: [] } };
  const look: Verification<CreatedGroups> = {
    async read() {
      last.candidates = await candidatesFor(reads, unclear);
      return last.candidates;
    },
    isDone: ({ ours }) => ours !== undefined,
    // The server may still be writing members: two looks have to agree.
    stateOf: ({ ours, found }) => JSON.stringify([ours && [...ours.memberIds].sort(), ours?.manager?.id, found]),
    doneTakes: 2,
    patienceMs: group.patienceMs ?? PATIENCE_MS,
    // A server that was slow to begin may make the group at any time: "not done" is never proven.
    notDoneAfterMs: Number.POSITIVE_INFINITY,
    onWaiting: group.onWaiting,
  };
  const settled = await settle(parts, { error, sentAt }, look).catch((uncertain: unknown) => {
    if (!(uncertain instanceof NotCertain)) throw uncertain;
    throw new NotCertain(error, last.candidates.found, error, uncertain.checked);
  });
  if (settled.value.ours) return settled.value.ours;
  // Groups that are there and do not fit may still be ours, changed by hand meanwhile.
  if (settled.value.found.length > 0) throw new NotCertain(error, settled.value.found, error, true);
  throw new NotDone(error);
}

/**
 * A group counts as ours only when it is the one new id with exactly this name, its manager is the wanted one or none,
 * and it holds nobody who was not sent.
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
  const fits =
    (state.manager === undefined || state.manager.id === group.managerId) &&
    [...state.memberIds].every((id) => sent.has(id));
  return fits ? { found, ours: state } : { found };
}

/** What the POST did not carry. */
function withoutFirst(asked: Wanted, { sent }: Made): Wanted | undefined {
  const add = asked.add.filter((id) => !sent.has(id));
  return add.length > 0 ? { add, remove: [] } : undefined;
}

/** The group is there, whatever happens to the rest of its members. */
function interrupted(error: unknown, missing: Wanted, group: GroupState): GroupReceipt {
  if (!(error instanceof DocSpaceError)) throw error;
  return endedEarly(receiptOf(missing, group), missing, error);
}

function receiptFor(asked: Wanted, group: GroupState, recovered: boolean): GroupReceipt {
  const receipt = receiptOf(asked, group);
  return recovered ? { ...receipt, recovered } : receipt;
}
