/** A person in a group, by id and name. */
export interface Member {
  id: string;
  name: string;
  /** Set where the name does not say it. */
  status?: 'active' | 'disabled' | 'pending' | undefined;
}

/** A group as it was shown. */
export interface GroupSnapshot {
  id: string;
  name: string;
  manager?: Member | undefined;
  /** The first of its members by name: as many as messages name. Nobody, where only its summary was read. */
  members: Member[];
  /** How many members it has in all; left out where only its summary was read. */
  size?: number | undefined;
  /** How many members DocSpace counts: without disabled ones. */
  membersCount?: number | undefined;
  /** DocSpace cannot show it; it can be deleted by its id. */
  damaged?: true | undefined;
}

/** How many members a group has, as far as was read. */
export function sizeOf({ size, membersCount, members }: GroupSnapshot): number {
  return size ?? membersCount ?? members.length;
}

/** A group that is to be created. */
export interface WantedGroup {
  name: string;
  manager?: Member | undefined;
  /** Without the manager. */
  members: Member[];
}

/** What is to become of a group; what is left out stays. */
export interface WantedEdit {
  name?: { from: string; to: string } | undefined;
  /** No `to`: the manager leaves the group, and it has none afterwards. */
  manager?: { from?: Member | undefined; to?: Member | undefined } | undefined;
  add: Member[];
  remove: Member[];
  /** Of people who are kept: when they were to leave. They are members until then, and are added once more. */
  leavesAt?: number | undefined;
}

/** What an edit did, as the portal's own answer shows it; what was refused or left out is not in it. */
export interface DoneEdit {
  name?: { from: string; to: string } | undefined;
  /** No `from`: the group had no manager. No `to`: it has none any more. */
  manager?: { from?: Member | undefined; to?: Member | undefined } | undefined;
  added: Member[];
  removed: Member[];
}
