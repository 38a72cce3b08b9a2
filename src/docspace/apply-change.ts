import { FIRST_BATCH, nextBatchSize, smallerBatch } from './batch-size.ts';
import { DocSpaceError, NotFound } from './errors.ts';
import type { BatchOptions } from './group-api.ts';
import {
  endedEarly,
  type GroupReceipt,
  type GroupState,
  isEmpty,
  missingFrom,
  receiptOf,
  type Wanted,
} from './receipt.ts';
import type { GroupSummary } from './schemas.ts';
import { type SettleParts, settle, type Verification } from './settle.ts';
import { NotCertain, NotDone } from './settled-errors.ts';

/** Reads and writes of one group while a change is applied. */
export interface GroupAccess extends SettleParts {
  /** Sends one write and returns the group with all member ids: 45 bytes per member. */
  write(part: Wanted): Promise<GroupState>;
  /** Sends one write and returns the group without its members. */
  writeOnly(part: Wanted): Promise<GroupSummary>;
  read(): Promise<GroupState>;
}

/** A change to apply. */
export interface Change {
  wanted: Wanted;
  /** The group, read before the change. */
  before: GroupState;
  /** How long an unanswered write is checked, in milliseconds after it was sent. */
  patienceMs: number;
  onWaiting?: (() => void) | undefined;
  betweenBatches?: BatchOptions['betweenBatches'];
}

/** How often the same part is sent if writes fail and reads show that it is still missing. */
const MAX_ATTEMPTS = 2;
/** In a larger group only the last write returns the member ids, which can be half a MB. */
const MAX_MEMBERS_PER_WRITE = 1_000;

/**
 * Applies a change in batches until nothing is missing. Each answer shows the group's new state; after an unclear failure the
 * group is read, and only what is still missing is sent again.
 * @throws the first write's error if nothing was done, NotCertain if a large group cannot be read after a later failure; any
 * other later failure is returned in `interruptedBy`
 */
export async function applyChange(access: GroupAccess, change: Change): Promise<GroupReceipt> {
  const progress: Progress = {
    rest: change.wanted,
    size: FIRST_BATCH,
    attempts: 0,
    recovered: false,
    partlyDone: false,
    membersCount: change.before.membersCount,
  };
  while (!progress.group || !isEmpty(progress.rest)) {
    if (await isStopped(change, progress))
      return endedEarly(await receiptNow(access, change, progress), progress.rest, 'stopped');
    const failure = await applyBatch(access, change, progress);
    if (failure === undefined) continue;
    // If something was done, the receipt reports it together with the failure.
    if (!progress.partlyDone) throw failure;
    return endedEarly(await receiptNow(access, change, progress, failure), progress.rest, failure);
  }
  return receiptNow(access, change, progress);
}

/** Asks the caller between two batches; never for a change of one batch, even if a part of it is sent again. */
async function isStopped({ wanted, betweenBatches }: Change, { rest }: Progress): Promise<boolean> {
  const of = wanted.add.length + wanted.remove.length;
  const done = of - rest.add.length - rest.remove.length;
  if (!betweenBatches || of <= FIRST_BATCH || done === 0) return false;
  return (await betweenBatches({ done, of })) === 'stop';
}

async function receiptNow(
  access: GroupAccess,
  { wanted, before }: Change,
  { group, recovered }: Progress,
  failure?: DocSpaceError,
): Promise<GroupReceipt> {
  const receipt = receiptOf(wanted, group ?? (await readAfter(access, failure)), before);
  return recovered ? { ...receipt, recovered } : receipt;
}

interface Progress {
  /** What is still to be sent. */
  rest: Wanted;
  /** People in the next write. */
  size: number;
  /** Failed attempts of the first part of `rest`. */
  attempts: number;
  recovered: boolean;
  /** Whether a part of the change was done. */
  partlyDone: boolean;
  /** Number of members in the last answer. */
  membersCount: number;
  /** The group as last read or returned by a write; undefined if it was written since. */
  group?: GroupState | undefined;
}

