import type { OneWriter } from './one-writer.ts';
import type { GroupReceipt, GroupState } from './receipt.ts';
import type { Send } from './request.ts';
import type { Group, GroupSummary, Member, Person } from './schemas.ts';
import type { SettleParts } from './settle.ts';
import type { FoundGroup } from './settled-errors.ts';

/** Which groups a list holds. */
export interface GroupFilter {
  /** Part of the name, any case. */
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

/** Which members a page holds. */
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

/** How a write whose outcome is not clear is looked after. */
export interface WriteOptions {
  /** Milliseconds after sending at which an unanswered write is given up as not certain. */
  patienceMs?: number;
  /** Called once when no answer came and the looking begins, which can take minutes. */
  onWaiting?: () => void;
}

/** How far a change about many people has come. */
export interface BatchProgress {
  /** People whose write was answered. */
  done: number;
  /** People the change is about. */
  of: number;
}

/** What a change about many people can be told between two of its writes. */
export const AFTER_BATCH = ['go-on', 'stop'] as const;
export type AfterBatch = (typeof AFTER_BATCH)[number];

/** Options of changes that can take more than one write. */
export interface BatchOptions extends WriteOptions {
  /**
   * Asked after each batch that is not the last, before the next one is sent; never about a change of one batch. `stop`
   * ends the change there: the receipt is `stopped` and names the rest. What it throws gives the change up.
   */
  betweenBatches?: ((progress: BatchProgress) => Promise<AfterBatch>) | undefined;
}

/** An edit's options. */
export interface ChangeOptions extends BatchOptions {
  /** The group as read just before; left out, it is read once it is this change's turn. */
  before?: GroupState;
  /** Reads the group instead, once it is this change's turn; what it throws gives the change up. */
  readBefore?: () => Promise<GroupState>;
}

/** What to change; what is left out stays. A person in both lists leaves. */
export interface GroupChange extends ChangeOptions {
  name?: string;
  managerId?: string;
  add?: readonly string[];
  remove?: readonly string[];
}

/** A group as it is to be created. */
export interface NewGroup extends BatchOptions {
  name: string;
  managerId?: string;
  memberIds: readonly string[];
  /**
   * Ids of the groups that had this name before. Names are not unique: without these, a group that was there already
   * could be taken for the new one when the answer to the creation is lost.
   */
  knownBefore?: readonly string[];
}

/** New groups of a wanted name, and the one of them that can only come from a certain creation. */
export interface CreatedGroups {
  found: FoundGroup[];
  ours?: GroupState;
}

/** A deletion's options. */
export interface DeleteOptions extends WriteOptions {
  /** How many members the group had: tells a failed deletion that emptied the group. */
  membersBefore?: number;
}

/** How a deletion ended; proven by a 404. `recovered`: its answer was lost or an error. */
export interface DeleteOutcome {
  outcome: 'deleted' | 'alreadyGone';
  recovered?: boolean;
}

/**
 * The portal's groups. Every method throws a DocSpaceError. Writes about many people go out in batches; when a later one
 * fails, the receipt tells how far it came (`interruptedBy`). A write whose answer is lost or unclear is looked after
 * before anything is said: it throws NotDone when nothing was done, NotCertain when that cannot be known.
 */
export interface Groups {
  /** Creates a group. Its POST is sent once and never again. */
  create(group: NewGroup): Promise<GroupReceipt>;
  /**
   * Looks once for what an unanswered creation made. A group counts as its own only when it is the one new id with exactly
   * this name, its manager is the wanted one or none, and it holds nobody else.
   */
  findCreated(group: NewGroup): Promise<CreatedGroups>;
  /** The group without its members: the cheapest reading of one group. */
  head(id: string): Promise<GroupSummary>;
  /** The group with all its members, read by pages: 100 people a call. */
  get(id: string): Promise<Group>;
  /** The group with the ids of all its members, disabled ones too. Two calls, whatever its size. */
  state(id: string): Promise<GroupState>;
  /**
   * The group with those of these people who are in it, and their accounts; unknown people are left out. One small call a
   * person, however large the group is.
   */
  withPeople(
    id: string,
    personIds: readonly string[],
  ): Promise<{ group: GroupState; people: ReadonlyMap<string, Person> }>;
  /** One page of a group's members. */
  members(id: string, options?: MemberFilter): Promise<MemberPage>;
  /** One page of groups, without those that are damaged. */
  list(options?: GroupFilter & { startIndex?: number; count?: number }): Promise<GroupPage>;
  /** The groups of a filter, page by page as they are asked for, each once. @throws TooLarge after 10,000 */
  all(filter?: GroupFilter): AsyncIterable<GroupSummary>;
  /** Names of the groups a person is in. */
  ofPerson(personId: string): Promise<{ id: string; name: string }[]>;
  /** The first hundred groups as a room, folder or file shows them. */
  ofEntry(kind: 'room' | 'folder' | 'file', id: number | string): Promise<GroupPage>;
  update(id: string, change: GroupChange): Promise<GroupReceipt>;
  addMembers(id: string, personIds: readonly string[], options?: ChangeOptions): Promise<GroupReceipt>;
  removeMembers(id: string, personIds: readonly string[], options?: ChangeOptions): Promise<GroupReceipt>;
  /** Moves all members to another group; moving to itself would empty it, so that is refused before any call. */
  moveMembers(fromId: string, toId: string): Promise<GroupState>;
  /**
   * Deletes a group and proves that it is gone. A group that is gone already counts as deleted.
   * @throws StillThere, HalfDeleted
   */
  delete(id: string, options?: DeleteOptions): Promise<DeleteOutcome>;
  /** Whether reading a group answers 404, looked for up to three times within two seconds. */
  isGone(id: string): Promise<boolean>;
}

/** What the calls about groups are made from. */
export interface GroupParts extends SettleParts {
  send: Send;
  oneWriter: OneWriter;
}
