import { recordOf } from '../../src/store/index.ts';
import { addBystanders, ELSEWHERE } from '../helpers/bystanders.ts';
import {
  askToDelete,
  type Conversation,
  fieldIds,
  RANDOM,
  REQUESTS,
  startConversation,
  TRANSPORTS,
  timePassesUntil,
} from '../helpers/conversation.ts';

type Options = Parameters<typeof startConversation>[0];

describe.each(TRANSPORTS)('/docspace-group delete, by %s', (mode) => {
  let talk: Conversation;
  let bystandersUnmoved: () => Promise<void>;
  const start = async (options: Options = {}) => {
    talk = await startConversation({ mode, ...options });
    bystandersUnmoved = await addBystanders(talk.store.db);
  };
  afterEach(async () => {
    expect(talk.workspace.refusals).toEqual([]);
    await bystandersUnmoved();
    await talk.stop();
  });

  const asks = (key = 'ravi') => askToDelete(talk, key);
  const exists = (name = 'Design') => talk.portal.groups().some((group) => group.name === name);
  const deletes = () => talk.portal.calls.filter((call) => call.method === 'DELETE').length;

  it('asks in a thread, lets somebody else approve, deletes, proves it, and tells who asked', async () => {
    await start();
    const card = await asks();
    expect(card.words).toContain('Ravi Nair wants to delete this group.\nThe project is over.');
    expect(card.words).toContain('[Approve]  [Reject]  [⋯ Withdraw · Remind · Open in DocSpace]');
    await talk.person('ines').sees('can approve this', { thread: card.ts });
    const before = talk.portal.calls.length;

    await talk.person('ines').clicks('Approve', card);
    const done = await talk.person('una').sees('✅ Deleted: Design');
    expect(done.ts).toBe(card.ts);
    expect(done.words.split('\n')).toEqual([
      '✅ Deleted: Design',
      expect.stringMatching(
        /^Requested by Ravi Nair · approved by Ines O'Neil · checked: it is gone from DocSpace · 2026-11-02 09:00 UTC$/,
      ),
      expect.stringMatching(/^R-\w{6}$/),
      '[Restore…]',
    ]);
    const told = await talk.person('ravi').sees('the group “Design” is gone from DocSpace', { thread: card.ts });
    expect(told.text).toContain('<@U0RAVI>');
    expect(exists()).toBe(false);
    const calls = talk.portal.calls.slice(before).filter((call) => call.path.startsWith('/group'));
    // The head at the click, then all of the group, and the proof.
    expect(calls.map((call) => [call.method, call.status])).toEqual([
      ['GET', 200],
      ['GET', 200],
      ['DELETE', 204],
      ['GET', 404],
    ]);
  });

  it('reads the group once when the request is made, and writes down every step', async () => {
    await start();
    const { id } = talk.portal.group('Design');
    const ravi = talk.person('ravi');
    await ravi.types(REQUESTS, `/docspace-group delete ${id}`);
    const form = await ravi.form('[Request deletion]');
    await form.fill('Reason', 'The project is over.');
    const before = talk.portal.calls.length;
    await form.submit();
    const card = await ravi.sees('Deletion requested: Design');
    const calls = talk.portal.calls.slice(before).filter((call) => call.path.startsWith('/group'));
    expect(calls).toHaveLength(1);
    await talk.person('tomas').clicks('Approve', card);
    await ravi.sees('is gone from DocSpace');
    const record = await recordOf(talk.store.db, id);
    expect(record.map((entry) => [entry.action, entry.account])).toEqual([
      ['delete_done', undefined],
      ['delete_start', undefined],
      ['delete_approve', 'U0TOMAS'],
      ['delete_accept', undefined],
      ['delete_ask', 'U0RAVI'],
    ]);
    expect(record[0]?.answer).toBe('GET 404');
  });

  it('refuses self-approval privately and leaves the request open', async () => {
    await start();
    const card = await asks('ines');
    await talk.person('ines').clicks('Approve', card);
    await talk.person('ines').form('You can’t approve your own request. Another DocSpace admin has to.');
    expect(exists()).toBe(true);
    expect(talk.person('una').again(card)?.words).toContain('[Approve]');
  });

  it('allows self-approval where the installation says so', async () => {
    await start({ approvals: { selfApproval: true } });
    const card = await asks('ines');
    await talk.person('ines').clicks('Approve', card);
    await talk.person('ines').sees('Deleted: Design');
  });

  it.each([
    ['una', 'Only the owner and DocSpace admins can approve or reject requests'],
    ['nora', 'No DocSpace account has the e-mail of your Slack account, nora@acme.example'],
    ['ravi', 'Only the owner and DocSpace admins can approve or reject requests'],
  ])('refuses an approval by %s privately', async (key, words) => {
    await start();
    const card = await asks('ines');
    await talk.person(key).clicks('Approve', card);
    expect((await talk.person(key).sees(words)).visibleTo).toBe(talk.person(key).id);
    expect(exists()).toBe(true);
  });

  it('looks the approver up anew at the click, whatever was true a moment ago', async () => {
    await start();
    const card = await asks();
    await talk.person('tomas').types(REQUESTS, '/docspace-group whoami');
    await talk.person('tomas').sees('Tomas Keller, DocSpace admin');
    talk.portal.setRole(talk.personId('tomas'), 'user');
    await talk.person('tomas').clicks('Approve', card);
    await talk.person('tomas').sees('Only the owner and DocSpace admins can approve');
    expect(exists()).toBe(true);
  });

  it('lets a rejection hold that comes at the same moment as the approval', async () => {
    await start({ approvals: { graceMs: 30_000 } });
    const card = await asks();
    const [ines, tomas] = [talk.person('ines'), talk.person('tomas')];
    await tomas.clicks('Reject', card);
    const reason = await tomas.form('Reject request');
    await Promise.all([ines.clicks('Approve', card), reason.submit()]);
    // A rejection that came in time also stops what was approved beside it.
    const decided = await talk.person('una').sees(/🚫 Rejected|✋ Stopped/);
    expect(decided.words).toMatch(/(rejected|stopped) by Tomas Keller · the group stays/);
    await talk.clock.advance(60_000);
    expect(exists()).toBe(true);
  });

  it('rejects, keeps the group and tells who asked', async () => {
    await start();
    const card = await asks();
    await talk.person('tomas').clicks('Reject', card);
    const form = await talk.person('tomas').form('Reject request');
    await form.fill('Reason', 'We still need\nit');
    await form.submit();
    const rejected = await talk.person('una').sees('🚫 Rejected: Design');
    expect(rejected.words).toContain('rejected by Tomas Keller: “We still need it” · the group stays');
    const told = await talk.person('ravi').sees('rejected the deletion: We still need it. The group stays.', {
      thread: card.ts,
    });
    expect(told.text).toContain('<@U0RAVI>');
    expect(exists()).toBe(true);
  });

  it('lets only the requester withdraw, and asks first', async () => {
    await start();
    const card = await asks();
    await talk.person('ines').clicks('Withdraw', card);
    await talk.person('ines').form('Only the requester can withdraw a request.');
    await talk.person('ravi').clicks('Withdraw', card);
    await (await talk.person('ravi').form('Withdraw your request to delete “Design”?')).submit();
    await talk.person('ravi').noForm();
    expect((await talk.person('una').sees('↩️ Withdrawn: Design')).words).toContain('the group stays');
    await asks('ines');
  });

  it('opens one request a group, and names the open one to whoever asks again', async () => {
    await start();
    await asks();
    const ines = talk.person('ines');
    await ines.types(REQUESTS, '/docspace-group delete Design');
    expect((await ines.form('No request was made')).text()).toMatch(
      /Ravi Nair has already requested the deletion of “Design” \(request R-/,
    );
  });

  it('deletes nothing when the group has changed since, and shows what changed', async () => {
    await start({ approvals: { graceMs: 30_000 } });
    const card = await asks();
    const { id, memberIds } = talk.portal.group('Design');
    await talk.person('tomas').clicks('Approve', card);
    await talk.person('una').sees('Deletion approved: Design');
    talk.portal.changeGroup(id, { name: 'Design & brand', memberIds: new Set([...memberIds, talk.personId('tomas')]) });
    await talk.clock.advance(30_000);
    await talk.person('una').sees('⚪ Outdated: Design');
    const told = await talk.person('ravi').sees('has changed since the deletion was requested', { thread: card.ts });
    expect(told.words).toContain('It was renamed from “Design” to “Design & brand”. Joined: Tomas Keller.');
    expect(deletes()).toBe(0);
  });

  it('sees at the click that the group is another one by now', async () => {
    await start();
    const card = await asks();
    talk.portal.changeGroup(talk.portal.group('Design').id, { name: 'Design & brand' });
    await talk.person('tomas').clicks('Approve', card);
    await talk.person('una').sees('⚪ Outdated: Design');
    await talk.person('ravi').sees('has changed since the deletion was requested', { thread: card.ts });
    expect(deletes()).toBe(0);
  });

  it('says so when somebody deleted the group meanwhile', async () => {
    await start();
    const card = await asks();
    talk.portal.removeGroup(talk.portal.group('Design').id);
    await talk.person('tomas').clicks('Approve', card);
    await talk.person('ravi').sees('Nothing was left to delete', { thread: card.ts });
    expect(deletes()).toBe(0);
  });

  it('gives a grace in which the deletion can be stopped', async () => {
    await start({ approvals: { graceMs: 30_000 } });
    const card = await asks();
    await talk.person('tomas').clicks('Approve', card);
    const approved = await talk.person('una').sees('It is deleted in 30 seconds unless it is stopped.');
    expect(approved.words).toContain('[Stop deletion]');
    await talk.clock.advance(29_000);
    expect(exists()).toBe(true);
    await talk.person('ravi').clicks('Stop deletion', card);
    await talk.person('una').sees('✋ Stopped: Design');
    await talk.clock.advance(60_000);
    expect(exists()).toBe(true);
  });

  it('deletes when the grace is over', async () => {
    await start({ approvals: { graceMs: 30_000 } });
    const card = await asks();
    await talk.person('tomas').clicks('Approve', card);
    await talk.person('una').sees('Deletion approved: Design');
    await talk.clock.advance(30_000);
    await talk.person('una').sees('Deleted: Design');
    expect(exists()).toBe(false);
  });

  it('waits for as many different approvers as the installation asks for', async () => {
    await start({ approvals: { required: 2 } });
    const card = await asks();
    await talk.person('tomas').clicks('Approve', card);
    await talk.person('una').sees('⏳ 1 of 2 approvals');
    await talk.person('tomas').clicks('Approve', card);
    await talk.person('tomas').form('You have already approved this request');
    expect(exists()).toBe(true);
    await talk.person('olga').clicks('Approve', card);
    await talk.person('una').sees('Deleted: Design');
  });

  it('takes approvals only from the people the installation names', async () => {
    await start({ approvals: { approvers: ['U0OLGA'] } });
    const card = await asks();
    await talk.person('tomas').clicks('Approve', card);
    await talk.person('tomas').sees('You can’t approve deletions here');
    await talk.person('olga').clicks('Approve', card);
    await talk.person('una').sees('Deleted: Design');
  });

  it('expires when nobody decides', async () => {
    await start({ approvals: { expiryMs: 3_600_000 } });
    const card = await asks();
    await talk.clock.advance(3_600_000);
    await talk.person('una').sees('⌛ Expired: Design');
    await talk.person('ravi').sees('Nobody decided in time', { thread: card.ts });
    await asks('ines');
  });

  it('says what failed at the portal, with a reference, tries again by itself for five minutes, and then when asked', async () => {
    await start();
    const card = await asks();
    const mend = talk.portal.faults.set({ kind: 'status', status: 500, method: 'DELETE' });
    await talk.person('tomas').clicks('Approve', card);
    const told = await talk.person('ravi').sees('DocSpace reported an internal error (500)', { thread: card.ts });
    expect(told.words).toContain('The app tries again by itself for a few minutes.');
    const reference = /Reference: (\w{6})/.exec(told.words)?.[1];
    expect(talk.lines.some((line) => line.includes(`reference=${reference}`))).toBe(true);
    expect(told.words).toContain('The app has checked: nothing was changed.');
    const failed = await timePassesUntil(talk.clock, talk.person('una').sees('⚠️ Failed: Design'));
    expect(failed.words).toContain('DocSpace has not deleted the group. The group stays.');
    expect(failed.words).toContain('[Try again]  [Reject]  [⋯ Withdraw · Open in DocSpace]');
    mend();
    await talk.person('olga').clicks('Try again', card);
    await talk.person('una').sees('Deleted: Design');
  });

  it('tries again at once when asked, also while the news of the failure is still on its way', async () => {
    await start();
    const card = await asks();
    const mend = talk.portal.faults.set({ kind: 'status', status: 500, method: 'DELETE' });
    await talk.person('tomas').clicks('Approve', card);
    await talk.person('ravi').sees('tries again by itself', { thread: card.ts });
    const replying = talk.workspace.next('chat.postMessage');
    await timePassesUntil(talk.clock, talk.person('una').sees('⚠️ Failed: Design'));
    const reply = await replying;
    mend();
    await talk.person('olga').clicks('Try again', card);
    const { db } = talk.store;
    const retried = () => db.selectFrom('requests').select('state').where('state', '=', 'approved').execute();
    while ((await retried()).length === 0) await new Promise((resolve) => setImmediate(resolve));
    for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    reply.release();
    await talk.person('una').sees('Deleted: Design');
  });

  it('deletes nothing when the approver has lost the right before the grace is over, and waits for another one', async () => {
    await start({ approvals: { graceMs: 30_000 } });
    const card = await asks();
    await talk.person('tomas').clicks('Approve', card);
    await talk.person('una').sees('Deletion approved: Design');
    talk.portal.setRole(talk.personId('tomas'), 'user');
    await talk.clock.advance(30_000);
    await talk.person('ravi').sees('Tomas Keller is no longer the owner or a DocSpace admin.', { thread: card.ts });
    const waits = await talk.person('una').sees('Deletion requested: Design');
    expect(waits.words).toContain('1 more approval needed.');
    expect(deletes()).toBe(0);
    await talk.person('olga').clicks('Approve', card);
    await talk.person('una').sees('Deletion approved: Design');
    await talk.clock.advance(30_000);
    await talk.person('una').sees('Deleted: Design');
  });

  it('makes no request where its thread cannot be posted, keeps the reason, and says how to mend it', async () => {
    await start();
    const ines = talk.person('ines');
    talk.workspace.faults.revokeScope('chat:write.public');
    await ines.types(RANDOM, '/docspace-group delete Design');
    const form = await ines.form('[Request deletion]');
    const before = fieldIds(form);
    await form.fill('Reason', 'The project is over.');
    await form.submit();
    const again = await ines.form('The approval thread could not be posted');
    expect(fieldIds(again).filter((id) => before.includes(id))).toEqual([]);
    expect(again.text()).toContain('/invite @DocSpace Groups');
    expect(again.value('Reason')).toBe('The project is over.');
    talk.workspace.faults.addAppTo(RANDOM);
    await again.choose('Post the request in', 'random');
    await again.submit();
    await talk.person('olga').sees('Deletion requested: Design', { channel: RANDOM });
  });

  it('sends threads to the channel the installation names', async () => {
    await start({ approvals: { channel: 'C0DESIGN' } });
    await asks();
    await talk.person('una').sees('Deletion requested: Design', { channel: 'C0DESIGN' });
  });

  it('asks for a reason at its field', async () => {
    await start();
    const ravi = talk.person('ravi');
    await ravi.types(REQUESTS, '/docspace-group delete Design');
    const form = await ravi.form('[Request deletion]');
    await form.fill('Reason', ' a ');
    await form.submit();
    expect(form.errors).toEqual({ Reason: 'Say in a few words why, so that others can decide.' });
  });

  it('says so when a form is older than what is kept of it', async () => {
    await start();
    const ravi = talk.person('ravi');
    await ravi.types(REQUESTS, '/docspace-group delete Design');
    const form = await ravi.form('[Request deletion]');
    await form.fill('Reason', 'The project is over.');
    await talk.store.db.deleteFrom('drafts').execute();
    await form.submit();
    await ravi.form('This form has expired.');
  });

  it('refuses groups a directory keeps', async () => {
    await start();
    const ravi = talk.person('ravi');
    await ravi.types(REQUESTS, '/docspace-group remove Directory sync');
    await ravi.form('comes from your company’s directory');
  });

  it('says so when a button outlives its request', async () => {
    await start();
    const card = await asks();
    const ours = talk.store.db.selectFrom('requests').select('id').where('channel', '!=', ELSEWHERE);
    await talk.store.db.deleteFrom('messages').where('request_id', 'in', ours).execute();
    await talk.store.db.deleteFrom('requests').where('channel', '!=', ELSEWHERE).execute();
    await talk.person('tomas').clicks('Approve', card);
    await talk.person('tomas').sees('This request is no longer kept');
  });
});
