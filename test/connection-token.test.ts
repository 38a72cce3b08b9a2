import { setImmediate as turn } from 'node:timers/promises';
import { signedHttp } from '../sandbox/slack/delivery/signed-http.ts';
import {
  askToDelete,
  type Conversation,
  RANDOM,
  REQUESTS,
  startConversation,
  TRANSPORTS,
} from './helpers/conversation.ts';
import { PauseClock } from './helpers/pause-clock.ts';

const GRACE_S = 300;

describe.each(TRANSPORTS)('an app that Slack no longer lets in, by %s', (mode) => {
  let talk: Conversation;
  let clock: PauseClock;
  beforeEach(async () => {
    clock = new PauseClock();
    talk = await startConversation({ clock, mode, approvals: { graceMs: GRACE_S * 1_000 } });
    if (mode === 'socket') await talk.workspace.appConnected(2);
  });
  afterEach(() => talk.stop());

  const logged = (pattern: RegExp) => talk.lines.filter((line) => pattern.test(line));
  /** Resolves once the app has said something in its log. */
  const says = async (pattern: RegExp) => {
    while (logged(pattern).length === 0) await turn();
  };
  const deletions = () => talk.portal.calls.filter(({ method }) => method === 'DELETE').length;
  const approved = async () => {
    const card = await askToDelete(talk);
    await talk.person('ines').clicks('Approve', card);
    await talk.person('ines').sees('Stop', { channel: REQUESTS });
  };

  it.each([
    ['it was uninstalled', 'uninstall', 'account_inactive'],
    ['its token was revoked', 'revokeBotToken', 'token_revoked'],
  ] as const)(
    'because %s says so once, does nothing by itself, and goes on when it works again',
    async (_w, how, word) => {
      await approved();
      const end = talk.workspace.faults[how]();
      await says(/no longer accepts SLACK_BOT_TOKEN/);
      expect(await talk.notReady()).toEqual({ why: 'token-refused', word });
      const calls = talk.workspace.calls.length;
      for (let minutes = 0; minutes < 10; minutes += 1) await clock.pass(60);
      const since = talk.workspace.calls.slice(calls).map(({ method }) => method);
      // Not even its App Home or a card is tried: only whether Slack lets it in again.
      expect(new Set(since)).toEqual(
        new Set(how === 'uninstall' && mode === 'socket' ? ['auth.test', 'apps.connections.open'] : ['auth.test']),
      );
      expect(deletions()).toBe(0);
      expect(logged(/no longer accepts SLACK_BOT_TOKEN/)).toHaveLength(1);
      end();
      await clock.pass(60);
      await talk.person('ines').sees('Deleted', { channel: REQUESTS });
      expect([await talk.notReady(), deletions()]).toEqual([undefined, 1]);
      expect(logged(/accepts SLACK_BOT_TOKEN again/)).toHaveLength(1);
    },
  );

  it('because its token was revoked notices that without an event too', async () => {
    const end = talk.workspace.faults.revokeToken();
    await talk.person('nora').types(RANDOM, '/docspace-group list');
    await says(/no longer accepts SLACK_BOT_TOKEN/);
    end();
    await clock.pass(60);
    await says(/accepts SLACK_BOT_TOKEN again/);
  });
});

describe('an event about another app or workspace', () => {
  const bodyOf = (more: object) => ({
    type: 'event_callback',
    team_id: 'T0ACME',
    api_app_id: 'A0DOCSPACE',
    event: { type: 'tokens_revoked', tokens: { bot: ['U0DOCSPACE'] } },
    ...more,
  });

  it('is left out, and one about this app is believed only where Slack says the same', async () => {
    const talk = await startConversation({ mode: 'http' });
    const { signingSecret, team, calls } = talk.workspace;
    const asked = () => calls.filter(({ method }) => method === 'auth.test').length;
    const before = asked();
    const http = signedHttp({ url: talk.url ?? '', signingSecret, clock: talk.clock });
    const send = (more: object) => http.deliver('events_api', bodyOf(more));
    await send({ team_id: 'T0OTHER' });
    await send({ team_id: team.id, event: { type: 'tokens_revoked', tokens: { oauth: ['U0NORA'] } } });
    await send({ team_id: team.id, event: { type: 'tokens_revoked', tokens: 7 } });
    expect(asked()).toBe(before);
    await send({ team_id: team.id });
    while (asked() === before) await turn();
    expect(await talk.notReady()).toBeUndefined();
    expect(talk.lines.filter((line) => line.includes('another app or workspace'))).toHaveLength(1);
    await talk.stop();
  });
});
