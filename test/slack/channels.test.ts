import http from 'node:http';
import bolt from '@slack/bolt';
import { createChannels, type NamesStayPrivate } from '../../src/slack/channels.ts';
import { slackFailure } from '../../src/slack/failure.ts';
import { ManualClock } from '../helpers/manual-clock.ts';

type Reply = { status?: number; headers?: Record<string, string>; json?: object } | 'never';

const OWN = { id: 'C0', is_ext_shared: false, is_pending_ext_shared: false, is_org_shared: false };
const info = (facts: object = {}): Reply => ({ json: { ok: true, channel: { ...OWN, ...facts } } });
const refused = (error: string, more: object = {}): Reply => ({ json: { ok: false, error, ...more } });

describe('who reads a channel', () => {
  let server: http.Server;
  let asked: string[];
  let reply: (channel: string) => Reply;
  let clock: ManualClock;
  let channels: ReturnType<typeof createChannels>;
  beforeEach(async () => {
    asked = [];
    reply = () => info();
    server = http.createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      const channel = new URLSearchParams(body).get('channel') ?? '';
      asked.push(channel);
      const answer = reply(channel);
      if (answer === 'never') return;
      response.writeHead(answer.status ?? 200, { 'Content-Type': 'application/json', ...answer.headers });
      response.end(JSON.stringify(answer.json ?? {}));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const client = new bolt.webApi.WebClient('xoxb-test', {
      slackApiUrl: `http://127.0.0.1:${port}/api/`,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      logLevel: bolt.LogLevel.ERROR,
    });
    clock = new ManualClock();
    channels = createChannels(client, clock);
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it.each([
    ['nobody else', {}, undefined],
    ['other workspaces of the organization', { is_shared: true, is_org_shared: true }, undefined],
    ['another organization', { is_shared: true, is_ext_shared: true }, 'shared'],
    ['another organization and other workspaces', { is_ext_shared: true, is_org_shared: true }, 'shared'],
    ['an organization that is invited', { is_pending_ext_shared: true }, 'shared'],
    ['an organization that is invited, by its id', { pending_shared: ['T0OTHER'] }, 'shared'],
    ['what Slack leaves out', { is_ext_shared: undefined }, 'not-known'],
  ])('is shared with %s: %j', async (_whom, facts, why) => {
    reply = () => info(facts);
    expect(await channels.whyPrivate('C0ROOMS')).toBe(why);
  });

  it.each([
    ['channel_not_found', refused('channel_not_found'), 'not-shown', 'channel_not_found', 'refused'],
    ['missing_scope', refused('missing_scope', { needed: 'mpim:read' }), 'not-shown', 'channel_not_shown', 'refused'],
    [
      'a missing scope of its own',
      refused('missing_scope', { needed: 'channels:read' }),
      'missing-scope',
      'missing_scope',
      'later',
    ],
    ['another error', refused('fatal_error'), 'not-known', 'channel_not_known', 'later'],
    ['429', { status: 429, headers: { 'Retry-After': '30' } }, 'not-known', 'channel_not_known', 'later'],
    ['503', { status: 503 }, 'not-known', 'channel_not_known', 'later'],
    ['no channel', { json: { ok: true } }, 'not-known', 'channel_not_known', 'later'],
  ] as const)(
    'is not known after %s: it counts as shared, for this answer alone',
    async (_what, answer, why, word, kind) => {
      reply = () => answer;
      expect(await channels.whyPrivate('G0ROOMS')).toBe(why);
      const error = await channels.admit('G0ROOMS').catch((thrown: NamesStayPrivate) => thrown);
      expect(slackFailure(error)).toEqual({ kind, word });
      reply = () => info();
      expect(await channels.whyPrivate('G0ROOMS')).toBeUndefined();
      await channels.admit('G0ROOMS');
      expect(asked).toHaveLength(3);
    },
  );

  it('is not waited for longer than a second', async () => {
    reply = () => 'never';
    const why = channels.whyPrivate('C0ROOMS');
    while (asked.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await clock.advance(1_000);
    expect(await why).toBe('not-known');
  });

  it('is asked once in two minutes, by all who ask at once', async () => {
    await Promise.all([channels.whyPrivate('C0ROOMS'), channels.admit('C0ROOMS'), channels.whyPrivate('C0OTHER')]);
    await clock.advance(119_999);
    await channels.whyPrivate('C0ROOMS');
    expect(asked.sort()).toEqual(['C0OTHER', 'C0ROOMS']);
    reply = () => info({ is_ext_shared: true });
    await clock.advance(1);
    expect(await channels.whyPrivate('C0ROOMS')).toBe('shared');
  });

  it('is kept of a thousand channels', async () => {
    await channels.whyPrivate('C0FIRST');
    for (let number = 1; number <= 1_000; number += 1) await channels.whyPrivate(`C0${number}`);
    asked.length = 0;
    await channels.whyPrivate('C01000');
    await channels.whyPrivate('C0FIRST');
    expect(asked).toEqual(['C0FIRST']);
  });

  it.each(['D0INES', 'U0INES', 'W0INES'])('is not asked of %s, which one person reads', async (id) => {
    await channels.admit(id);
    expect([await channels.whyPrivate(id), asked]).toEqual([undefined, []]);
  });
});
