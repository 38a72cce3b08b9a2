/** All sentences and labels that depend on the kind of a request; complete ones, so that each can be translated alone. */
export interface KindText {
  /** Headings of its card: waiting, approved, being applied, applied. */
  requested: string;
  approved: string;
  underway: string;
  done: string;
  /** Its name and states in a list. */
  listed: string;
  applying: string;
  applied: string;
  wants(who: string): string;
  wantsToUndo(who: string, undone: string): string;
  size(members: string): string;
  /** In the thread. */
  waits: string;
  reminds(who: string): string;
  wasApproved(who: string): string;
  wasRejected(who: string): string;
  wasRejectedBecause(who: string, note: string): string;
  wasStopped(who: string): string;
  wasRetried(who: string): string;
  wasClosed(who: string): string;
  /** What DocSpace does or did. */
  running: string;
  notDone: string;
  notCertain: string;
  closedUnknown: string;
  /** The state of the group if the request is not applied: as a sentence, and as part of a line. */
  kept: string;
  keptShort: string;
  approveAgain: string;
  /** Why it is outdated. */
  changedSinceRequest: string;
  changedSinceFirstTry: string;
  requesterChanged: string;
  tooLate: string;
  elsewhere: string;
  /** How to request it again, and where to check first. */
  again: string;
  checkFirst: string;
  /** To the user who decided. */
  youApproved(name: string): string;
  youRejected(name: string): string;
  youStopped(name: string): string;
  youReminded(name: string): string;
  cannotStop: string;
  isApproved(name: string): string;
  isApprovedBy(name: string, who: string): string;
  failedAfterApproval(name: string): string;
  isDone(name: string): string;
  isDoneApprovedBy(name: string, who: string): string;
  isStopped(name: string): string;
  isStoppedBy(name: string, who: string): string;
  /** To the requester. */
  withdrawQuestion(name: string): string;
  notMade(name: string, id: string): string;
  takenBack(name: string, id: string, why: string): string;
  notDoneDirect(name: string, id: string): string;
  /** Precedes the group’s name in the form that sent it. */
  yourRequest: string;
  /** Buttons and their accessibility labels. */
  stopButton: string;
  stopLabel(name: string): string;
  approveLabel(name: string): string;
  retryLabel(name: string): string;
}
