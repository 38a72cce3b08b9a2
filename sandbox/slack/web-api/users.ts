import { z } from 'zod';
import type { CastSlackUser } from '../../cast.ts';
import type { WorkspaceState } from '../state.ts';
import { ApiRefusal, type Method, method } from './method.ts';
import { pageOf, paging } from './paging.ts';

function userJson(user: CastSlackUser, state: WorkspaceState): Record<string, unknown> {
  const json = {
    id: user.id,
    team_id: user.teamId ?? state.team.id,
    name: user.name,
    deleted: user.deleted ?? false,
    real_name: user.realName,
    tz: 'Europe/Berlin',
    is_admin: false,
    is_bot: user.isBot ?? false,
    is_restricted: user.isRestricted ?? false,
    is_ultra_restricted: user.isUltraRestricted ?? false,
    ...(user.isStranger ? { is_stranger: true } : {}),
    is_email_confirmed: user.emailConfirmed ?? true,
    ...(user.enterpriseUser ? { enterprise_user: enterpriseUserJson(user.enterpriseUser) } : {}),
    profile: {
      real_name: user.realName,
      display_name: user.name,
      ...(state.scopes.has('users:read.email') && !user.isBot ? { email: user.email } : {}),
    },
  };
  return Object.fromEntries(Object.entries(json).filter(([field]) => !user.without?.includes(field)));
}

function enterpriseUserJson({ id, enterpriseId, teams }: NonNullable<CastSlackUser['enterpriseUser']>) {
  return { id, enterprise_id: enterpriseId, is_admin: false, is_owner: false, teams };
}

export const users: Readonly<Record<string, Method>> = {
  'users.info': method(['users:read'], z.object({ user: z.string() }), (args, { state }) => {
    const user = state.users.get(args.user);
    if (!user) throw new ApiRefusal('user_not_found');
    if (user.refusedWith) throw new ApiRefusal(user.refusedWith);
    return { user: userJson(user, state) };
  }),
  'users.lookupByEmail': method(['users:read.email'], z.object({ email: z.string() }), (args, { state }) => {
    const user = [...state.users.values()].find((each) => each.email.toLowerCase() === args.email.toLowerCase());
    if (!user || user.deleted) throw new ApiRefusal('users_not_found');
    return { user: userJson(user, state) };
  }),
  'users.list': method(['users:read'], z.object(paging), (args, { state }) => {
    const { page, response_metadata } = pageOf([...state.users.values()], args);
    return { members: page.map((user) => userJson(user, state)), response_metadata };
  }),
  'bots.info': method(['users:read'], z.object({ bot: z.string().optional() }), ({ bot }, { state }) => {
    if (bot !== undefined && bot !== state.bot.botId) throw new ApiRefusal('bot_not_found');
    const { botId, appId, userId } = state.bot;
    return { bot: { id: botId, app_id: appId, user_id: userId, name: state.manifest.botName, deleted: false } };
  }),
};