/** Sends one batch; returns the error that ends the change, if there is one. */
async function applyBatch(access: GroupAccess, change: Change, progress: Progress): Promise<DocSpaceError | undefined> {
  const { batch, rest } = split(progress.rest, progress.size);
  const sentAt = access.clock.now();
  try {
    await write(access, batch, rest, progress);
    progress.size = nextBatchSize(peopleIn(batch), access.clock.now() - sentAt);
    Object.assign(progress, { rest, attempts: 0 });
    return undefined;
  } catch (error) {
    if (!(error instanceof DocSpaceError)) throw error;
    if (error.effect === 'none' || error instanceof NotFound) return error;
    return afterFailure(access, change, progress, { error, sentAt, batch, rest });
  }
}

/** Sends a batch and updates the progress from its answer. */
async function write(access: GroupAccess, batch: Wanted, rest: Wanted, progress: Progress): Promise<void> {
  if (isEmpty(rest) || progress.membersCount <= MAX_MEMBERS_PER_WRITE) {
    const group = await access.write(batch);
    Object.assign(progress, { group, membersCount: group.membersCount, partlyDone: true });
  } else {
    const { membersCount } = await access.writeOnly(batch);
    Object.assign(progress, { group: undefined, membersCount, partlyDone: true });
  }
}

/** Reads the group if the last write did not return its members. */
async function readAfter(access: GroupAccess, failure?: DocSpaceError): Promise<GroupState> {
  try {
    return await access.read();
  } catch (error) {
    if (!(error instanceof DocSpaceError)) throw error;
    throw failure instanceof NotCertain ? failure : new NotCertain(failure ?? error);
  }
}

interface Failure {
  error: DocSpaceError;
  sentAt: number;
  batch: Wanted;
  rest: Wanted;
}

/** Finds out what a failed write did. Done parts count; missing parts are sent once more. */
async function afterFailure(
  access: GroupAccess,
  change: Change,
  progress: Progress,
  { error, sentAt, batch, rest }: Failure,
): Promise<DocSpaceError | undefined> {
  const verification: Verification<GroupState> = {
    read: () => access.read(),
    isDone: (state) => missingFrom(batch, state) === undefined,
    stateOf: (state) => JSON.stringify([state.name, state.manager?.id, [...state.memberIds].sort()]),
    doneTakes: 2,
    patienceMs: change.patienceMs,
    onWaiting: change.onWaiting,
  };
  try {
    const { value: current, done } = await settle(access, { error, sentAt }, verification);
    const missing = missingFrom(batch, current);
    const partly = done || JSON.stringify(missing) !== JSON.stringify(missingFrom(batch, change.before));
    progress.group = current;
    if (partly) Object.assign(progress, { partlyDone: true, recovered: true });
    if (!missing) {
      Object.assign(progress, { rest, attempts: 0 });
      return undefined;
    }
    progress.attempts += 1;
    if (progress.attempts >= MAX_ATTEMPTS) return new NotDone(error);
    Object.assign(progress, { rest: joined(missing, rest), size: smallerBatch(progress.size) });
    return undefined;
  } catch (uncertain) {
    if (uncertain instanceof DocSpaceError) return uncertain;
    throw uncertain;
  }
}

/** Splits a change: the first batch has name, manager and up to `size` people. */
function split({ name, managerId, add, remove }: Wanted, size: number): { batch: Wanted; rest: Wanted } {
  const adding = add.slice(0, size);
  const removing = remove.slice(0, size - adding.length);
  return {
    batch: {
      add: adding,
      remove: removing,
      ...(name === undefined ? {} : { name }),
      ...(managerId === undefined ? {} : { managerId }),
    },
    rest: { add: add.slice(adding.length), remove: remove.slice(removing.length) },
  };
}

function joined(first: Wanted, then: Wanted): Wanted {
  return { ...first, add: [...first.add, ...then.add], remove: [...first.remove, ...then.remove] };
}

function peopleIn({ add, remove }: Wanted): number {
  return Math.max(1, add.length + remove.length);
}
