import {
  askToDelete,
  type Conversation,
  fieldIds,
  REQUESTS,
  startConversation,
  submitUntil,
  TRANSPORTS,
  timePassesUntil,
} from '../helpers/conversation.ts';

describe.each(TRANSPORTS)('/docspace-group update, by %s', (mode) => {
  let talk: Conversation;
  beforeEach(async () => {
    talk = await startConversation({ mode });
  });
  afterEach(async () => {
    expect(talk.workspace.refusals).toEqual([]);
    await talk.stop();
  });

  /** The channel shows nothing, also after the app has finished what it is at. */
  const saidNothing = async () => {
    await talk.restart();
    expect(talk.workspace.messages(REQUESTS)).toEqual([]);
  };

  const openForm = async (words = 'Design') => {
    const ines = talk.person('ines');
    await ines.types(REQUESTS, `/docspace-group update ${words}`);
    return ines.form('[Review changes]');
  };

  it('is filled with today’s values, shows the difference, sends one PUT, and gives a receipt', async () => {
    const form = await openForm();
    expect(form.value('Name')).toBe('Design');
    expect(form.value('Manager')).toBe("Ines O'Neil");
    expect(form.text()).toContain("Members (4): Ines O'Neil, Milo Costa, Ravi Nair, Una Berg");
    await form.fill('Name', 'Design & brand');
    await form.pick('Manager', 'tomas');
    await form.pick('Add members', 'pia');
    expect(await form.options('Remove members', 'milo')).toEqual(['Milo Costa']);
    expect(await form.options('Remove members', 'pia')).toEqual([]);
    await form.pick('Remove members', 'milo');
    await form.submit();

    const preview = await talk.person('ines').form('Save these changes?');
    expect(preview.text()).toContain('Name: Design → Design & brand');
    expect(preview.text()).toContain("Manager: Ines O'Neil → Tomas Keller");
    expect(preview.text()).toContain('+ Pia Lund (invited)');
    expect(preview.text()).toContain('− Milo Costa');
    const before = talk.portal.calls.length;
    await preview.submit();

    const card = await talk.person('una').sees('edited the group Design & brand');
    expect(card.words.split('\n')).toEqual([
      "@Ines O'Neil edited the group Design & brand",
      'Name: Design → Design & brand',
      "Manager: Ines O'Neil → Tomas Keller",
      '+ Tomas Keller and Pia Lund (invited)',
      '− Milo Costa',
      'Manager: Tomas Keller',
      "Members (5): Ines O'Neil, Ravi Nair, Tomas Keller, Una Berg, Pia Lund (invited)",
      '[Join or leave…]  [⋯ Edit · Delete… · Open in DocSpace · History · Undo]',
    ]);
    expect(card.text).toMatch(
      /^<@U0INES> edited the group “Design &amp; brand”\. Renamed from “Design”\. Tomas Keller is the manager now\. Added: Tomas Keller and Pia Lund \(invited\)\. Removed: Milo Costa\. Its manager is Tomas Keller; /,
    );
    const groupCalls = talk.portal.calls.slice(before).filter((call) => call.path.startsWith('/group/'));
    expect(groupCalls.map((call) => call.method)).toEqual(['GET', 'PUT']);
    await talk.person('ines').noForm();
  });

  it('goes back from the difference to the form, with everything still in it', async () => {
    const form = await openForm();
    await form.fill('Name', 'Design 2');
    await form.submit();
    const preview = await talk.person('ines').form('Save these changes?');
    await preview.close();
    const again = await talk.person('ines').form('[Review changes]');
    expect(again.value('Name')).toBe('Design 2');
  });

  it.each([
    ['nothing', async () => undefined, 'Name', 'Nothing has changed yet.'],
    ['a blank name', (form: Form) => form.fill('Name', ' '), 'Name', 'Give the group a name.'],
    [
      'no manager',
      (form: Form) => form.unpick('Manager'),
      'Manager',
      "You can replace the manager. To leave the group without one, put Ines O'Neil under “Remove members”.",
    ],
    [
      'somebody both in and out',
      async (form: Form) => {
        await form.pick('Add members', 'milo');
        await form.pick('Remove members', 'milo');
      },
      'Remove members',
      'Milo Costa is in both Add and Remove. Keep one.',
    ],
    [
      'a new manager who leaves',
      async (form: Form) => {
        await form.pick('Manager', 'ravi');
        await form.pick('Remove members', 'ravi');
      },
      'Remove members',
      'Ravi Nair can’t become the manager and leave the group.',
    ],
  ])('refuses %s at its field', async (_what, change, label, words) => {
    const form = await openForm();
    await change(form);
    await form.submit();
    expect(form.errors).toEqual({ [label]: words });
  });

  it.each(['\u{1f680} Launch', ' Padded ', ' '])('leaves a name it would not give as it is: %j', async (name) => {
    const { id } = talk.portal.addGroup({ name });
    const form = await openForm(id);
    await form.pick('Add members', 'milo');
    await form.submit();
    const preview = await talk.person('ines').form('Save these changes?');
    expect(preview.text()).toContain('+ Milo Costa');
    expect(preview.text()).not.toContain('→');
    await preview.submit();
    await talk.person('una').sees('Added: Milo Costa.');
    expect(talk.portal.groups().find((group) => group.id === id)?.name).toBe(name);
  });

  it('lets the manager leave the group, which has none afterwards', async () => {
    const form = await openForm();
    await form.unpick('Manager');
    await form.pick('Remove members', 'ines');
    await form.submit();
    const preview = await talk.person('ines').form('Save these changes?');
    expect(preview.text()).toContain("Manager: Ines O'Neil → No manager");
    await preview.submit();
    const card = await talk.person('una').sees('edited the group Design');
    expect(card.words).toContain('No manager');
    expect(talk.portal.group('Design').managerId).toBeUndefined();
  });

  it('sends nothing when the group was renamed meanwhile, and shows it as it is now with all else that was typed', async () => {
    const ines = talk.person('ines');
    const form = await openForm();
    const before = fieldIds(form);
    await form.fill('Name', 'Design 2');
    await form.pick('Manager', 'tomas');
    await form.pick('Add members', 'pia');
    await form.pick('Remove members', 'milo');
    await form.submit();
    const preview = await ines.form('Save these changes?');
    talk.portal.changeGroup(talk.portal.group('Design').id, { name: 'Drawing' });
    await preview.submit();
    const told = await ines.form('Changed meanwhile');
    expect(told.text()).toContain(
      'The group was renamed to “Drawing” in DocSpace (you entered “Design 2”) since this form was opened.',
    );
    expect(talk.portal.calls.some((call) => call.method === 'PUT')).toBe(false);
    await told.close();
    const again = await ines.form('None of your changes were saved');
    expect(['Name', 'Manager', 'Add members', 'Remove members'].map((label) => again.value(label))).toEqual([
      'Drawing',
      'Tomas Keller',
      ['Pia Lund (invited)'],
      ['Milo Costa'],
    ]);
    expect(fieldIds(again).filter((id) => before.includes(id))).toEqual([]);
    await again.fill('Name', ' ');
    await again.submit();
    expect(again.errors).toEqual({ Name: 'Give the group a name.' });
    await again.fill('Name', 'Design 2');
    await again.submit();
    await (await ines.form('Save these changes?')).submit();
    const card = await talk.person('una').sees('edited the group Design 2');
    expect(card.words).toContain('+ Tomas Keller and Pia Lund (invited)');
    expect(card.words).toContain('− Milo Costa');
  });

  it('forgets none of what was typed in the form shown after a conflict, and sends no older value back', async () => {
    const ines = talk.person('ines');
    const { id } = talk.portal.group('Design');
    const form = await openForm();
    await form.pick('Manager', 'tomas');
    await form.submit();
    talk.portal.changeGroup(id, { managerId: talk.personId('ravi') });
    await (await ines.form('Save these changes?')).submit();
    await (await ines.form('Changed meanwhile')).close();
    const again = await ines.form('None of your changes were saved');
    expect(again.value('Manager')).toBe('Ravi Nair');
    await again.fill('Name', 'Design 2');
    await again.submit();
    const preview = await ines.form('Save these changes?');
    expect(preview.text()).not.toContain('Tomas Keller');
    talk.portal.changeGroup(id, { managerId: talk.personId('milo') });
    await preview.submit();
    await talk.person('una').sees('edited the group Design 2');
    expect(talk.portal.group('Design 2').managerId).toBe(talk.personId('milo'));
  });

  it('says who saved the other value, also when that was before the preview', async () => {
    const [ines, tomas] = [talk.person('ines'), talk.person('tomas')];
    const form = await openForm();
    await tomas.types(REQUESTS, '/docspace-group update Design');
    const other = await tomas.form('[Review changes]');
    await other.fill('Name', 'Drawing');
    await other.submit();
    await (await tomas.form('Save these changes?')).submit();
    await talk.clock.advance(1_000);
    await form.fill('Name', 'Design 2');
    await form.submit();
    await (await ines.form('Save these changes?')).submit();
    expect((await ines.form('Changed meanwhile')).text()).toContain(
      'Tomas Keller renamed the group to “Drawing” (you entered “Design 2”) since this form was opened.',
    );
  });

  it('notices what another change did while this one waited for its turn', async () => {
    const previews = [];
    for (const [key, name] of [
      ['ines', 'Drawing'],
      ['tomas', 'Brand'],
    ] as const) {
      const person = talk.person(key);
      await person.types(REQUESTS, '/docspace-group update Design');
      const form = await person.form('[Review changes]');
      await form.fill('Name', name);
      await form.submit();
      previews.push(await person.form('Save these changes?'));
    }
    const [first, second] = previews;
    const sent = talk.portal.next('PUT', /^\/group/);
    const saving = first?.submit();
    const held = await sent;
    const later = timePassesUntil(talk.clock, Promise.resolve(second?.submit()), 500);
    await talk.person('tomas').form('Saving the changes…');
    held.release();
    await Promise.all([saving, later]);
    await talk.person('una').sees('edited the group Drawing');
    const told = await talk.person('tomas').form('Changed meanwhile');
    expect(told.text()).toContain("Ines O'Neil renamed the group to “Drawing” (you entered “Brand”)");
    expect(talk.portal.calls.filter((call) => call.method === 'PUT')).toHaveLength(1);
  });

  it('keeps a manager who was appointed in DocSpace meanwhile, and says who it is', async () => {
    const form = await openForm();
    await form.pick('Manager', 'tomas');
    await form.submit();
    const preview = await talk.person('ines').form('Save these changes?');
    talk.portal.changeGroup(talk.portal.group('Design').id, { managerId: talk.personId('ravi') });
    await preview.submit();
    const told = await talk.person('ines').form('Changed meanwhile');
    expect(told.text()).toContain('The manager was changed to Ravi Nair');
    expect(talk.portal.group('Design').managerId).toBe(talk.personId('ravi'));
  });

  it('says before saving that a deletion which waits for approval becomes outdated, which it then does', async () => {
    const card = await askToDelete(talk, 'ravi');
    const form = await openForm();
    await form.fill('Name', 'Design & brand');
    await form.submit();
    const preview = await talk.person('ines').form('Save these changes?');
    expect(preview.text()).toContain('Ravi Nair has requested the deletion of this group (R-');
    expect(preview.text()).toContain('Saving makes that request outdated');
    await preview.submit();
    await talk.person('una').sees('edited the group Design & brand');
    expect((await talk.person('una').sees('⚪ Outdated: Design')).ts).toBe(card.ts);
  });

  it('keeps what others did to other parts of the group meanwhile', async () => {
    const form = await openForm();
    await form.pick('Add members', 'tomas');
    await form.submit();
    const preview = await talk.person('ines').form('Save these changes?');
    talk.portal.changeGroup(talk.portal.group('Design').id, { name: 'Drawing', memberIds: [talk.personId('ines')] });
    await preview.submit();
    await talk.person('una').sees('edited the group Drawing');
    expect([...talk.portal.group('Drawing').memberIds]).toEqual([talk.personId('ines'), talk.personId('tomas')]);
  });

  it('says before saving who is a member already, who is none, and who has left DocSpace', async () => {
    const form = await openForm();
    await form.pick('Add members', 'milo');
    await form.pick('Add members', 'pia');
    await form.pick('Add members', 'tomas');
    await form.pick('Remove members', 'ravi');
    const { id, memberIds } = talk.portal.group('Design');
    talk.portal.setStatus(talk.personId('pia'), 'disabled');
    talk.portal.changeGroup(id, { memberIds: [...memberIds].filter((each) => each !== talk.personId('ravi')) });
    await form.submit();
    const preview = await talk.person('ines').form('Save these changes?');
    expect(preview.text()).toContain('+ Tomas Keller');
    expect(preview.text()).toContain('Already a member: Milo Costa.');
    expect(preview.text()).toContain('Not a member: Ravi Nair.');
    expect(preview.text()).toContain('Pia Lund (invited) is deactivated in DocSpace, and can’t be added.');
    await preview.submit();
    await talk.person('una').sees('Added: Tomas Keller.');
  });

  it('says that nothing needs to be saved when the group already is as asked', async () => {
    const form = await openForm();
    await form.pick('Add members', 'milo');
    await form.submit();
    const told = await talk.person('ines').form('No change needed');
    expect(told.text()).toContain('Already a member: Milo Costa.');
    expect(talk.portal.calls.some((call) => call.method === 'PUT')).toBe(false);
  });

  it('warns before a rename to a name that looks the same as another group’s', async () => {
    talk.portal.addGroup({ name: 'Men’s  team', managerId: talk.personId('ravi') });
    const form = await openForm();
    await form.fill('Name', "MEN'S TEAM");
    await form.submit();
    const warned = await talk.person('ines').form("Another group is already called “MEN'S TEAM”");
    expect(warned.text()).toContain('Manager Ravi Nair');
    expect(talk.portal.group('Design').name).toBe('Design');
    await warned.submit();
    expect(talk.portal.groups().some((group) => group.name === "MEN'S TEAM")).toBe(true);
  });

  it('does not warn when only the look of a name changes', async () => {
    talk.portal.addGroup({ name: 'Design' });
    const { id } = talk.portal.group('Design');
    const form = await openForm(id);
    await form.fill('Name', 'DESIGN');
    await form.submit();
    await (await talk.person('ines').form('Save these changes?')).submit();
  });

  it('names people the portal silently left out', async () => {
    const form = await openForm();
    await form.pick('Add members', 'pia');
    await form.submit();
    const preview = await talk.person('ines').form('Save these changes?');
    talk.portal.setStatus(talk.personId('pia'), 'disabled');
    await preview.submit();
    const card = await talk.person('una').sees('edited the group Design');
    expect(card.words).toContain('DocSpace did not add Pia Lund');
  });

  it('keeps the form beneath when the portal fails, and says so there alone', async () => {
    const form = await openForm();
    await form.fill('Name', 'Design 2');
    await form.submit();
    talk.portal.faults.set({ kind: 'status', status: 403, method: 'PUT' });
    await (await talk.person('ines').form('Save these changes?')).submit();
    const told = await talk.person('ines').form('The change was not saved');
    expect(told.text()).toContain('API key lacks a permission');
    await told.close();
    expect((await talk.person('ines').form('[Review changes]')).value('Name')).toBe('Design 2');
    await saidNothing();
  });

  it('posts a change whose outcome is uncertain, also with its form still open', async () => {
    const form = await openForm();
    await form.fill('Name', 'Design 2');
    await form.submit();
    const preview = await talk.person('ines').form('Save these changes?');
    talk.portal.faults.set({ kind: 'drop-after', method: 'PUT' });
    talk.portal.onChange((change) => {
      if (change.kind === 'call' && change.call.method === 'PUT')
        talk.portal.faults.set({ kind: 'status', status: 502, html: true, method: 'GET', path: /^\/group/ });
    });
    const put = talk.portal.next('PUT', /^\/group/);
    (await submitUntil(talk, preview, put)).release();
    await talk.person('ines').form('It is not certain whether the change was saved');
    await talk.person('una').sees('tried to edit the group Design');
  });

  it('says over its form whether the user lacks the right, the group can’t be edited, or something failed', async () => {
    const una = talk.person('una');
    await una.types(REQUESTS, '/docspace-group update Design');
    expect((await una.form('You can’t edit groups')).text()).toContain('; you are a User.');
    const ines = talk.person('ines');
    await ines.types(REQUESTS, '/docspace-group update Nowhere');
    expect((await ines.form('The group can’t be edited')).text()).toContain('No group matches “Nowhere”');
    talk.portal.faults.set({ kind: 'status', status: 401, path: /^\/group/ });
    await ines.types(REQUESTS, '/docspace-group update Design');
    expect((await ines.form('The form can’t be opened right now')).text()).toContain('API key');
  });

  it('refuses groups that a directory keeps, and those built into DocSpace', async () => {
    const ines = talk.person('ines');
    await ines.types(REQUESTS, '/docspace-group update Directory sync');
    expect((await ines.form('The group can’t be edited')).text()).toContain(
      'comes from your company’s directory (LDAP)',
    );
    await ines.types(REQUESTS, '/docspace-group update c5cc67d1-c3e8-43c0-a3ad-3928ae3e5b5e');
    expect((await ines.form('is built into DocSpace')).text()).toContain('Everyone');
  });

  it('asks which group when several match or none is named, and starts from a card’s button', async () => {
    const ines = talk.person('ines');
    await ines.types(REQUESTS, '/docspace-group edit Night shift');
    const several = await ines.form('2 groups match');
    await several.choose('Group', 'Manager Tomas Keller');
    await several.submit();
    expect((await ines.form('[Review changes]')).value('Manager')).toBe('Tomas Keller');

    await ines.types(REQUESTS, '/docspace-group update');
    const none = await ines.form('[Edit]');
    await none.pick('Group', 'field crew');
    await none.submit();
    expect((await ines.form('[Review changes]')).value('Name')).toBe('Field crew');

    await ines.types(REQUESTS, '/docspace-group get Design');
    await ines.clicks('Edit', await ines.sees('looked up the group “Design”'));
    await ines.form("Ines O'Neil, Milo Costa");
  });
});

type Form = Awaited<ReturnType<ReturnType<Conversation['person']>['form']>>;
