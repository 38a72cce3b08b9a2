import { type Conversation, REQUESTS, startConversation, TRANSPORTS } from '../helpers/conversation.ts';

/** Slack delivers the texts of options with `&`, `<` and `>` as entities: names are read as people write them. */
describe.each(TRANSPORTS)('people whose names hold signs of Slack’s, by %s', (mode) => {
  let talk: Conversation;
  beforeEach(async () => {
    talk = await startConversation({ mode });
    talk.portal.setLastName(talk.personId('milo'), 'Costa <R&D>');
  });
  afterEach(async () => {
    expect(talk.workspace.refusals).toEqual([]);
    await talk.stop();
  });

  const name = 'Milo Costa <R&D>';

  it('are named so in the preview of an edit, and on its card', async () => {
    const ines = talk.person('ines');
    await ines.types(REQUESTS, '/docspace-group update Finance circle');
    const form = await ines.form('[Review changes]');
    await form.pick('Add members', 'milo');
    expect(form.value('Add members')).toEqual([name]);
    await form.submit();
    const preview = await ines.form('Save these changes?');
    expect(preview.text()).toContain(`+ ${name}`);
    await preview.submit();
    expect((await ines.sees('edited the group Finance circle')).words).toContain(`+ ${name}`);
  });

  it('stay in their fields when a form comes back', async () => {
    const ines = talk.person('ines');
    await ines.types(REQUESTS, '/docspace-group create Design');
    const form = await ines.form('[Create group]');
    await form.pick('Manager', 'milo');
    await form.pick('Members', 'milo');
    await form.submit();
    const again = await ines.form('Create anyway');
    expect([again.value('Manager'), again.value('Members')]).toEqual([name, [name]]);
  });
});
