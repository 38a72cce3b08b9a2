import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SeenMessage } from '../../sandbox/slack/index.ts';
import { type StandIns, startStandIns } from '../../sandbox/start.ts';
import { systemClock } from '../../src/clock.ts';
import { REQUESTS } from '../helpers/conversation.ts';
import { type Running, run } from '../helpers/processes.ts';

/** The app is a process of its own here, killed with SIGKILL and started again on the same SQLite file. */
describe('a deletion whose process is killed', () => {
  let standIns: StandIns;
  let folder: string;
  let app: Running;

  const start = async (): Promise<void> => {
    const { workspace, portal } = standIns;
    app = run('src/main.js', [], {
      SLACK_BOT_TOKEN: workspace.botToken,
      SLACK_APP_TOKEN: workspace.appToken,
      SLACK_API_URL: workspace.apiUrl,
      DOCSPACE_URL: portal.url,
      DOCSPACE_API_KEY: portal.keys.owner,
      DATABASE_URL: join(folder, 'requests.db'),
      DELETE_GRACE: '0s',
    });
    await app.says(/DocSpace Groups is running/);
  };
  const killAndStart = async (): Promise<void> => {
    app.kill('SIGKILL');
    expect(await app.ended).toBeNull();
    await start();
  };

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'groups-'));
    standIns = await startStandIns({ clock: systemClock });
    await start();
  });
  afterEach(async () => {
    app.kill('SIGKILL');
    await app.ended;
    expect(standIns.workspace.refusals).toEqual([]);
    await standIns.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const person = (key: string) => standIns.workspace.as(`U0${key.toUpperCase()}`);
  const fill = async () => {
    const ravi = person('ravi');
    await ravi.types(REQUESTS, '/docspace-group delete Design');
    const form = await ravi.form('[Request deletion]');
    await form.fill('Reason', 'The project is over.');
    return form;
  };
  const ask = async (): Promise<SeenMessage> => {
    await (await fill()).submit();
    const card = await person('ravi').sees('Deletion requested: Design');
    await person('ravi').sees('can approve this', { thread: card.ts });
    return card;
  };
  const exists = () => standIns.portal.groups().some((group) => group.name === 'Design');
  /** DELETE calls the portal carried out, whether or not anybody heard the answer. */
  const deletions = () =>
    standIns.portal.calls.filter((call) => call.method === 'DELETE' && call.status === 204).length;
  const finished = async (card: SeenMessage) => {
    await person('tomas').sees('✅ Deleted: Design');
    expect(person('ravi').again(card)?.words).not.toMatch(/\[(?!Restore…)/);
    expect(exists()).toBe(false);
  };

  it('after the form was sent, before the requester was looked up, is looked up and posted by the next process', async () => {
    const form = await fill();
    const held = standIns.portal.next('GET', /^\/group\/[^?]+/);
    await form.submit();
    const call = await held;
    await killAndStart();
    call.abandon();
    const card = await person('tomas').sees('Deletion requested: Design');
    await person('tomas').sees('can approve this', { thread: card.ts });
    await person('tomas').clicks('Approve', card);
    await finished(card);
    expect(
      person('ravi')
        .visible(REQUESTS)
        .filter((message) => message.words.includes('Reason')),
    ).toHaveLength(0);
  });

  it('while it waits for approval, is still there and can be approved', async () => {
    const card = await ask();
    await killAndStart();
    await person('tomas').clicks('Approve', card);
    await finished(card);
    expect(deletions()).toBe(1);
  });

  it.each([
    ['before its card is posted', 'unheard', 1],
    ['after its card is posted, before that is written down', 'done', 2],
  ] as const)('%s, is posted by the next process and can be decided', async (_when, how, cards) => {
    const form = await fill();
    const held = standIns.workspace.next('chat.postMessage');
    await form.submit();
    const call = await held;
    if (how === 'done') call.perform();
    await killAndStart();
    call.abandon();
    // The sweep brings up what lags behind: the card, once more where it cannot know of the first, and its details.
    const details = await person('tomas').sees('can approve this');
    const shown = person('tomas')
      .visible(REQUESTS)
      .filter((message) => message.words.includes('wants to delete'));
    expect(shown).toHaveLength(cards);
    const [card] = shown.filter((message) => message.ts === details.threadTs);
    if (!card) throw new Error('the details stand in no card’s thread');
    await person('tomas').clicks('Approve', card);
    await finished(card);
    expect(deletions()).toBe(1);
  });

  it.each([
    ['after the approval, before the thread tells of it', 'chat.postMessage', 'approve'],
    ['after the deletion, before the thread tells of it', 'chat.postMessage', 'deleted'],
    ['after the deletion, before its card is updated', 'chat.update', 'deleted'],
  ] as const)('%s, is shown on the card by the next process, and told at most once', async (_when, method, moment) => {
    const card = await ask();
    const tomas = person('tomas');
    if (moment === 'deleted') {
      // The approval is told first; the next message is the one about the deletion.
      const first = standIns.portal.next('DELETE', /^\/group\//);
      await tomas.clicks('Approve', card);
      const deleting = await first;
      await person('ravi').sees('approved the deletion', { thread: card.ts });
      const held = standIns.workspace.next(method);
      deleting.release();
      const call = await held;
      await killAndStart();
      call.abandon();
    } else {
      const held = standIns.workspace.next(method);
      await tomas.clicks('Approve', card);
      const call = await held;
      await killAndStart();
      call.abandon();
    }
    await finished(card);
    if (method === 'chat.update') await person('ravi').sees('Deleted. Checked:', { thread: card.ts });
    expect(deletions()).toBe(1);
    const told = person('ravi')
      .visible(REQUESTS)
      .filter((message) => message.threadTs === card.ts && message.words.includes('is gone from DocSpace'));
    // A reply whose end nobody knows is not posted again: the card says the same.
    expect(told.length).toBeLessThanOrEqual(1);
  });

  it.each([
    ['before the group is read again', 'GET', /^\/group\/[^?]+/, 'unheard'],
    ['after the portal deleted, before its answer', 'DELETE', /^\/group\//, 'done'],
  ] as const)('%s, is finished by the next process, once', async (_when, method, path, how) => {
    const card = await ask();
    const held = standIns.portal.next(method, path);
    await person('tomas').clicks('Approve', card);
    const call = await held;
    if (how === 'done') call.perform();
    await killAndStart();
    call.abandon();
    await finished(card);
    expect(exists()).toBe(false);
    const answered = deletions();
    // A deletion whose answer nobody heard is in the list of calls without a status.
    const unheard = standIns.portal.calls.filter((each) => each.method === 'DELETE' && each.status === 0).length;
    expect(answered + (how === 'done' ? unheard : 0)).toBe(1);
  });

  it('before the portal deletes, is not certain: nothing is sent again while the first call may still be at work', async () => {
    const card = await ask();
    const held = standIns.portal.next('DELETE', /^\/group\//);
    await person('tomas').clicks('Approve', card);
    const call = await held;
    await killAndStart();
    await person('una').sees('❓ Not certain: Design');
    await person('ravi').sees('It is not certain whether DocSpace has deleted the group.', { thread: card.ts });
    expect(standIns.portal.calls.filter((each) => each.method === 'DELETE')).toHaveLength(0);
    // The portal carries the lost call out after all.
    call.perform();
    call.abandon();
    expect(exists()).toBe(false);
    await killAndStart();
    await person('tomas').sees('✅ Deleted: Design', { within: 30_000 });
  });

  it('before the proof, is finished by the next process, once', async () => {
    const card = await ask();
    const deleting = standIns.portal.next('DELETE', /^\/group\//);
    await person('tomas').clicks('Approve', card);
    const deletion = await deleting;
    const proof = standIns.portal.next('GET', /^\/group\/[^?]+/);
    deletion.release();
    const call = await proof;
    await killAndStart();
    call.abandon();
    await finished(card);
    expect(deletions()).toBe(1);
  });

  it('takes a second copy of its card away when somebody clicks it, and counts nothing', async () => {
    const card = await ask();
    const { state } = standIns.workspace;
    const first = state.message(card.channel, card.ts);
    const double = state.post({
      ...first,
      channel: card.channel,
      user: state.bot.userId,
      text: card.text,
      blocks: first?.blocks ?? [],
    });
    const twin = await person('tomas').sees('Deletion requested: Design', { after: card.ts });
    expect(twin.ts).toBe(double.ts);
    await person('tomas').clicks('Approve', twin);
    await person('tomas').form('This is a copy of the card');
    await person('una').sees('Deletion requested: Design', { within: 1_000 });
    expect(person('una').again(twin)).toBeUndefined();
    await (await person('tomas').form('This is a copy of the card')).close();
    await person('tomas').clicks('Approve', card);
    await finished(card);
  });
});
