import { type StandIns, startStandIns } from '../sandbox/start.ts';
import { createConnection } from '../src/connection.ts';
import { createLog } from '../src/log.ts';
import { type Conversation, RANDOM, REQUESTS, startConversation } from './helpers/conversation.ts';
import { ManualClock } from './helpers/manual-clock.ts';

describe.each(['socket', 'http'] as const)('a form that Slack limits, by %s', (mode) => {
  let talk: Conversation;
  beforeEach(async () => {
    talk = await startConversation({ mode });
  });
  afterEach(() => talk.stop());

  it('is an error at once for the user who asked, and other forms open meanwhile', async () => {
    const [ines, una] = [talk.person('ines'), talk.person('una')];
    talk.workspace.trouble.rateLimit('views.open', 20);
    await ines.types(REQUESTS, '/docspace-group create');
    const told = await ines.sees('Slack is asked too often');
    expect(told.visibleTo).toBe(ines.id);
    await una.types(RANDOM, '/docspace-group create');
    await una.form('New DocSpace group');
    expect(talk.workspace.calls.filter(({ error }) => error === 'ratelimited')).toHaveLength(1);
  });
});

describe('the client of the outbox', () => {
  let standIns: StandIns;
  beforeEach(async () => {
    standIns = await startStandIns({ clock: new ManualClock() });
  });
  afterEach(() => standIns.stop());

  const post = async () => {
    const { botToken, apiUrl, signingSecret } = standIns.workspace;
    const config = { slack: { botToken, apiUrl, transport: { mode: 'http', signingSecret, port: 0 } as const } };
    const log = createLog({ level: 'error', format: 'text' }, Date.now, () => undefined);
    const { outboxClient } = createConnection({ config, clock: new ManualClock(), log });
    return outboxClient.chat.postMessage({ channel: RANDOM, text: 'A card' }).then(
      ({ ok }) => ok,
      (error: unknown) => error,
    );
  };
  const posted = () => standIns.workspace.messages(RANDOM).length;

  it('posts with the app’s own token', async () => {
    expect(await post()).toBe(true);
    expect(posted()).toBe(1);
  });

  it('leaves a lost answer to the outbox, which knows whether posting again is right', async () => {
    standIns.workspace.trouble.loseAnswer('chat.postMessage');
    expect(await post()).toMatchObject({ code: 'slack_webapi_request_error' });
    expect(posted()).toBe(1);
  });

  it('tells the outbox how long Slack wants it to wait', async () => {
    standIns.workspace.trouble.rateLimitChannel(RANDOM, 20);
    expect(await post()).toMatchObject({ code: 'slack_webapi_rate_limited_error', retryAfter: 20 });
    expect(await post()).toBe(true);
  });
});
