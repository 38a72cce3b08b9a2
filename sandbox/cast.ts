/** The people of the sandbox: who they are in Slack, who they are in DocSpace, and why each one is here. */

/** A role as DocSpace names it. */
export type CastRole = 'owner' | 'admin' | 'roomAdmin' | 'user' | 'guest';

/** A Slack account; the flags are those of `users.info`. */
export interface CastSlackUser {
  id: string;
  /** Handle, lower case. */
  name: string;
  realName: string;
  email: string;
  teamId?: string;
  isBot?: boolean;
  deleted?: boolean;
  isRestricted?: boolean;
  isUltraRestricted?: boolean;
  isStranger?: boolean;
  emailConfirmed?: boolean;
  /** Where the account belongs in an organization of several workspaces (Enterprise Grid). */
  enterpriseUser?: { id: string; enterpriseId: string; teams: readonly string[] };
  /** Fields that Slack leaves out of its answers about this account. */
  without?: readonly string[];
  /** The error of Slack's answer instead of the account. */
  refusedWith?: 'user_not_found' | 'user_not_visible';
}

/** A DocSpace account. */
export interface CastPerson {
  id: string;
  firstName: string;
  lastName: string;
  email: string;
  role: CastRole;
  status: 'active' | 'disabled' | 'pending';
}

export interface CastMember {
  /** How tests and scripts call this person. */
  key: string;
  /** What this person is here to show. */
  why: string;
  slack?: CastSlackUser;
  docspace?: CastPerson;
}

/** The workspace of all but the stranger. */
export const TEAM = { id: 'T0ACME', domain: 'acme', name: 'Acme' } as const;
/** The organization it can belong to, on an Enterprise Grid, and another workspace of that. */
export const ORGANIZATION = { id: 'E0ACME', name: 'Acme Group' } as const;
const UK_TEAM = 'T0ACMEUK';

function member(
  key: string,
  why: string,
  first: string,
  last: string,
  number: number,
  role: CastRole | null,
  more: { status?: CastPerson['status']; slack?: Partial<CastSlackUser> | null } = {},
): CastMember {
  const email = `${key}@acme.example`;
  const slack = { id: `U0${key.toUpperCase()}`, name: key, realName: `${first} ${last}`, email, ...more.slack };
  const id = `${String(number).padStart(8, '0')}-5eed-4a11-8000-0000000000${String(number).padStart(2, '0')}`;
  return {
    key,
    why,
    ...(more.slack === null ? {} : { slack }),
    ...(role
      ? { docspace: { id, firstName: first, lastName: last, email, role, status: more.status ?? 'active' } }
      : {}),
  };
}

/** The people with a role in the sandbox; the portal adds a crowd of others. */
export const CAST: readonly CastMember[] = [
  member('olga', 'Owner of the portal', 'Olga', 'Marsh', 1, 'owner'),
  member('ines', 'DocSpace admin; the portal encodes the apostrophe', 'Ines', "O'Neil", 2, 'admin'),
  member('tomas', 'Second DocSpace admin: can approve what the first one requests', 'Tomas', 'Keller', 3, 'admin'),
  member('ravi', 'Room admin: can look groups up and request changes', 'Ravi', 'Nair', 4, 'roomAdmin'),
  member('una', 'User: can’t see all groups', 'Una', 'Berg', 5, 'user'),
  member('milo', 'User who is in groups', 'Milo', 'Costa', 6, 'user'),
  member('gil', 'Guest of the portal', 'Gil', 'Frost', 7, 'guest'),
  member('dan', 'Disabled in DocSpace, still in Slack', 'Dan', 'Reed', 8, 'user', { status: 'disabled' }),
  member('pia', 'Invited to DocSpace, invitation still open', 'Pia', 'Lund', 9, 'user', { status: 'pending' }),
  member('nora', 'In Slack, without a DocSpace account', 'Nora', 'Vale', 10, null),
  member('sven', 'From another organization, in a shared channel', 'Sven', 'Holm', 11, 'admin', {
    slack: { teamId: 'T0OTHER', isStranger: true },
  }),
  member('greta', 'Guest in Slack, admin in DocSpace', 'Greta', 'Wolf', 12, 'admin', { slack: { isRestricted: true } }),
  member('uma', 'Has not confirmed her e-mail in Slack', 'Uma', 'Sato', 13, 'admin', {
    slack: { emailConfirmed: false },
  }),
  member('dora', 'Deactivated in Slack', 'Dora', 'Klein', 14, 'admin', { slack: { deleted: true } }),
  member('robo', 'Another app’s bot', 'Robo', 'Courier', 15, null, { slack: { isBot: true } }),
];

/** A Slack account whose home is another workspace of the same organization. */
function colleague(id: string, teams: readonly string[]): Partial<CastSlackUser> {
  return { id, teamId: UK_TEAM, enterpriseUser: { id, enterpriseId: ORGANIZATION.id, teams } };
}

/** People of other workspaces, all of them admins in DocSpace; they are there where the workspace belongs to its organization. */
export const ELSEWHERE: readonly CastMember[] = [
  member('gwen', 'home in another workspace of the organization, and in this one', 'Gwen', 'Hale', 21, 'admin', {
    slack: colleague('W0GWEN', [UK_TEAM, TEAM.id]),
  }),
  member('hugo', 'in another workspace of the organization alone', 'Hugo', 'Lind', 22, 'admin', {
    slack: colleague('U0HUGO', [UK_TEAM]),
  }),
  member('ivo', 'of this workspace, but Slack leaves out team_id', 'Ivo', 'Nagy', 23, 'admin', {
    slack: { ...colleague('W0IVO', [TEAM.id]), without: ['team_id'] },
  }),
  member('jana', 'Slack does not say where she belongs', 'Jana', 'Roth', 24, 'admin', {
    slack: { without: ['team_id'] },
  }),
  member('petra', 'from a partner, in a shared channel; not marked as a stranger', 'Petra', 'Lang', 25, 'admin', {
    slack: {
      teamId: 'T0PARTNER',
      enterpriseUser: { id: 'U0PETRA', enterpriseId: 'E0PARTNER', teams: ['T0PARTNER'] },
      without: ['is_restricted', 'is_ultra_restricted', 'is_email_confirmed'],
    },
  }),
  member('vera', 'from a partner; Slack does not show her account', 'Vera', 'Blom', 26, 'admin', {
    slack: { teamId: 'T0PARTNER', refusedWith: 'user_not_visible' },
  }),
  member('walt', 'from a partner; Slack does not know his account', 'Walt', 'Finn', 27, 'admin', {
    slack: { teamId: 'T0PARTNER', refusedWith: 'user_not_found' },
  }),
];

/** The channels of the sandbox workspace and who is in them; `app` says whether the bot is a member. */
export const CHANNELS = [
  { id: 'C0REQUESTS', name: 'it-requests', isPrivate: false, app: true },
  { id: 'C0DESIGN', name: 'design', isPrivate: false, app: true },
  { id: 'C0RANDOM', name: 'random', isPrivate: false, app: false },
  { id: 'G0LEADS', name: 'leads', isPrivate: true, app: false },
] as const;

/** The user groups of the sandbox workspace. */
export const USER_GROUPS = [{ id: 'S0ADMINS', handle: 'docspace-admins', users: ['U0INES', 'U0TOMAS'] }] as const;
