import type { SeenMessage } from '../../sandbox/slack/index.ts';
import { askToDelete, type Conversation, REQUESTS, startConversation } from '../helpers/conversation.ts';

/** What a deletion says and does when the answer of DocSpace is an error, is lost, or comes late. */
describe('/docspace-group delete in bad weather', () => {
  let talk: Conversation;
  let card: SeenMessage;
  beforeEach(async () => {
    talk = await startConversation({ approvals: { expiryMs: 3_600_000 } });
    card = await askToDelete(talk);
  });
  afterEach(async () => {
    expect(talk.workspace.refusals).toEqual([]);
    await talk.stop();
  });

  const una = () => talk.person('una');
  const exists = () => talk.portal.groups().some((group) => group.name === 'Design');
  const deletions = () => talk.portal.calls.filter((call) => call.method === 'DELETE').length;
  const approve = () => talk.person('tomas').clicks('Approve', card);
  const tryAgain = () => talk.person('tomas').clicks('Try again', card);
  const thread = () =>
    una()
      .visible(REQUESTS)
      .filter((message) => message.threadTs === card.ts)
      .map((message) => message.words);
  /** The card as it is drawn now, and every step of the thread. */
  const everythingSaid = () => [una().again(card)?.words ?? '', ...thread()].join('\n');
  const fails = (trouble: Parameters<typeof talk.portal.trouble.set>[0]) =>
    talk.portal.trouble.set({ method: 'DELETE', ...trouble });
  const saidOnce = async () => {
    await talk.restart();
    expect(thread().filter((words) => words.includes('the group “Design” is gone from DocSpace'))).toHaveLength(1);
    expect(everythingSaid()).not.toMatch(/not certain|has not deleted/);
  };

  it.each([
    ['a 403 after the work', { kind: 'status-after', status: 403 }],
    ['a 500 after the work', { kind: 'status-after', status: 500 }],
    ['a cut connection after the work', { kind: 'drop-after' }],
    ['the page of a proxy after the work', { kind: 'status-after', status: 504, html: true }],
  ] as const)('says once that the group is deleted when the answer is %s', async (_what, trouble) => {
    fails(trouble);
    await approve();
    await una().sees('Deleted: Design');
    await una().sees('the group “Design” is gone from DocSpace', { thread: card.ts });
    await saidOnce();
    expect([exists(), deletions()]).toEqual([false, 1]);
  });

  it('waits for a node of the portal that still shows the group for two reads', async () => {
    fails({ kind: 'lagging-node', reads: 2 });
    await approve();
    await una().sees('Deleted: Design');
    await una().sees('the group “Design” is gone from DocSpace', { thread: card.ts });
    await saidOnce();
    expect(deletions()).toBe(1);
  });

  it('is not certain when the portal still shows the group at the third look, and finds out at the next try', async () => {
    fails({ kind: 'lagging-node', reads: 3 });
    await approve();
    const failed = await una().sees('it is not certain whether DocSpace has deleted it');
    expect(failed.words).toMatch(/\[Try again\]$/);
    const told = await una().sees('DocSpace confirmed the deletion, but still shows the group', { thread: card.ts });
    expect(told.words.match(/not certain/g)).toHaveLength(1);
    await tryAgain();
    await una().sees('Deleted: Design');
    expect(deletions()).toBe(1);
  });

  it('says that nothing was changed, with every button, when DocSpace failed before the work', async () => {
    fails({ kind: 'status', status: 500 });
    await approve();
    const failed = await una().sees('Approved, but DocSpace has not deleted it');
    expect(failed.words).toMatch(/\[Try again\] {2}\[Reject\] {2}\[Withdraw\]$/);
    const told = await una().sees('The app has checked: nothing was changed.', { thread: card.ts });
    expect(told.words).toContain('DocSpace reported an internal error (500).');
    expect(everythingSaid()).not.toMatch(/not certain|[Cc]heck before/);
    expect([exists(), deletions()]).toEqual([true, 1]);
    talk.portal.trouble.clear();
    await tryAgain();
    await una().sees('Deleted: Design');
  });

  describe('that took the members out and left the group', () => {
    beforeEach(async () => {
      fails({ kind: 'database-fault', times: 1 });
      await approve();
      await una().sees('Approved, but DocSpace failed in the middle of the deletion');
    });

    it('is told as that, and not as if nothing had happened', async () => {
      const told = await una().sees('the group still exists, but has no members any more', { thread: card.ts });
      expect(told.words).toContain('Try again to delete the rest of it, or add its members back.');
      expect(talk.portal.group('Design').memberIds.size).toBe(0);
      expect(everythingSaid()).not.toMatch(/not certain|nothing was|stays as it is|has not deleted/);
      expect(una().again(card)?.words).toMatch(/\[Try again\] {2}\[Reject\] {2}\[Withdraw\]$/);
    });

    it('is finished at the next try, which was approved already', async () => {
      await tryAgain();
      await una().sees('Deleted: Design');
      expect([exists(), deletions()]).toEqual([false, 2]);
    });

    it('is finished also after another try failed before it began', async () => {
      talk.portal.trouble.set({ kind: 'status', status: 401, method: 'DELETE', times: 1 });
      await tryAgain();
      await una().sees('API key', { thread: card.ts });
      await tryAgain();
      await una().sees('Deleted: Design');
    });

    it('does not touch a group that somebody has joined meanwhile', async () => {
      talk.portal.changeGroup(talk.portal.group('Design').id, { memberIds: [talk.personId('pia')] });
      await tryAgain();
      await una().sees('Void: the group stays without the members it lost');
      const told = await una().sees('has changed since the first try, so the rest of it was not deleted.', {
        thread: card.ts,
      });
      expect(told.words).toContain('Joined: Pia Lund (invited).');
      expect(told.words).not.toContain('nothing was deleted');
      expect([exists(), deletions()]).toEqual([true, 1]);
    });

    it.each([
      ['rejected', 'olga', 'Reject', 'Rejected: the group stays without the members it lost'],
      ['withdrawn', 'ravi', 'Withdraw', 'Withdrawn: the group stays without the members it lost'],
    ])('is not told as harmless when it is %s', async (_how, key, button, words) => {
      await talk.person(key).clicks(button, card);
      await una().sees(words);
      await una().sees('The group stays without the members it lost.', { thread: card.ts });
    });

    it('is not told as harmless when nobody tries again', async () => {
      await talk.clock.advance(3_600_000);
      await una().sees('Given up: nobody tried again, and the group stays without the members it lost');
    });
  });

  it('finds out at the next try that the deletion was carried out a minute after its answer was given up', async () => {
    fails({ kind: 'drop', times: 1 });
    await approve();
    const failed = await una().sees('it is not certain whether DocSpace has deleted it');
    expect(failed.words).toMatch(/\[Try again\]$/);
    const told = await una().sees('Try again: the app first checks whether the group is still there.', {
      thread: card.ts,
    });
    expect(told.words.match(/not certain/g)).toHaveLength(1);
    await talk.clock.advance(60_000);
    talk.portal.removeGroup(talk.portal.group('Design').id);
    await tryAgain();
    await una().sees('Deleted: Design');
    await una().sees('the group “Design” is gone from DocSpace', { thread: card.ts });
    expect(deletions()).toBe(1);
  });

  it('deletes what the lost deletion left, when it took members out a minute later', async () => {
    fails({ kind: 'drop', times: 1 });
    await approve();
    await una().sees('it is not certain whether DocSpace has deleted it');
    talk.portal.changeGroup(talk.portal.group('Design').id, { memberIds: [talk.personId('una')], managerId: null });
    await tryAgain();
    await una().sees('Deleted: Design');
    expect([exists(), deletions()]).toEqual([false, 2]);
  });

  it('does not say that nothing was deleted of a group that changed after a lost deletion', async () => {
    fails({ kind: 'drop', times: 1 });
    await approve();
    await una().sees('it is not certain whether DocSpace has deleted it');
    talk.portal.changeGroup(talk.portal.group('Design').id, { memberIds: [talk.personId('pia')] });
    await tryAgain();
    await una().sees('Void: the group stays');
    await una().sees('has changed since the first try', { thread: card.ts });
    expect(everythingSaid()).not.toMatch(/nothing was deleted|stays as it is/);
    expect(deletions()).toBe(1);
  });
});
