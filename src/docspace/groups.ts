import { createGroupChanges } from './group-changes.ts';
import { createGroupCreation, type Limits } from './group-creation.ts';
import { createGroupReads } from './group-reads.ts';
import type { GroupReceipt } from './receipt.ts';
import type { NewGroup } from './recover.ts';
import type { Send } from './request.ts';
import type { Group, GroupSummary, Member } from './schemas.ts';

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

/** What to change; what is left out stays. Whoever stands in both lists leaves. */
export interface GroupChange extends Before {
  name?: string;
  managerId?: string;
  add?: readonly string[];
  remove?: readonly string[];
}

/** The group as read just before: makes the receipt exact without another read. */
export interface Before {
  before?: Group;
}

/** Whether a group is really gone, by two independent answers. */
export interface GoneProof {
  gone: boolean;
  /** Status of reading it by id. */
  getStatus: number;
  /** Whether the list still holds it. */
  listed: boolean;
}

/**
 * The portal's groups. Every method throws a DocSpaceError. Writes about more than a hundred people go out in several
 * calls; when a later one fails, the receipt tells how far it came (`cutShort`).
 */
export interface Groups {
  /** Creates a group; an unclear answer is cleared up by looking before anything is said. */
  create(group: NewGroup): Promise<GroupReceipt>;
  /** The group without its members: the cheapest reading of one group. */
  head(id: string): Promise<GroupSummary>;
  /** The group with all its members, read by pages: 100 people a call. */
  get(id: string): Promise<Group>;
  /** One page of a group's members. */
  members(id: string, options?: MemberFilter): Promise<MemberPage>;
  /** Which of these people are in the group, disabled ones too. Two calls, whatever the size of the group. */
  membership(id: string, personIds: readonly string[]): Promise<Set<string>>;
  list(options?: GroupFilter & { startIndex?: number; count?: number }): Promise<GroupPage>;
  /** All groups of a filter, page by page as they are asked for, each once. */
  all(filter?: GroupFilter): AsyncIterable<GroupSummary>;
  /** Names of the groups somebody is in. */
  ofPerson(personId: string): Promise<{ id: string; name: string }[]>;
  /** The first hundred groups as a room, folder or file shows them. */
  ofEntry(kind: 'room' | 'folder' | 'file', id: number | string): Promise<GroupPage>;
  update(id: string, change: GroupChange): Promise<GroupReceipt>;
  addMembers(id: string, personIds: readonly string[], options?: Before): Promise<GroupReceipt>;
  removeMembers(id: string, personIds: readonly string[], options?: Before): Promise<GroupReceipt>;
  /** Moves all members to another group; moving to itself would empty it, so that is refused before any call. */
  moveMembers(fromId: string, toId: string): Promise<Group>;
  /**
   * A group that is gone already counts as deleted. `deleted` also when it is gone on a second attempt after the first
   * one went unanswered.
   */
  delete(id: string): Promise<{ outcome: 'deleted' | 'alreadyGone' }>;
  /** Reads the group by id and looks for it in the list. */
  proveGone(group: { id: string; name: string }): Promise<GoneProof>;
}

/** The groups behind a sender. */
export function createGroups(send: Send, limits: Limits): Groups {
  return { ...createGroupReads(send), ...createGroupChanges(send), create: createGroupCreation(send, limits) };
}
