import { askToDelete, type Conversation, REQUESTS, startConversation } from '../helpers/conversation.ts';

const TEN_MINUTES_MS = 10 * 60_000;

describe('who can do what a user can’t', () => {
  let talk: Conversation;
  const start = async (options: Parameters<typeof startConversation>[0] = {}) => {
    talk = await startConversation({ approvals: { asking: false }, ...options });
  };
  afterEach(() => talk.stop());

  const types = (key: string, words: string) => talk.person(key).types(REQUESTS, `/docspace-group ${words}`);
  /** Ines and Tomas use the app, and ten minutes later it has read who the admins are again. */
  const adminsUseTheApp = async () => {
    await types('ines', 'whoami');
    await talk.person('ines').sees("In DocSpace you are Ines O'Neil");
    await types('tomas', 'whoami');
    await talk.person('tomas').sees('In DocSpace you are Tomas Keller');
    await talk.clock.jump(TEN_MINUTES_MS);
  };

  it('is told to a Room admin by the names of two admins who use the app, and to nobody else', async () => {
    await start();
    await adminsUseTheApp();
    await types('ravi', 'create Launch team');
    const refused = await talk.person('ravi').form('You can’t create groups');
    expect(refused.text()).toContain(
      "Only the owner and DocSpace admins can create groups; you are a Room admin. Ines O'Neil and Tomas Keller can.",
    );
    expect(refused.text()).not.toContain('@acme.example');
    expect(talk.lines.join('\n')).not.toMatch(/Tomas Keller|O'Neil/);
  });

  it('is told to a User in what only they see', async () => {
    await start();
    await adminsUseTheApp();
    await types('una', 'list');
    const told = await talk.person('una').sees('you are a User.');
    expect(told.words).toContain("look up groups; you are a User. Ines O'Neil and Tomas Keller can.");
    expect(told.visibleTo).toBe('U0UNA');
  });

  it('is not told to people outside of the portal', async () => {
    await start({ organization: true });
    await adminsUseTheApp();
    for (const [key, words] of [
      ['nora', 'No DocSpace account has the e-mail'],
      ['gil', 'You are a Guest in DocSpace'],
      ['sven', 'You belong to another Slack organization'],
      ['greta', 'You are a guest in this Slack workspace'],
      ['dan', 'Your DocSpace account is disabled'],
    ] as const) {
      await types(key, 'list');
      expect((await talk.person(key).sees(words)).words).not.toMatch(/Tomas|Ines/);
    }
  });

  it('is left out where others than the admins approve', async () => {
    await start({ approvals: { approvers: ['U0INES', 'U0TOMAS'] } });
    await adminsUseTheApp();
    const card = await askToDelete(talk, 'ines');
    await talk.person('ravi').clicks('Approve', card);
    const told = await talk.person('ravi').sees('can approve or reject requests; you are a Room admin.');
    expect(told.words).toContain('you are a Room admin. Ask one of them.');
  });

  it('is left out, and nothing is delayed, while the portal does not tell', async () => {
    await start();
    talk.portal.faults.set({ kind: 'hang', path: /people\/filter/ });
    await types('ravi', 'create Launch team');
    expect((await talk.person('ravi').form('You can’t create groups')).text()).toContain(
      'you are a Room admin. Ask one of them.',
    );
  });

  it('is asked once in ten minutes, whoever uses the app', async () => {
    await start();
    const asked = () => talk.portal.calls.filter(({ path }) => path.includes('isAdministrator=true')).length;
    await adminsUseTheApp();
    expect(asked()).toBe(1);
    await types('ravi', 'create Launch team');
    await talk.person('ravi').form('You can’t create groups');
    await types('una', 'list');
    await talk.person('una').sees('you are a User.');
    expect(asked()).toBe(2);
  });

  it('is no longer told when it could not be read for a day', async () => {
    await start();
    await adminsUseTheApp();
    await types('ravi', 'create Launch team');
    await talk.person('ravi').form("Ines O'Neil and Tomas Keller can.");
    talk.portal.faults.set({ kind: 'status', status: 403, path: /people\/filter/ });
    await talk.clock.jump(25 * 3_600_000);
    await types('ravi', 'create Launch team');
    await talk.person('ravi').form('you are a Room admin. Ask one of them.');
  });
});
