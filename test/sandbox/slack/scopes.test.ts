import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readManifest } from '../../../sandbox/slack/index.ts';
import { MANIFEST, ROOMS, startStage } from './stage.ts';

const GROUPS = { userGroups: [{ id: 'S0DESK', handle: 'desk', users: [] }] };

describe('scopes of the manifest', () => {
  it.each([
    ['chat.postMessage', { channel: ROOMS, text: 'x' }, 'chat:write'],
    ['users.info', { user: 'U0ANA' }, 'users:read'],
    ['users.lookupByEmail', { email: 'ana@acme.example' }, 'users:read.email'],
    ['conversations.info', { channel: ROOMS }, 'channels:read'],
    ['conversations.join', { channel: ROOMS }, 'channels:join'],
    ['conversations.open', { users: 'U0ANA' }, 'im:write'],
    ['team.info', {}, 'team:read'],
    ['usergroups.users.list', { usergroup: 'S0DESK' }, 'usergroups:read'],
  ])('%s needs one', async (method, args, scope) => {
    const without = await startStage({ botScopes: ['commands'] });
    expect(await without.api(method, args)).toMatchObject({
      error: 'missing_scope',
      needed: scope,
      provided: 'commands',
    });
    await without.stop();
    const having = await startStage({ botScopes: [scope] }, GROUPS);
    expect((await having.api(method, args)).ok).toBe(true);
    await having.stop();
  });

  it('give an app neither commands nor shortcuts without commands', async () => {
    const stage = await startStage({ botScopes: ['chat:write'] });
    await stage.ana.send(ROOMS, '/desk');
    expect(stage.workspace.messages(ROOMS)).toMatchObject([{ text: expect.stringContaining('not a valid command') }]);
    await expect(stage.ana.useShortcut('new_desk')).rejects.toThrow('The app has no shortcut “new_desk”.');
    expect(stage.app.heard).toEqual([]);
    await stage.stop();
  });

  it('hide e-mail addresses without users:read.email', async () => {
    const stage = await startStage();
    expect(await stage.api('users.info', { user: 'U0ANA' })).not.toHaveProperty('user.profile.email');
    await stage.stop();
    const reader = await startStage({ botScopes: [...MANIFEST.botScopes, 'users:read.email'] });
    expect(await reader.api('users.info', { user: 'U0ANA' })).toHaveProperty('user.profile.email', 'ana@acme.example');
    await reader.stop();
  });

  it('are granted with the optional ones, unless whoever installed the app left these out', async () => {
    const optional = { optionalBotScopes: ['team:read'] };
    const outcome = async (optionalScopes?: boolean) => {
      const stage = await startStage(optional, optionalScopes === undefined ? {} : { optionalScopes });
      const { ok, needed } = await stage.api('team.info');
      await stage.stop();
      return ok || needed;
    };
    expect([await outcome(), await outcome(true), await outcome(false)]).toEqual([true, true, 'team:read']);
  });

  it('are read from the file, the optional ones apart', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'manifest-'));
    const file = join(folder, 'manifest.yml');
    const read = async (scopes: string) => {
      const app = 'display_information: {name: Desk}\nfeatures: {bot_user: {display_name: Desk}}\nsettings: {}\n';
      await writeFile(file, `${app}oauth_config: {scopes: {${scopes}}}\n`);
      const { botScopes, optionalBotScopes } = readManifest(file);
      return [botScopes, optionalBotScopes];
    };
    expect(await read('bot: [commands], bot_optional: [team:read]')).toEqual([['commands'], ['team:read']]);
    expect(await read('bot: [commands]')).toEqual([['commands'], []]);
    await rm(folder, { recursive: true });
  });

  it('are told with every answer, by the token', async () => {
    const stage = await startStage({ botScopes: ['commands', 'chat:write'] });
    const { apiUrl, botToken, appToken } = stage.workspace;
    const scopesOf = async (method: string, token: string) => {
      const headers = { Authorization: `Bearer ${token}` };
      return (await fetch(`${apiUrl}${method}`, { method: 'POST', headers })).headers.get('x-oauth-scopes');
    };
    expect(await scopesOf('auth.test', botToken)).toBe('commands,chat:write');
    expect(await scopesOf('team.info', botToken)).toBe('commands,chat:write');
    expect(await scopesOf('apps.connections.open', appToken)).toBe('connections:write');
    expect(await scopesOf('auth.test', 'xoxb-nobody')).toBeNull();
    await stage.stop();
  });

  it('of the app-level token decide whether connections can be opened', async () => {
    const stage = await startStage();
    const { apiUrl, appToken, faults } = stage.workspace;
    faults.revokeAppScope('connections:write');
    const headers = { Authorization: `Bearer ${appToken}` };
    const answer = await fetch(`${apiUrl}apps.connections.open`, { method: 'POST', headers });
    expect(await answer.json()).toMatchObject({ ok: false, error: 'missing_scope', needed: 'connections:write' });
    await stage.stop();
  });
});
