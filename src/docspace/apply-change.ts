import { FIRST_BATCH, nextBatchSize, smallerBatch } from './batch-size.ts';
import { DocSpaceError, NotFound } from './errors.ts';
import { type GroupReceipt, type GroupState, isEmpty, missingFrom, receiptOf, type Wanted } from './receipt.ts';
import { type Look, type Looking, settle } from './settle.ts';
import { NotDone } from './settled-errors.ts';

/** How a group is written and read while a change is applied. */
export interface GroupAccess extends Looking {
  /** Sends one write and answers with the group as it is then. */
  write(part: Wanted): Promise<GroupState>;
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
}

/** How often the same part is sent when writes fail and looks show that it is still missing. */
const MOST_TRIES = 2;

/**
 * Applies a change in batches until nothing is missing. Every answer is the next reading; after an unclear failure the
 * group is read, and only what is still missing is sent again.
 * @throws the first write's error when nothing at all was done; a later failure is told by `interruptedBy`
 */
export async function applyChange(access: GroupAccess, change: Change): Promise<GroupReceipt> {
  const progress: Progress = { rest: change.wanted, size: FIRST_BATCH, tries: 0, recovered: false };
  while (!progress.group || !isEmpty(progress.rest)) {
    const failure = await applyBatch(access, change, progress);
    if (failure === undefined) continue;
    // Nothing was done: the failure is the whole story. Otherwise what was done is not hidden behind it.
    if (!progress.group) throw failure;
    const receipt = receiptOf(change.wanted, progress.group, change.before);
    return { ...receipt, interruptedBy: failure, ...(progress.recovered ? { recovered: true } : {}) };
  }
  const receipt = receiptOf(change.wanted, progress.group, change.before);
  return progress.recovered ? { ...receipt, recovered: true } : receipt;
}

interface Progress {
  /** What is still to be sent. */
  rest: Wanted;
  /** People the next write carries. */
  size: number;
  /** Failures of the part that is first in `rest`. */
  tries: number;
  recovered: boolean;
  /** The group as the last answer or look showed it, once something of the change was done. */
  group?: GroupState;
}

/** Sends one batch; gives back what ended the change, if something did. */
async function applyBatch(access: GroupAccess, change: Change, progress: Progress): Promise<DocSpaceError | undefined> {
  const { batch, rest } = split(progress.rest, progress.size);
  const sentAt = access.clock.now();
  try {
    progress.group = await access.write(batch);
    progress.size = nextBatchSize(peopleIn(batch), access.clock.now() - sentAt);
    Object.assign(progress, { rest, tries: 0 });
    return undefined;
  } catch (error) {
    if (!(error instanceof DocSpaceError)) throw error;
    if (error.effect === 'none' || error instanceof NotFound) return error;
    return afterFailure(access, change, progress, { error, sentAt, batch, rest });
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
  const look: Look<GroupState> = {
    read: () => access.read(),
    isDone: (seen) => missingFrom(batch, seen) === undefined,
    stateOf: (seen) => JSON.stringify([seen.name, seen.manager?.id, [...seen.memberIds].sort()]),
    doneTakes: 2,
    patienceMs: change.patienceMs,
    onWaiting: change.onWaiting,
  };
  try {
    const { seen, done } = await settle(access, { error, sentAt }, look);
    const missing = missingFrom(batch, seen);
    const partly = done || JSON.stringify(missing) !== JSON.stringify(missingFrom(batch, change.before));
    if (partly) Object.assign(progress, { group: seen, recovered: true });
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
