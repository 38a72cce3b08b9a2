import { type Conversation, REQUESTS, startConversation } from '../helpers/conversation.ts';

/** More commands than the app takes on at once, while a look-up is not answered. */
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
    await form.pick('Manager', 'ravi');
    // All of them wait for the same look-up.
    const lookup = talk.workspace.next('users.info');
    const many = Array.from({ length: 200 }, () => talk.person('ravi').types(REQUESTS, '/docspace-group whoami'));
    await Promise.all(many);
    const held = await lookup;
    await ines.types(REQUESTS, '/docspace-group list');
    await ines.sees('The app is busy right now');
    await form.submit();
    expect(Object.values(form.errors)).toEqual([expect.stringContaining('The app is busy right now')]);
    expect(form.value('Name')).toBe('Launch team');
    held.release();
    // The work in hand ends piece by piece, and with it the refusals.
    do {
      await new Promise((resolve) => setImmediate(resolve));
      await form.submit();
    } while (form.open);
  });
});
