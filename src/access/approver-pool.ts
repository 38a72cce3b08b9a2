/** The configured approvers of deletions; they also need the right in DocSpace. */
export interface ApproverPool {
  /**
   * Slack accounts that can approve now; undefined: everybody who has the right in DocSpace.
   * @param fresh bypasses the cache
   * @throws the error of a user group look-up: if the pool cannot be read, nobody can approve
   */
  accounts(options?: { fresh?: boolean }): Promise<ReadonlySet<string> | undefined>;
  /** Slack user ids as configured, for mentions. */
  users: readonly string[];
  /** Slack user group ids as configured, for mentions. */
  groups: readonly string[];
}

/** How long members are cached, in milliseconds; Slack allows 20 look-ups a minute (usergroups.users.list, tier 2). */
const CACHED_FOR_MS = 60_000;

interface Lookup {
  accounts: Promise<ReadonlySet<string>>;
  until: number;
  answered: boolean;
}

/**
 * The pool of `APPROVERS`; without users and user groups, everybody with the right in DocSpace can approve.
 * @param parts.usersOf the accounts in a user group; empty if it is disabled or does not exist
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
    const lookup: Lookup = { accounts: readAccounts(), until: clock.now() + CACHED_FOR_MS, answered: false };
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
      // A pending look-up is as fresh as a new one.
      const usable = last && last.until > clock.now() && !(fresh && last.answered) ? last : lookUp();
      return usable.accounts;
    },
  };
}
