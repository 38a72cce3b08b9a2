import { recordOf } from '../../src/store/index.ts';
import { addBystanders, ELSEWHERE } from '../helpers/bystanders.ts';
import { askToDelete, type Conversation, LEADS, REQUESTS, startConversation } from '../helpers/conversation.ts';

type Options = Parameters<typeof startConversation>[0];

describe.each(['socket', 'http'] as const)('/docspace-group delete, by %s', (mode) => {
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
    expect(card.words).toContain('Ravi Nair wants to delete this group:\nThe project is over.');
    expect(card.words).toContain('[Approve]  [Reject]  [⋯ Withdraw · Open in DocSpace]');
    await talk.person('ines').sees('can approve this', { thread: card.ts });
    const before = talk.portal.calls.length;

    await talk.person('ines').clicks('Approve', card);
    const done = await talk.person('una').sees('Deleted: Design');
    expect(done.ts).toBe(card.ts);
    expect(done.words).toContain("Deleted. Checked: it is gone from DocSpace. Approved by @Ines O'Neil");
    expect(done.words).not.toContain('[');
    const told = await talk.person('ravi').sees('the group “Design” is gone from DocSpace', { thread: card.ts });
    expect(told.text).toContain('<@U0RAVI>');
    expect(exists()).toBe(false);
    const calls = talk.portal.calls.slice(before).filter((call) => call.path.startsWith('/group'));
    expect(calls.map((call) => [call.method, call.status])).toEqual([
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
      ['deletion_deleted', undefined],
      ['deletion_executing', undefined],
      ['deletion_approved', 'U0TOMAS'],
      ['deletion_asked', 'U0RAVI'],
    ]);
    expect(record[0]?.answer).toBe('GET 404');
  });

  it('refuses self-approval privately and leaves the request open', async () => {
    await start();
    const card = await asks('ines');
    await talk.person('ines').clicks('Approve', card);
    const told = await talk.person('ines').sees('somebody else has to approve it');
    expect(told.visibleTo).toBe('U0INES');
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
    ['una', 'Your DocSpace role does not let you approve or reject deletions'],
    ['nora', 'There is no DocSpace account'],
    ['ravi', 'Your DocSpace role does not let you approve or reject deletions'],
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
    await talk.person('tomas').sees('does not let you approve');
    expect(exists()).toBe(true);
  });

  it('lets one of two simultaneous clicks win and tells the other who decided', async () => {
    await start({ approvals: { graceMs: 30_000 } });
    const card = await asks();
    const [ines, tomas] = [talk.person('ines'), talk.person('tomas')];
    await Promise.all([ines.clicks('Approve', card), tomas.clicks('Reject', card)]);
    const decided = await talk.person('una').sees(/It will be deleted|Rejected: the group stays/);
    const loser = decided.words.includes('Rejected') ? ines : tomas;
    const winner = loser === ines ? 'Tomas Keller' : "Ines O'Neil";
    const told = await loser.sees(new RegExp(`is already (approved|rejected) by ${winner}`));
    expect(told.visibleTo).toBe(loser.id);
  });

  it('rejects, keeps the group and tells who asked', async () => {
    await start();
    const card = await asks();
    await talk.person('tomas').clicks('Reject', card);
    await talk.person('una').sees('Rejected: the group stays');
    const told = await talk.person('ravi').sees('rejected the deletion. The group stays.', { thread: card.ts });
    expect(told.text).toContain('<@U0RAVI>');
    expect(exists()).toBe(true);
  });

  it('lets only whoever asked withdraw', async () => {
    await start();
    const card = await asks();
    await talk.person('ines').clicks('Withdraw', card);
    await talk.person('ines').sees('Only whoever asked for the deletion can withdraw it');
    await talk.person('ravi').clicks('Withdraw', card);
    await talk.person('una').sees('Withdrawn: the group stays');
    await asks('ines');
  });

  it('opens one request a group, and names the open one to whoever asks again', async () => {
    await start();
    await asks();
    const ines = talk.person('ines');
    await ines.types(REQUESTS, '/docspace-group delete Design');
    expect((await ines.form('No request was made')).text()).toMatch(
      /Ravi Nair has already asked to delete “Design” \(request R-/,
    );
  });

  it('deletes nothing when the group has changed since, and shows what changed', async () => {
    await start();
    const card = await asks();
    const { id, memberIds } = talk.portal.group('Design');
    talk.portal.changeGroup(id, { name: 'Design & brand', memberIds: new Set([...memberIds, talk.personId('tomas')]) });
    await talk.person('tomas').clicks('Approve', card);
    await talk.person('una').sees('Void: the group stays as it is');
    const told = await talk.person('ravi').sees('has changed since the deletion was asked for', { thread: card.ts });
    expect(told.words).toContain('It was renamed from “Design” to “Design & brand”. Joined: Tomas Keller.');
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
    const approved = await talk.person('una').sees('It will be deleted');
    expect(approved.words).toContain('[Stop deletion]');
    await talk.clock.advance(29_000);
    expect(exists()).toBe(true);
    await talk.person('ravi').clicks('Stop deletion', card);
    await talk.person('una').sees('Stopped: the group stays');
    await talk.clock.advance(60_000);
    expect(exists()).toBe(true);
  });

  it('deletes when the grace is over', async () => {
    await start({ approvals: { graceMs: 30_000 } });
    const card = await asks();
    await talk.person('tomas').clicks('Approve', card);
    await talk.person('una').sees('It will be deleted');
    await talk.clock.advance(30_000);
    await talk.person('una').sees('Deleted: Design');
    expect(exists()).toBe(false);
  });

  it('waits for as many different approvers as the installation asks for', async () => {
    await start({ approvals: { required: 2 } });
    const card = await asks();
    await talk.person('tomas').clicks('Approve', card);
    await talk.person('una').sees('1 of 2 approvals');
    await talk.person('tomas').clicks('Approve', card);
    await talk.person('tomas').sees('You have already approved this deletion');
    expect(exists()).toBe(true);
    await talk.person('olga').clicks('Approve', card);
    await talk.person('una').sees('Deleted: Design');
  });

  it('takes approvals only from the people the installation names', async () => {
    await start({ approvals: { approvers: ['U0OLGA'] } });
    const card = await asks();
    await talk.person('tomas').clicks('Approve', card);
    await talk.person('tomas').sees('You are not among the people who may approve deletions here.');
    await talk.person('olga').clicks('Approve', card);
    await talk.person('una').sees('Deleted: Design');
  });

  it('expires when nobody decides', async () => {
    await start({ approvals: { expiryMs: 3_600_000 } });
    const card = await asks();
    await talk.clock.advance(3_600_000);
    await talk.person('una').sees('Expired without a decision');
    await talk.person('ravi').sees('Nobody decided in time', { thread: card.ts });
    await asks('ines');
  });

  it('says what failed at the portal, with a reference, and tries again when asked', async () => {
    await start();
    const card = await asks();
    const mend = talk.portal.trouble.set({ kind: 'status', status: 500, method: 'DELETE' });
    await talk.person('tomas').clicks('Approve', card);
    const told = await talk.person('ravi').sees('DocSpace reported an internal error (500)', { thread: card.ts });
    const reference = /Reference: (\w{6})/.exec(told.words)?.[1];
    expect(talk.lines.some((line) => line.includes(`reference=${reference}`))).toBe(true);
    expect(told.words).toContain('The app has checked: nothing was changed.');
    expect((await talk.person('una').sees('Approved, but DocSpace has not deleted it')).words).toContain('[Try again]');
    mend();
    await talk.person('olga').clicks('Try again', card);
    await talk.person('una').sees('Deleted: Design');
  });

  it('deletes nothing when whoever approved has lost the right before the grace is over', async () => {
    await start({ approvals: { graceMs: 30_000 } });
    const card = await asks();
    await talk.person('tomas').clicks('Approve', card);
    await talk.person('una').sees('It will be deleted');
    talk.portal.setRole(talk.personId('tomas'), 'user');
    await talk.clock.advance(30_000);
    await talk.person('ravi').sees('may no longer delete groups in DocSpace', { thread: card.ts });
    expect(deletes()).toBe(0);
  });

  it('makes no request where its thread cannot be posted, keeps the reason, and says how to mend it', async () => {
    await start();
    const ines = talk.person('ines');
    await ines.types(LEADS, '/docspace-group delete Design');
    const form = await ines.form('[Request deletion]');
    await form.fill('Reason', 'The project is over.');
    await form.submit();
    const again = await ines.form('The approval thread could not be posted');
    expect(again.text()).toContain('/invite @DocSpace Groups');
    expect(again.value('Reason')).toBe('The project is over.');
    talk.workspace.trouble.addAppTo(LEADS);
    await again.choose('Post the request in', 'leads');
    await again.submit();
    await talk.person('olga').sees('Deletion requested: Design', { channel: LEADS });
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

  it('refuses groups a directory keeps', async () => {
    await start();
    const ravi = talk.person('ravi');
    await ravi.types(REQUESTS, '/docspace-group remove Directory sync');
    await ravi.form('comes from your company’s directory');
  });

  it('says so when a button outlives its request', async () => {
    await start();
    const card = await asks();
    await talk.store.db.deleteFrom('request_events').execute();
    await talk.store.db.deleteFrom('deletion_requests').where('channel', '!=', ELSEWHERE).execute();
    await talk.person('tomas').clicks('Approve', card);
    await talk.person('tomas').sees('This request is no longer known here');
  });
});
