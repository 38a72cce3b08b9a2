/**
 * Manager changes under way, by group. Two different ones at the same time each insert a manager row and neither sees
 * the other's, so the group ends up with two (docspace-api §13).
 */
export class ManagerWrites {
  readonly #underWay = new Map<string, Set<{ managerId: string }>>();

  /** Starts a change of a manager; `clash` is true when another manager is being set in the same group. */
  begin(groupId: string, managerId: string): { clash: boolean; end: () => void } {
    const others = this.#underWay.get(groupId) ?? new Set();
    const mine = { managerId };
    const clash = [...others].some((other) => other.managerId !== managerId);
    this.#underWay.set(groupId, others.add(mine));
    return { clash, end: () => void others.delete(mine) };
  }
}
