import { setImmediate as turn } from 'node:timers/promises';
import { type Conversation, RANDOM, startConversation } from './helpers/conversation.ts';
import { PauseClock } from './helpers/pause-clock.ts';

/** Calls to Slack give up after five seconds. */
const BEFORE_A_CALL_TIMES_OUT_MS = 4_000;
const OPEN = 'apps.connections.open';

describe('the connection to Slack, by socket', () => {
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => unhandled.push(reason);
  beforeAll(() => {
    process.on('unhandledRejection', note);
  });
  afterAll(() => {
    process.off('unhandledRejection', note);
  });

  let talk: Conversation;
  let clock: PauseClock;
  let stopped: boolean;
  beforeEach(async () => {
    unhandled.length = 0;
    stopped = false;
    clock = new PauseClock();
    talk = await startConversation({ clock });
  });
  afterEach(async () => {
    if (!stopped) await talk.stop();
    await turn();
    expect(unhandled).toEqual([]);
  });

  /** Lines about Slack: a clock that moves far also ends the look at the portal's key that was on its way. */
  const logged = (pattern: RegExp) =>
    talk.lines.filter((line) => pattern.test(line) && !line.includes('read the API key'));
  const attempts = () => talk.workspace.calls.filter(({ method }) => method === OPEN).length;
  const answers = async () => {
    await talk.workspace.appConnected();
    const nora = talk.person('nora');
    await nora.types(RANDOM, '/docspace-group help');
    expect((await nora.sees('What you can do', { channel: RANDOM })).visibleTo).toBe(nora.id);
  };

  const stop = async () => {
    stopped = true;
    await talk.stop();
  };

  it('answers again after Slack could not be reached for 20 seconds, and logs the outage once', async () => {
    const end = talk.workspace.faults.offline();
    await clock.pass(1, 2, 4, 8);
    await clock.pauseOf(16);
    await clock.advance(5_000);
    end();
    // Each of the two has tried once and five times more.
    expect(attempts()).toBeLessThanOrEqual(2 * (1 + 5));
    await clock.advance(11_000);
    await answers();
    expect(logged(/^\S+ (warn|error)/)).toEqual([expect.stringContaining('not connected to Slack')]);
    expect(logged(/connected to Slack again/)).toEqual([expect.stringContaining('seconds=31')]);
  });

  it('waits no longer than 30 seconds between attempts, however long the outage', async () => {
    const end = talk.workspace.faults.offline();
    await clock.pass(1, 2, 4, 8, 16, 30, 30, 30);
    await clock.pauseOf(30);
    end();
    await clock.advance(30_000);
    await answers();
  });

  it('answers every command while Slack replaces one socket after another, and says nothing of it', async () => {
    await talk.workspace.appConnected(2);
    talk.workspace.refreshSockets();
    for (let command = 0; command < 10; command += 1) await answers();
    await talk.workspace.appConnected(4);
    await clock.advance(10_000);
    for (let command = 0; command < 10; command += 1) await answers();
    expect(attempts()).toBe(4);
    expect(logged(/^\S+ (warn|error)|a connection/)).toEqual([
      expect.stringMatching(/debug a connection to Slack is replaced ending=leaving$/),
      expect.stringMatching(/debug a connection to Slack is replaced ending=leaving$/),
    ]);
  });

  it('replaces a socket more slowly when Slack asks for it right after the last time', async () => {
    await talk.workspace.appConnected(2);
    talk.workspace.refreshSockets();
    await talk.workspace.appConnected(4);
    talk.workspace.refreshSockets();
    await clock.pass(1);
    await talk.workspace.appConnected(5);
    await answers();
  });

  it('answers all but what was on its way when a socket is lost without a word', async () => {
    await talk.workspace.appConnected(2);
    talk.workspace.cutSocket();
    await answers();
    await talk.workspace.appConnected(2);
    expect(attempts()).toBe(3);
    await answers();
    expect(logged(/^\S+ (info|warn|error).*[Ss]lack/)).toEqual([]);
  });

  it('cannot answer what is on its way when both sockets break: Slack sends a command once', async () => {
    await talk.workspace.appConnected(2);
    const typed = talk.workspace.screen('U0NORA').send(RANDOM, '/docspace-group help');
    talk.workspace.cutSocket();
    talk.workspace.cutSocket();
    await talk.workspace.appConnected(2);
    await clock.advance(3_000);
    expect(await typed).toBe('unanswered');
    await answers();
  });

  it('stops while it pauses during an outage', async () => {
    talk.workspace.faults.offline();
    await clock.pauseOf(1);
    await stop();
  });

  it(
    'stops while an attempt to reconnect is not answered',
    async () => {
      const held = talk.workspace.next(OPEN);
      talk.workspace.refreshSockets();
      await held;
      await stop();
    },
    BEFORE_A_CALL_TIMES_OUT_MS,
  );

  it('logs once in words that the app token is refused, tries every minute, and answers once it is valid', async () => {
    const end = talk.workspace.faults.revokeToken();
    talk.workspace.refreshSockets();
    await clock.pass(60, 60, 60);
    await clock.pauseOf(60);
    expect(logged(/^\S+ error/)).toEqual([
      expect.stringMatching(/Slack did not accept SLACK_APP_TOKEN \(invalid_auth\)\. .* trying again every minute\.$/),
    ]);
    end();
    await clock.advance(60_000);
    await answers();
    expect(logged(/connected to Slack again/)).toHaveLength(1);
    expect(logged(/^\S+ (warn|error)/)).toHaveLength(1);
  });

  it('waits as long as Slack says when it limits new connections', async () => {
    talk.workspace.faults.rateLimit(OPEN, 45);
    talk.workspace.refreshSockets();
    await clock.pass(45);
    await answers();
  });

  it('reconnects after Slack’s answer with the address was lost', async () => {
    talk.workspace.faults.loseAnswer(OPEN);
    talk.workspace.refreshSockets();
    await clock.pass(1);
    await answers();
  });
});
