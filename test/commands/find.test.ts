import { FORMS, ID_FORMS, NAMES } from '../groups/typed-forms.ts';
import { type Conversation, REQUESTS, startConversation } from '../helpers/conversation.ts';

describe('/docspace-group get, however the group is typed', () => {
  let talk: Conversation;
  const ids = new Map<string, string>();

  beforeAll(async () => {
    talk = await startConversation();
    // Nobody of the cast but her manages these groups, so her name shows that it is the card.
    for (const name of NAMES) ids.set(name, talk.portal.addGroup({ name, managerId: talk.personId('greta') }).id);
    const [unlike] = talk.portal.groups().filter((group) => group.name === 'Night shift');
    for (const { id, name } of talk.portal.groups())
      if (name === 'Night shift' && id !== ids.get(name))
        talk.portal.changeGroup(id, { name: `Day shift ${unlike?.id}` });
  });
  afterAll(async () => {
    expect(talk.workspace.refusals).toEqual([]);
    await talk.stop();
  });

  /** Types, and waits for the card of the group. */
  const shows = async (typed: string, name: string) => {
    const ravi = talk.person('ravi');
    const after = talk.workspace.messages(REQUESTS).at(-1)?.ts ?? '0';
    await ravi.types(REQUESTS, `/docspace-group get ${typed}`);
    const card = await ravi.sees('Greta Wolf', { after });
    expect(card.words).toContain(name);
  };

  // The stand-in makes a link of a channel it has, see below.
  it.each(FORMS.filter(([, form]) => !form('#general').startsWith('<')))(
    'finds a name with %s',
    async (_what, form) => {
      const typed = NAMES.filter((name) => form(name) !== name);
      const name = typed[0] ?? NAMES[0];
      await shows(form(name), name);
    },
  );

  it.each(ID_FORMS)('finds an id with %s', async (_what, form) => {
    const [name] = NAMES;
    await shows(form(ids.get(name) ?? ''), name);
  });

  it('finds the short id shown beside a name', async () => {
    const name = NAMES[1];
    await shows((ids.get(name) ?? '').slice(0, 8), name);
  });

  it('reads a whole command that was pasted, and a word with a colon, as the command', async () => {
    const ravi = talk.person('ravi');
    for (const typed of ['/docspace-group /docspace-group get Zoe crew', '/docspace-group Get: Zoe crew']) {
      const after = talk.workspace.messages(REQUESTS).at(-1)?.ts ?? '0';
      await ravi.types(REQUESTS, typed);
      expect((await ravi.sees('Greta Wolf', { after })).words).toContain('Zoë crew');
    }
  });

  it('reads a channel that Slack made a link by its name and sign', async () => {
    talk.portal.addGroup({ name: 'Team #design', managerId: talk.personId('greta') });
    await shows('Team #design', 'Team #design');
  });

  it('reads mentions by the names of the people', async () => {
    const { id } = talk.portal.addGroup({ name: 'Friends of Una Berg', managerId: talk.personId('greta') });
    await shows('Friends of @una', 'Friends of Una Berg');
    talk.portal.removeGroup(id);
  });
});

describe('/docspace-group list, however the text is typed', () => {
  it.each(['men’s — t', "MEN'S - t", '"men`s -- t"', ':wave: men´s ‑ t'])('finds by %s', async (typed) => {
    const talk = await startConversation();
    talk.portal.addGroup({ name: "Men's - team" });
    const ravi = talk.person('ravi');
    await ravi.types(REQUESTS, `/docspace-group list ${typed}`);
    const list = await ravi.sees("Men's - team");
    expect(list.words).toMatch(/^1 group$/m);
    await talk.stop();
  });
});

describe('a name that no group has', () => {
  let talk: Conversation;
  beforeEach(async () => {
    talk = await startConversation();
  });
  afterEach(async () => {
    expect(talk.workspace.refusals).toEqual([]);
    await talk.stop();
  });

  it('gets the nearest ones offered privately, and a click shows one', async () => {
    const ravi = talk.person('ravi');
    await ravi.types(REQUESTS, '/docspace-group get Desing');
    const offered = await ravi.sees('No group matches “Desing”. Did you mean Design?');
    expect(offered.visibleTo).toBe(ravi.id);
    await ravi.clicks('Design', offered);
    await ravi.sees('Milo Costa, Ravi Nair');
  });

  it('gets them offered in the form of an edit, which goes on with the one that is clicked', async () => {
    const ines = talk.person('ines');
    await ines.types(REQUESTS, '/docspace-group update Desing');
    const refused = await ines.form('Did you mean Design?');
    await ines.clicks('Design', refused);
    expect((await ines.form('Add members')).value('Name')).toBe('Design');
  });

  it('gets them offered in the form of a deletion too', async () => {
    const ravi = talk.person('ravi');
    await ravi.types(REQUESTS, '/docspace-group delete Fiedl crew');
    const refused = await ravi.form('No group matches “Fiedl crew”. Did you mean Field crew?');
    // The portal has two groups of this name, which the short ids tell apart.
    const [crew] = talk.portal.groups().filter((group) => group.name === 'Field crew');
    await ravi.clicks(`Field crew · ${crew?.id.slice(0, 8)}`, refused);
    expect((await ravi.form('Reason')).text()).toContain('Field crew');
  });

  it('gets no buttons where nothing is near', async () => {
    const ravi = talk.person('ravi');
    await ravi.types(REQUESTS, '/docspace-group get Nowhere');
    expect((await ravi.sees('No group matches “Nowhere”')).words).not.toContain('[');
  });
});
