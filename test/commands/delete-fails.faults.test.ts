import type { SeenMessage } from '../../sandbox/slack/index.ts';
import {
  askToDelete,
  type Conversation,
  REQUESTS,
  startConversation,
  timePassesUntil,
} from '../helpers/conversation.ts';

/** What a deletion says and does when the answer of DocSpace is an error, is lost, or comes late. */
describe('/docspace-group delete when Slack or DocSpace fails', () => {
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
  /** Time passes, in which the app tries again and looks again by itself. */
  const inTime = (words: string) => timePassesUntil(talk.clock, una().sees(words));
  const reject = async (key: string) => {
    await talk.person(key).clicks('Reject', card);
    await (await talk.person(key).form('Reject request')).submit();
  };
  const withdraw = async (key: string) => {
    await talk.person(key).clicks('Withdraw', card);
    await (await talk.person(key).form('Withdraw request')).submit();
  };
  const thread = () =>
    una()
      .visible(REQUESTS)
      .filter((message) => message.threadTs === card.ts)
      .map((message) => message.words);
  /** The card as it is drawn now, and every step of the thread. */
  const everythingSaid = () => [una().again(card)?.words ?? '', ...thread()].join('\n');
  const fails = (fault: Parameters<typeof talk.portal.faults.set>[0]) =>
    talk.portal.faults.set({ method: 'DELETE', ...fault });
  const saidOnce = async () => {
    await talk.restart();
    expect(thread().filter((words) => words.includes('the group “Design” is gone from DocSpace'))).toHaveLength(1);
    expect(everythingSaid()).not.toMatch(/not certain|has not deleted/i);
  };

  it.each([
    ['a 403 after the work', { kind: 'status-after', status: 403 }],
    ['a 500 after the work', { kind: 'status-after', status: 500 }],
    ['a cut connection after the work', { kind: 'drop-after' }],
    ['the page of a proxy after the work', { kind: 'status-after', status: 504, html: true }],
  ] as const)('says once that the group is deleted when the answer is %s', async (_what, fault) => {
    fails(fault);
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

  it('is not certain when the portal still shows the group at the third look, and finds out by itself', async () => {
    fails({ kind: 'lagging-node', reads: 3 });
    await approve();
    const unknown = await una().sees('❓ Not certain: Design');
    expect(unknown.words).toMatch(/R-\w{6}\n\[⋯ Open in DocSpace\]$/);
    const told = await una().sees('DocSpace confirmed the deletion, but still shows the group', { thread: card.ts });
    expect(told.words.match(/not certain/g)).toHaveLength(1);
    expect(told.words).toContain('The app keeps checking and says here what it finds.');
    await inTime('✅ Deleted: Design');
    expect(deletions()).toBe(1);
  });

  it('says that nothing was changed when DocSpace failed before the work, and deletes once it works again', async () => {
    fails({ kind: 'status', status: 500 });
    await approve();
    const told = await una().sees('The app has checked: nothing was changed.', { thread: card.ts });
    expect(told.words).toContain('DocSpace reported an internal error (500).');
    const again = await una().sees('The app tries again by itself.', { channel: REQUESTS });
    expect(again.words).toMatch(/\[Stop deletion\] {2}\[⋯ Open in DocSpace\]$/);
    expect(everythingSaid()).not.toMatch(/not certain|[Cc]heck before/);
    expect([exists(), deletions()]).toEqual([true, 1]);
    talk.portal.faults.clear();
    await inTime('✅ Deleted: Design');
    expect(deletions()).toBe(2);
  });

  it('can be stopped between two tries', async () => {
    fails({ kind: 'status', status: 500 });
    await approve();
    await una().sees('The app tries again by itself.');
    await talk.person('ravi').clicks('Stop deletion', card);
    await una().sees('✋ Stopped: Design');
    talk.portal.faults.clear();
    await talk.clock.advance(60_000);
    expect([exists(), deletions()]).toEqual([true, 1]);
  });

  describe('that took the members out and left the group', () => {
    const failsHalfway = async (times: number) => {
      fails({ kind: 'database-fault', times });
      await approve();
      await una().sees('the group still exists, but no longer has any members', { thread: card.ts });
    };
    const failsForGood = async () => {
      await failsHalfway(1);
      fails({ kind: 'status', status: 500 });
      await inTime('⚠️ Failed: Design');
    };

    it('is told as that, and not as if nothing had happened', async () => {
      await failsForGood();
      expect(talk.portal.group('Design').memberIds.size).toBe(0);
      const failed = una().again(card)?.words ?? '';
      expect(failed).toContain('DocSpace has not deleted the group. The group stays without the members it lost.');
      expect(failed).toMatch(/\[Try again\] {2}\[Reject\] {2}\[⋯ Withdraw · Open in DocSpace\]$/);
      expect(thread().join('\n')).not.toMatch(/not certain|stays as it is/);
    });

    it('is finished at the next try, which was approved already', async () => {
      await failsHalfway(1);
      await inTime('✅ Deleted: Design');
      expect([exists(), deletions()]).toEqual([false, 2]);
    });

    it('is finished also after another try failed before it began', async () => {
      await failsHalfway(1);
      talk.portal.faults.set({ kind: 'status', status: 401, method: 'DELETE', times: 1 });
      await inTime('✅ Deleted: Design');
    });

    it('does not touch a group that somebody has joined meanwhile', async () => {
      await failsHalfway(1);
      talk.portal.changeGroup(talk.portal.group('Design').id, { memberIds: [talk.personId('pia')] });
      const ended = await inTime('⚪ Outdated: Design');
      expect(ended.words).toContain('the group stays without the members it lost');
      const told = await una().sees(
        'has changed since the deletion was first tried, so the rest of it was not deleted.',
        {
          thread: card.ts,
        },
      );
      expect(told.words).toContain('Joined: Pia Lund (invited).');
      expect(told.words).not.toContain('nothing was deleted');
      expect([exists(), deletions()]).toEqual([true, 1]);
    });

    it.each([
      ['rejected', () => reject('olga'), '🚫 Rejected: Design'],
      ['withdrawn', () => withdraw('ravi'), '↩️ Withdrawn: Design'],
    ])('is not told as harmless when it is %s', async (_how, end, words) => {
      await failsForGood();
      await end();
      expect((await una().sees(words)).words).toContain('the group stays without the members it lost');
      await una().sees('The group stays without the members it lost.', { thread: card.ts });
    });

    it('is not told as harmless when nobody tries again', async () => {
      await failsForGood();
      // The next sweep comes within five seconds of the end.
      await talk.clock.advance(3_605_000);
      const ended = await una().sees('⌛ Expired: Design');
      expect(ended.words).toContain('nobody tried again in time · the group stays without the members it lost');
    });
  });

  it('finds out by itself that the deletion was carried out a minute after its answer was given up', async () => {
    fails({ kind: 'drop', times: 1 });
    await approve();
    await timePassesUntil(talk.clock, una().sees('❓ Not certain: Design'), 1_000);
    const told = await una().sees('No answer came from DocSpace.', { thread: card.ts });
    expect(told.words.match(/not certain/g)).toHaveLength(1);
    talk.portal.removeGroup(talk.portal.group('Design').id);
    await inTime('✅ Deleted: Design');
    await una().sees('the group “Design” is gone from DocSpace', { thread: card.ts });
    expect(deletions()).toBe(1);
  });

  it('deletes what the lost deletion left, when it took members out a minute later', async () => {
    fails({ kind: 'drop', times: 1 });
    await approve();
    await timePassesUntil(talk.clock, una().sees('❓ Not certain: Design'), 1_000);
    const sentAt = talk.clock.now();
    talk.portal.changeGroup(talk.portal.group('Design').id, { memberIds: [talk.personId('una')], managerId: null });
    await inTime('✅ Deleted: Design');
    expect([exists(), deletions()]).toEqual([false, 2]);
    // Nothing is sent to a group while the first deletion may still be at work on it.
    expect(talk.clock.now() - sentAt).toBeGreaterThanOrEqual(150_000);
  });

  it('does not say that nothing was deleted of a group that changed after a lost deletion', async () => {
    fails({ kind: 'drop', times: 1 });
    await approve();
    await timePassesUntil(talk.clock, una().sees('❓ Not certain: Design'), 1_000);
    talk.portal.changeGroup(talk.portal.group('Design').id, { memberIds: [talk.personId('pia')] });
    await inTime('⚪ Outdated: Design');
    await una().sees('has changed since the deletion was first tried', { thread: card.ts });
    expect(everythingSaid()).not.toMatch(/nothing was deleted|stays as it is/);
    expect(deletions()).toBe(1);
  });
});
