export interface Member {
  id: string;
  name: string;
  /** Set only if it is not part of the name. */
  status?: 'active' | 'disabled' | 'pending' | undefined;
}

/** A group as it was shown. */
export interface GroupSnapshot {
  id: string;
  name: string;
  manager?: Member | undefined;
  /** The first members by name, as many as a message names. Empty if only the summary was read. */
  members: Member[];
  /** Number of all members; left out if only the summary was read. */
  size?: number | undefined;
  /** DocSpace's own count, without disabled members. */
  membersCount?: number | undefined;
  /** DocSpace cannot return it, but can delete it by id. */
  damaged?: true | undefined;
}

/** Number of members, as exactly as it was read. */
export function sizeOf({ size, membersCount, members }: GroupSnapshot): number {
  return size ?? membersCount ?? members.length;
}

export interface WantedGroup {
  name: string;
  manager?: Member | undefined;
  /** Without the manager. */
  members: Member[];
}

/** A requested edit; fields that are left out do not change. */
export interface WantedEdit {
  name?: { from: string; to: string } | undefined;
  /** No `to`: the manager leaves the group, which has none afterwards. */
  manager?: { from?: Member | undefined; to?: Member | undefined } | undefined;
  add: Member[];
  remove: Member[];
  /** For people added again before their date: the date on which they would have left. */
  leavesAt?: number | undefined;
}

/** What an edit did, taken from the DocSpace response; refused or skipped parts are not in it. */
export interface DoneEdit {
  name?: { from: string; to: string } | undefined;
  /** No `from`: the group had no manager. No `to`: it has none now. */
  manager?: { from?: Member | undefined; to?: Member | undefined } | undefined;
  added: Member[];
  removed: Member[];
}
