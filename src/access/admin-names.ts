import type { DocSpace, Person } from '../docspace/index.ts';
import type { Links } from './links.ts';
import type { Operation } from './rights.ts';

/** Names of people who can do what others can't, for the sentence that says no. Rights are never read from them. */
export interface AdminNames {
  /** Reads the names again, in the background, where they are not of the last ten minutes. Never fails. */
  refresh(): void;
  /** Up to two people who can do this; nobody where the names are not known. */
  whoCan(operation: Operation): readonly string[];
}

const FRESH_FOR_MS = 10 * 60_000;
/** Names that could not be read again for so long are no longer said, in milliseconds. */
const SAID_FOR_MS = 24 * 3_600_000;
const MOST_NAMES = 2;

/**
 * The names of the owner and the DocSpace admins with an active account.
 * @param parts.approversAreNamed others than these approve deletions, so that they are not who to ask about one
 */
export function createAdminNames(parts: {
  docspace: DocSpace;
  links: Pick<Links, 'accountsOf'>;
  approversAreNamed: boolean;
  clock: { now(): number };
}): AdminNames {
  const { docspace, links, approversAreNamed, clock } = parts;
  let names: readonly string[] = [];
  let readAt = Number.NEGATIVE_INFINITY;
  let reading = false;

  const read = async (): Promise<void> => {
    try {
      const admins = await docspace.people.admins();
      const inSlack = await links.accountsOf(admins.map(({ id }) => id));
      names = namesOf(admins, inSlack);
      readAt = clock.now();
    } catch {
      // The sentence is complete without them; the next look-up tries again.
    } finally {
      reading = false;
    }
  };

  return {
    refresh() {
      if (reading || clock.now() < readAt + FRESH_FOR_MS) return;
      reading = true;
      void read();
    },
    whoCan(operation) {
      if (operation === 'approve' && approversAreNamed) return [];
      return clock.now() < readAt + SAID_FOR_MS ? names : [];
    },
  };
}

/** First who uses this app in Slack, then the other admins, last the owner, who often is an account that nobody reads. */
function namesOf(admins: readonly Person[], inSlack: ReadonlyMap<string, string>): string[] {
  const rank = ({ id, role }: Person) => (inSlack.has(id) ? 0 : role === 'owner' ? 2 : 1);
  const ordered = [...admins].sort((one, other) => rank(one) - rank(other));
  return ordered.slice(0, MOST_NAMES).map(({ displayName }) => displayName);
}
