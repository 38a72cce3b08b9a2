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

/** How a group is written and read while a change is applied. */
export interface GroupAccess extends SettleParts {
  /** Sends one write, and answers with the group and all its member ids as they are then: 45 bytes a member. */
  write(part: Wanted): Promise<GroupState>;
  /** Sends one write, and answers with the group without its members. */
  writeOnly(part: Wanted): Promise<GroupSummary>;
  read(): Promise<GroupState>;
}

/** A change on its way. */
export interface Change {
  wanted: Wanted;
  /** The group as it was read before. */
  before: GroupState;
  /** How long to look after a write that got no answer, in milliseconds after it was sent. */
  patienceMs: number;
  onWaiting?: (() => void) | undefined;
  betweenBatches?: BatchOptions['betweenBatches'];
}

/** How often the same part is sent when writes fail and looks show that it is still missing. */
const MOST_TRIES = 2;
/** In a larger group only the last write answers with the member ids: before that they would be half a MB each time. */
const MOST_MEMBERS_EACH_TIME = 1_000;

/**
 * Applies a change in batches until nothing is missing. Every answer is the next reading; after an unclear failure the
 * group is read, and only what is still missing is sent again.
 * @throws the first write's error when nothing at all was done, NotCertain when a large group cannot be read after a
 * later failure; otherwise a later failure is in `interruptedBy`
 */
export async function applyChange(access: GroupAccess, change: Change): Promise<GroupReceipt> {
  const progress: Progress = {
    rest: change.wanted,
    size: FIRST_BATCH,
    tries: 0,
    recovered: false,
    partlyDone: false,
    membersCount: change.before.membersCount,
  };
  while (!progress.group || !isEmpty(progress.rest)) {
    if (await isStopped(change, progress))
      return endedEarly(await receiptNow(access, change, progress), progress.rest, 'stopped');
    const failure = await applyBatch(access, change, progress);
    if (failure === undefined) continue;
    // Nothing was done: the failure is the whole story. Otherwise what was done is not hidden behind it.
    if (!progress.partlyDone) throw failure;
    return endedEarly(await receiptNow(access, change, progress, failure), progress.rest, failure);
  }
  return receiptNow(access, change, progress);
}

/** Asks the caller between two batches; what is sent again of a change of one batch is no second one. */
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
  /** People the next write carries. */
  size: number;
  /** Failures of the part that is first in `rest`. */
  tries: number;
  recovered: boolean;
  /** Whether something of the change was done. */
  partlyDone: boolean;
  /** How many members the group had when it was last seen. */
  membersCount: number;
  /** The group as the last write or look showed it; undefined when it was written since. */
  group?: GroupState | undefined;
}

/** Sends one batch; gives back what ended the change, if something did. */
async function applyBatch(access: GroupAccess, change: Change, progress: Progress): Promise<DocSpaceError | undefined> {
  const { batch, rest } = split(progress.rest, progress.size);
  const sentAt = access.clock.now();
  try {
    await write(access, batch, rest, progress);
    progress.size = nextBatchSize(peopleIn(batch), access.clock.now() - sentAt);
    Object.assign(progress, { rest, tries: 0 });
    return undefined;
  } catch (error) {
    if (!(error instanceof DocSpaceError)) throw error;
    if (error.effect === 'none' || error instanceof NotFound) return error;
    return afterFailure(access, change, progress, { error, sentAt, batch, rest });
  }
}

/** Sends a batch and notes what its answer shows. */
async function write(access: GroupAccess, batch: Wanted, rest: Wanted, progress: Progress): Promise<void> {
  if (isEmpty(rest) || progress.membersCount <= MOST_MEMBERS_EACH_TIME) {
    const group = await access.write(batch);
    Object.assign(progress, { group, membersCount: group.membersCount, partlyDone: true });
  } else {
    const { membersCount } = await access.writeOnly(batch);
    Object.assign(progress, { group: undefined, membersCount, partlyDone: true });
  }
}

/** The group where the last write did not show its members. */
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

/** Looks what a failed write did. What it did counts; what is missing stays to be sent, once more. */
async function afterFailure(
  access: GroupAccess,
  change: Change,
  progress: Progress,
  { error, sentAt, batch, rest }: Failure,
): Promise<DocSpaceError | undefined> {
  const look: Verification<GroupState> = {
    read: () => access.read(),
    isDone: (state) => missingFrom(batch, state) === undefined,
    stateOf: (state) => JSON.stringify([state.name, state.manager?.id, [...state.memberIds].sort()]),
    doneTakes: 2,
    patienceMs: change.patienceMs,
    onWaiting: change.onWaiting,
  };
  try {
    const { value: current, done } = await settle(access, { error, sentAt }, look);
    const missing = missingFrom(batch, current);
    const partly = done || JSON.stringify(missing) !== JSON.stringify(missingFrom(batch, change.before));
    progress.group = current;
    if (partly) Object.assign(progress, { partlyDone: true, recovered: true });
    if (!missing) {
      Object.assign(progress, { rest, tries: 0 });
      return undefined;
    }
    progress.tries += 1;
    if (progress.tries >= MOST_TRIES) return new NotDone(error);
    Object.assign(progress, { rest: joined(missing, rest), size: smallerBatch(progress.size) });
    return undefined;
  } catch (uncertain) {
    if (uncertain instanceof DocSpaceError) return uncertain;
    throw uncertain;
  }
}

/** The first part of a change: name and manager, and so many people; and what comes after it. */
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
