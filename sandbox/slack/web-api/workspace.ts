import { z } from 'zod';
import { type Method, method, missingScope } from './method.ts';
import { validate, validated } from './validate.ts';

const nothing = z.object({});

/** Methods about the app's own connection and the workspace. */
export const workspaceMethods: Readonly<Record<string, Method>> = {
  'auth.test': method([], nothing, (_args, { state }) => ({
    url: `https://${state.team.domain}.slack.com/`,
    team: state.team.name,
    user: state.manifest.botName,
    team_id: state.team.id,
    ...(state.team.enterprise ? { enterprise_id: state.team.enterprise.id } : {}),
    user_id: state.bot.userId,
    bot_id: state.bot.botId,
    is_enterprise_install: false,
  })),
  'team.info': method(['team:read'], nothing, (_args, { state }) => ({ team: state.team })),
  'apps.connections.open': method([], nothing, (_args, { state, sockets }) => {
    const needed = 'connections:write';
    if (!state.appTokenScopes.has(needed)) throw missingScope(state.appTokenScopes, needed);
    return { url: sockets.newTicket() };
  }),
  'blocks.validate': method([], validated, (args) => {
    validate(args);
    return {};
  }),
};
