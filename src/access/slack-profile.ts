import { z } from 'zod';

/** What `users.info` says about a user, as far as it decides whether they can act. */
const usersInfo = z.object({
  user: z.object({
    id: z.string(),
    team_id: z.string().optional(),
    deleted: z.boolean().default(false),
    is_bot: z.boolean().default(false),
    is_restricted: z.boolean().default(false),
    is_ultra_restricted: z.boolean().default(false),
    is_stranger: z.boolean().default(false),
    // Absent on workspaces that sign in through an identity provider: the provider vouches for the address there.
    is_email_confirmed: z.boolean().default(true),
    profile: z.object({ email: z.string().optional(), real_name: z.string().optional() }).default({}),
  }),
});

/** A Slack account and everything about it that could forbid acting. */
export interface SlackProfile {
  id: string;
  teamId: string | undefined;
  email: string | undefined;
  bot: boolean;
  deactivated: boolean;
  guest: boolean;
  stranger: boolean;
  emailConfirmed: boolean;
}

/** Reads the answer of `users.info`; throws a ZodError when it is none. */
export function slackProfileOf(answer: unknown): SlackProfile {
  const { user } = usersInfo.parse(answer);
  return {
    id: user.id,
    teamId: user.team_id,
    email: user.profile.email,
    bot: user.is_bot || user.id === 'USLACKBOT',
    deactivated: user.deleted,
    guest: user.is_restricted || user.is_ultra_restricted,
    stranger: user.is_stranger,
    emailConfirmed: user.is_email_confirmed,
  };
}
