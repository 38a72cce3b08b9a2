/** Who can approve deletions here, besides having the right in DocSpace. */
export interface ApproverPool {
  /**
   * Slack accounts that can approve now; undefined: everybody who has the right in DocSpace.
   * @param fresh asks Slack again instead of trusting an answer of the last minute
   * @throws what the look-up of a user group throws: a pool that cannot be read lets nobody approve
   */
  accounts(options?: { fresh?: boolean }): Promise<ReadonlySet<string> | undefined>;
  /** Slack user ids as configured, for mentions. */
  users: readonly string[];
  /** Slack user group ids as configured, for mentions. */
  groups: readonly string[];
}

/** Slack allows 20 look-ups of user groups a minute (usergroups.users.list, tier 2). */
const TRUSTED_FOR_MS = 60_000;

interface Lookup {
  accounts: Promise<ReadonlySet<string>>;
  until: number;
  answered: boolean;
}

/**
 * The pool of `APPROVERS`; without users and user groups there is none, and everybody with the right can approve.
 * @param parts.usersOf the accounts in a user group; none where it is disabled or does not exist
 */
export function createApproverPool(parts: {
  users: readonly string[];
  groups: readonly string[];
  usersOf: (groupId: string) => Promise<string[]>;
  clock: { now(): number };
}): ApproverPool {
  const { users, groups, usersOf, clock } = parts;
  let last: Lookup | undefined;

  const readAccounts = async (): Promise<ReadonlySet<string>> => {
    const members = await Promise.all(groups.map(usersOf));
    return new Set([...users, ...members.flat()]);
  };

  const lookUp = (): Lookup => {
    const lookup: Lookup = { accounts: readAccounts(), until: clock.now() + TRUSTED_FOR_MS, answered: false };
    last = lookup;
    lookup.accounts.then(
      () => {
        lookup.answered = true;
      },
      () => {
        if (last === lookup) last = undefined;
      },
    );
    return lookup;
  };

  return {
    users,
    groups,
    async accounts({ fresh = false } = {}) {
      if (users.length === 0 && groups.length === 0) return undefined;
      // What is still on its way is as fresh as another look-up would be.
      const usable = last && last.until > clock.now() && !(fresh && last.answered) ? last : lookUp();
      return usable.accounts;
    },
  };
}
