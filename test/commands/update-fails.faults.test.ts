import { type Conversation, REQUESTS, startConversation, submitUntil } from '../helpers/conversation.ts';

type Form = Awaited<ReturnType<ReturnType<Conversation['person']>['form']>>;

/** What an edit says and does when the answer of DocSpace is an error or is lost. */
describe('/docspace-group update when Slack or DocSpace fails', () => {
  let talk: Conversation;
  beforeEach(async () => {
    talk = await startConversation();
  });
  afterEach(async () => {
    expect(talk.workspace.refusals).toEqual([]);
    await talk.stop();
  });

  const ines = () => talk.person('ines');
  const design = () => talk.portal.group('Design');
  const puts = () => talk.portal.calls.filter((call) => call.method === 'PUT').length;
  const cards = () => talk.workspace.messages(REQUESTS);

  const openForm = async (key = 'ines'): Promise<Form> => {
    await talk.person(key).types(REQUESTS, '/docspace-group update Design');
    return talk.person(key).form('[Review changes]');
  };
  const preview = async (form: Form, key = 'ines'): Promise<Form> => {
    await form.submit();
    return talk.person(key).form('Save these changes?');
  };
  const renamed = async (): Promise<Form> => {
    const form = await openForm();
    await form.fill('Name', 'Design 2');
    await form.pick('Manager', 'tomas');
    await form.pick('Add members', 'pia');
    await form.pick('Remove members', 'milo');
    return form;
  };
  /** Fifty people of the crowd are to be added: two writes at least. */
  const withFifty = async (): Promise<{ form: Form; names: string[] }> => {
    const form = await openForm();
    const members = new Set(["Ines O'Neil", 'Milo Costa', 'Ravi Nair', 'Una Berg']);
    const offered = [...new Set(await form.options('Add members', ''))];
    const names = offered.filter((name) => !members.has(name)).slice(0, 50);
    for (const name of names) await form.pick('Add members', '', name);
    return { form, names };
  };
  /** Does something once so many PUTs have been answered. */
  const afterPut = (number: number, act: () => void) => {
    let seen = 0;
    talk.portal.onChange((change) => {
      if (change.kind !== 'call' || change.call.method !== 'PUT') return;
      seen += 1;
      if (seen === number) act();
    });
  };

  it.each([
    ['a 403 after the work', { kind: 'status-after', status: 403 }],
    ['a 500 after the work', { kind: 'status-after', status: 500 }],
    ['a 400 after the work', { kind: 'status-after', status: 400 }],
    ['a cut connection after the work', { kind: 'drop-after' }],
    ['the page of a proxy after the work', { kind: 'status-after', status: 502, html: true }],
  ] as const)('posts the edit once, as saved, when the answer is %s', async (_what, fault) => {
    const shown = await preview(await renamed());
    talk.portal.faults.set({ ...fault, method: 'PUT', times: 1 });
    await shown.submit();
    const card = await talk.person('una').sees('edited the group Design 2');
    for (const line of [
      'Name: Design → Design 2',
      "Manager: Ines O'Neil → Tomas Keller",
      '+ Tomas Keller and Pia Lund (invited)',
      '− Milo Costa',
    ])
      expect(card.words).toContain(line);
    await talk.restart();
    expect(cards()).toHaveLength(1);
    expect(puts()).toBe(1);
  });

  it('looks again when a node of the portal does not show the edit yet', async () => {
    const shown = await preview(await renamed());
    talk.portal.faults.set({ kind: 'status-after', status: 500, method: 'PUT' });
    talk.portal.faults.set({ kind: 'lagging-node', reads: 2, method: 'PUT' });
    await shown.submit();
    await talk.person('una').sees('edited the group Design 2');
    expect([puts(), cards().length]).toEqual([1, 1]);
  });

  it('sends again what was surely not done, and says it once', async () => {
    const shown = await preview(await renamed());
    talk.portal.faults.set({ kind: 'status', status: 500, method: 'PUT', times: 1 });
    await shown.submit();
    await talk.person('una').sees('edited the group Design 2');
    expect([puts(), cards().length]).toEqual([2, 1]);
  });

  it('says that nothing was saved when it failed twice, and keeps everything in the form', async () => {
    const form = await renamed();
    const shown = await preview(form);
    talk.portal.faults.set({ kind: 'status', status: 500, method: 'PUT' });
    await shown.submit();
    const told = await ines().form('The change was not saved');
    expect(told.text()).toContain(
      'DocSpace reported an internal error (500). The app has checked: nothing was changed.',
    );
    expect(told.text()).not.toMatch(/not certain|[Cc]heck before/);
    expect(design().name).toBe('Design');
    await told.close();
    const again = await ines().form('[Review changes]');
    expect(again.value('Name')).toBe('Design 2');
    expect(again.value('Manager')).toBe('Tomas Keller');
    expect(again.value('Add members')).toEqual(['Pia Lund (invited)']);
    expect(again.value('Remove members')).toEqual(['Milo Costa']);
    await talk.restart();
    expect(cards()).toEqual([]);
    expect(puts()).toBe(2);
  });

  it('claims neither when DocSpace cannot be asked afterwards', async () => {
    const shown = await preview(await renamed());
    talk.portal.faults.set({ kind: 'drop-after', method: 'PUT' });
    afterPut(1, () =>
      talk.portal.faults.set({ kind: 'status', status: 502, html: true, method: 'GET', path: /^\/group/ }),
    );
    (await submitUntil(talk, shown, talk.portal.next('PUT', /^\/group\//))).release();
    const told = await ines().form('It is not certain whether the change was saved');
    expect(told.text()).toContain('The app tried to check, but DocSpace could not be read.');
    await talk.person('una').sees('tried to edit the group Design');
    expect([puts(), cards().length]).toEqual([1, 1]);
  });

  it('completes what a database fault interrupted, and names nobody as missing', async () => {
    const { form, names } = await withFifty();
    const shown = await preview(form);
    afterPut(1, () => talk.portal.faults.set({ kind: 'database-fault', method: 'PUT', times: 1 }));
    await shown.submit();
    const card = await talk.person('una').sees('edited the group Design');
    expect(card.words).toContain('\n+ ');
    expect(card.words).not.toContain('did not add');
    expect(design().memberIds.size).toBe(4 + names.length);
    expect(puts()).toBe(3);
    expect(cards()).toHaveLength(1);
  });

  it('names who is missing after faults again and again, and offers all of them once more', async () => {
    const { form, names } = await withFifty();
    const shown = await preview(form);
    afterPut(1, () => talk.portal.faults.set({ kind: 'database-fault', method: 'PUT', afterMembers: 5 }));
    await shown.submit();
    const card = await talk.person('una').sees('edited the group Design');
    const held = new Set(
      talk.portal
        .people()
        .filter(({ id }) => design().memberIds.has(id))
        .map((person) => `${person.firstName} ${person.lastName}`),
    );
    const missing = names.filter((name) => !held.has(name.replace(' (invited)', '')));
    expect(missing.length).toBeGreaterThan(10);
    const line = card.words.split('\n').find((words) => words.startsWith('DocSpace did not add'));
    for (const name of missing.slice(0, 10)) expect(line).toContain(name);
    expect(line).toContain(` and ${missing.length - 10} more.`);
    const next = 'DocSpace failed in the middle of this. Edit the group to do the rest.';
    expect(card.words).toContain(next);
    const done = await ines().form('Group edited');
    expect(done.text()).toContain(next);
    await done.close();
    await ines().clicks('Add the rest', card);
    const again = await ines().form('Save these changes?');
    for (const name of missing) expect(again.text()).toContain(name);
  });

  it('claims of nobody that they were added, or were not, when DocSpace falls silent in the middle', async () => {
    const { form, names } = await withFifty();
    const shown = await preview(form);
    afterPut(1, () => talk.portal.faults.set({ kind: 'drop-after', method: 'PUT' }));
    afterPut(2, () =>
      talk.portal.faults.set({ kind: 'status', status: 502, html: true, method: 'GET', path: /^\/group/ }),
    );
    (await submitUntil(talk, shown, talk.portal.next('PUT', /^\/group\//))).release();
    const card = await talk.person('una').sees('edited the group Design');
    const unknown = card.words.split('\n').find((line) => line.startsWith('It is not certain whether DocSpace added'));
    for (const name of names.slice(25, 35)) expect(unknown).toContain(name);
    expect(unknown).toContain(' and 15 more.');
    expect(card.words).not.toContain('did not add');
    expect(card.words).toContain(
      'No clear answer came from DocSpace in the middle of this. Look at the group before you do the rest.',
    );
    expect([puts(), cards().length]).toEqual([2, 1]);
  });

  it('says while DocSpace is silent that the form can be closed, and posts the outcome all the same', async () => {
    const shown = await preview(await renamed());
    talk.portal.faults.set({ kind: 'drop-after', method: 'PUT' });
    const putting = talk.portal.next('PUT', /^\/group\//);
    const put = await submitUntil(talk, shown, putting);
    const looks = /^\/group\/[^/]+\?/;
    const [first, second] = [talk.portal.next('GET', looks), talk.portal.next('GET', looks)];
    put.release();
    (await first).release();
    const waiting = await second;
    const slow = await ines().form('DocSpace hasn’t answered yet.');
    expect(slow.text()).toContain('posts the outcome. You can close this form.');
    expect(cards()).toEqual([]);
    await slow.close();
    waiting.release();
    await talk.person('una').sees('edited the group Design 2');
    await talk.restart();
    expect(cards()).toHaveLength(1);
  });

  it('keeps both edits when two people edit one group at once', async () => {
    const [first, second] = [await openForm('ines'), await openForm('tomas')];
    await first.pick('Add members', 'pia');
    await second.fill('Name', 'Design 2');
    await second.pick('Remove members', 'milo');
    const [mine, other] = [await preview(first, 'ines'), await preview(second, 'tomas')];
    const writing = talk.portal.next('PUT', /^\/group\//);
    const put = await submitUntil(talk, other, writing);
    const saving = mine.submit();
    put.release();
    await saving;
    await talk.person('una').sees('Added: Pia Lund (invited).');
    await talk.person('una').sees('Removed: Milo Costa.');
    expect([...talk.portal.group('Design 2').memberIds].sort()).toEqual(
      ['ines', 'ravi', 'una', 'pia'].map((key) => talk.personId(key)),
    );
    expect(puts()).toBe(2);
  });
});

describe('a group that DocSpace cannot show', () => {
  let talk: Conversation;
  let id: string;
  beforeEach(async () => {
    talk = await startConversation();
    id = talk.portal.group('Design').id;
    talk.portal.damageGroup(id);
  });
  afterEach(async () => {
    expect(talk.workspace.refusals).toEqual([]);
    await talk.stop();
  });
  const ines = () => talk.person('ines');

  it.each(['get', 'update'])('is told as damaged, with its deletion as the way out, for %s', async (verb) => {
    await ines().types(REQUESTS, `/docspace-group ${verb} ${id}`);
    const damage =
      'If it still does in a minute, the group is damaged: DocSpace can only delete it. To request that, type /docspace-group delete';
    const words = verb === 'get' ? (await ines().sees(damage)).words : (await ines().form(damage)).text();
    expect(words).toContain(`/docspace-group delete ${id}`);
    expect(words).not.toMatch(/not certain|[Cc]heck before/);
  });

  it('is left out of the list, which says so', async () => {
    const { id: first } = talk.portal.group('Brand board');
    talk.portal.damageGroup(first);
    await ines().types(REQUESTS, '/docspace-group list');
    const list = await ines().sees('1 group can’t be shown: it is damaged in DocSpace.');
    expect(list.words).toMatch(/1 group can’t be shown: it is damaged in DocSpace\.\n1–10 of 116 groups/);
    await ines().types(REQUESTS, '/docspace-group list night');
    expect((await ines().sees('Groups with “night”')).words).toContain('Night shift');
  });

  it('is not denied when somebody looks for it by its name', async () => {
    await ines().types(REQUESTS, '/docspace-group get Design');
    const told = await ines().sees('No group matches “Design”');
    expect(told.words).toContain('1 group could not be compared, because DocSpace can’t show it.');
  });

  it('is deleted through an approval like any other, by its id', async () => {
    await ines().types(REQUESTS, `/docspace-group delete ${id}`);
    const form = await ines().form('[Request deletion]');
    expect(form.text()).toContain('You can only delete it.');
    await form.fill('Reason', 'It cannot be read.');
    await form.submit();
    const card = await talk.person('una').sees(`Deletion requested: Damaged group ${id.slice(0, 8)}`);
    await talk.person('tomas').clicks('Approve', card);
    await talk.person('una').sees(`Deleted: Damaged group ${id.slice(0, 8)}`);
    expect(talk.person('una').again(card)?.words).toContain('checked: it is gone from DocSpace');
    expect(talk.portal.groups().some((group) => group.id === id)).toBe(false);
    await ines().types(REQUESTS, '/docspace-group list');
    expect((await ines().sees('1–10 of')).words).not.toContain('can’t be shown');
  });
});
