import type { SeenMessage, Workspace } from '../../sandbox/slack/index.ts';
import { addBystanders } from '../helpers/bystanders.ts';
import {
  askToDelete,
  type Conversation,
  REQUESTS,
  startConversation,
  timePassesUntil,
} from '../helpers/conversation.ts';
import { PausesOnly } from '../helpers/manual-clock.ts';

const GRACE_MS = 30_000;
/** Of answers that come late. */
const LATE_MS = 6_000;

/** Late answers come when a test lets time pass, unlike the pauses of the app. */
class LateAnswers extends PausesOnly {
  override sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return super.sleep(ms, signal ?? (ms === LATE_MS ? new AbortController().signal : undefined));
  }
}

describe('a deletion while Slack is difficult', () => {
  let talk: Conversation;
  let bystandersUnmoved: () => Promise<void>;
  const start = async (options: Parameters<typeof startConversation>[0] = {}) => {
    talk = await startConversation(options);
    bystandersUnmoved = await addBystanders(talk.store.db);
  };
  afterEach(async () => {
    expect(talk.workspace.refusals).toEqual([]);
    await bystandersUnmoved();
    await talk.stop();
  });

  const person = (key: string) => talk.person(key);
  const exists = () => talk.portal.groups().some((group) => group.name === 'Design');
  const deletions = () => talk.portal.calls.filter((call) => call.method === 'DELETE').length;
  /** Approves, and waits until the card says so. */
  const approved = async (card: SeenMessage) => {
    await person('tomas').clicks('Approve', card);
    await person('una').sees('[Stop deletion]');
    await person('ravi').sees('approved the deletion', { thread: card.ts });
  };
  /** Sends the form that asks for the deletion, without waiting for an answer. */
  const asks = async () => {
    await person('ravi').types(REQUESTS, '/docspace-group delete Design');
    const form = await person('ravi').form('[Request deletion]');
    await form.fill('Reason', 'The project is over.');
    return form.submit();
  };
  /** What of the app's in the channel has deciding buttons. */
  const live = () =>
    person('una')
      .visible(REQUESTS)
      .filter(({ words }) => /\[(Approve|Reject|Stop deletion|⋯ Withdraw)/.test(words));

  it.each<[string, (faults: Workspace['faults']) => void, (faults: Workspace['faults']) => void]>([
    ['archived', (faults) => faults.archive(REQUESTS), (faults) => faults.unarchive(REQUESTS)],
    [
      'made private',
      (faults) => faults.makePrivate(REQUESTS),
      (faults) => {
        faults.open(REQUESTS);
        faults.addAppTo(REQUESTS);
      },
    ],
  ])('shows how it ended once its channel is open again that was %s after the approval', async (_how, close, open) => {
    await start({ approvals: { graceMs: GRACE_MS } });
    const card = await askToDelete(talk);
    await approved(card);
    close(talk.workspace.faults);
    await talk.clock.advance(GRACE_MS);
    expect((await person('ravi').sees('Checked: the group “Design” is gone from DocSpace.')).channel).toBe('D0RAVI');
    expect(exists()).toBe(false);
    open(talk.workspace.faults);
    const shown = await timePassesUntil(talk.clock, person('una').sees('✅ Deleted: Design'), 60_000);
    expect([shown.ts, live()]).toEqual([card.ts, []]);
  });

  it('counts an approval on a card whose answer is still to come, and deletes', async () => {
    await start({ clock: new LateAnswers() });
    const fast = talk.workspace.faults.slow('chat.postMessage', LATE_MS);
    const submitting = asks();
    const card = await person('tomas').sees('Deletion requested: Design');
    // The form is acknowledged after two seconds, with the card's own answer still to come.
    await talk.clock.advance(2_000);
    await submitting;
    await person('tomas').clicks('Approve', card);
    for (let time = 0; time < 60_000; time += LATE_MS) await talk.clock.advance(LATE_MS);
    fast();
    await talk.clock.advance(LATE_MS);
    await person('una').sees('✅ Deleted: Design');
    await talk.clock.advance(LATE_MS);
    await person('ravi').sees('Checked: the group', { thread: card.ts });
    const cards = person('una')
      .visible(REQUESTS)
      .filter(({ threadTs }) => threadTs === undefined);
    expect(cards.map(({ ts }) => ts)).toEqual([card.ts]);
    expect([exists(), deletions()]).toEqual([false, 1]);
  });

  it.each<[string, (card: SeenMessage) => void, string]>([
    ['was deleted', (card) => talk.workspace.faults.deleteMessage(REQUESTS, card.ts), 'the earlier card was deleted'],
    [
      'cannot be updated any more',
      () => talk.workspace.faults.fail('chat.update', 'edit_window_closed'),
      'the earlier card could no longer be updated',
    ],
  ])('goes on with a new card that says that the earlier one %s', async (_how, lose, words) => {
    await start({ approvals: { required: 2 } });
    const card = await askToDelete(talk);
    await person('ravi').sees('can approve this', { thread: card.ts });
    // The click comes while the card still stands.
    const clicked = talk.workspace.next('chat.update');
    await person('tomas').clicks('Approve', card);
    const held = await clicked;
    lose(card);
    held.release();
    const anew = await person('una').sees('1 of 2 approvals', { after: card.ts });
    expect(anew.words).toContain(words);
  });

  it('does not happen when somebody stops it although its card cannot show that for 15 seconds', async () => {
    await start({ approvals: { graceMs: GRACE_MS } });
    const card = await askToDelete(talk);
    await approved(card);
    talk.workspace.faults.rateLimit('chat.update', 15);
    await person('olga').clicks('Stop deletion', card);
    await person('ravi').sees('stopped the deletion', { thread: card.ts });
    expect(person('una').again(card)?.words).toContain('[Stop deletion]');
    await talk.clock.advance(15_000);
    await person('una').sees('✋ Stopped: Design');
    await talk.clock.advance(GRACE_MS);
    await talk.clock.advance(GRACE_MS);
    expect([exists(), deletions()]).toEqual([true, 0]);
  });

  it('can be stopped before its grace ends although its card was late by 15 seconds', async () => {
    await start({ approvals: { graceMs: GRACE_MS } });
    const card = await askToDelete(talk);
    await person('ravi').sees('can approve this', { thread: card.ts });
    talk.workspace.faults.rateLimit('chat.update', 15);
    await person('tomas').clicks('Approve', card);
    await person('ravi').sees('unless it is stopped', { thread: card.ts });
    await talk.clock.advance(15_000);
    await person('una').sees('[Stop deletion]');
    await person('olga').clicks('Stop deletion', card);
    await person('una').sees('✋ Stopped: Design');
    await talk.clock.advance(GRACE_MS);
    await talk.clock.advance(GRACE_MS);
    expect([exists(), deletions()]).toEqual([true, 0]);
  });

  describe('whose card stands twice, because posting it was not answered', () => {
    let copy: SeenMessage;
    let card: SeenMessage;
    beforeEach(async () => {
      await start();
      talk.workspace.faults.loseAnswer('chat.postMessage');
      await asks();
      copy = await person('tomas').sees('Deletion requested: Design');
      await talk.clock.advance(5_000);
      card = await person('tomas').sees('Deletion requested: Design', { after: copy.ts });
      await person('ravi').sees('can approve this', { thread: card.ts });
    });

    const gone = (message: SeenMessage) => person('una').again(message) === undefined;
    /** Waits until a message is gone. */
    const isGone = (message: SeenMessage) =>
      gone(message)
        ? Promise.resolve()
        : new Promise<void>((resolve) => {
            const stop = talk.workspace.onChange(() => {
              if (!gone(message)) return;
              stop();
              resolve();
            });
          });

    it('counts an approval on the second one', async () => {
      await person('tomas').clicks('Approve', card);
      await person('una').sees('✅ Deleted: Design');
      expect(exists()).toBe(false);
      await person('olga').clicks('Approve', copy);
      expect((await person('olga').form('Not approved')).text()).toContain('This is a copy of the card');
      await isGone(copy);
      expect(live()).toEqual([]);
    });

    it('answers a click on the first one, and takes it away', async () => {
      await person('tomas').clicks('Approve', copy);
      expect((await person('tomas').form('Not approved')).text()).toContain('This is a copy of the card of request R-');
      await isGone(copy);
      expect([live().map(({ ts }) => ts), exists()]).toEqual([[card.ts], true]);
      await person('olga').clicks('Approve', card);
      await person('una').sees('✅ Deleted: Design');
    });

    it.each([
      ['tomas', 'Reject', 'Not rejected'],
      ['ravi', 'Withdraw', 'Not withdrawn'],
    ])('answers the form that %s opened on the first one by %s, and takes it away', async (key, button, title) => {
      await person(key).clicks(button, copy);
      await (await person(key).form(`${button} request`)).submit();
      expect((await person(key).form(title)).text()).toContain('This is a copy of the card');
      await isGone(copy);
      expect(live().map(({ ts }) => ts)).toEqual([card.ts]);
    });
  });

  it('is approved on a card whose place is not known, which is the card from then on', async () => {
    await start();
    talk.workspace.faults.loseAnswer('chat.postMessage');
    await asks();
    const card = await person('tomas').sees('Deletion requested: Design');
    await person('tomas').clicks('Approve', card);
    await talk.clock.advance(5_000);
    await person('una').sees('✅ Deleted: Design');
    await person('ravi').sees('Checked: the group', { thread: card.ts });
    const cards = person('una')
      .visible(REQUESTS)
      .filter(({ threadTs }) => threadTs === undefined);
    expect(cards.map(({ ts }) => ts)).toEqual([card.ts]);
  });
});
