import { type Conversation, startConversation } from './helpers/conversation.ts';

describe('the API key at start', () => {
  let talk: Conversation;
  afterEach(() => talk.stop());

  const keyCalls = () => talk.portal.calls.filter(({ path }) => path.startsWith('/keys/@self'));

  it('is read once, so that the app knows when it expires', async () => {
    talk = await startConversation({ key: 'admin' });
    await talk.person('ines').types('C0DESIGN', '/docspace-group whoami');
    await talk.person('ines').sees('Ines');
    expect(keyCalls().map(({ status }) => status)).toEqual([200]);
  });

  it('does not keep the app from starting when it is not accepted', async () => {
    talk = await startConversation({ key: 'expired' });
    await talk.person('ines').types('C0DESIGN', '/docspace-group get Design');
    await talk.person('ines').sees('DocSpace does not accept the app’s API key.');
    expect(talk.lines.join('\n')).toContain('read the API key');
  });
});
