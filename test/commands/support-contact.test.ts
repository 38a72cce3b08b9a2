import { type Conversation, RANDOM, REQUESTS, startConversation } from '../helpers/conversation.ts';

describe('who helps when the app is broken', () => {
  let talk: Conversation;
  afterEach(() => talk.stop());

  const failsToList = async (supportContact: Parameters<typeof startConversation>[0]) => {
    talk = await startConversation(supportContact);
    talk.portal.faults.set({ kind: 'status', status: 500 });
    await talk.person('ines').types(REQUESTS, '/docspace-group list');
    return talk.person('ines').sees('DocSpace reported an internal error');
  };

  it('is the person who runs the app, where SUPPORT_CONTACT is not set', async () => {
    const told = await failsToList({});
    expect(told.words).toMatch(/If it keeps happening, send this code to the person who runs this app: \w{6}$/m);
    expect(told.text).toMatch(/If it keeps happening, send this code to the person who runs this app: \w{6}$/);
  });

  it('is named in the words of SUPPORT_CONTACT, which no formatting comes from', async () => {
    const told = await failsToList({ supportContact: { name: 'O’Neil & _Sons_' } });
    expect(told.words).toMatch(/If it keeps happening, send this code to O’Neil & _Sons_: \w{6}$/m);
    expect(told.text).toMatch(/send this code to O’Neil &amp; _Sons_: \w{6}$/);
  });

  it('is mentioned where SUPPORT_CONTACT is the id of a person, and named where only plain text is read', async () => {
    const told = await failsToList({ supportContact: { user: 'U0TOMAS' } });
    expect(told.text).toMatch(/send this code to <@U0TOMAS>: \w{6}$/);
    talk.portal.faults.clear();
    talk.portal.faults.set({ kind: 'status', status: 401 });
    await talk.person('ines').types(RANDOM, '/docspace-group list');
    await talk.person('ines').sees('Ask Tomas Keller to check');
  });

  it('is linked to where SUPPORT_CONTACT is the id of a channel', async () => {
    const told = await failsToList({ supportContact: { channel: 'C0DESIGN' } });
    expect(told.text).toMatch(/send this code to <#C0DESIGN>: \w{6}$/);
  });
});
