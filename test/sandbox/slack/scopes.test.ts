import { MANIFEST, ROOMS, startStage } from './stage.ts';

describe('scopes of the manifest', () => {
  it.each([
    ['chat.postMessage', { channel: ROOMS, text: 'x' }, 'chat:write'],
    ['users.info', { user: 'U0ANA' }, 'users:read'],
    ['users.lookupByEmail', { email: 'ana@acme.example' }, 'users:read.email'],
    ['conversations.info', { channel: ROOMS }, 'channels:read'],
    ['conversations.join', { channel: ROOMS }, 'channels:join'],
    ['conversations.open', { users: 'U0ANA' }, 'im:write'],
    ['team.info', {}, 'team:read'],
  ])('%s needs one', async (method, args, scope) => {
    const without = await startStage({ botScopes: ['commands'] });
    expect(await without.api(method, args)).toMatchObject({
      error: 'missing_scope',
      needed: scope,
      provided: 'commands',
    });
    await without.stop();
    const having = await startStage({ botScopes: [scope] });
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
});
