import { type StandIns, startStandIns } from '../sandbox/start.ts';
import { createConnection } from '../src/connection.ts';
import { createLog } from '../src/log.ts';
import { askToDelete, type Conversation, RANDOM, REQUESTS, startConversation } from './helpers/conversation.ts';
import { ManualClock } from './helpers/manual-clock.ts';

describe.each(['socket', 'http'] as const)('a form that Slack limits, by %s', (mode) => {
  let talk: Conversation;
  beforeEach(async () => {
    talk = await startConversation({ mode });
  });
  afterEach(() => talk.stop());

  it('is an error at once for the user who asked, and other forms open meanwhile', async () => {
    const [ines, una] = [talk.person('ines'), talk.person('una')];
    talk.workspace.faults.rateLimit('views.open', 20);
    await ines.types(REQUESTS, '/docspace-group create');
    const told = await ines.sees('Slack limits how often apps can call it');
    expect(told.visibleTo).toBe(ines.id);
    await una.types(RANDOM, '/docspace-group create');
    await una.form('New DocSpace group');
    expect(talk.workspace.calls.filter(({ error }) => error === 'ratelimited')).toHaveLength(1);
  });
});

describe.each(['socket', 'http'] as const)('cards that Slack limits, by %s', (mode) => {
  let talk: Conversation;
  beforeEach(async () => {
    // Time stands still: whatever waits for Slack's Retry-After waits for good.
    talk = await startConversation({ mode, clock: new ManualClock() });
  });
  afterEach(() => talk.stop());

  const limited = (method: string) =>
    talk.workspace.calls.filter((call) => call.method === method && call.error === 'ratelimited').length;
  /** Resolves once Slack has limited a call of this kind. */
  const wasLimited = async (method: string) => {
    while (limited(method) === 0)
      await new Promise<void>((resolve) => {
        const stop = talk.workspace.onChange(() => {
          stop();
          resolve();
        });
      });
  };
  /** A form, a click and a look-up of somebody else, none of which waits for anything. */
  const goesOn = async () => {
    const tomas = talk.person('tomas');
    await tomas.types(RANDOM, '/docspace-group create');
    await (await tomas.form('New DocSpace group')).close();
    await tomas.types(RANDOM, '/docspace-group list');
    await tomas.chooses('Open a group…', 'Brand board', await tomas.sees('Brand board', { channel: RANDOM }));
    await tomas.sees('Post here', { channel: RANDOM });
  };

  it('cost nobody else a form, a click or a look-up while they are posted', async () => {
    talk.workspace.faults.rateLimit('chat.postMessage', 3_000, 99);
    const ravi = talk.person('ravi');
    await ravi.types(REQUESTS, '/docspace-group delete Design');
    const form = await ravi.form('[Request deletion]');
    await form.fill('Reason', 'The project is over.');
    await form.submit();
    await wasLimited('chat.postMessage');
    await goesOn();
    expect(limited('chat.postMessage')).toBe(1);
  });

  it('cost nobody else a form, a click or a look-up while they are updated', async () => {
    const card = await askToDelete(talk);
    talk.workspace.faults.rateLimit('chat.update', 3_000, 99);
    await talk.person('ines').clicks('Approve', card);
    await wasLimited('chat.update');
    await goesOn();
    expect(limited('chat.update')).toBe(1);
  });

  it.each([
    ['users.info', 'whoami'],
    ['views.open', 'create'],
  ])(
    'are no look-ups: one of %s that Slack limits fails at once, with a sentence of its own',
    async (method, command) => {
      talk.workspace.faults.rateLimit(method, 3_000);
      const una = talk.person('una');
      await una.types(RANDOM, `/docspace-group ${command}`);
      expect((await una.sees('Slack limits how often apps can call it')).visibleTo).toBe(una.id);
      expect(limited(method)).toBe(1);
    },
  );
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
    standIns.workspace.faults.loseAnswer('chat.postMessage');
    expect(await post()).toMatchObject({ code: 'slack_webapi_request_error' });
    expect(posted()).toBe(1);
  });

  it('tells the outbox how long Slack wants it to wait', async () => {
    standIns.workspace.faults.rateLimitChannel(RANDOM, 20);
    expect(await post()).toMatchObject({ code: 'slack_webapi_rate_limited_error', retryAfter: 20 });
    expect(await post()).toBe(true);
  });
});
