import type { Kysely } from 'kysely';
import type { Database, Store } from '../store/index.ts';
import { changeLink, deleteLinks, findLink, findLinksOf, insertLink, type LinkKey, type LinkRow } from './link-rows.ts';

/** An account that now matches another person. */
export interface LinkChange {
  account: string;
  personId: string;
  previousPerson: string;
}

/** An account's person compared with the stored link; `until` is when a change is accepted. */
export type LinkCheck = 'same' | 'new' | { changed: { previousPerson: string; until: number } };

/** Stores which DocSpace person each Slack account matches. */
export interface Links {
  /** Compares with the stored link, and stores a new one. */
  check(account: string, personId: string): Promise<LinkCheck>;
  /** The linked accounts of these people, by person id; the newest if there are several. */
  accountsOf(personIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Deletes the account's links in every workspace; false if there were none. The next look-up creates a new link. */
  forget(account: string): Promise<boolean>;
}

/**
 * How long an account is held after its person changed. Accounts are matched by e-mail, which an admin of either side can
 * change: a day gives the owner time to notice an unintended change.
 */
const HELD_FOR_MS = 24 * 3_600_000;

/**
 * Links between one workspace and one portal. An account that changes back to its previous person is held for the rest of the
 * day too: a user who can swap e-mails can swap them back.
 * @param parts.onChanged called once per change, after it is stored, by the process that stored it
 */
export function createLinks(parts: {
  store: Pick<Store, 'db' | 'write' | 'now'>;
  workspace: () => string | undefined;
  portal: string;
  onChanged?: (change: LinkChange) => void;
}): Links {
  const { store, portal } = parts;
  return {
    async check(account, personId) {
      const workspace = parts.workspace();
      if (workspace === undefined) throw new Error('the workspace is not known before the app is connected');
      const key = { workspace, portal, account };
      const known = await findLink(store.db, key);
      // The usual case, without a write.
      if (known?.person_id === personId) return known.changed_at === null ? 'same' : checkOf(known, await store.now());
      const { check, change } = await store.write((trx, now) => record(trx, { ...key, personId, now }));
      if (change) parts.onChanged?.(change);
      return check;
    },
    async accountsOf(personIds) {
      const workspace = parts.workspace();
      if (workspace === undefined) return new Map();
      const links = await findLinksOf(store.db, { workspace, portal }, personIds);
      return new Map(links.map(({ person_id, account }) => [person_id, account]));
    },
    forget: (account) => store.write(async (trx) => (await deleteLinks(trx, { portal, account })) > 0),
  };
}

interface Recorded {
  check: LinkCheck;
  change?: LinkChange;
}

async function record(
  trx: Kysely<Database>,
  { personId, now, ...key }: LinkKey & { personId: string; now: number },
): Promise<Recorded> {
  for (;;) {
    const known = await findLink(trx, key);
    if (known?.person_id === personId) return { check: checkOf(known, now) };
    const link = { ...key, person_id: personId, linked_at: now };
    // If a write fails, another process has changed the link meanwhile: read it again.
    if (!known) {
      if (await insertLink(trx, { ...link, changed_at: null, previous_person: null })) return { check: 'new' };
    } else if (changesBack(known, personId, now)) {
      const back = { ...known, ...link };
      if (await changeLink(trx, known, back)) return { check: checkOf(back, now) };
    } else {
      const changed = { ...link, changed_at: now, previous_person: known.person_id };
      const change = { account: key.account, personId, previousPerson: known.person_id };
      if (await changeLink(trx, known, changed)) return { check: checkOf(changed, now), change };
    }
  }
}

/** Whether a held account changes back to its previous person: that is no new change and does not restart the day. */
function changesBack(known: LinkRow, personId: string, now: number): boolean {
  return known.previous_person === personId && typeof checkOf(known, now) === 'object';
}

function checkOf({ changed_at, previous_person }: LinkRow, now: number): LinkCheck {
  if (changed_at === null || previous_person === null) return 'same';
  const until = changed_at + HELD_FOR_MS;
  return now < until ? { changed: { previousPerson: previous_person, until } } : 'same';
}
