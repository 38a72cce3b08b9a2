import type { DocSpace, Person } from '../docspace/index.ts';
import type { Links } from './links.ts';
import type { Operation } from './rights.ts';

/** Names of admins to contact, for messages that deny access. Never used for access decisions. */
export interface AdminNames {
  /** Reloads the names in the background if they are older than ten minutes. Never fails. */
  refresh(): void;
  /** Up to two people who can do this; empty if the names are not known. */
  whoCan(operation: Operation): readonly string[];
}

const FRESH_FOR_MS = 10 * 60_000;
/** How long names are used if they cannot be reloaded, in milliseconds. */
const USABLE_FOR_MS = 24 * 3_600_000;
const MAX_NAMES = 2;

/**
 * The names of the owner and the DocSpace admins with an active account.
 * @param parts.approversAreNamed approvers are configured, so that these admins are not the ones to ask for approval
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
      // Messages are complete without the names; the next look-up tries again.
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
      return clock.now() < readAt + USABLE_FOR_MS ? names : [];
    },
  };
}

/** First admins who use this app in Slack, then the others, last the owner, which often is an unattended account. */
function namesOf(admins: readonly Person[], inSlack: ReadonlyMap<string, string>): string[] {
  const rank = ({ id, role }: Person) => (inSlack.has(id) ? 0 : role === 'owner' ? 2 : 1);
  const ordered = [...admins].sort((one, other) => rank(one) - rank(other));
  return ordered.slice(0, MAX_NAMES).map(({ displayName }) => displayName);
}
