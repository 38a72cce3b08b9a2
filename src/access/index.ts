import type { DocSpace, Person, Urgency } from '../docspace/index.ts';
import type { AdminNames } from './admin-names.ts';
import type { Links } from './links.ts';
import {
  AccessDenied,
  type Operation,
  operationRefusal,
  personRefusal,
  type RefusalReason,
  slackRefusal,
} from './rights.ts';
import type { HomeTeam, SlackProfile } from './slack-profile.ts';

export { type AdminNames, createAdminNames } from './admin-names.ts';
export { type ApproverPool, createApproverPool } from './approver-pool.ts';
export { linkChangeRecipients } from './link-change-recipients.ts';
export { createLinks, type LinkChange, type LinkCheck, type Links } from './links.ts';
export { AccessDenied, type Operation, type RefusalReason } from './rights.ts';
export { type HomeTeam, type SlackProfile, slackProfileOf } from './slack-profile.ts';

/** The user who clicked, and their DocSpace person. */
export interface Caller {
  slackId: string;
  person: Person;
}

/** A user's identity and rights, for whoami and the App Home. */
export type CallerStatus =
  | { known: true; caller: Caller; may: Record<Operation, boolean> }
  | {
      known: false;
      why: RefusalReason;
      /** The e-mail that was looked up in DocSpace; shown to the user only. */
      email?: string | undefined;
    };

/** Identifies users and checks their rights. */
export interface Access {
  /**
   * Returns the caller if they can do this operation.
   * @param fresh bypasses the cache
   * @throws AccessDenied with the reason
   */
  require(slackId: string, operation: Operation, options?: { fresh?: boolean }): Promise<Caller>;
  statusOf(slackId: string): Promise<CallerStatus>;
}

/** How long users are cached, in milliseconds; approvals and executions bypass the cache. */
const CACHED_FOR_MS = 60_000;

/** `isHeld`: the account matched another person until recently, so for now it has read access only. */
type Found = { person: Person; isHeld: boolean } | { why: RefusalReason; email?: string | undefined };

/**
 * Access for one workspace and one portal. With `links`, an account that now matches another person has read access only for
 * one day.
 * @param parts.profileOf reads `users.info`; undefined: the account is not visible to this workspace
 * @param parts.home where the app is installed, once it is connected
 */
export function createAccess(parts: {
  docspace: DocSpace;
  profileOf: (slackId: string) => Promise<SlackProfile | undefined>;
  home: () => HomeTeam | undefined;
  links?: Links;
  /** Names of admins for denied users. */
  adminNames?: AdminNames;
  clock: { now(): number };
}): Access {
  const cache = new Map<string, { until: number; found: Promise<Found> }>();

  const lookUp = async (slackId: string, urgency: Urgency): Promise<Found> => {
    const home = parts.home();
    if (!home) throw new Error('the workspace is not known before the app is connected');
    // Started before the look-up, so that the names are available if access is denied.
    parts.adminNames?.refresh();
    const profile = await parts.profileOf(slackId);
    if (!profile) return { why: 'stranger' };
    const why = slackRefusal(profile, home);
    if (why || !profile.email) return { why: why ?? 'no-email' };
    const { email } = profile;
    const person = await parts.docspace.for({ person: slackId, urgency }).people.byEmail(email);
    const whyNot = personRefusal(person);
    if (!person || whyNot) return { why: whyNot ?? 'no-docspace-account', email };
    const link = await parts.links?.check(slackId, person.id);
    return { person, isHeld: typeof link === 'object' };
  };

  const find = (slackId: string, fresh: boolean, urgency: Urgency = 'look-up'): Promise<Found> => {
    const now = parts.clock.now();
    const cached = cache.get(slackId);
    if (cached && cached.until > now && !fresh) return cached.found;
    for (const [id, entry] of cache) if (entry.until <= now) cache.delete(id);
    const found = lookUp(slackId, urgency);
    cache.set(slackId, { until: now + CACHED_FOR_MS, found });
    // Only positive answers are cached: a user who was just invited, whose link was just deleted, or whose look-up failed
    // is looked up again at the next click.
    const forget = () => cache.get(slackId)?.found === found && cache.delete(slackId);
    found.then((answer) => ('why' in answer || answer.isHeld) && forget(), forget);
    return found;
  };

  const denied = (why: RefusalReason, operation: Operation, { role }: Person) =>
    new AccessDenied(why, operation, { role, whoCan: parts.adminNames?.whoCan(operation) ?? [] });

  return {
    async require(slackId, operation, options = {}) {
      const found = await find(slackId, options.fresh ?? false, operation === 'read' ? 'look-up' : 'change');
      const why = refusalOf(found, operation);
      if ('why' in found) throw new AccessDenied(found.why, operation, { email: found.email });
      if (why) throw denied(why, operation, found.person);
      return { slackId, person: found.person };
    },
    async statusOf(slackId) {
      const found = await find(slackId, false);
      if ('why' in found) return { known: false, ...found };
      const may = (operation: Operation) => refusalOf(found, operation) === undefined;
      return {
        known: true,
        caller: { slackId, person: found.person },
        may: {
          read: may('read'),
          create: may('create'),
          update: may('update'),
          ask: may('ask'),
          join: may('join'),
          approve: may('approve'),
        },
      };
    },
  };
}

/** Why an account that was looked up cannot do this; undefined when it can. */
function refusalOf(found: Found, operation: Operation): RefusalReason | undefined {
  if ('why' in found) return found.why;
  if (found.isHeld && operation !== 'read') return 'link-changed';
  return operationRefusal(found.person.role, operation);
}
