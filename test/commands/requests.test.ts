import { askFor, openList, storeRequests } from '../helpers/asked-requests.ts';
import { type Conversation, DESIGN, LEADS, REQUESTS, startConversation, TRANSPORTS } from '../helpers/conversation.ts';

type Options = Parameters<typeof startConversation>[0];

const APPROVALS = { required: 1, expiryMs: 24 * 3_600_000, graceMs: 0, selfApproval: false };

describe.each(TRANSPORTS)('/docspace-group requests, by %s', (mode) => {
  let talk: Conversation;
  const start = async (options: Options = {}) => {
    talk = await startConversation({ mode, ...options });
  };
  afterEach(async () => {
    expect(talk.workspace.refusals).toEqual([]);
    await talk.stop();
  });

  const exists = (name: string) => talk.portal.groups().some((group) => group.name === name);

  it('shows an approver what waits for them, with reason, time and a link to the card, and nobody else', async () => {
    await start();
    const card = await askFor(talk, 'ravi', 'Design', 'The *project* is over, <!channel>.');
    const list = await openList(talk, 'ines', DESIGN);
    expect(list.visibleTo).toBe('U0INES');
    expect(list.words.split('\n')).toEqual([
      'Waiting for you',
      'Design · deletion requested by Ravi Nair 2026-11-02 09:00 UTC',
      '4 rooms open through this group.',
      'The *project* is over, <!channel>.',
      expect.stringMatching(/^⏳ 1 approval needed · expires 2026-11-03 09:00 UTC · R-\w{6} · Open its card$/),
      '[Approve]  [Reject]',
      'Your requests',
      'None open. What you request, such as a deletion, appears here.',
    ]);
    expect(list.text).toBe(
      '1 request for you to approve or reject: “Design”, by Ravi Nair. Your requests: None open. What you request, such as a deletion, appears here.',
    );
    const message = talk.workspace.messages(DESIGN).find(({ ts }) => ts === list.ts);
    const drawn = JSON.stringify(message?.blocks);
    // The address Slack itself gives for the card, without a call for it.
    expect(drawn).toContain(`https://acme.slack.com/archives/${card.channel}/p${card.ts.replace('.', '')}`);
    expect(talk.workspace.calls.some(({ method }) => method === 'chat.getPermalink')).toBe(false);
    expect(drawn).not.toContain('mrkdwn');
    // Of all that, the requester's words alone are a quote.
    expect(
      drawn
        .split('"rich_text_quote"')
        .slice(1)
        .map((quote) => /"text":"([^"]*)"/.exec(quote)?.[1]),
    ).toEqual(['The *project* is over, <!channel>.']);
    // The question before an approval is that of the card.
    expect(drawn).toContain('and the access it gives 4 members to 4 rooms will be gone.');
  });

  it('takes an approval as on the card, says so in the list, and shows what is left', async () => {
    await start();
    const card = await askFor(talk, 'ravi', 'Design');
    await talk.clock.advance(1_000);
    await askFor(talk, 'ravi', 'Field crew');
    const ines = talk.person('ines');
    const list = await openList(talk, 'ines');
    expect(list.words.indexOf('Field crew')).toBeLessThan(list.words.indexOf('Design'));
    await ines.clicks('Reject', list);
    const form = await ines.form('Reject request');
    expect(form.text()).toContain('Deletion requested: Field crew');
    await form.fill('Reason', 'We still meet there.');
    await form.submit();
    await ines.noForm();
    await ines.sees('You rejected the deletion of “Field crew”. The group stays.');
    expect(ines.again(list)?.words).not.toContain('Field crew ·');
    await talk.person('ravi').sees('rejected the deletion: We still meet there.');

    await ines.clicks('Approve', list);
    const said = await ines.sees(
      /You approved the deletion of “Design”[\s\S]*Nothing\. Requests you can approve appear here/,
    );
    expect(said.ts).toBe(list.ts);
    expect((await talk.person('ravi').sees('✅ Deleted: Design')).ts).toBe(card.ts);
    expect([exists('Design'), exists('Field crew')]).toEqual([false, true]);
  });

  it('says how many approvals are missing, and offers a request no more to who has approved it', async () => {
    await start({ approvals: { required: 2 } });
    const card = await askFor(talk, 'ravi', 'Design');
    const ines = talk.person('ines');
    const list = await openList(talk, 'ines');
    expect(list.words).toContain('⏳ 2 approvals needed');
    await ines.clicks('Approve', list);
    const left = await ines.sees('You approved the deletion of “Design”. 1 more approval needed.');
    expect(left.words).not.toContain('[Approve]');
    expect((await openList(talk, 'ines')).words).not.toContain('[Approve]');
    expect((await openList(talk, 'tomas')).words).toContain('⏳ 1 approval needed');
    await talk.person('tomas').sees('1 of 2 approvals', { channel: card.channel });
  });

  it('shows requesters their own, which they withdraw there', async () => {
    await start();
    const card = await askFor(talk, 'ines', 'Design');
    const ines = talk.person('ines');
    const list = await openList(talk, 'ines');
    expect(list.words.split('\n')).toEqual([
      'Waiting for you',
      'Nothing. Requests you can approve appear here, and as cards in their channels.',
      'Your requests',
      'Design · deletion requested 2026-11-02 09:00 UTC · waiting for approval',
      expect.stringMatching(/^⏳ 1 approval needed · expires 2026-11-03 09:00 UTC · R-\w{6} · Open its card$/),
      '[Remind]  [Withdraw]',
    ]);
    await ines.clicks('Withdraw', list);
    await (await ines.form('Withdraw request')).submit();
    await ines.noForm();
    const left = await ines.sees('You withdrew the request for “Design”. The group stays.');
    expect(left.ts).toBe(list.ts);
    expect(left.words).toContain('None open.');
    expect((await ines.sees('Withdrawn: Design')).ts).toBe(card.ts);
  });

  it('offers their own request to those who may approve it, with SELF_APPROVAL', async () => {
    await start({ approvals: { selfApproval: true, graceMs: 0 } });
    await askFor(talk, 'ines', 'Design');
    const list = await openList(talk, 'ines');
    await talk.person('ines').clicks('Approve', list);
    await talk.person('ines').sees('✅ Deleted: Design');
  });

  it('offers nothing to decide to who is not among APPROVERS, or has no role for it', async () => {
    await start({ approvals: { ...APPROVALS, approvers: ['U0TOMAS'], approverGroups: [] } });
    await askFor(talk, 'ravi', 'Design');
    expect((await openList(talk, 'tomas')).words).toContain('[Approve]  [Reject]');
    // Who approves no deletions here can still approve other changes.
    for (const [key, waiting] of [
      ['ines', 'Waiting for you\nNothing'],
      ['una', 'Your requests'],
    ] as const) {
      const list = await openList(talk, key);
      expect(list.words).toContain(waiting);
      expect(list.words).not.toContain('Design');
    }
    expect((await openList(talk, 'una')).words).toContain('Room admins and above can request groups and edits of them');
  });

  it('says so where Slack does not tell who can approve, and shows the rest', async () => {
    await start({ approvals: { approvers: [], approverGroups: ['S0ADMINS'] } });
    await askFor(talk, 'ines', 'Design');
    await talk.clock.advance(61_000);
    talk.workspace.faults.fail('usergroups.users.list', 'fatal_error');
    const list = await openList(talk, 'ines');
    expect(list.words).toContain('Slack does not say right now who can approve here.');
    expect(list.words).toContain('[Withdraw]');
  });

  it('answers a click that comes too late as on a card, and shows the list as it is', async () => {
    await start({ approvals: { graceMs: 30_000 } });
    const card = await askFor(talk, 'ravi', 'Design');
    const ines = talk.person('ines');
    const list = await openList(talk, 'ines');
    await talk.person('tomas').clicks('Approve', card);
    await ines.sees('Deletion approved: Design');
    await ines.clicks('Reject', list);
    expect((await ines.form('Not rejected')).text()).toContain('is already approved by Tomas Keller');
    await ines.sees('Nothing. Requests you can approve appear here');

    await talk.person('ravi').clicks('Stop deletion', card);
    await ines.sees('Stopped: Design');
    const other = await askFor(talk, 'ravi', 'Field crew');
    const again = await openList(talk, 'ines');
    await talk.person('tomas').clicks('Approve', other);
    await ines.sees('Deletion approved: Field crew');
    await ines.clicks('Approve', again);
    expect((await ines.form('Not approved')).text()).toContain('is already approved by Tomas Keller');
    expect((await ines.sees('Nothing. Requests you can approve', { after: list.ts })).ts).toBe(again.ts);
  });

  it('keeps a decision that could not be looked up, and says so beside the list', async () => {
    await start();
    await askFor(talk, 'ravi', 'Design');
    const ines = talk.person('ines');
    const list = await openList(talk, 'ines');
    const mend = talk.portal.faults.set({ kind: 'status', status: 401 });
    await ines.clicks('Approve', list);
    const told = await ines.sees('Your decision is kept. It counts as soon as the app can check it.');
    expect(told.visibleTo).toBe('U0INES');
    expect(told.ts).not.toBe(list.ts);
    mend();
  });

  it('decides from a list that had to be sent directly as well', async () => {
    await start();
    await askFor(talk, 'ravi', 'Design');
    const ines = talk.person('ines');
    talk.workspace.faults.dropCall('response_url');
    const list = await openList(talk, 'ines', LEADS);
    expect([list.channel, list.visibleTo]).toEqual(['D0INES', undefined]);
    await ines.clicks('Approve', list);
    expect((await ines.sees('You approved the deletion of “Design”')).ts).toBe(list.ts);
    await ines.sees('✅ Deleted: Design');
  });

  it('shows ten of each, newest first, and how many more there are', async () => {
    await start();
    const at = { portal: talk.portal.url, at: talk.clock.now() - 60_000 };
    const long = 'x'.repeat(128);
    await storeRequests(talk.store, 14, { ...at, account: 'U0RAVI', name: `Wait${long}`, reason: 'x'.repeat(500) });
    await storeRequests(talk.store, 12, { ...at, account: 'U0INES', name: `Mine${long}` });
    const { words } = await openList(talk, 'ines');
    expect(words.match(/\[Approve]/g)).toHaveLength(10);
    expect(words.match(/\[Withdraw]/g)).toHaveLength(10);
    const shown = [...words.matchAll(/ · R-(WAIT|MINE)X+(\d+)/g)].map(([, name, n]) => `${name} ${n}`);
    const newest = (name: string, from: number) => Array.from({ length: 10 }, (_, n) => `${name} ${from - n}`);
    expect(shown).toEqual([...newest('WAIT', 13), ...newest('MINE', 11)]);
    expect(words).toMatch(/… and 4 more\.[\s\S]*… and 2 more\./);
    // Slack refuses messages with somewhat more text (slackapi/bolt-js#2509).
    expect(words.length).toBeLessThan(9_000);
  });

  it('is not hidden by rows of a newer version, nor by other portals and workspaces', async () => {
    await start();
    const at = { portal: talk.portal.url, at: talk.clock.now() };
    await askFor(talk, 'ravi', 'Design');
    await askFor(talk, 'ines', 'Field crew');
    for (const account of ['U0INES', 'U0RAVI']) {
      await storeRequests(talk.store, 60, { ...at, account, name: `Kind${account}`, kind: 'teleport' });
      await storeRequests(talk.store, 2, { ...at, account, name: `Why${account}`, why: 'moon-phase' });
      await storeRequests(talk.store, 60, { ...at, account, name: `Far${account}`, portal: 'https://other.example' });
      await storeRequests(talk.store, 60, { ...at, account, name: `Team${account}`, workspace: 'T0OTHER' });
    }
    const { words } = await openList(talk, 'ines');
    expect(words).toContain('Design · deletion requested by Ravi Nair');
    expect(words).toContain('Field crew · deletion requested');
    expect(words).not.toMatch(/Kind|Why|Far|Team/);
  });

  it('shows no names to somebody of another organization, and a list to nobody but who asked', async () => {
    await start();
    await askFor(talk, 'ravi', 'Design');
    const sven = talk.person('sven');
    await sven.types(DESIGN, '/docspace-group requests');
    const told = await sven.sees('You belong to another Slack organization');
    expect(told.words).not.toContain('Design');
    await openList(talk, 'ines', DESIGN);
    expect(sven.visible(DESIGN).map(({ ts }) => ts)).toEqual([told.ts]);
  });

  it('is in the help, and has a short name', async () => {
    await start();
    const ines = talk.person('ines');
    await ines.types(REQUESTS, '/docspace-group help');
    expect((await ines.sees('What you can do')).words).toContain(
      '/docspace-group requests: what waits for your approval, and what you requested',
    );
    await ines.types(REQUESTS, '/docspace-group request');
    await ines.sees('Your requests');
  });
});
