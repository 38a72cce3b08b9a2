import { type Conversation, REQUESTS, startConversation } from '../helpers/conversation.ts';
import { ManualClock } from '../helpers/manual-clock.ts';

/** A portal that takes the time of a real one of 10,000 people; time passes only while something is waited for. */
describe('on a slow portal', () => {
  let talk: Conversation;
  beforeEach(async () => {
    talk = await startConversation({ clock: new ManualClock() });
    talk.portal.setCost(1);
  });
  afterEach(async () => {
    expect(talk.workspace.refusals).toEqual([]);
    await talk.stop();
  });

  const ines = () => talk.person('ines');
  /** Lets time pass, 20 ms at a time, until something has happened; gives back how many milliseconds that took. */
  const passingUntil = async <T>(wanted: Promise<T>): Promise<{ found: T; ms: number }> => {
    const began = talk.clock.now();
    let over = false;
    const end = () => {
      over = true;
    };
    wanted.then(end, end);
    while (!over) await talk.clock.advance(20);
    return { found: await wanted, ms: talk.clock.now() - began };
  };
  const soon = async <T>(wanted: Promise<T>): Promise<T> => (await passingUntil(wanted)).found;

  it('opens the form at once, says what it does, and creates a group of forty', async () => {
    await ines().types(REQUESTS, '/docspace-group create Launch team');
    await ines().form('Looking up who you are in DocSpace…');
    const { found: form, ms: opening } = await passingUntil(ines().form('[Create group]'));
    expect(opening).toBeGreaterThan(40);
    await soon(form.pick('Manager', 'tomas'));
    const names = [...new Set(await soon(form.options('Members', '')))].filter((name) => name !== 'Tomas Keller');
    for (const name of names.slice(0, 40)) await soon(form.pick('Members', '', name));
    const posting = talk.portal.next('POST', /^\/group/);
    await soon(form.submit());
    await ines().form('Creating “Launch team”…');
    const post = await soon(posting);
    expect(ines().visible(REQUESTS)).toEqual([]);
    post.release();
    const { found: card, ms: writing } = await passingUntil(talk.person('una').sees('created the group Launch team'));
    // Members are written one by one, 51 ms each.
    expect(writing).toBeGreaterThan(40 * 51);
    expect(card.words).toContain('Members (41, 1–15)');
    expect(card.words).not.toMatch(/checked|did not add/);
    expect(talk.portal.group('Launch team').memberIds.size).toBe(41);
    await soon(ines().form('Group created'));
    expect(talk.portal.calls.filter((call) => call.method === 'POST')).toHaveLength(1);
  });

  it('opens, checks and saves an edit, and says each time what it does', async () => {
    await ines().types(REQUESTS, '/docspace-group update Design');
    await ines().form('Looking up the group…');
    const form = await soon(ines().form('[Review changes]'));
    await soon(form.pick('Add members', 'pia'));
    await form.submit();
    await ines().form('Checking the changes with DocSpace…');
    const preview = await soon(ines().form('Save these changes?'));
    const putting = talk.portal.next('PUT', /^\/group\//);
    const saving = preview.submit();
    (await soon(putting)).release();
    await soon(saving);
    await ines().noForm();
    await talk.person('una').sees('Added: Pia Lund (invited).');
    expect(talk.portal.calls.filter((call) => call.method === 'PUT')).toHaveLength(1);
  });

  it('never makes a group unreadable when two people change its manager at once', async () => {
    const previewOf = async (key: string, manager: string) => {
      await talk.person(key).types(REQUESTS, '/docspace-group update Design');
      const form = await soon(talk.person(key).form('[Review changes]'));
      await soon(form.pick('Manager', manager));
      await form.submit();
      return soon(talk.person(key).form('Save these changes?'));
    };
    const [mine, other] = [await previewOf('ines', 'ravi'), await previewOf('tomas', 'milo')];
    await soon(Promise.all([mine.submit(), other.submit()]));
    const told = await soon(Promise.race(['ines', 'tomas'].map((key) => talk.person(key).form('Changed meanwhile'))));
    expect(told.text()).toContain(' changed the manager to ');
    await soon(talk.person('una').sees('is the manager now'));
    await ines().types(REQUESTS, '/docspace-group get Design');
    await soon(ines().sees('looked up the group “Design”'));
  });

  it('says of a look that DocSpace is slow, once, and then answers', async () => {
    talk.portal.setCost(20);
    await ines().types(REQUESTS, '/docspace-group get Design');
    const notice = await soon(ines().sees('Still looking … DocSpace is slow.'));
    expect(notice.visibleTo).toBe(ines().id);
    await soon(ines().sees('looked up the group “Design”'));
    expect(ines().visible(REQUESTS)).toHaveLength(2);
  });

  it('says in a picker that DocSpace did not answer in time', async () => {
    await ines().types(REQUESTS, '/docspace-group get');
    const picker = await ines().form('Show a group');
    talk.portal.setCost(60);
    expect(await soon(picker.options('Group', 'des'))).toEqual(['DocSpace did not answer. Type again in a moment.']);
  });

  it('deletes an approved group and proves it', async () => {
    await talk.person('ravi').types(REQUESTS, '/docspace-group delete Design');
    const form = await soon(talk.person('ravi').form('[Request deletion]'));
    await form.fill('Reason', 'The project is over.');
    await soon(form.submit());
    const card = await soon(talk.person('ravi').sees('Deletion requested: Design'));
    await talk.person('tomas').clicks('Approve', card);
    const deleted = await soon(talk.person('una').sees('Deleted: Design'));
    expect(deleted.words).toContain('checked: it is gone from DocSpace');
  });
});
