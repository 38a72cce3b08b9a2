import { type Conversation, REQUESTS, startConversation } from '../helpers/conversation.ts';

/** More commands than the app takes on at once, on a portal that does not answer. */
describe('with too much work in hand', () => {
  let talk: Conversation;
  beforeEach(async () => {
    talk = await startConversation();
  });
  afterEach(async () => {
    expect(talk.workspace.refusals).toEqual([]);
    await talk.stop();
  });

  it('says so in the acknowledgement of commands and forms, keeps what was typed, and works again afterwards', async () => {
    const ines = talk.person('ines');
    await ines.types(REQUESTS, '/docspace-group create Launch team');
    const form = await ines.form('Create group');
    const held = talk.workspace.trouble.slow('users.info', 3_600_000);
    const many = Array.from({ length: 500 }, () => talk.person('ravi').types(REQUESTS, '/docspace-group get Design'));
    await Promise.all(many);
    await ines.types(REQUESTS, '/docspace-group list');
    await ines.sees('Too much is going on here right now');
    await form.submit();
    expect(Object.values(form.errors)).toEqual([expect.stringContaining('Too much is going on here right now')]);
    expect(form.value('Name')).toBe('Launch team');
    held();
    await talk.clock.advance(3_600_000);
    await talk.person('ravi').sees('Design');
    // The work in hand ends one after the other.
    do await form.submit();
    while (Object.keys(form.errors).length > 0);
    await ines.form('Group created');
  });
});
