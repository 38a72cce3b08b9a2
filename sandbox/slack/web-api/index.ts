import { chat } from './chat.ts';
import { conversations } from './conversations.ts';
import { history } from './history.ts';
import { ApiRefusal, type Method, type MethodContext, missingScope } from './method.ts';
import { userGroups } from './user-groups.ts';
import { users } from './users.ts';
import { views } from './views.ts';
import { workspaceMethods } from './workspace.ts';

const METHODS: Readonly<Record<string, Method>> = {
  ...chat,
  ...conversations,
  ...history,
  ...userGroups,
  ...users,
  ...views,
  ...workspaceMethods,
};

/** The tokens a call may come with. */
export interface Tokens {
  bot: string;
  app: string;
  /** Why one of them works no more, in Slack's word. */
  wordAgainst(token: 'bot' | 'app'): string | undefined;
}

/** Answers one Web API call, or throws the refusal Slack would answer with. */
export function callMethod(
  name: string,
  token: string | undefined,
  args: Readonly<Record<string, unknown>>,
  tokens: Tokens,
  context: MethodContext,
): Record<string, unknown> {
  const known = METHODS[name];
  if (!known) throw new ApiRefusal('unknown_method');
  if (name === 'blocks.validate') return known.run(args, context);
  if (!token) throw new ApiRefusal('not_authed');
  const expected = name === 'apps.connections.open' ? tokens.app : tokens.bot;
  if (token !== expected)
    throw new ApiRefusal(token === tokens.app || token === tokens.bot ? 'not_allowed_token_type' : 'invalid_auth');
  const refused = tokens.wordAgainst(token === tokens.app ? 'app' : 'bot');
  if (refused) throw new ApiRefusal(refused);
  const { scopes } = context.state;
  if (known.scopes.length > 0 && !known.scopes.some((scope) => scopes.has(scope)))
    throw missingScope(scopes, known.scopes[0]);
  return known.run(args, context);
}

/** What an app can do and what the method asks for, as Slack tells a bot with a token in headers of each answer. */
export function scopeHeaders(
  name: string,
  token: string | undefined,
  { app, bot }: Pick<Tokens, 'app' | 'bot'>,
  { appTokenScopes, scopes }: MethodContext['state'],
): Record<string, string> {
  const known = METHODS[name];
  if (token === app) return { 'x-oauth-scopes': [...appTokenScopes].join(',') };
  if (!known || token !== bot) return {};
  const granted = { 'x-oauth-scopes': [...scopes].join(',') };
  return known.scopes.length === 0 ? granted : { ...granted, 'x-accepted-oauth-scopes': known.scopes.join(',') };
}
