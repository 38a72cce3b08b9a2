import { askToDelete, type Conversation, startConversation } from './helpers/conversation.ts';

describe('the App Home', () => {
  let talk: Conversation;
  beforeAll(async () => {
    talk = await startConversation();
  });
  afterAll(async () => {
    expect(talk.workspace.refusals).toEqual([]);
    await talk.stop();
  });

  it('says who you are, what you may do, and what you have asked for', async () => {
    const ines = talk.person('ines');
    await askToDelete(talk, 'ines');
    const home = await ines.opensHome();
    expect(home.text()).toContain("In DocSpace you are Ines O'Neil, DocSpace admin.");
    expect(home.text()).toContain('[New group]  [Groups]');
    expect(home.text()).toMatch(/Design: deletion requested .*, waiting for approval in #it-requests. Request R-/);
  });

  it('opens the create form and the groups from its buttons', async () => {
    const ines = talk.person('ines');
    const home = await ines.opensHome();
    await ines.clicks('New group', home);
    await ines.form('[Create group]');
    await ines.clicks('Groups', home);
    const groups = await ines.form(/1–10 of 1\d\d groups/);
    await ines.clicks('Next', groups);
    await ines.form(/11–20 of 1\d\d groups/);
  });

  it('offers a room admin the groups only', async () => {
    const home = await talk.person('ravi').opensHome();
    expect(home.text()).toContain('[Groups]');
    expect(home.text()).not.toContain('[New group]');
    expect(home.text()).toContain('None. Deletions you request appear here.');
  });

  it('tells somebody without an account why there is nothing', async () => {
    const home = await talk.person('nora').opensHome();
    expect(home.text()).toContain('There is no DocSpace account');
    expect(home.text()).not.toContain('[');
  });

  it('says so when the portal is down', async () => {
    const mend = talk.portal.trouble.set({ kind: 'status', status: 401 });
    const home = await talk.person('tomas').opensHome();
    expect(home.text()).toContain('no longer accepts this app’s API key');
    mend();
  });
});
