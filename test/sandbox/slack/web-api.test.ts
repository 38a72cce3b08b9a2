import bolt from '@slack/bolt';
import { BACK, MANIFEST, PLAZA, ROOMS, type Stage, startStage } from './stage.ts';

const reading = { botScopes: [...MANIFEST.botScopes, 'channels:read', 'channels:join', 'users:read.email'] };

describe('the Web API', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await startStage(reading);
  });
  afterEach(() => stage.stop());

  const raw = async (contentType: string, body: string | FormData) => {
    const response = await fetch(`${stage.workspace.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${stage.workspace.botToken}`,
        ...(contentType ? { 'Content-Type': contentType } : {}),
      },
      body,
    });
    return { status: response.status, answer: await response.json() };
  };

  it('is what Slack’s own client talks to', async () => {
    const client = new bolt.webApi.WebClient(stage.workspace.botToken, { slackApiUrl: stage.workspace.apiUrl });
    const { team_id, user_id, bot_id } = await client.auth.test();
    expect({ team_id, user_id, bot_id }).toEqual({ team_id: 'T0ACME', user_id: 'U0DOCSPACE', bot_id: 'B0DOCSPACE' });
    const { ts } = await client.chat.postMessage({ channel: ROOMS, text: '[1]', blocks: [{ type: 'divider' }] });
    expect(stage.workspace.messages(ROOMS)).toMatchObject([{ ts, text: '[1]', blocks: [{ type: 'divider' }] }]);
    await expect(client.chat.postMessage({ channel: 'C0NONE', text: 'x' })).rejects.toMatchObject({
      data: { error: 'channel_not_found' },
    });
  });

  it('reads multipart forms, and says what is wrong with broken bodies', async () => {
    const form = new FormData();
    form.set('channel', ROOMS);
    form.set('text', 'From a form');
    form.set('blocks', JSON.stringify([{ type: 'divider' }]));
    expect((await raw('', form)).answer).toMatchObject({ ok: true, message: { blocks: [{ type: 'divider' }] } });
    expect(await raw('application/json', '{')).toMatchObject({ status: 200, answer: { error: 'invalid_json' } });
    expect((await raw('application/json', '[]')).answer).toMatchObject({ error: 'json_not_object' });
    expect((await raw('multipart/form-data', 'x')).answer).toMatchObject({ error: 'invalid_form_data' });
  });

  it('takes arguments in the address as well, and the token there too', async () => {
    const { apiUrl, botToken } = stage.workspace;
    const blocks = JSON.stringify([{ type: 'divider' }]);
    const query = new URLSearchParams({ channel: ROOMS, text: 'Größe & mehr', blocks });
    const headers = { Authorization: `Bearer ${botToken}` };
    const posted = await fetch(`${apiUrl}chat.postMessage?${query}`, { headers });
    expect(await posted.json()).toMatchObject({ ok: true, message: { text: 'Größe & mehr', blocks: [{}] } });
    const read = await fetch(`${apiUrl}users.info?user=U0ANA&token=${botToken}`);
    expect(await read.json()).toMatchObject({ ok: true, user: { id: 'U0ANA' } });
    expect(await (await fetch(`${apiUrl}users.info?user=U0ANA`)).json()).toEqual({ ok: false, error: 'not_authed' });
    const both = await fetch(`${apiUrl}users.info?user=U0ANA`, { method: 'POST', headers });
    expect(await both.json()).toMatchObject({ ok: true, user: { id: 'U0ANA' } });
  });

  it('tells in headers which scopes the app has and which the method takes, to its own token alone', async () => {
    const told = async (method: string, token: string) => {
      const { headers } = await fetch(`${stage.workspace.apiUrl}${method}`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}` },
      });
      return [headers.get('x-oauth-scopes'), headers.get('x-accepted-oauth-scopes')];
    };
    const { botToken, faults } = stage.workspace;
    const scopes = reading.botScopes.join(',');
    expect(await told('auth.test', botToken)).toEqual([scopes, null]);
    expect(await told('chat.postMessage', botToken)).toEqual([scopes, 'chat:write']);
    faults.revokeScope('chat:write');
    const left = scopes.replace('chat:write,', '');
    expect(await told('chat.postMessage', botToken)).toEqual([left, 'chat:write']);
    expect(await told('chat.shout', botToken)).toEqual([null, null]);
    expect(await told('chat.postMessage', 'xoxb-wrong')).toEqual([null, null]);
  });

  it('answers every refusal with 200, and a rate limit with 429 and how long to wait', async () => {
    expect((await stage.api('chat.shout')).error).toBe('unknown_method');
    expect((await stage.api('auth.test', {}, 'xoxb-wrong')).error).toBe('invalid_auth');
    expect((await stage.api('auth.test', {}, stage.workspace.appToken)).error).toBe('not_allowed_token_type');
    stage.workspace.faults.rateLimit('chat.postMessage', 7);
    const limited = await fetch(`${stage.workspace.apiUrl}chat.postMessage`, { method: 'POST' });
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '7']);
    expect(stage.workspace.calls.at(-1)).toMatchObject({ method: 'chat.postMessage', ok: false, error: 'ratelimited' });
  });

  it('pages lists by cursor', async () => {
    const names: unknown[] = [];
    let cursor = '';
    do {
      const page = await stage.api('users.list', { limit: 2, cursor });
      names.push(page.members);
      cursor = page.response_metadata?.next_cursor ?? '';
    } while (cursor);
    expect(names).toMatchObject([[{ name: 'ana' }, { name: 'bo' }], [{ name: 'zed' }]]);
    const whole = await stage.api('users.list', { limit: 3 });
    expect(whole.response_metadata?.next_cursor).toBe('');
    expect((await stage.api('users.list', { cursor: 'nonsense' })).error).toBe('invalid_cursor');
    const members = await stage.api('conversations.members', { channel: PLAZA, limit: 1 });
    expect(members.members).toEqual(['U0ANA']);
    expect(members.response_metadata?.next_cursor).not.toBe('');
  });

  it('lists public channels unless asked for more, which needs the scope', async () => {
    stage.workspace.faults.archive(PLAZA);
    expect((await stage.api('conversations.list')).channels).toMatchObject([{ id: ROOMS }, { id: PLAZA }]);
    expect((await stage.api('conversations.list', { exclude_archived: true })).channels).toMatchObject([{ id: ROOMS }]);
    const closed = await stage.api('conversations.list', { types: 'public_channel,private_channel' });
    expect(closed).toMatchObject({ error: 'missing_scope', needed: 'groups:read' });
    expect((await stage.api('conversations.info', { channel: BACK })).error).toBe('channel_not_found');
  });

  it('lets the app join public channels that are not archived', async () => {
    expect((await stage.api('conversations.join', { channel: PLAZA })).ok).toBe(true);
    expect((await stage.api('chat.postMessage', { channel: PLAZA, text: 'In' })).ok).toBe(true);
    stage.workspace.faults.archive(PLAZA);
    expect((await stage.api('conversations.join', { channel: PLAZA })).error).toBe('is_archived');
  });
});
