import { askFor, storeRequests } from './helpers/asked-requests.ts';
import { askToDelete, type Conversation, startConversation } from './helpers/conversation.ts';

/** Waits until an open Home shows something: it is published a moment after what its user did. */
async function shows(talk: Conversation, home: { text(): string }, pattern: string | RegExp): Promise<string> {
  const isThere = () => (typeof pattern === 'string' ? home.text().includes(pattern) : pattern.test(home.text()));
  for (let turn = 0; turn < 400 && !isThere(); turn += 1) {
    await talk.clock.advance(10);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(home.text()).toMatch(pattern);
  return home.text();
}

const published = (talk: Conversation) =>
  talk.workspace.calls.filter(({ method }) => method === 'views.publish').length;

describe('the App Home', () => {
  let talk: Conversation;
  beforeAll(async () => {
    talk = await startConversation();
  });
  afterAll(async () => {
    expect(talk.workspace.refusals).toEqual([]);
    await talk.stop();
  });

  it('shows what waits for you, your requests, your groups, and who you are at the end', async () => {
    const ines = talk.person('ines');
    await askToDelete(talk, 'ines');
    const home = await ines.opensHome();
    expect(home.text().split('\n')).toEqual([
      'Waiting for you',
      'Nothing. Requests you can approve appear here, and as cards in their channels.',
      'Your requests',
      'Design · deletion requested 2026-11-02 09:00 UTC · waiting for approval',
      expect.stringMatching(/^⏳ 1 approval needed · expires 2026-11-03 09:00 UTC · R-\w{6} · Open its card$/),
      '[Remind]  [Withdraw]',
      'Groups you manage',
      '• Design · 4 members',
      expect.stringMatching(/^• Finance circle · \d members$/),
      '[Open a group…]',
      'Recent outcomes',
      'None yet. How your requests end appears here.',
      '[New group]  [Browse groups]',
      "In DocSpace you are Ines O'Neil, DocSpace admin.",
      expect.stringContaining('You can look up, create and edit groups'),
      'In any channel: /docspace-group help. The Messages tab only shows what the app sends you.',
    ]);
  });

  it('opens the create form, the groups, and the form of a group from its buttons', async () => {
    const ines = talk.person('ines');
    const home = await ines.opensHome();
    await ines.clicks('New group', home);
    await ines.form('[Create group]');
    await ines.clicks('Browse groups', home);
    const groups = await ines.form(/1–10 of 1\d\d groups/);
    await ines.clicks('Next', groups);
    await ines.form(/11–20 of 1\d\d groups/);
    await ines.chooses('Open a group…', 'Design', home);
    const card = await ines.form("Manager: Ines O'Neil");
    await ines.clicks('Edit', card);
    await ines.form(/Edit DocSpace group[\s\S]*Name: Design/);
  });

  it('offers a room admin no more than they may do', async () => {
    const home = await talk.person('ravi').opensHome();
    expect(home.text()).toContain('[Browse groups]');
    expect(home.text()).toContain('Night shift');
    expect(home.text()).toContain('None open. What you request, such as a deletion, appears here.');
    // Ravi is in Design as well, which Ines manages.
    expect(home.text()).toContain('[New group]');
    for (const word of ['Waiting for you', 'Design']) expect(home.text()).not.toContain(word);
  });

  it('shows a plain user how their requests stand, and no groups', async () => {
    const text = (await talk.person('una').opensHome()).text();
    expect(text).toContain('Your requests\nNone open.');
    for (const word of ['Groups you manage', '[Browse groups]']) expect(text).not.toContain(word);
  });

  it('tells somebody without an account why there is nothing', async () => {
    const home = await talk.person('nora').opensHome();
    expect(home.text()).toContain('No DocSpace account has the e-mail of your Slack account, nora@acme.example');
    expect(home.text()).not.toContain('[');
  });

  it('says so when the portal is down', async () => {
    const mend = talk.portal.faults.set({ kind: 'status', status: 401 });
    const home = await talk.person('tomas').opensHome();
    expect(home.text()).toContain('no longer accepts the app’s API key');
    mend();
  });

  it.each([
    ['refuses the key', 401, 'DocSpace no longer accepts the app’s API key.'],
    ['does not answer', 503, 'DocSpace can’t be reached right now.'],
  ])(
    'shows requests also while DocSpace %s, and says which it is where the groups would be',
    async (_what, status, why) => {
      const ines = talk.person('ines');
      await ines.opensHome();
      const mend = talk.portal.faults.set({ kind: 'status', status });
      const home = await ines.opensHome();
      expect(home.text()).toContain(`Groups you manage\nYour groups can’t be shown right now.\n${why}`);
      expect(home.text()).toContain('Design · deletion requested');
      mend();
    },
  );
});

describe('deciding in the App Home', () => {
  let talk: Conversation;
  const start = async (options: Parameters<typeof startConversation>[0] = {}) => {
    talk = await startConversation(options);
  };
  afterEach(async () => {
    expect(talk.workspace.refusals).toEqual([]);
    await talk.stop();
  });

  it('approves, says at the top what came of it, and shows the requester how it ended', async () => {
    await start({ approvals: { graceMs: 30_000 } });
    const card = await askFor(talk, 'ravi', 'Design');
    const [ines, ravi] = [talk.person('ines'), talk.person('ravi')];
    const home = await ines.opensHome();
    expect(home.text()).toMatch(/^Waiting for you\nDesign · deletion requested by Ravi Nair/);
    await ines.clicks('Approve', home);
    const after = await shows(talk, home, 'You approved the deletion of “Design”. It is deleted in 30 seconds');
    expect(after).toMatch(/^You approved[\s\S]*Waiting for you\nNothing\./);
    expect(ines.visible('D0INES')).toEqual([]);
    await ravi.sees('Deletion approved: Design');
    await talk.clock.advance(31_000);
    expect((await ravi.sees('✅ Deleted: Design')).ts).toBe(card.ts);
    // Nothing that was recorded meanwhile takes the answer away.
    expect(home.text()).toBe(after);
    const his = await ravi.opensHome();
    expect(his.text()).toMatch(
      /Recent outcomes\n✅ Deleted: Design · approved by Ines O'Neil · checked: it is gone from DocSpace · .* · Open its card/,
    );
    expect(his.text()).toContain('Your requests\nNone open.');
  });

  it('rejects with a reason, and withdraws', async () => {
    await start();
    await askFor(talk, 'ravi', 'Design');
    const ines = talk.person('ines');
    const home = await ines.opensHome();
    await ines.clicks('Reject', home);
    const form = await ines.form('Reject request');
    await form.fill('Reason', 'Still in use.');
    await form.submit();
    await shows(talk, home, 'You rejected the deletion of “Design”. The group stays.');
    await talk.person('ravi').sees('rejected the deletion: Still in use.');

    await askFor(talk, 'ines', 'Field crew');
    await shows(talk, home, 'Field crew · deletion requested');
    await ines.clicks('Withdraw', home);
    await (await ines.form('Withdraw request')).submit();
    const text = await shows(talk, home, 'You withdrew the request for “Field crew”. The group stays.');
    expect(text).toMatch(/Recent outcomes\n↩️ Withdrawn: Field crew · withdrawn by Ines O'Neil · the group stays/);
  });

  it('is fresh after what its user did elsewhere, and left alone for who has not opened it', async () => {
    await start({ approvals: { graceMs: 30_000 } });
    const [ines, ravi] = [talk.person('ines'), talk.person('ravi')];
    const home = await ravi.opensHome();
    const card = await askFor(talk, 'ravi', 'Design');
    await shows(talk, home, 'Design · deletion requested');
    const before = published(talk);
    await ines.clicks('Approve', card);
    await ines.sees('Deletion approved: Design');
    await talk.clock.advance(1_000);
    await ravi.clicks('Stop deletion', card);
    await shows(talk, home, /Recent outcomes\n✋ Stopped: Design · stopped by Ravi Nair/);
    expect(published(talk)).toBe(before + 1);
  });

  it('answers a click that comes too late as on a card, and shows what is true', async () => {
    await start({ approvals: { graceMs: 30_000 } });
    const card = await askFor(talk, 'ravi', 'Design');
    const ines = talk.person('ines');
    const home = await ines.opensHome();
    await talk.person('tomas').clicks('Approve', card);
    await ines.sees('Deletion approved: Design');
    await ines.clicks('Approve', home);
    expect((await ines.form('Not approved')).text()).toContain('is already approved by Tomas Keller');
    await shows(talk, home, /^Waiting for you\nNothing\./);
  });

  it('says at the top that a decision is kept, when it could not be looked up', async () => {
    await start();
    await askFor(talk, 'ravi', 'Design');
    const ines = talk.person('ines');
    const home = await ines.opensHome();
    const mend = talk.portal.faults.set({ kind: 'status', status: 401 });
    await ines.clicks('Approve', home);
    await shows(talk, home, /^DocSpace no longer accepts[\s\S]*Your decision is kept. It counts as soon as/);
    mend();
  });

  it('says at the top that a click may not be recorded, while the database does not answer', async () => {
    await start();
    await askFor(talk, 'ravi', 'Design');
    const ines = talk.person('ines');
    const home = await ines.opensHome();
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const holding = talk.store.db.transaction().execute(() => held);
    const clicking = ines.clicks('Approve', home);
    const text = await shows(talk, home, /^It is not certain that this was recorded. Click again: it counts once\./);
    expect(text).toContain('Design · deletion requested by Ravi Nair');
    expect(text).toContain('[Approve]  [Reject]');
    await clicking;
    release();
    await holding;
    await shows(talk, home, /^You approved the deletion of “Design”\./);
  });

  it('fits, however much there is', async () => {
    await start();
    const at = { portal: talk.portal.url, at: talk.clock.now() - 60_000 };
    const reason = 'x'.repeat(500);
    await storeRequests(talk.store, 40, { ...at, account: 'U0RAVI', name: 'Wait', reason });
    await storeRequests(talk.store, 40, { ...at, account: 'U0INES', name: 'Mine', reason });
    await storeRequests(talk.store, 40, { ...at, account: 'U0INES', name: 'Past', reason, state: 'expired' });
    const text = (await talk.person('ines').opensHome()).text();
    expect(text.match(/\[Approve]/g)).toHaveLength(10);
    expect(text.match(/\[Withdraw]/g)).toHaveLength(10);
    expect(text.match(/⌛ Expired/g)).toHaveLength(10);
    expect(text).toMatch(/… and 30 more\.[\s\S]*… and 30 more\.[\s\S]*⌛ Expired: Past 39[\s\S]*⌛ Expired: Past 30/);
  });

  it('is not hidden by rows of a newer version', async () => {
    await start();
    const at = { portal: talk.portal.url, at: talk.clock.now() + 1 };
    const card = await askFor(talk, 'ines', 'Design');
    await talk.person('ines').clicks('Withdraw', card);
    await (await talk.person('ines').form('Withdraw request')).submit();
    await talk.person('ines').sees('Withdrawn: Design');
    await storeRequests(talk.store, 60, { ...at, account: 'U0INES', name: 'Kind', kind: 'teleport', state: 'expired' });
    await storeRequests(talk.store, 2, { ...at, account: 'U0INES', name: 'Why', why: 'moon-phase', state: 'expired' });
    const text = (await talk.person('ines').opensHome()).text();
    expect(text).toContain('↩️ Withdrawn: Design');
    expect(text).not.toMatch(/Kind|Why/);
  });
});
