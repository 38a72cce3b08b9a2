import { type Conversation, REQUESTS, startConversation } from '../helpers/conversation.ts';

describe.each(['socket', 'http'] as const)('/docspace-group create, by %s', (mode) => {
  let talk: Conversation;
  beforeAll(async () => {
    talk = await startConversation({ mode });
  });
  afterAll(() => talk.stop());

  it('opens a form, looks people up while typing, and posts the new group in the channel', async () => {
    const ines = talk.person('ines');
    await ines.types(REQUESTS, '/docspace-group create Launch team');
    const form = await ines.form('New DocSpace group');
    expect(await form.options('Manager', 'tom')).toEqual(['Tomas Keller']);
    await form.pick('Manager', 'tomas');
    await form.pick('Members', 'milo');
    await form.pick('Members', 'pia');
    expect(form.value('Name')).toBe('Launch team');
    await form.submit();

    const card = await talk.person('una').sees('created the group Launch team');
    expect(card.words).toContain('Manager: Tomas Keller');
    expect(card.words).toContain('Members (3): Milo Costa, Pia Lund (invited), Tomas Keller');
    expect(talk.portal.group('Launch team').managerId).toBe(talk.personId('tomas'));
    expect((await ines.form('Group created')).text()).toContain('The card is in the channel.');
    expect(talk.workspace.refusals).toEqual([]);
  });
});
