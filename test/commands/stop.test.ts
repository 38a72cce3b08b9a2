import { type Conversation, REQUESTS, startConversation, submitUntil } from '../helpers/conversation.ts';

/** The app is asked to end (SIGTERM) while somebody's create or edit is in hand: it is finished or told, never silent. */
describe('an app that is asked to end', () => {
  let talk: Conversation;
  beforeEach(async () => {
    talk = await startConversation();
  });
  afterEach(async () => {
    expect(talk.workspace.refusals).toEqual([]);
    await talk.stop();
  });

  const ines = () => talk.person('ines');
  const creates = async () => {
    await ines().types(REQUESTS, '/docspace-group create Launch team');
    const form = await ines().form('Create group');
    await form.pick('Manager', 'ravi');
    return form;
  };
  const edits = async () => {
    await ines().types(REQUESTS, '/docspace-group update Design');
    const form = await ines().form('Review changes');
    await form.fill('Name', 'Design & brand');
    await form.submit();
    return ines().form('Save these changes?');
  };
  const WORK = [
    ['create', creates, 'POST', 'created the group Launch team', 'Launch team'],
    ['edit', edits, 'PUT', 'edited the group Design & brand', 'Design'],
  ] as const;

  describe.each(WORK)('during a %s', (_what, opens, method, done, name) => {
    it.each([
      ['its write', method],
      ['a look before it', 'GET'],
    ])('finishes it and posts its card, when the end comes during %s', async (_moment, held) => {
      const form = await opens();
      const holding = talk.portal.next(held, /^\/(group|people)/);
      const call = await submitUntil(talk, form, holding);
      const restarted = talk.restart();
      call.release();
      await restarted;
      await ines().sees(done, { channel: REQUESTS });
    });

    it('tells that it is not certain, naming the group, when the portal does not answer within its time', async () => {
      const form = await opens();
      const holding = talk.portal.next(method, /^\/group/);
      const call = await submitUntil(talk, form, holding);
      const restarted = talk.restart();
      // The form says so as well, while it is open; the channel reads it because others may have to look.
      const told = ines().sees(/not certain/, { channel: REQUESTS });
      await talk.clock.advance(10_000);
      call.abandon();
      expect((await told).words).toContain(name);
      await restarted;
      expect(talk.lines.some((line) => /error failed .*not_certain/.test(line))).toBe(true);
    });
  });
});
