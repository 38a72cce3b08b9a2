import { z } from 'zod';

/**
 * The fields of `users.info` that decide about access. Slack's user type always has `deleted`, `is_bot`, `is_restricted`,
 * `is_ultra_restricted` and `is_email_confirmed`, and sometimes `is_stranger` and `enterprise_user` (@slack/types,
 * UserProfileChangedEvent); external users have fewer fields. Only for `deleted`, a missing field is documented as false (docs:
 * user object); any other missing field proves nothing.
 */
const usersInfo = z.object({
  user: z.object({
    id: z.string(),
    team_id: z.string().optional(),
    deleted: z.boolean().default(false),
    is_bot: z.boolean().optional(),
    is_restricted: z.boolean().optional(),
    is_ultra_restricted: z.boolean().optional(),
    is_stranger: z.boolean().default(false),
    is_email_confirmed: z.boolean().optional(),
    enterprise_user: z
      .object({ enterprise_id: z.string().optional(), teams: z.array(z.string()).default([]) })
      .optional(),
    profile: z.object({ email: z.string().optional() }).default({}),
  }),
});

/** A Slack account and the facts that can deny access; undefined if Slack does not say. */
export interface SlackProfile {
  id: string;
  /** Its home workspace, which on Enterprise Grid can differ from the one it acts in. */
  teamId: string | undefined;
  /** Its Enterprise Grid organization, and its workspaces there. */
  enterprise: { id: string | undefined; teams: readonly string[] } | undefined;
  email: string | undefined;
  bot: boolean | undefined;
  deactivated: boolean;
  guest: boolean | undefined;
  stranger: boolean;
  emailConfirmed: boolean | undefined;
}

/** The workspace the app is installed in, and its organization. */
export interface HomeTeam {
  teamId: string;
  enterpriseId: string | undefined;
}

/** Parses an answer of `users.info`; throws a ZodError for any other shape. */
export function slackProfileOf(answer: unknown): SlackProfile {
  const { user } = usersInfo.parse(answer);
  const { enterprise_user: enterprise, is_restricted, is_ultra_restricted } = user;
  const guestIsKnown = is_restricted !== undefined && is_ultra_restricted !== undefined;
  return {
    id: user.id,
    teamId: user.team_id,
    enterprise: enterprise && { id: enterprise.enterprise_id, teams: enterprise.teams },
    email: user.profile.email || undefined,
    bot: user.id === 'USLACKBOT' ? true : user.is_bot,
    deactivated: user.deleted,
    guest: is_restricted || is_ultra_restricted || (guestIsKnown ? false : undefined),
    stranger: user.is_stranger,
    emailConfirmed: user.is_email_confirmed,
  };
}

/** Whether Slack says that an account belongs to the workspace, or to its organization. */
export function isMember({ teamId, enterprise }: Pick<SlackProfile, 'teamId' | 'enterprise'>, home: HomeTeam): boolean {
  if (teamId === home.teamId || enterprise?.teams.includes(home.teamId)) return true;
  return home.enterpriseId !== undefined && enterprise?.id === home.enterpriseId;
}
