import { type StandIns, startAppBetween, startStandIns } from '../sandbox/start.ts';
import { createConnection } from '../src/connection.ts';
import { createLog } from '../src/log.ts';
import { slackFailure } from '../src/slack/failure.ts';
import { type Conversation, RANDOM, REQUESTS, startConversation, timePassesUntil } from './helpers/conversation.ts';
import { PauseClock } from './helpers/pause-clock.ts';

/** How often a client for people who wait tries one call. */
const TRIES = 3;
const PAGE = '<html>Log in</html>';
const FOREIGN = [
  PAGE,
  '',
  '"no"',
  '[]',
  'null',
  '{"error":"access_denied"}',
  '{"ok":"yes"}',
  '{"message":"Forbidden"}',
];

describe('an app that starts while something answers in Slack’s place', () => {
  let standIns: StandIns;
  let clock: PauseClock;
  const lines: string[] = [];
  const log = createLog({ level: 'info', format: 'text' }, Date.now, (line) => lines.push(line));
  beforeEach(async () => {
    lines.length = 0;
    clock = new PauseClock();
    standIns = await startStandIns({ clock });
  });
  afterEach(() => standIns.stop());

  it.each([
    ['auth.test', 2 * TRIES, /gives no answer of its own; the app starts once it does/],
    ['apps.connections.open', 2, /not connected to Slack; trying again until it works/],
  ])('says so once and starts once Slack answers: %s', async (method, times, words) => {
    standIns.workspace.faults.breakAnswer(method, 'html', { times });
    const starting = startAppBetween(standIns, { clock, log });
    await clock.pass(1, 2);
    const { stop } = await starting;
    expect(lines.filter((line) => / (warn|error) /.test(line) && !/slack: |read the API key/.test(line))).toEqual([
      expect.stringMatching(words),
    ]);
    await stop();
  });

  it('waits for an answer that names its workspace', async () => {
    standIns.workspace.faults.breakAnswer('auth.test', { text: '{"ok":true}' });
    const starting = startAppBetween(standIns, { clock, log });
    await clock.pass(1);
    await (await starting).stop();
  });

  it.each(FOREIGN)('proves nothing to the outbox: %s', async (text) => {
    const { botToken, apiUrl, signingSecret, faults } = standIns.workspace;
    const config = { slack: { botToken, apiUrl, transport: { mode: 'http', signingSecret, port: 0 } as const } };
    const { outboxClient } = createConnection({ config, clock, log });
    faults.breakAnswer('chat.postMessage', { text });
    const failure = await outboxClient.chat.postMessage({ channel: RANDOM, text: 'A card' }).catch(slackFailure);
    expect(failure).toMatchObject({ kind: 'unclear' });
  });
});

describe('while something answers in Slack’s place', () => {
  let talk: Conversation;
  beforeEach(async () => {
    talk = await startConversation();
  });
  afterEach(() => talk.stop());

  it('a form is asked for again', async () => {
    talk.workspace.faults.breakAnswer('views.open', 'html');
    await talk.person('ines').types(REQUESTS, '/docspace-group create');
    await talk.person('ines').form('New DocSpace group');
  });

  it('a user whose form does not open is told that Slack gave no answer', async () => {
    talk.workspace.faults.breakAnswer('views.open', 'html', { times: TRIES });
    await talk.person('ines').types(REQUESTS, '/docspace-group create');
    const told = await talk.person('ines').sees('Slack sent no answer that this app can read');
    expect(told.visibleTo).toBe(talk.person('ines').id);
  });

  it('a card is posted once Slack takes it', async () => {
    talk.workspace.faults.breakAnswer('chat.postMessage', { text: '{"error":"access_denied"}' });
    const ravi = talk.person('ravi');
    await ravi.types(REQUESTS, '/docspace-group delete Design');
    const form = await ravi.form('[Request deletion]');
    await form.fill('Reason', 'The project is over.');
    await form.submit();
    const card = await timePassesUntil(talk.clock, ravi.sees('Deletion requested: Design', { channel: REQUESTS }));
    expect(card.words).toContain('[Approve]');
  });
});
