import { type Conversation, fieldIds, REQUESTS, startConversation } from '../helpers/conversation.ts';

describe('choosing people and groups by typing', () => {
  let talk: Conversation;
  beforeEach(async () => {
    talk = await startConversation();
  });
  afterEach(async () => {
    expect(talk.workspace.refusals).toEqual([]);
    await talk.stop();
  });

  const open = async (words: string) => {
    const ines = talk.person('ines');
    await ines.types(REQUESTS, `/docspace-group ${words}`);
    return ines.form('[Cancel]');
  };
  const searches = () => talk.portal.calls.filter((call) => /^\/people\/filter.*filterValue/.test(call.path)).length;
  /** What Slack shows for a keystroke, headings included. */
  const shown = (form: Awaited<ReturnType<typeof open>>, action: string, typed: string) => {
    const block = fieldIds(form).find((id) => id?.startsWith(action)) ?? '';
    const screen = talk.workspace.screen(talk.person('ines').id);
    return screen.loadOptions({ kind: 'view', viewId: form.id }, block, action, typed);
  };

  it('says that DocSpace did not answer in time, and refuses that sentence at the field', async () => {
    const form = await open('create Launch team');
    const held = talk.portal.next('GET', /people\/filter/);
    const options = form.options('Members', 'milo');
    await held;
    await talk.clock.advance(2_500);
    expect(await options).toEqual(['DocSpace did not answer. Type again in a moment.']);
    const again = talk.portal.next('GET', /people\/filter/);
    const picking = form.pick('Members', 'una', 'Type again');
    await again;
    await talk.clock.advance(2_500);
    await picking;
    await form.submit();
    expect(form.errors).toEqual({ Members: 'Choose a person from the list.' });
    (await held).release();
    (await again).release();
  });

  it('refuses the sentence in the form of an edit, too', async () => {
    const form = await open('update Design');
    const mend = talk.portal.faults.set({ kind: 'status', status: 401, path: /people\/filter/ });
    await form.pick('Add members', 'una', 'no longer accepts');
    await form.pick('Remove members', 'una', 'no longer accepts');
    mend();
    await form.submit();
    expect(form.errors['Add members']).toBe('Choose a person from the list.');
    expect(form.errors['Remove members']).toBe('Choose a person from the list.');
  });

  it('says why DocSpace cannot be asked, with the code that is in the log', async () => {
    const form = await open('create Launch team');
    talk.portal.faults.set({ kind: 'status', status: 401, path: /people\/filter/ });
    const [group] = await shown(form, 'create_members', 'milo');
    expect(group?.options[0]?.text.text).toBe('DocSpace no longer accepts the app’s API key.');
    const code = /^Code: (\w{6})$/.exec(group?.options[0]?.description?.text ?? '')?.[1];
    expect(talk.lines.some((line) => line.includes(`reference=${code}`))).toBe(true);
  });

  it('says so for groups, and asks for one when the sentence is chosen', async () => {
    const form = await open('update');
    const mend = talk.portal.faults.set({ kind: 'status', status: 401, path: /^\/group/ });
    await form.pick('Group', 'des', 'no longer accepts');
    mend();
    await form.submit();
    expect(form.errors).toEqual({ Group: 'Choose a group.' });
  });

  it('says how many there are when it shows only the first hundred', async () => {
    const form = await open('create Launch team');
    const [everybody] = await shown(form, 'create_members', '');
    expect(everybody?.options).toHaveLength(100);
    expect(everybody?.label).toMatch(/^First 100 of 1\d\d: type more to see others\.$/);
    const [few] = await shown(form, 'create_members', 'milo');
    expect(few?.label).toBeUndefined();
  });

  it('drops a look-up when a newer keystroke comes', async () => {
    const form = await open('create Launch team');
    const held = talk.portal.next('GET', /filterValue=mi&/);
    const older = form.options('Members', 'mi');
    const call = await held;
    expect(await form.options('Members', 'milo')).toEqual(['Milo Costa']);
    expect(await older).toEqual([]);
    call.release();
  });

  it('drops a look-up that is overdue, too, and asks anew for the same text', async () => {
    const form = await open('create Launch team');
    const held = talk.portal.next('GET', /filterValue=milo&/);
    const overdue = form.options('Members', 'milo');
    const call = await held;
    await talk.clock.advance(2_500);
    await overdue;
    expect(await form.options('Members', 'una')).toContain('Una Berg');
    expect(await form.options('Members', 'milo')).toEqual(['Milo Costa']);
    call.release();
  });

  it('says so when more groups match than a menu shows', async () => {
    for (let n = 0; n < 101; n += 1) talk.portal.addGroup({ name: `Audit ${n}` });
    const form = await open('update audit');
    await talk
      .person('ines')
      .form('101 groups match “audit”; these are the first 100. Type more of the name to see others.');
    expect(await form.options('Group', '')).toHaveLength(100);
  });

  it('asks once for what was typed before, in whatever form', async () => {
    const created = await open('create Launch team');
    const before = searches();
    expect(await created.options('Members', 'milo')).toEqual(['Milo Costa']);
    expect(await created.options('Manager', ' Milo ')).toEqual(['Milo Costa']);
    await created.close();
    const updated = await open('update Design');
    expect(await updated.options('Add members', 'milo')).toEqual(['Milo Costa']);
    expect(searches() - before).toBe(1);
    await talk.clock.advance(20_000);
    await updated.options('Add members', 'milo');
    expect(searches() - before).toBe(2);
  });

  it('offers groups by what their names look like', async () => {
    talk.portal.addGroup({ name: 'Men’s — team' });
    const form = await open('update');
    expect(await form.options('Group', "men's - t")).toEqual(['Men’s — team']);
    expect(await form.options('Group', '𠮷')).toEqual([]);
  });

  it('offers to remove who is in the group, the manager first and disabled people marked', async () => {
    const { id } = talk.portal.group('Design');
    talk.portal.changeGroup(id, { managerId: talk.personId('ravi') });
    talk.portal.setStatus(talk.personId('milo'), 'disabled');
    const form = await open(`update ${id}`);
    const offered = await form.options('Remove members', '');
    expect(offered[0]).toBe('Ravi Nair');
    expect([...offered].sort()).toEqual(["Ines O'Neil", 'Milo Costa (disabled)', 'Ravi Nair', 'Una Berg']);
    expect(await form.options('Remove members', 'O’Neil')).toEqual(["Ines O'Neil"]);
    expect(await form.options('Remove members', 'tomas')).toEqual([]);
  });
});
