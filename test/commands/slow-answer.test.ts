import { withProgress } from '../../src/commands/progress.ts';
import { createErrorReporter } from '../../src/slack/error-reporter.ts';
import type { Messenger, ReplyTarget } from '../../src/slack/messenger.ts';
import { UNNAMED_CONTACT } from '../../src/slack/support-contact.ts';
import { userMessage } from '../../src/user-message/index.ts';
import { type Conversation, REQUESTS, startConversation, TRANSPORTS } from '../helpers/conversation.ts';
import { ManualClock } from '../helpers/manual-clock.ts';

describe.each(TRANSPORTS)('a portal that takes its time, by %s', (mode) => {
  let talk: Conversation;
  beforeEach(async () => {
    talk = await startConversation({ mode });
  });
  afterEach(async () => {
    expect(talk.workspace.refusals).toEqual([]);
    await talk.stop();
  });

  it.each([
    ['get Design', /^\/group/, 'You looked up the group “Design”'],
    ['list', /^\/group/, '1–10 of'],
    ['whoami', /^\/people/, "In DocSpace you are Ines O'Neil"],
    ['get Nowhere', /^\/group/, 'No group matches “Nowhere”'],
  ])('says after 1.5 s that %s is still looking, once, and then answers', async (words, path, answer) => {
    const ines = talk.person('ines');
    const call = talk.portal.next('GET', path);
    await ines.types(REQUESTS, `/docspace-group ${words}`);
    const held = await call;
    await talk.clock.advance(1_499);
    expect(ines.visible(REQUESTS)).toEqual([]);
    await talk.clock.advance(1);
    const notice = await ines.sees('Still looking … DocSpace is slow.');
    expect(notice.visibleTo).toBe(ines.id);
    await talk.clock.advance(5_000);
    held.release();
    const said = await ines.sees(answer, { after: notice.ts });
    expect(said.visibleTo).toBe(ines.id);
    expect(ines.visible(REQUESTS)).toHaveLength(2);
  });

  it('says nothing of it when the answer comes first, nor when a form opens', async () => {
    const ines = talk.person('ines');
    await ines.types(REQUESTS, '/docspace-group get Design');
    await ines.sees('You looked up the group “Design”');
    await ines.types(REQUESTS, '/docspace-group get');
    await ines.form('Show a group');
    const call = talk.portal.next('GET', /^\/group/);
    await ines.types(REQUESTS, '/docspace-group update Design');
    const held = await call;
    await talk.clock.advance(5_000);
    held.release();
    await ines.form('[Review changes]');
    await talk.restart();
    expect(ines.visible(REQUESTS)).toHaveLength(1);
  });
});

describe('the notice and the answer', () => {
  /** Runs a command that answers after so many milliseconds; Slack takes every message only when the test says so. */
  const answeringAfter = (ms: number) => {
    const clock = new ManualClock();
    const said: string[] = [];
    const takes: (() => void)[] = [];
    const replyPrivately: Messenger['replyPrivately'] = async (_origin, message) => {
      await new Promise<void>((resolve) => takes.push(resolve));
      said.push(message.text);
    };
    const unused = () => Promise.reject(new Error('not used'));
    const log = { info: () => undefined, error: () => undefined };
    const deps = {
      clock,
      reporter: createErrorReporter({
        userMessage: (error) => userMessage(error, UNNAMED_CONTACT.name),
        contact: UNNAMED_CONTACT,
        log,
      }),
      messenger: { replyPrivately, replacePrivately: unused, postResult: unused, cannotPostText: () => undefined },
    };
    const origin: ReplyTarget = { userId: 'U0INES' };
    const done = withProgress(deps, origin, async (own) => {
      await clock.sleep(ms);
      await own.messenger.replyPrivately(origin, { text: 'The answer.', blocks: [] });
    });
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    const take = () => {
      for (const taken of takes.splice(0)) taken();
    };
    return { clock, said, done, turn, take };
  };

  it('come in this order, although the answer is ready while the notice is still being said', async () => {
    const { clock, said, done, turn, take } = answeringAfter(1_500);
    await clock.advance(1_500);
    await turn();
    take();
    await turn();
    expect(said).toEqual(['Still looking … DocSpace is slow.']);
    take();
    await done;
    await clock.advance(60_000);
    expect(said).toEqual(['Still looking … DocSpace is slow.', 'The answer.']);
  });

  it('are the answer alone when it is still being said after 1.5 s', async () => {
    const { clock, said, done, take } = answeringAfter(1_000);
    await clock.advance(60_000);
    take();
    await done;
    expect(said).toEqual(['The answer.']);
  });
});
