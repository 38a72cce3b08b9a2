import { type Conversation, REQUESTS, startConversation, TRANSPORTS } from '../helpers/conversation.ts';

describe.each(TRANSPORTS)('/docspace-group help, by %s', (mode) => {
  let talk: Conversation;
  beforeAll(async () => {
    talk = await startConversation({ mode });
  });
  afterAll(() => talk.stop());

  it('explains everything privately, to anybody, with buttons for the common things', async () => {
    const nora = talk.person('nora');
    await nora.types(REQUESTS, '/docspace-group help');
    const help = await nora.sees('What you can do');
    for (const name of ['create', 'get', 'list', 'update', 'delete', 'restore', 'history', 'whoami', 'doctor', 'help'])
      expect(help.words).toContain(`/docspace-group ${name}`);
    expect(help.words).toContain('[New group]  [Browse groups]  [Who am I?]');
    expect(help.visibleTo).toBe(nora.id);
    // What is read aloud is what is shown.
    expect(help.text).toContain('/docspace-group get &lt;group&gt;: show a group: manager, members, link.');
    expect(help.text).toContain('More about one command: /docspace-group help delete');
    expect(talk.person('ines').visible(REQUESTS)).toEqual([]);
  });

  it('is shown for nothing and for words that are no command, naming them', async () => {
    const ines = talk.person('ines');
    await ines.types(REQUESTS, '/docspace-group');
    await ines.sees('What you can do with DocSpace groups');
    await ines.types(REQUESTS, '/docspace-group destroy <!channel> everything');
    const told = await ines.sees('There is no command “destroy”. What you can do:');
    expect(told.visibleTo).toBe(ines.id);
  });

  it('explains one command, also by its alias', async () => {
    const ines = talk.person('ines');
    await ines.types(REQUESTS, '/docspace-group help remove');
    expect((await ines.sees('/docspace-group delete <group>')).words).toContain('other than you can approve');
  });

  it('opens the create form from its button', async () => {
    const ines = talk.person('ines');
    const help = await ines.sees('What you can do with DocSpace groups');
    await ines.clicks('New group', help);
    await ines.form('Create group');
    await ines.clicks('Who am I?', help);
    await ines.sees("you are Ines O'Neil");
  });
});
