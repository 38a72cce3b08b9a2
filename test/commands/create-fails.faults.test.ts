import {
  type Conversation,
  REQUESTS,
  startConversation,
  submitUntil,
  timePassesUntil,
} from '../helpers/conversation.ts';

type Form = Awaited<ReturnType<ReturnType<Conversation['person']>['form']>>;

/** What a creation says and does when the answer of DocSpace is an error, is lost, or comes late. */
describe('/docspace-group create when Slack or DocSpace fails', () => {
  let talk: Conversation;
  beforeEach(async () => {
    talk = await startConversation();
  });
  afterEach(async () => {
    expect(talk.workspace.refusals).toEqual([]);
    await talk.stop();
  });

  const ines = () => talk.person('ines');
  const made = () => talk.portal.groups().filter((group) => group.name === 'Launch team');
  const sent = (method: string) => talk.portal.calls.filter((call) => call.method === method).length;
  const cards = () => talk.workspace.messages(REQUESTS);
  /** Nothing more is posted, also after the app has finished what it is at. */
  const saidNothing = async () => {
    await talk.restart();
    expect(cards()).toEqual([]);
  };

  const filledForm = async (): Promise<Form> => {
    await ines().types(REQUESTS, '/docspace-group create Launch team');
    const form = await ines().form('[Create group]');
    await form.pick('Manager', 'tomas');
    await form.pick('Members', 'milo');
    return form;
  };
  /** Forty people of the crowd are chosen as members. */
  const withForty = async (): Promise<Form> => {
    const form = await filledForm();
    await form.unpick('Members', 'Milo');
    const names = [...new Set(await form.options('Members', ''))]
      .filter((name) => name !== 'Tomas Keller')
      .slice(0, 40);
    for (const name of names) await form.pick('Members', '', name);
    expect(form.value('Members')).toHaveLength(40);
    return form;
  };
  const keepsEverything = (form: Form) => {
    expect(form.value('Name')).toBe('Launch team');
    expect(form.value('Manager')).toBe('Tomas Keller');
    expect(form.value('Members')).toEqual(['Milo Costa']);
  };

  it.each([
    ['a 403 after the work', { kind: 'status-after', status: 403 }],
    ['a 500 after the work', { kind: 'status-after', status: 500 }],
    ['a 400 after the work', { kind: 'status-after', status: 400 }],
    ['a cut connection after the work', { kind: 'drop-after' }],
    ['the page of a proxy after the work', { kind: 'status-after', status: 504, html: true }],
  ] as const)('posts the group once, as checked, when the answer is %s', async (_what, fault) => {
    const form = await filledForm();
    talk.portal.faults.set({ ...fault, method: 'POST' });
    await form.submit();
    const card = await talk.person('una').sees('created the group Launch team');
    expect(card.words).toContain('so the app checked: the group was created, once.');
    expect(card.words).toContain('Members (2): Milo Costa, Tomas Keller');
    await talk.restart();
    expect(cards()).toHaveLength(1);
    expect([made().length, sent('POST')]).toEqual([1, 1]);
  });

  it('looks again when a node of the portal does not show the new group yet', async () => {
    const form = await filledForm();
    talk.portal.faults.set({ kind: 'status-after', status: 500, method: 'POST' });
    talk.portal.faults.set({ kind: 'lagging-node', reads: 2, method: 'POST' });
    await form.submit();
    await talk.person('una').sees('created the group Launch team');
    expect([made().length, sent('POST'), cards().length]).toEqual([1, 1, 1]);
  });

  it('waits while the server goes on writing members behind a proxy that gave up, and then adds the others', async () => {
    const form = await withForty();
    talk.portal.setCost(4);
    talk.portal.faults.set({ kind: 'status-after', status: 504, html: true, method: 'POST' });
    const posting = talk.portal.next('POST', /^\/group/);
    const post = await submitUntil(talk, form, posting);
    const completing = talk.portal.next('PUT', /^\/group\//);
    // The server works on, and the proxy answers at once.
    post.perform();
    post.abandon();
    const put = await timePassesUntil(talk.clock, completing);
    expect(talk.portal.group('Launch team').memberIds.size).toBe(26);
    put.release();
    const card = await talk.person('una').sees('created the group Launch team');
    expect(card.words).toContain('Members (41, 1–15)');
    expect(made()).toHaveLength(1);
    expect(talk.portal.group('Launch team').memberIds.size).toBe(41);
    expect([sent('POST'), sent('PUT')]).toEqual([1, 1]);
  });

  it('completes a group of which a database fault left a part, and tells it with everybody', async () => {
    const form = await withForty();
    talk.portal.faults.set({ kind: 'database-fault', method: 'POST' });
    const completing = talk.portal.next('PUT', /^\/group\//);
    const put = await submitUntil(talk, form, completing);
    expect(talk.portal.group('Launch team').memberIds.size).toBeLessThan(25);
    put.release();
    const card = await talk.person('una').sees('created the group Launch team');
    expect(card.words).toContain('Manager: Tomas Keller');
    expect(card.words).toContain('Members (41, 1–15)');
    expect(card.words).not.toContain('did not take');
    expect(talk.portal.group('Launch team').memberIds.size).toBe(41);
    expect([made().length, sent('POST')]).toEqual([1, 1]);
  });

  it('names the people who are missing when the database fails again and again', async () => {
    const form = await withForty();
    const put = { kind: 'database-fault', method: 'PUT', afterMembers: -1 } as const;
    talk.portal.faults.set(put);
    await form.submit();
    const card = await talk.person('una').sees('created the group Launch team');
    expect(card.words).toContain('Members (26, 1–15)');
    expect(card.words).toMatch(
      /DocSpace did not add (.+, ){9}.+ and 5 more\.\nDocSpace failed in the middle of this. Edit the group to do the rest./,
    );
    expect(made()).toHaveLength(1);
  });

  it('says in the form alone that nothing was created when the database failed before the first row', async () => {
    const form = await filledForm();
    talk.portal.faults.set({ kind: 'database-fault', method: 'POST', afterMembers: -1, times: 1 });
    await form.submit();
    const again = await ines().form('The group was not created');
    expect(again.text()).toContain(
      'DocSpace reported an internal error (500). The app has checked: nothing was changed.',
    );
    expect(again.text()).not.toContain('not certain');
    keepsEverything(again);
    await again.submit();
    await talk.person('una').sees('created the group Launch team');
    expect(cards()).toHaveLength(1);
    expect(made()).toHaveLength(1);
  });

  it('posts nothing of what was surely not created', async () => {
    const form = await filledForm();
    talk.portal.faults.set({ kind: 'status', status: 500, method: 'POST' });
    await form.submit();
    keepsEverything(await ines().form('The group was not created'));
    await saidNothing();
  });

  it('names and links the group that appeared meanwhile and may be another one, and writes nothing to it', async () => {
    const form = await filledForm();
    talk.portal.faults.set({ kind: 'drop-after', method: 'POST' });
    const posting = talk.portal.next('POST', /^\/group/);
    const post = await submitUntil(talk, form, posting);
    const other = talk.portal.addGroup({ name: 'Launch team', managerId: talk.personId('ravi') });
    post.abandon();
    const again = await ines().form('It is not certain whether the group was created');
    expect(again.text()).toContain('A new group of that name has appeared, but another person might have created it.');
    const address = `${talk.portal.url}/accounts/groups/${other.id}/filter`;
    expect(JSON.stringify(again.view.definition.blocks)).toContain(address);
    keepsEverything(again);
    const card = await talk.person('una').sees('tried to create the group Launch team');
    expect(card.words).toContain('A new group of that name has appeared');
    const posted = cards().find((message) => message.ts === card.ts);
    expect(JSON.stringify(posted?.blocks)).toContain(address);
    expect([made().length, sent('POST'), sent('PUT')]).toEqual([1, 1, 0]);
    expect(talk.portal.group('Launch team').managerId).toBe(talk.personId('ravi'));
  });

  it('claims nothing about groups it could not look for while the portal was down', async () => {
    const form = await filledForm();
    talk.portal.faults.set({ kind: 'drop-after', method: 'POST' });
    const posting = talk.portal.next('POST', /^\/group/);
    const post = await submitUntil(talk, form, posting);
    talk.portal.faults.set({ kind: 'status', status: 502, html: true, method: 'GET', path: /^\/group/ });
    post.release();
    const again = await ines().form('It is not certain whether the group was created');
    expect(again.text()).toContain('The app tried to check, but DocSpace could not be read.');
    expect(again.text()).not.toContain('appeared');
    keepsEverything(again);
    await talk.person('una').sees('tried to create the group Launch team');
    expect(cards()).toHaveLength(1);
    expect([made().length, sent('POST')]).toEqual([1, 1]);

    // The group is there: the next try finds it before it makes a second one.
    talk.portal.faults.clear();
    await again.submit();
    await ines().form('There is already a group named “Launch team”');
    expect([made().length, sent('POST')]).toEqual([1, 1]);
  });

  it('takes a person out of the form who was deactivated meanwhile, keeps the rest, and works when sent again', async () => {
    const form = await filledForm();
    await form.pick('Members', 'pia');
    talk.portal.setStatus(talk.personId('pia'), 'disabled');
    await form.submit();
    const again = await ines().form('The group was not created');
    expect(again.text()).toContain('Pia Lund (invited) is deactivated in DocSpace.');
    expect(again.text()).toContain('everything else is kept');
    keepsEverything(again);
    expect(cards()).toEqual([]);
    await again.submit();
    const card = await talk.person('una').sees('created the group Launch team');
    expect(card.words).toContain('Members (2): Milo Costa, Tomas Keller');
    expect(cards()).toHaveLength(1);
  });

  it('says while DocSpace is silent that the form can be closed, and posts the outcome all the same', async () => {
    const form = await filledForm();
    talk.portal.faults.set({ kind: 'drop-after', method: 'POST' });
    const posting = talk.portal.next('POST', /^\/group/);
    const post = await submitUntil(talk, form, posting);
    const [first, second] = [talk.portal.next('GET', /filterValue/), talk.portal.next('GET', /filterValue/)];
    post.release();
    (await first).release();
    const waiting = await second;
    const slow = await ines().form('DocSpace hasn’t answered yet.');
    expect(slow.text()).toContain('posts the outcome. You can close this form.');
    expect(cards()).toEqual([]);
    await slow.close();
    await ines().noForm();
    waiting.release();
    await talk.person('una').sees('created the group Launch team');
    await talk.restart();
    await ines().noForm();
    expect(cards()).toHaveLength(1);
  });
});
