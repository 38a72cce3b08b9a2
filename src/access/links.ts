import type { Kysely } from 'kysely';
import type { Database, Store } from '../store/index.ts';
import { changeLink, deleteLinks, findLink, findLinksOf, insertLink, type LinkKey, type LinkRow } from './link-rows.ts';

/** An account that began to mean another person. */
export interface LinkChange {
  account: string;
  personId: string;
  previousPerson: string;
}

/** How an account's person compares with whom it meant before; `until` is the time from which a change is accepted. */
export type LinkCheck = 'same' | 'new' | { changed: { previousPerson: string; until: number } };

/** Remembers which DocSpace person each Slack account means. */
export interface Links {
  /** Compares with what is remembered, and remembers what is new. */
  check(account: string, personId: string): Promise<LinkCheck>;
  /** The accounts that are known to mean these people, by the person's id; the newest where there are several. */
  accountsOf(personIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Forgets the account, in every workspace; false when nothing was remembered. Its next look-up links it anew. */
  forget(account: string): Promise<boolean>;
}

/**
 * How long an account that means another person is held. E-mails connect the two, and an admin of either side can change
 * an e-mail: a day gives the owner time to see that this one was not meant.
 */
const HELD_FOR_MS = 24 * 3_600_000;

/**
 * Links between one workspace and one portal. An account that comes back to its former person is held for the rest of the
 * day too: a user who can swap e-mails can swap them back.
 * @param parts.onChanged called once a change, after it is stored, by the process that stored it
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
      // Most looks end here, without a write.
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
    // What did not fit what was read was written by another process meanwhile: it is read again.
    if (!known) {
      if (await insertLink(trx, { ...link, changed_at: null, previous_person: null })) return { check: 'new' };
    } else if (comesBack(known, personId, now)) {
      const back = { ...known, ...link };
      if (await changeLink(trx, known, back)) return { check: checkOf(back, now) };
    } else {
      const changed = { ...link, changed_at: now, previous_person: known.person_id };
      const change = { account: key.account, personId, previousPerson: known.person_id };
      if (await changeLink(trx, known, changed)) return { check: checkOf(changed, now), change };
    }
  }
}

/** Whether this is the person whom a held account meant before: no new change, and no new day. */
function comesBack(known: LinkRow, personId: string, now: number): boolean {
  return known.previous_person === personId && typeof checkOf(known, now) === 'object';
}

function checkOf({ changed_at, previous_person }: LinkRow, now: number): LinkCheck {
  if (changed_at === null || previous_person === null) return 'same';
  const until = changed_at + HELD_FOR_MS;
  return now < until ? { changed: { previousPerson: previous_person, until } } : 'same';
}
