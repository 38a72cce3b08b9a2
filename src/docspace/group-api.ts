import type { OneWriter } from './one-writer.ts';
import type { GroupReceipt, GroupState } from './receipt.ts';
import type { Send } from './request.ts';
import type { Group, GroupSummary, Member, Person } from './schemas.ts';
import type { SettleParts } from './settle.ts';
import type { FoundGroup } from './settled-errors.ts';

/** Filters for a list of groups. */
export interface GroupFilter {
  /** Part of the name, case-insensitive. */
  text?: string;
  /** Groups this person is in. */
  personId?: string;
  /** With `personId`: only those they manage. */
  managed?: boolean;
}

/** One page of a list. */
export interface GroupPage {
  items: GroupSummary[];
  total: number;
  /** Groups of this page that cannot be shown: damaged ones, or rows of an unknown shape. */
  unreadable: number;
}

/** Filters and position for a page of members. */
export interface MemberFilter {
  /** Every word must be part of first name, last name or e-mail. */
  text?: string;
  /** Only disabled people. */
  status?: 'Terminated';
  startIndex?: number;
  /** At most 100, the default. */
  count?: number;
}

/** One page of members, active people first, then invited, then disabled ones. */
export interface MemberPage {
  items: Member[];
  /** All members, disabled ones too. */
  total: number;
  unreadable: number;
}

/** How a write with an unclear outcome is checked. */
export interface WriteOptions {
  /** Milliseconds after sending at which the outcome of an unanswered write is reported as not certain. */
  patienceMs?: number;
  /** Called once when no answer came and checking starts, which can take minutes. */
  onWaiting?: () => void;
}

/** Progress of a change with many people. */
export interface BatchProgress {
  /** People whose write was answered. */
  done: number;
  /** All people of the change. */
  of: number;
}

/** The answers of `betweenBatches`. */
export const AFTER_BATCH = ['go-on', 'stop'] as const;
export type AfterBatch = (typeof AFTER_BATCH)[number];

/** Options of changes that can take more than one write. */
export interface BatchOptions extends WriteOptions {
  /**
   * Called after each batch except the last, before the next one is sent; never for a change of one batch. `stop` ends the
   * change: the receipt is `stopped` and names the rest. An error it throws aborts the change.
   */
  betweenBatches?: ((progress: BatchProgress) => Promise<AfterBatch>) | undefined;
}

/** An edit's options. */
export interface ChangeOptions extends BatchOptions {
  /** The group as read just before; by default it is read once it is this change's turn. */
  before?: GroupState;
  /** Replaces that read; an error it throws aborts the change. */
  readBefore?: () => Promise<GroupState>;
}

/** An edit of a group; omitted fields stay unchanged. A person in both lists is removed. */
export interface GroupChange extends ChangeOptions {
  name?: string;
  managerId?: string;
  add?: readonly string[];
  remove?: readonly string[];
}

/** A group to create. */
export interface NewGroup extends BatchOptions {
  name: string;
  managerId?: string;
  memberIds: readonly string[];
  /**
   * Ids of groups that already have this name. Names are not unique: without these ids, an existing group could be taken for
   * the new one if the answer to the creation is lost.
   */
  knownBefore?: readonly string[];
}

/** New groups with the name of a creation, and the one among them that it certainly created. */
export interface CreatedGroups {
  found: FoundGroup[];
  ours?: GroupState;
}

/** A deletion's options. */
export interface DeleteOptions extends WriteOptions {
  /** Number of members before; detects a failed deletion that removed members. */
  membersBefore?: number;
}

/** The outcome of a deletion, proven by a 404. `recovered`: its answer was lost or an error. */
export interface DeleteOutcome {
  outcome: 'deleted' | 'alreadyGone';
  recovered?: boolean;
}

/**
 * The portal's groups. Every method throws a DocSpaceError. Writes with many people are sent in batches; if a later batch
 * fails, the receipt says what was done (`interruptedBy`). If the answer to a write is lost or unclear, the outcome is checked:
 * it throws NotDone if nothing was done, NotCertain if that cannot be determined.
 */
export interface Groups {
  /** Creates a group. The POST is never sent twice. */
  create(group: NewGroup): Promise<GroupReceipt>;
  /**
   * Searches once for the group of an unanswered creation. A group matches only if it is the single new id with exactly this
   * name, its manager is the requested one or none, and it has no other members.
   */
  findCreated(group: NewGroup): Promise<CreatedGroups>;
  /** The group without its members: the cheapest read of one group. */
  head(id: string): Promise<GroupSummary>;
  /** The group with all its members, in pages of 100 people. */
  get(id: string): Promise<Group>;
  /** The group with the ids of all its members, disabled ones too. Two calls, whatever its size. */
  state(id: string): Promise<GroupState>;
  /**
   * The group with those of these people who are in it, and the accounts of these people; unknown people are left out. One
   * small call per person, however large the group is.
   */
  withPeople(
    id: string,
    personIds: readonly string[],
  ): Promise<{ group: GroupState; people: ReadonlyMap<string, Person> }>;
  /** One page of a group's members. */
  members(id: string, options?: MemberFilter): Promise<MemberPage>;
  /** One page of groups, without damaged ones. */
  list(options?: GroupFilter & { startIndex?: number; count?: number }): Promise<GroupPage>;
  /** All groups of a filter, each once, read lazily page by page. @throws TooLarge after 10,000 */
  all(filter?: GroupFilter): AsyncIterable<GroupSummary>;
  /** Names of the groups a person is in. */
  ofPerson(personId: string): Promise<{ id: string; name: string }[]>;
  /** The first hundred groups with access to a room, folder or file. */
  ofEntry(kind: 'room' | 'folder' | 'file', id: number | string): Promise<GroupPage>;
  update(id: string, change: GroupChange): Promise<GroupReceipt>;
  addMembers(id: string, personIds: readonly string[], options?: ChangeOptions): Promise<GroupReceipt>;
  removeMembers(id: string, personIds: readonly string[], options?: ChangeOptions): Promise<GroupReceipt>;
  /** Moves all members to another group; moving to the same group would empty it, so that is rejected before any call. */
  moveMembers(fromId: string, toId: string): Promise<GroupState>;
  /**
   * Deletes a group and verifies that it is gone. A group that is already gone counts as deleted.
   * @throws StillThere, HalfDeleted
   */
  delete(id: string, options?: DeleteOptions): Promise<DeleteOutcome>;
  /** Whether reading a group returns 404, checked up to three times within two seconds. */
  isGone(id: string): Promise<boolean>;
}

/** The dependencies of group calls. */
export interface GroupParts extends SettleParts {
  send: Send;
  oneWriter: OneWriter;
}
