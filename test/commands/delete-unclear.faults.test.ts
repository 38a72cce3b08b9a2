import { addBystanders, ELSEWHERE } from '../helpers/bystanders.ts';
import {
  askToDelete,
  type Conversation,
  REQUESTS,
  startConversation,
  timePassesUntil,
} from '../helpers/conversation.ts';

/** What a deletion says and does when the portal or Slack fails in the middle of it. */
describe('/docspace-group delete when the answer is unclear', () => {
  let talk: Conversation;
  let cards: string;
  let bystandersUnmoved: () => Promise<void>;
  const start = async (options: Parameters<typeof startConversation>[0] = {}) => {
    talk = await startConversation(options);
    bystandersUnmoved = await addBystanders(talk.store.db);
    cards = REQUESTS;
  };
  afterEach(async () => {
    expect(talk.workspace.refusals).toEqual([]);
    await bystandersUnmoved();
    await talk.stop();
  });

  const ask = (key = 'ravi') => askToDelete(talk, key, cards);
  const una = () => talk.person('una');
  /** Approves a request, and lets nobody read groups any more once DELETE has arrived. */
  const approveAndHideTheProof = async (card: Awaited<ReturnType<typeof ask>>) => {
    const deleting = talk.portal.next('DELETE', /^\/group/);
    await talk.person('tomas').clicks('Approve', card);
    const held = await deleting;
    const mend = talk.portal.faults.set({ kind: 'status', status: 502, html: true, method: 'GET', path: /^\/group/ });
    held.release();
    return mend;
  };
  /** Lets the minutes pass in which the app tries again by itself. */
  const triesEnd = async () => {
    await timePassesUntil(talk.clock, talk.person('una').sees('⚠️ Failed: Design'));
  };
  const exists = () => talk.portal.groups().some((group) => group.name === 'Design');

  it('does not claim that a group stays whose deletion it could not prove, and finds out by itself', async () => {
    await start();
    const card = await ask();
    const mend = await approveAndHideTheProof(card);
    const failed = await una().sees('❓ Not certain: Design');
    expect(exists()).toBe(false);
    expect(failed.words).toMatch(/R-\w{6}\n\[⋯ Open in DocSpace\]$/);

    // The approver may lose the right meanwhile: what is gone was deleted as approved.
    talk.portal.setRole(talk.personId('tomas'), 'user');
    mend();
    await timePassesUntil(talk.clock, una().sees('Deleted: Design'));
    expect(talk.portal.calls.filter((call) => call.method === 'DELETE')).toHaveLength(1);
  });

  it('offers every way out when DocSpace surely has not deleted the group', async () => {
    await start();
    const card = await ask();
    talk.portal.faults.set({ kind: 'status', status: 403, method: 'DELETE' });
    await talk.person('tomas').clicks('Approve', card);
    await triesEnd();
    const failed = await una().sees('⚠️ Failed: Design');
    expect(failed.words).toContain('[Try again]  [Reject]  [⋯ Withdraw · Open in DocSpace]');
    await talk.person('ravi').clicks('Try again', card);
    await talk.person('ravi').form('You can’t approve your own request, so another DocSpace admin has to try again.');
    await talk.person('olga').clicks('Reject', card);
    await (await talk.person('olga').form('Reject request')).submit();
    await una().sees('🚫 Rejected: Design');
    expect(exists()).toBe(true);
    await ask('ines');
  });

  it('gives a failed request up when nobody tries again, so that its group is free', async () => {
    await start({ approvals: { expiryMs: 3_600_000 } });
    const card = await ask();
    talk.portal.faults.set({ kind: 'status', status: 403, method: 'DELETE' });
    await talk.person('tomas').clicks('Approve', card);
    await triesEnd();
    await una().sees('⚠️ Failed: Design');
    const expired = await timePassesUntil(talk.clock, una().sees('⌛ Expired: Design'), 60_000);
    expect(expired.words).toContain('nobody tried again in time · the group stays');
    await talk.person('ravi').sees('Nobody tried again in time', { thread: card.ts });
  });

  it('names a few of the many who joined meanwhile, and draws the card', async () => {
    await start({ crowd: 400, approvals: { graceMs: 30_000 } });
    const card = await ask();
    await talk.person('tomas').clicks('Approve', card);
    await una().sees('Deletion approved: Design');
    const everybody = talk.portal.people().filter((person) => person.status === 'active' && person.role !== 'guest');
    const ids = everybody.map((person) => person.id);
    talk.portal.changeGroup(talk.portal.group('Design').id, { memberIds: new Set(ids) });
    await talk.clock.advance(30_000);
    await una().sees('⚪ Outdated: Design');
    const told = await talk.person('ravi').sees('has changed since the deletion was requested', { thread: card.ts });
    expect(told.words).toMatch(/Joined: .* and \d{3} more\./);
  });

  it('draws the card and tells the requester directly when Slack never takes the reply', async () => {
    await start();
    const card = await ask();
    await talk.person('tomas').clicks('Reject', card);
    const form = await talk.person('tomas').form('Reject request');
    talk.workspace.faults.fail('chat.postMessage', 'msg_blocks_too_long');
    await form.submit();
    await una().sees('🚫 Rejected: Design');
    expect((await talk.person('ravi').sees('rejected the deletion. The group stays.')).channel).toBe('D0RAVI');
    expect(talk.workspace.state.refusals.splice(0).map((refusal) => refusal.error)).toEqual(['msg_blocks_too_long']);
  });

  it('takes a request back, and says so directly, when its channel closes before the card stands there', async () => {
    await start();
    const ravi = talk.person('ravi');
    await ravi.types(REQUESTS, '/docspace-group delete Design');
    const form = await ravi.form('[Request deletion]');
    await form.fill('Reason', 'The project is over.');
    talk.workspace.faults.fail('chat.postMessage', 'fatal_error');
    await form.submit();
    await ravi.form('Request sent');
    talk.workspace.faults.archive(REQUESTS);
    await talk.clock.advance(2 * 3_600_000);
    const told = await ravi.sees('is withdrawn, because that channel is archived');
    expect(told.channel).toBe('D0RAVI');
    expect(told.words).toContain('Your reason was: The project is over.');
    const open = await talk.store.db.selectFrom('requests').select('state').where('channel', '!=', ELSEWHERE).execute();
    expect(open).toEqual([{ state: 'withdrawn' }]);
  });

  it('refuses at once what nobody could approve', async () => {
    await start({ approvals: { approvers: ['U0INES'] } });
    const ines = talk.person('ines');
    await ines.types(REQUESTS, '/docspace-group delete Design');
    const form = await ines.form('[Request deletion]');
    await form.fill('Reason', 'The project is over.');
    await form.submit();
    const again = await ines.form('Too few people besides you can approve deletions here');
    expect(again.value('Reason')).toBe('The project is over.');
  });

  it('tells the requester directly as well where threads go to another channel', async () => {
    await start({ approvals: { channel: 'C0DESIGN' } });
    cards = 'C0DESIGN';
    const card = await ask();
    expect((await talk.person('ravi').form('Request sent')).text()).toContain('is posted in #design');
    await talk.person('tomas').clicks('Approve', card);
    await talk.person('ravi').sees('the group “Design” is gone from DocSpace', { channel: 'D0RAVI' });
  });

  it('keeps the channel somebody chose when the form comes back', async () => {
    await start();
    const ravi = talk.person('ravi');
    await ravi.clicks('Browse groups', await ravi.opensHome());
    await ravi.chooses('Open a group…', 'Brand board', await ravi.form('1–10 of'));
    await ravi.clicks('Delete…', await ravi.form('[Back]'));
    const form = await ravi.form('[Request deletion]');
    await form.fill('Reason', 'The project is over.');
    await form.choose('Post the request in', 'design');
    talk.portal.faults.set({ kind: 'status', status: 401, path: /^\/group/, times: 1 });
    await form.submit();
    const again = await ravi.form('No request was made');
    expect(again.value('Post the request in')).toBe('C0DESIGN');
  });

  it('says what is open to the requester, for each button', async () => {
    await start({ approvals: { expiryMs: 3_600_000 } });
    const card = await ask('ines');
    await talk.person('ines').clicks('Reject', card);
    await talk.person('ines').form('This is your own request. Withdraw it instead');
    await talk.person('tomas').clicks('Withdraw', card);
    await talk.person('tomas').form('If you can approve it, you can reject it.');
  });

  it('says that somebody has to approve where people may approve their own requests', async () => {
    await start({ approvals: { selfApproval: true } });
    const card = await ask('ines');
    const details = await una().sees('can approve this', { thread: card.ts });
    expect(details.words).toContain('The owner or a DocSpace admin can approve this.');
  });

  it('does not say that nothing was changed when the proof cannot be read', async () => {
    await start();
    const card = await ask();
    const mend = await approveAndHideTheProof(card);
    const told = await talk.person('ravi').sees('It is not certain whether DocSpace has deleted the group.', {
      thread: card.ts,
    });
    expect(told.words).not.toContain('Nothing was changed');
    mend();
  });

  it('lets nobody stop, reject or withdraw what may be deleted already', async () => {
    await start();
    const card = await ask();
    talk.portal.faults.set({ kind: 'drop', method: 'DELETE' });
    await talk.person('tomas').clicks('Approve', card);
    const unknown = await una().sees('❓ Not certain: Design');
    expect(unknown.words).toMatch(/R-\w{6}\n\[⋯ Open in DocSpace\]$/);
    talk.portal.faults.clear();
    // Two equal looks, the second three minutes after the deletion was sent, prove that it has ended: it is sent again.
    await timePassesUntil(talk.clock, una().sees('Deleted: Design'));
  });

  it('says that a request is sent although its form cannot show it', async () => {
    await start();
    const ravi = talk.person('ravi');
    await ravi.types(REQUESTS, '/docspace-group delete Design');
    const form = await ravi.form('[Request deletion]');
    await form.fill('Reason', 'The project is over.');
    talk.workspace.faults.fail('views.update', 'internal_error', 1);
    await form.submit();
    const card = await ravi.sees('Deletion requested: Design');
    await ravi.sees('can approve this', { thread: card.ts });
    const said = ravi
      .visible()
      .map((message) => message.words)
      .join('\n');
    expect(said).not.toContain('tried to ask to delete');
  });

  it('takes nothing back that somebody has approved, on a card whose place was never written down', async () => {
    await start({ approvals: { graceMs: 3_600_000 } });
    const card = await ask();
    await talk.person('tomas').clicks('Approve', card);
    await talk.person('ravi').sees('approved the deletion', { thread: card.ts });
    await talk.store.db
      .updateTable('messages')
      .set({ ts: null, posted_version: 0 })
      .where('what', '=', 'card')
      .where('channel', '!=', ELSEWHERE)
      .execute();
    talk.workspace.faults.archive(REQUESTS);
    await talk.clock.advance(60_000);
    const rows = await talk.store.db.selectFrom('requests').select('state').where('channel', '!=', ELSEWHERE).execute();
    expect(rows).toEqual([{ state: 'approved' }]);
    expect(talk.person('ravi').visible('D0RAVI')).toEqual([]);
  });

  it('says nothing of an approver in a request that was given up', async () => {
    await start({ approvals: { expiryMs: 3_600_000 } });
    const card = await ask();
    talk.portal.faults.set({ kind: 'status', status: 403, method: 'DELETE' });
    await talk.person('tomas').clicks('Approve', card);
    await triesEnd();
    await una().sees('⚠️ Failed: Design');
    const given = await timePassesUntil(talk.clock, una().sees('⌛ Expired: Design'), 60_000);
    expect(given.words).not.toContain('Tomas');
  });
});
